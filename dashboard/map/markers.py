"""From counted places to the markers that the map draws: pure, and small whatever the corpus."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from dashboard.language import texts
from geo.atlas import Cluster, Difference
from geo.models import Place
from geo.places.kinds import POINTS, FeatureKind, feature_kind

# At or below this confidence a marker is dashed; below 0.5 nothing is named at all.
UNSURE = 0.7


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
        name=texts.place_name(place)
        if place
        else f"{texts.place_name(cluster.largest)} +{texts.number(others)}",
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
        name=texts.place_name(place),
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
