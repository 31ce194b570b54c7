"""Places that are areas, as the map shades them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any

from dashboard.language import texts
from dashboard.state.selection import Shade
from geo.atlas import PlaceCount
from geo.models import Place
from geo.places.kinds import is_country
from geo.places.outlines import outlines
from geo.places.shades import MOST_AREAS, breaks, short
from geo.places.shades import shade as shade_of

MOST_ELSEWHERE = 5

# What is as large as this has an outline that says nothing.
_VAST_CODES = frozenset({"CONT", "OCN"})
_WORLDWIDE = frozenset({"dateline:west-world", "dateline:global-south"})
_DIVISION = "ADM1"

Whole = tuple[str, str]
"""What holds places: a country's code, and the name of a division of it or ""."""


@dataclass(frozen=True, slots=True)
class Named:
    """A place with its count in the unit asked for, as every list has it, the share (0 to 1) of
    its mentions in which it stands for somebody, and the ``value`` that it is shaded by."""

    place: Place
    count: int
    actors: float = 0.0
    value: float = 0.0


def shading(
    named: Iterable[Named], shade: Shade = Shade.COUNT, beside: Iterable[Named] = ()
) -> dict[str, Any]:
    """The areas of these places with their shades, and from which value each shade is, as
    ``assets/areas.js`` draws them; who acts in their names is told in tenths. The shades are such
    that those ``beside`` them, on another map, can have the same."""
    found = sorted(
        (each for each in named if each.count > 0 and each.place.id in outlines()),
        key=lambda each: -each.count,
    )[:MOST_AREAS]
    values = [_value(each, shade) for each in found]
    both = [*values, *(_value(each, shade) for each in beside if each.place.id in outlines())]
    least = 1 if shade is Shade.COUNT else min(both, default=1)
    steps = breaks(max(both, default=1), least)
    where = [outlines()[each.place.id] for each in found]
    columns: dict[str, list[Any]] = {
        "id": [each.place.id for each in found],
        "name": [texts.place_name(each.place) for each in found],
        "latitude": [round(each.place.latitude, 2) for each in found],
        "longitude": [round(each.place.longitude, 2) for each in found],
        "country": [each.place.country_code if is_country(each.place) else "" for each in found],
        "count": [each.count for each in found],
        "acting": [round(10 * each.actors) for each in found],
        "shade": [shade_of(value, steps) for value in values],
        "group": [outline.group for outline in where],
        "number": [outline.number for outline in where],
        "sure": [int(outline.confirmed) for outline in where],
    }
    if shade is not Shade.COUNT:
        columns["value"] = [short(value) for value in values]
    return {"areas": columns, "breaks": steps if found else [], "by": shade.value}


def _value(named: Named, shade: Shade) -> float:
    return named.count if shade is Shade.COUNT else named.value


def values(every: Sequence[PlaceCount], shade: Shade, total: int) -> dict[str, float]:
    """What each place is shaded by where that is not its count, by id.

    A share is in hundredths of ``total``, all that the selection holds. For articles per place a
    country holds the places with its code and a first-level division those with its name in that
    country; of what else is an area nobody knows what lies in it, and it is a place alone.
    """
    if shade is Shade.SHARE:
        return {each.place.id: 100 * each.count / max(total, 1) for each in every}
    inside = defaultdict[Whole, list[int]](list)
    for each in every:
        for whole in wholes(each.place):
            inside[whole].append(each.articles)
    return {
        each.place.id: mean(inside.get(as_whole(each.place), [each.articles])) for each in every
    }


def wholes(place: Place) -> tuple[Whole, ...]:
    """The country and the first-level division in which a place lies, as far as they are known."""
    country = (place.country_code, "")
    return (country, (place.country_code, place.admin1)) if place.admin1 else (country,)


def as_whole(place: Place) -> Whole:
    """What a place is to those that lie in it; of most areas nobody knows what does."""
    if is_country(place):
        return place.country_code, ""
    return ("", place.id) if place.feature_code != _DIVISION else (place.country_code, place.admin1)


def elsewhere(named: Iterable[Named]) -> dict[str, list[Any]]:
    """Continents, oceans and parts of the world that no outline could show, most named first."""
    found = sorted((each for each in named if is_elsewhere(each.place)), key=lambda n: -n.count)
    shown = found[:MOST_ELSEWHERE]
    return {
        "id": [each.place.id for each in shown],
        "name": [texts.place_name(each.place) for each in shown],
        "count": [each.count for each in shown],
    }


def is_wide(place: Place) -> bool:
    """Whether the place is drawn as an area, or lies nowhere on the map."""
    return place.id in outlines() or is_elsewhere(place)


def is_elsewhere(place: Place) -> bool:
    """Whether the place is too large, or too vague, to be anywhere on the map."""
    return place.feature_code in _VAST_CODES or place.id in _WORLDWIDE
