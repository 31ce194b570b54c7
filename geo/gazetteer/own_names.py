"""The names of one's own places, each in the country and divisions around it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from geo.gazetteer.names import normalise
from geo.gazetteer.own_places import OwnPlace
from geo.gazetteer.store import MatchKind
from geo.models import OWN, Place
from geo.places.kinds import SETTLEMENTS, feature_kind
from geo.places.sphere import distance_km

# Who adds a place knows it as nobody else does.
_RENOWN = 1.0
# The towns around a place that say in which country it is, and how far away they may be.
_AROUND, _WITHIN_KM = 5, 100.0

Nearest = Callable[[float, float, int], Sequence[Place]]
"""The places of the gazetteer nearest to a point: latitude, longitude, how many."""


@dataclass(frozen=True, slots=True)
class OwnName:
    """A place of one's own, and whether this is its name or another of its names."""

    place: OwnPlace
    kind: MatchKind


class OwnNames:
    """What ``places`` are called."""

    def __init__(self, places: Sequence[OwnPlace]) -> None:
        self._by_id = {place.id: place for place in places}
        named: dict[str, list[OwnName]] = defaultdict(list)
        for place in self._by_id.values():
            kinds = [MatchKind.NAME, *(MatchKind.ALTERNATE for _ in place.other_names)]
            for name, kind in zip(place.names, kinds, strict=True):
                named[normalise(name)].append(OwnName(place, kind))
        self._named = dict(named)
        self.names = tuple(name for place in self._by_id.values() for name in place.names)

    def called(self, name: str) -> Sequence[OwnName]:
        """Those of this name, however it is spelt."""
        return self._named.get(normalise(name), ()) if self._named else ()

    def place(self, place_id: str) -> OwnPlace | None:
        """The place with this id."""
        return self._by_id.get(place_id)

    def beginning(self, beginning: str) -> Iterator[OwnPlace]:
        """Those with a name that begins so, in the order of the alphabet."""
        key = normalise(beginning)
        found = {
            own.place.id: own.place
            for name, called in sorted(self._named.items())
            if key and name.startswith(key)
            for own in called
        }
        yield from found.values()

    def around(self, latitude: float, longitude: float, km: float) -> Iterator[OwnPlace]:
        """Those within so many kilometres."""
        for place in self._by_id.values():
            if distance_km(latitude, longitude, place.latitude, place.longitude) <= km:
                yield place


def located(own: OwnPlace, nearest: Nearest) -> Place:
    """The place with what contains it, as far as the towns around it tell.

    Its country is the one its owner gives; else the one in which all the towns around lie, for
    beside a border the nearest may lie beyond it.
    """
    towns = [
        town
        for town in nearest(own.latitude, own.longitude, 4 * _AROUND)
        if feature_kind(town) in SETTLEMENTS
        and distance_km(own.latitude, own.longitude, town.latitude, town.longitude) <= _WITHIN_KM
    ]
    country = own.country or _agreed(towns[:_AROUND])
    town = next((each for each in towns if country and each.country_code == country), None)
    feature_class, feature_code = own.feature
    return Place(
        own.id,
        own.name,
        own.latitude,
        own.longitude,
        feature_class,
        feature_code,
        country,
        town.admin1 if town else "",
        source=OWN,
        ancestors=town.ancestors if town else (),
        renown=_RENOWN,
    )


def _agreed(towns: Sequence[Place]) -> str:
    counted = Counter(town.country_code for town in towns)
    return next(iter(counted)) if len(counted) == 1 else ""
