"""What a picture shows, asked of the atlas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from geo.atlas import AtlasReader, Cluster, Filter, Unit
from geo.models import Role
from geo.picture.projection import Box
from geo.places.kinds import POINTS, FeatureKind, feature_kind
from geo.places.outlines import outlines
from geo.places.shades import MOST_AREAS

# A place at or below this confidence is dashed, as on the page.
UNSURE = 0.7

# So that no two places are joined: the picture joins them itself, by what it has room for.
_CLOSE, _EVERY = 24.0, 1_000_000
_STANDS_FOR = (Role.ACTOR, Role.DEMONYM)


@dataclass(frozen=True, slots=True)
class PictureMark:
    """A place with its count; ``actors`` is the share in which it stands for somebody."""

    name: str
    latitude: float
    longitude: float
    count: int
    actors: float = 0.0
    unsure: bool = False
    places: int = 1


@dataclass(frozen=True, slots=True)
class NamedCountry:
    """A country as far as it is named as a place."""

    code: str
    name: str
    count: float


@dataclass(frozen=True, slots=True)
class ShadedArea:
    """An area other than a country as far as it is named as a place; ``id`` is the place's."""

    id: str
    count: float


@dataclass(frozen=True, slots=True)
class Scene:
    """The places of a selection, in the order of their counts, the largest first.

    ``marks`` are points, ``areas`` what is too large for one: regions, seas, divisions.
    ``shaded`` are those of the areas that have outlines, the most named first; ``continents``
    are not on the map at all. ``first`` and ``last`` are the days of the
    articles, by the filter's clock; ``most`` is the largest count of a mark.
    """

    marks: Sequence[PictureMark]
    areas: Sequence[PictureMark]
    shaded: Sequence[ShadedArea]
    continents: Sequence[PictureMark]
    countries: Sequence[NamedCountry]
    articles: int
    places: int
    first: date | None
    last: date | None
    most: int


def read_scene(reader: AtlasReader, f: Filter) -> Scene:
    """The scene of a selection. Raises Damaged where the atlas cannot be read."""
    counts = reader.counts(f)
    every = reader.clusters(f, Unit.MENTIONS, _CLOSE, _EVERY, actors=_STANDS_FOR)
    days = [day for day, _ in reader.histogram(f)]
    marks = [_mark(each) for each in every if _is_point(each)]
    return Scene(
        marks=marks,
        areas=[_mark(each) for each in every if _is_area(each)],
        shaded=_shaded(each for each in every if _is_area(each)),
        continents=[_mark(each) for each in every if _is_continent(each)],
        countries=_countries(each for each in every if _is_country(each)),
        articles=counts.articles,
        places=counts.places,
        first=f.date_from or min(days, default=None),
        last=f.date_to or max(days, default=None),
        most=max((mark.count for mark in marks), default=1),
    )


def core(marks: Sequence[PictureMark], share: float = 0.98) -> Box | None:
    """The corners around the middle ``share`` of what is named, by latitude and by longitude;
    one place far away does not make the rest small. None without a mark."""
    if not marks:
        return None
    west, east = _middle([(mark.longitude, mark.count) for mark in marks], share)
    south, north = _middle([(mark.latitude, mark.count) for mark in marks], share)
    return west, south, east, north


def _middle(weighted: list[tuple[float, int]], share: float) -> tuple[float, float]:
    weighted.sort()
    total = sum(weight for _, weight in weighted)
    low, high = total * (1 - share) / 2, total * (1 + share) / 2
    below, first, last = 0.0, weighted[0][0], weighted[-1][0]
    for value, weight in weighted:
        if below <= low:
            first = value
        if below < high:
            last = value
        below += weight
    return first, last


def _is_point(cluster: Cluster) -> bool:
    return feature_kind(cluster.largest) in POINTS


def _is_area(cluster: Cluster) -> bool:
    return not (_is_point(cluster) or _is_country(cluster) or _is_continent(cluster))


def _is_continent(cluster: Cluster) -> bool:
    return cluster.largest.feature_code == "CONT"


def _is_country(cluster: Cluster) -> bool:
    return feature_kind(cluster.largest) is FeatureKind.COUNTRY


def _shaded(every: Iterable[Cluster]) -> list[ShadedArea]:
    found = (
        ShadedArea(each.largest.id, _as_a_place(each))
        for each in every
        if each.largest.id in outlines()
    )
    return [area for area in found if area.count >= 1][:MOST_AREAS]


def _countries(every: Iterable[Cluster]) -> list[NamedCountry]:
    found = (
        NamedCountry(each.largest.country_code, each.largest.name, _as_a_place(each))
        for each in every
    )
    return [country for country in found if country.count >= 1]


def _as_a_place(cluster: Cluster) -> float:
    """How often it is named as one: who acts in an area's name does not darken it."""
    return cluster.count * (1 - cluster.actors)


def _mark(cluster: Cluster) -> PictureMark:
    place = cluster.largest
    return PictureMark(
        name=place.name,
        latitude=place.latitude,
        longitude=place.longitude,
        count=cluster.count,
        actors=cluster.actors,
        unsure=cluster.confidence < UNSURE,
    )
