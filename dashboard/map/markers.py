"""From counted places to what the map draws: pure, and small whatever the corpus.

Up to ``MOST_MARKERS`` places are drawn one by one. Beyond that the atlas joins those that
would lie on top of each other at the current zoom, so that an update stays below 30 kB; the
joined marker answers for all its places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from geo.atlas import Cluster, Difference
from geo.models import Place
from geo.places.kinds import POINTS, FeatureKind, feature_kind

MOST_MARKERS = 200
# At or below this confidence a marker is dashed; below 0.5 nothing is named at all.
UNSURE = 0.7

# How much of the mentions on each side may lie outside a first view, and how far beyond the
# others, as a share of their extent, still counts as near.
_OUTERMOST = 0.05
_NEAR = 0.75
# Of the map's own size, what is drawn beyond each of its edges.
_MARGIN = 0.3

Corners = tuple[tuple[float, float], tuple[float, float]]


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
    people or organisation. ``change`` is, where two selections are compared, how much more
    (or less) of all that is counted is of this place in one than in the other, -1 to 1.
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
    change: float = 0.0


def marker(cluster: Cluster) -> Marker:
    """The marker of one place, or of several that lie together."""
    place = cluster.place
    others = cluster.places - 1
    return Marker(
        id=cluster.id,
        name=place.name if place else f"{cluster.largest.name} +{others:,}",
        latitude=round(cluster.latitude, 4),
        longitude=round(cluster.longitude, 4),
        count=cluster.count,
        actors=cluster.actors,
        kind=kind_of(place) if place else Kind.CLUSTER,
        unsure=bool(place) and cluster.confidence < UNSURE,
        country=place.country_code if place else "",
    )


def changed(difference: Difference) -> Marker:
    """The marker of a place in a comparison; its count is that under both together."""
    place = difference.place
    return Marker(
        id=place.id,
        name=place.name,
        latitude=round(place.latitude, 4),
        longitude=round(place.longitude, 4),
        count=difference.before + difference.after,
        actors=0.0,
        kind=kind_of(place),
        unsure=False,
        country=place.country_code,
        change=difference.change,
    )


def kind_of(place: Place) -> Kind:
    """A country and a region are areas, never to be taken for a spot."""
    kind = feature_kind(place)
    if kind is FeatureKind.COUNTRY:
        return Kind.COUNTRY
    return Kind.POINT if kind in POINTS else Kind.AREA


def sight(
    west: float, south: float, east: float, north: float
) -> tuple[float, float, float, float] | None:
    """What to ask the atlas for when the map shows this: some more on each side, so that a
    small move finds its markers; None for all of the world."""
    wide, high = _MARGIN * (east - west), _MARGIN * (north - south)
    west, east = west - wide, east + wide
    if east - west >= 360:
        return None
    return _wrapped(west), max(-90.0, south - high), _wrapped(east), min(90.0, north + high)


def sides(
    latitude: float, longitude: float, high: float, wide: float
) -> tuple[float, float, float, float]:
    """(west, south, east, north) of so many degrees to each side of a point."""
    west, east = _wrapped(longitude - wide), _wrapped(longitude + wide)
    if wide >= 180:
        west, east = -180.0, 180.0
    return west, max(-90.0, latitude - high), east, min(90.0, latitude + high)


def _wrapped(longitude: float) -> float:
    return (longitude + 180) % 360 - 180


def bounds(clusters: Iterable[Cluster]) -> Corners | None:
    """South-west and north-east corners (latitude, longitude) around all the places."""
    corners = [each.bounds for each in clusters]
    if not corners:
        return None
    return (
        (min(low[0] for low, _ in corners), min(low[1] for low, _ in corners)),
        (max(high[0] for _, high in corners), max(high[1] for _, high in corners)),
    )


def around(places: Iterable[Place]) -> Corners:
    """Corners around these places, of which there is at least one."""
    latitudes, longitudes = zip(*((p.latitude, p.longitude) for p in places), strict=True)
    return (min(latitudes), min(longitudes)), (max(latitudes), max(longitudes))


def core(clusters: Sequence[Cluster]) -> Corners | None:
    """Corners around where most of it happens, so that one name from afar does not shrink
    the rest: all but the outermost mentions on each side, and what lies near to those."""
    if not clusters:
        return None
    south, north = _middle([(c.latitude, c.count) for c in clusters])
    west, east = _middle([(c.longitude, c.count) for c in clusters])
    above, beside = _NEAR * (north - south), _NEAR * (east - west)
    near = [
        each
        for each in clusters
        if south - above <= each.latitude <= north + above
        and west - beside <= each.longitude <= east + beside
    ]
    return bounds(near or clusters)


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
