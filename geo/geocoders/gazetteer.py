"""The embedded gazetteer as a geopy geocoder: offline, without a key, without a limit.

Usable wherever a geopy geocoder is:

>>> from geo.geocoders.gazetteer import GazetteerGeocoder
>>> GazetteerGeocoder().geocode("Herat", country_codes="af").point  # doctest: +SKIP
Point(34.34817, 62.19967, 0.0)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, NoReturn

import numpy as np
from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderServiceError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point
from numpy.typing import NDArray

from geo.gazetteer.build import open_gazetteer
from geo.gazetteer.lookup import Gazetteer, NameMatch
from geo.gazetteer.store import MatchKind, open_for_reading
from geo.models import Place
from geo.places import sphere
from geo.resolution.resolver import Resolver
from geo.settings import Settings

# Results of ``exactly_one=False`` where no limit is given; the same as online services have.
RESULTS = 10

Viewbox = Sequence[Any]
"""Two corners, each a ``geopy.Point`` or anything that makes one."""


class _NoNetwork(BaseSyncAdapter):  # type: ignore[misc]
    """geopy wants an adapter; this geocoder has nobody to call."""

    def get_json(self, *_: Any, **__: Any) -> NoReturn:
        raise GeocoderServiceError("the gazetteer is asked without a network")

    get_text = get_json


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]
    """Dateline's gazetteer behind geopy's interface.

    ``gazetteer``: the one to ask; by default that of the settings, built where it is missing.
    Raises GazetteerBuildFailed.
    """

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        super().__init__(adapter_factory=_NoNetwork)
        self._gazetteer = gazetteer or open_gazetteer(Settings.load())
        self._resolver = Resolver(self._gazetteer, min_confidence=0.0)

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        limit: int | None = None,
        country_codes: str | Iterable[str] | None = None,
        viewbox: Viewbox | None = None,
        bounded: bool = False,
    ) -> Location | list[Location] | None:
        """The places that bear a name, the likeliest first; None for none.

        "Paris, Texas" is Paris in Texas. ``country_codes`` (ISO 3166-1 alpha-2) leaves out
        other countries; ``viewbox``, which does not cross the antimeridian, puts what lies in
        it first, or with ``bounded`` leaves out the rest. One Location, or a list of up to
        ``limit`` where ``exactly_one`` is false; ``raw`` of each has the place in GeoNames'
        terms. ``timeout`` is for other geocoders. Raises ValueError for a limit below 1 or a
        viewbox that is none.
        """
        found = _within_countries(self._find(query), country_codes)
        if viewbox is not None:
            found = _within_box(found, viewbox, bounded)
        return self._answer(
            [self._location(m.place, str(m.kind)) for m in found], exactly_one, limit
        )

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        limit: int | None = None,
    ) -> Location | list[Location] | None:
        """The populated places nearest to a point, the nearest first.

        ``raw["distance_km"]`` tells how far each is. ``query`` is a ``geopy.Point`` or
        anything that makes one. Raises ValueError for what is no point.
        """
        point = Point(query)
        count = 1 if exactly_one else _limit(limit)
        near = self._nearest(point, count)
        found = [self._location(place, "", distance_km=distance) for place, distance in near]
        return self._answer(found, exactly_one, limit)

    def _find(self, query: str) -> Sequence[NameMatch]:
        """All bearers of the name; for "Paris, Texas" those that lie in what follows."""
        name, *containers = (part.strip() for part in query.split(","))
        found: Sequence[NameMatch] = self._gazetteer.lookup(query)
        if not found and containers:
            found = self._gazetteer.lookup(name)
            for container in containers:
                ids = {match.place.id for match in self._gazetteer.lookup(container)}
                found = [match for match in found if not ids.isdisjoint(match.place.ancestors)]
        return self._likeliest_first(name, found)

    def _likeliest_first(self, name: str, found: Sequence[NameMatch]) -> Sequence[NameMatch]:
        """In the order in which Dateline would think of them outside any article.

        Those that it would not think of follow: by how the name is theirs, then by size.
        """
        if len(found) < 2:
            return found
        rank = {c.place.id: order for order, c in enumerate(self._resolver.rank(name))}
        kinds = {kind: order for order, kind in enumerate(MatchKind)}
        return sorted(
            found,
            key=lambda m: (rank.get(m.place.id, len(rank)), kinds[m.kind], -m.place.population),
        )

    def _location(self, place: Place, match: str, **more: Any) -> Location:
        names = [place.name]
        for ancestor in place.ancestors:
            container = self._gazetteer.place(ancestor)
            if container and container.feature_code != "CONT" and container.name != names[-1]:
                names.append(container.name)
        raw = {
            "id": place.id,
            "geonameid": place.geonameid,
            "name": place.name,
            "match": match,
            "lat": place.latitude,
            "lon": place.longitude,
            "feature_class": place.feature_class,
            "feature_code": place.feature_code,
            "country_code": place.country_code,
            "admin1": place.admin1,
            "population": place.population,
            "ancestors": list(place.ancestors),
            **more,
        }
        return Location(", ".join(names), (place.latitude, place.longitude), raw)

    def _answer(
        self, found: list[Location], exactly_one: bool, limit: int | None
    ) -> Location | list[Location] | None:
        found = found[: _limit(limit)]
        if exactly_one:
            return found[0] if found else None
        return found or None

    def _nearest(self, point: Any, count: int) -> list[tuple[Place, float]]:
        keys, vectors = self._points
        if not len(keys):
            return []
        cosines = vectors @ sphere.unit_vector(point.latitude, point.longitude)
        top = np.argpartition(-cosines, min(count, len(keys)) - 1)[:count]
        nearest = []
        for row in top[np.argsort(-cosines[top])]:
            place = self._gazetteer.place(f"geonames:{keys[row]}")
            if place is not None:
                nearest.append((place, round(float(sphere.km(cosines[row])), 2)))
        return nearest

    @cached_property
    def _points(self) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Keys and unit vectors of all populated places, read at the first ``reverse``."""
        connection = open_for_reading(self._gazetteer.path)
        try:
            rows = connection.execute(
                "SELECT key, latitude, longitude FROM place WHERE feature_class = 'P' AND key > 0"
            ).fetchall()
        finally:
            connection.close()
        table = np.array(rows, dtype=np.float64).reshape(-1, 3)
        return table[:, 0].astype(np.int64), sphere.unit_vectors(table[:, 1], table[:, 2])


def _limit(limit: int | None) -> int:
    if limit is None:
        return RESULTS
    if limit < 1:
        raise ValueError("Limit cannot be less than 1")
    return limit


def _within_countries(
    found: Sequence[NameMatch], codes: str | Iterable[str] | None
) -> Sequence[NameMatch]:
    if not codes:
        return found
    listed = codes.split(",") if isinstance(codes, str) else codes
    wanted = {code.strip().upper() for code in listed}
    return [match for match in found if match.place.country_code in wanted]


def _within_box(found: Sequence[NameMatch], viewbox: Viewbox, bounded: bool) -> Sequence[NameMatch]:
    if len(viewbox) != 2:
        raise ValueError("a viewbox has two corners")
    one, other = (Point(corner) for corner in viewbox)
    south, north = sorted((one.latitude, other.latitude))
    west, east = sorted((one.longitude, other.longitude))

    def inside(match: NameMatch) -> bool:
        place = match.place
        return bool(south <= place.latitude <= north and west <= place.longitude <= east)

    within = [match for match in found if inside(match)]
    return within if bounded else [*within, *(match for match in found if not inside(match))]
