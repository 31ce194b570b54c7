"""From counted places to the markers that the map draws: pure, and small whatever the corpus.

A marker's size follows from its count and the zoom, in the browser (``assets/markers.js``).
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.language import texts
from geo.atlas import Cluster, Difference
from geo.places.kinds import Extent, extent, is_country

# At or below this confidence a marker is dashed; below 0.5 nothing is named at all.
UNSURE = 0.7


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker: a place, or several of one extent that lie together, named and placed as the
    most counted of them; ``more`` is the number of the others, ``named`` the count of that one
    where there are others.

    ``actors`` is the share (0 to 1) of mentions in which the place stands for a government,
    people or organisation. ``change`` is, where two selections are compared, how much more
    (or less) of all that is counted is of this place in one than in the other, -1 to 1.
    ``country`` is the code of a country that is a marker by itself.
    """

    id: str
    name: str
    latitude: float
    longitude: float
    count: int
    actors: float
    extent: Extent
    unsure: bool
    country: str
    more: int = 0
    named: int = 0
    change: float = 0.0


def marker(cluster: Cluster) -> Marker:
    """The marker of one place, or of several that lie together."""
    place, largest = cluster.place, cluster.largest
    return Marker(
        id=cluster.id,
        name=texts.place_name(largest),
        latitude=round(largest.latitude, 4),
        longitude=round(largest.longitude, 4),
        count=cluster.count,
        actors=cluster.actors,
        extent=extent(largest),
        unsure=bool(place) and cluster.confidence < UNSURE,
        country=place.country_code if place and is_country(place) else "",
        more=cluster.places - 1,
        named=cluster.largest_count if cluster.places > 1 else 0,
    )


def changed(difference: Difference) -> Marker:
    """The marker of a place in a comparison; its count is that under both together."""
    place = difference.place
    return Marker(
        id=place.id,
        name=texts.place_name(place),
        latitude=round(place.latitude, 4),
        longitude=round(place.longitude, 4),
        count=difference.before + difference.after,
        actors=0.0,
        extent=extent(place),
        unsure=False,
        country=place.country_code if is_country(place) else "",
        change=difference.change,
    )
