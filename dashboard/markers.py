"""From counted places to what the map draws: pure, and small whatever the corpus.

Up to ``MOST_MARKERS`` places are drawn one by one. Beyond that, places that would lie on top
of each other at the current zoom are joined to one marker on a grid, so that an update stays
below 30 kB; the joined marker answers for all its places.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from geo.atlas import PlaceCount
from geo.models import Place

MOST_MARKERS = 400
# The side of a grid cell in screen pixels: a marker's own size and a little air.
CELL = 64
# At or below this confidence a marker is dashed; below 0.5 nothing is named at all.
UNSURE = 0.7

# How much of the mentions on each side may lie outside a first view, and how far beyond the
# others, as a share of their extent, still counts as near.
_OUTERMOST = 0.05
_NEAR = 0.75

Bounds = tuple[tuple[float, float], tuple[float, float]]

_WORLD = 256  # pixels of Web Mercator's world at zoom 0


class Kind(IntEnum):
    """How a marker is drawn; the numbers are those of ``assets/map.js``."""

    POINT = 0
    AREA = 1
    COUNTRY = 2
    CLUSTER = 3


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker: a place, or several that lie together.

    ``actors`` is the share (0 to 1) of mentions in which the place stands for a government,
    people or organisation. ``members`` holds the ids of all places it answers for.
    """

    id: str
    name: str
    latitude: float
    longitude: float
    count: int
    actors: float
    kind: Kind
    unsure: bool
    country: str
    members: tuple[str, ...]


def markers(
    places: Sequence[PlaceCount], actors: Mapping[str, float], zoom: float, selected: str = ""
) -> list[Marker]:
    """What to draw at this zoom, the most counted first; the selected place on its own."""
    single = [single_marker(place, actors.get(place.place.id, 0.0)) for place in places]
    if len(single) <= MOST_MARKERS:
        return single
    alone = [marker for marker in single if marker.id == selected]
    single = [marker for marker in single if marker.id != selected]
    cells: dict[str, list[Marker]] = {}
    size = CELL
    while True:
        cells = _grid(single, zoom, size)
        if len(cells) < MOST_MARKERS:
            break
        size *= 2
    joined = [_joined(cell, members) for cell, members in cells.items()]
    return sorted(alone + joined, key=lambda marker: (-marker.count, marker.id))


def single_marker(counted: PlaceCount, actors: float) -> Marker:
    """The marker of one place."""
    place = counted.place
    return Marker(
        id=place.id,
        name=place.name,
        latitude=round(place.latitude, 4),
        longitude=round(place.longitude, 4),
        count=counted.count,
        actors=actors,
        kind=kind_of(place),
        unsure=counted.confidence < UNSURE,
        country=place.country_code,
        members=(place.id,),
    )


def kind_of(place: Place) -> Kind:
    """A country and a region are areas, never to be taken for a spot."""
    if place.feature_code.startswith("PCL"):
        return Kind.COUNTRY
    return Kind.POINT if place.feature_class in ("P", "S", "R") else Kind.AREA


def within(
    places: Iterable[PlaceCount], bounds: tuple[float, float, float, float]
) -> list[PlaceCount]:
    """Places inside (west, south, east, north), which may reach over the antimeridian."""
    west, south, east, north = bounds
    if east - west >= 360:
        return [p for p in places if south <= p.place.latitude <= north]
    return [
        counted
        for counted in places
        if south <= counted.place.latitude <= north
        and (counted.place.longitude - west) % 360 <= east - west
    ]


def bounds(places: Iterable[PlaceCount]) -> Bounds | None:
    """South-west and north-east corners (latitude, longitude) around all the places."""
    where = [(counted.place.latitude, counted.place.longitude) for counted in places]
    if not where:
        return None
    latitudes, longitudes = zip(*where, strict=True)
    return (min(latitudes), min(longitudes)), (max(latitudes), max(longitudes))


def core(places: Sequence[PlaceCount]) -> Bounds | None:
    """Corners around where most of it happens, so that one name from afar does not shrink
    the rest: all but the outermost mentions on each side, and what lies near to those."""
    if not places:
        return None
    south, north = _middle([(c.place.latitude, c.mentions) for c in places])
    west, east = _middle([(c.place.longitude, c.mentions) for c in places])
    above, beside = _NEAR * (north - south), _NEAR * (east - west)
    near = [
        counted
        for counted in places
        if south - above <= counted.place.latitude <= north + above
        and west - beside <= counted.place.longitude <= east + beside
    ]
    return bounds(near or places)


def _middle(weighted: Iterable[tuple[float, int]]) -> tuple[float, float]:
    """The range of values without the outermost few percent of the weight on each side."""
    ordered = sorted(weighted)
    spare = _OUTERMOST * sum(weight for _, weight in ordered)
    return _inner(ordered, spare), _inner(ordered[::-1], spare)


def _inner(ordered: Sequence[tuple[float, int]], spare: float) -> float:
    passed = 0
    for value, weight in ordered:
        passed += weight
        if passed > spare:
            return value
    return ordered[-1][0]


def _grid(single: Iterable[Marker], zoom: float, size: float) -> dict[str, list[Marker]]:
    cells: dict[str, list[Marker]] = {}
    pixels = _WORLD * 2 ** round(zoom)
    for marker in single:
        x, y = _mercator(marker.latitude, marker.longitude)
        cell = f"cluster:{round(zoom)}.{size}.{int(x * pixels / size)}.{int(y * pixels / size)}"
        cells.setdefault(cell, []).append(marker)
    return cells


def _joined(cell: str, members: list[Marker]) -> Marker:
    if len(members) == 1:
        return members[0]
    total = sum(marker.count for marker in members)
    largest = max(members, key=lambda marker: marker.count)
    return Marker(
        id=cell,
        name=f"{largest.name} +{len(members) - 1}",
        latitude=round(sum(m.latitude * m.count for m in members) / total, 4),
        longitude=round(sum(m.longitude * m.count for m in members) / total, 4),
        count=total,
        actors=sum(m.actors * m.count for m in members) / total,
        kind=Kind.CLUSTER,
        unsure=False,
        country="",
        members=tuple(place for marker in members for place in marker.members),
    )


def _mercator(latitude: float, longitude: float) -> tuple[float, float]:
    """Web Mercator, 0 to 1 from the north-west corner."""
    sine = math.sin(math.radians(max(-85.05, min(85.05, latitude))))
    return longitude / 360 + 0.5, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)
