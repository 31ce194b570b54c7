"""How much of the map is asked for and how much of it a first view shows: pure.

Up to ``MOST_MARKERS`` places travel one by one. Beyond that the atlas joins those that would
lie on top of each other at the current zoom, so that an update stays below 30 kB; the joined
marker answers for all its places. What of that has room is told by pixels, in the browser
(``assets/crowding.js``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.server.corpus import wrapped
from geo.atlas import Cluster
from geo.models import Place
from geo.places.kinds import Extent, extent

MOST_MARKERS = 200
# Of many places fewer are sent: the map joins most of them again, by pixels.
MOST_JOINED = 60

# How much of the mentions on each side may lie outside a first view, and how far beyond the
# others, as a share of their extent, still counts as near.
_OUTERMOST = 0.05
_NEAR = 0.5
# Mercator's map draws what lies beyond these latitudes larger than all the rest.
_POLEWARD = (-57.0, 75.0)
MARGIN = 0.3
"""Of the map's own size, what is asked for beyond each of its edges."""

Corners = tuple[tuple[float, float], tuple[float, float]]
"""South-west and north-east, each (latitude, longitude)."""


def query_box(
    west: float, south: float, east: float, north: float
) -> tuple[float, float, float, float] | None:
    """What to ask the atlas for when the map shows this: some more on each side, so that a
    small move finds its markers; None for all of the world."""
    wide, high = MARGIN * (east - west), MARGIN * (north - south)
    west, east = west - wide, east + wide
    if east - west >= 360:
        return None
    return wrapped(west), max(-90.0, south - high), wrapped(east), min(90.0, north + high)


def lies_in(place: Place, box: tuple[float, float, float, float] | None) -> bool:
    """Whether a place is in (west, south, east, north), which may cross the antimeridian; None is
    all of the world."""
    if box is None:
        return True
    west, south, east, north = box
    across = west <= place.longitude <= east
    if west > east:
        across = place.longitude >= west or place.longitude <= east
    return across and south <= place.latitude <= north


def bounds(clusters: Iterable[Cluster]) -> Corners | None:
    """South-west and north-east corners (latitude, longitude) around all the places."""
    corners = [each.bounds for each in clusters]
    if not corners:
        return None
    return (
        (min(low[0] for low, _ in corners), min(low[1] for low, _ in corners)),
        (max(high[0] for _, high in corners), max(high[1] for _, high in corners)),
    )


def places_bounds(places: Iterable[Place]) -> Corners:
    """Corners around these places, of which there is at least one."""
    latitudes, longitudes = zip(*((p.latitude, p.longitude) for p in places), strict=True)
    return (min(latitudes), min(longitudes)), (max(latitudes), max(longitudes))


def main_extent(clusters: Sequence[Cluster]) -> Corners | None:
    """Corners around where most of it happens, so that one name from afar does not shrink
    the rest: all but the outermost mentions on each side, and what lies near to those."""
    # A continent's middle is nowhere.
    clusters = [c for c in clusters if extent(c.largest) is not Extent.CONTINENT] or clusters
    if not clusters:
        return None
    south, north = _middle([(c.latitude, c.count) for c in clusters])
    west, east = _middle([(c.longitude, c.count) for c in clusters])
    above, beside = _NEAR * (north - south), _NEAR * (east - west)
    # Only who writes about the polar regions has them in the first view of the world.
    least = max(south - above, min(south, _POLEWARD[0]))
    most = min(north + above, max(north, _POLEWARD[1]))
    near = [
        each
        for each in clusters
        if least <= each.latitude <= most and west - beside <= each.longitude <= east + beside
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
