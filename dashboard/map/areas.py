"""Places that are areas: which outline each has, and how darkly it is shaded.

``assets/areas.zip`` holds the outlines and ``index.json``, which says where a place's is; both are
made by ``python -m training.cartography areas``.
"""

from __future__ import annotations

import json
import zipfile
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dashboard.language import texts
from dashboard.server.basemap import OUTLINES
from geo.models import Place
from geo.places.kinds import is_country

MOST_AREAS = 400
"""Areas that are shaded, the most counted first; an update to the map stays small."""
MOST_ELSEWHERE = 5

# What is as large as this has an outline that says nothing.
_VAST_CODES = frozenset({"CONT", "OCN"})
_WORLDWIDE = frozenset({"dateline:west-world", "dateline:global-south"})
_SHADES = 5
_NICE = (1, 2, 3, 5, 7)


@dataclass(frozen=True, slots=True)
class Outline:
    """Where an outline is: its file, its number there, and whether it is confirmed to be that of
    its place."""

    group: str
    number: int
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A place with how often it is named as a place, in the unit asked for."""

    place: Place
    count: int


@cache
def outlines() -> Mapping[str, Outline]:
    """The outline of each place that has one, by its id."""
    with zipfile.ZipFile(OUTLINES) as archive:
        index = json.loads(archive.read("index.json"))
    return {
        place: Outline(group, number, bool(confirmed))
        for place, (group, number, confirmed) in index.items()
    }


def shading(named: Iterable[Named], total: int) -> dict[str, Any]:
    """The areas of these places with their shades, and from which count each shade is, as
    ``assets/areas.js`` draws them; ``total`` is all that is counted."""
    found = sorted(
        (each for each in named if each.count > 0 and each.place.id in outlines()),
        key=lambda each: -each.count,
    )[:MOST_AREAS]
    steps = breaks(found[0].count if found else 1)
    where = [outlines()[each.place.id] for each in found]
    return {
        "areas": {
            "id": [each.place.id for each in found],
            "name": [texts.place_name(each.place) for each in found],
            "latitude": [round(each.place.latitude, 2) for each in found],
            "longitude": [round(each.place.longitude, 2) for each in found],
            "country": [
                each.place.country_code if is_country(each.place) else "" for each in found
            ],
            "count": [each.count for each in found],
            "shade": [bisect_right(steps, each.count) - 1 for each in found],
            "group": [outline.group for outline in where],
            "number": [outline.number for outline in where],
            "sure": [int(outline.confirmed) for outline in where],
        },
        "breaks": steps if found else [],
        "total": total,
    }


def elsewhere(named: Iterable[Named]) -> dict[str, list[Any]]:
    """Continents, oceans and parts of the world that no outline could show, most named first."""
    found = sorted((each for each in named if is_elsewhere(each.place)), key=lambda n: -n.count)
    shown = found[:MOST_ELSEWHERE]
    return {
        "id": [each.place.id for each in shown],
        "name": [texts.place_name(each.place) for each in shown],
        "count": [each.count for each in shown],
    }


def is_elsewhere(place: Place) -> bool:
    """Whether the place is too large, or too vague, to be anywhere on the map."""
    return place.feature_code in _VAST_CODES or place.id in _WORLDWIDE


def breaks(most: int) -> list[int]:
    """The least count of each shade: round numbers, each about as many times the one before,
    for counts of places differ by orders of magnitude."""
    steps = [1]
    for step in range(1, _SHADES):
        nice = _round(max(most, 1) ** (step / _SHADES))
        if steps[-1] < nice <= most:
            steps.append(nice)
    return steps


def _round(value: float) -> int:
    """The nearest number that people count in."""
    power = 1
    while value >= 10 * power:
        power *= 10
    choices: Sequence[int] = [digit * power for digit in (*_NICE, 10)]
    return min(choices, key=lambda choice: abs(choice - value))
