"""What an online service found, in the gazetteer's terms, so that both are ranked alike.

Containment is told by GeoNames ids: a place found online lies in the gazetteer's own
province and country.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from geo.gazetteer.lookup import NameMatch
from geo.gazetteer.names import normalise
from geo.gazetteer.rows import MatchKind
from geo.geocoders.protocol import Found
from geo.models import Place
from geo.places.kinds import is_country


class Names(Protocol):
    """The gazetteer."""

    def lookup(self, name: str, /) -> Sequence[NameMatch]:
        """All places that bear the name."""

    def place(self, place_id: str, /) -> Place | None:
        """The place with this id."""


def matches(name: str, found: Sequence[Found], gazetteer: Names) -> tuple[NameMatch, ...]:
    """The places found for ``name``, each within what contains it."""
    asked = normalise(name)
    return tuple(
        NameMatch(
            replace(f.place, ancestors=_ancestors(f, gazetteer)),
            MatchKind.NAME if normalise(f.place.name) == asked else MatchKind.ALTERNATE,
        )
        for f in found
    )


def _ancestors(found: Found, gazetteer: Names) -> tuple[str, ...]:
    if found.place.ancestors:
        return found.place.ancestors
    for name in found.within:
        container = _area(name, found.place.country_code, gazetteer)
        if container is not None and container.id != found.place.id:
            return (container.id, *container.ancestors)
    if is_country(found.place):
        itself = _area(found.place.name, found.place.country_code, gazetteer)
        return itself.ancestors if itself else ()
    return ()


def _area(name: str, country: str, gazetteer: Names) -> Place | None:
    """The country, province or district of this name in that country, the widest first."""
    areas = [
        match.place
        for match in gazetteer.lookup(name)
        if match.place.feature_class == "A"
        and match.kind is not MatchKind.DEMONYM
        and match.place.country_code == country
    ]
    return min(areas, key=lambda place: len(place.ancestors), default=None)
