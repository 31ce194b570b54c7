"""The areas of a site: which of its places are drawn as such, and the outlines that come along.

A site has the files of ``areas.zip`` for its own areas only, as one group that is called
``AREAS``, the most named first: as much of the finer grades as fits.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dashboard.map.areas import as_whole, is_elsewhere, wholes
from geo.models import Place
from geo.places.kinds import is_country
from geo.places.outlines import COARSE, FAR, FINE, OUTLINES, Grade, Outline, entry, outlines
from geo.places.shades import MOST_AREAS

AREAS = "areas"


def drawn(counted: Sequence[tuple[Place, int]], countries_only: bool) -> list[int]:
    """Which of the places, by their numbers, are drawn as areas, the most counted first."""
    found = [
        at
        for at, (place, _) in enumerate(counted)
        if place.id in outlines() and (is_country(place) or not countries_only)
    ]
    return sorted(found, key=lambda at: -counted[at][1])[:MOST_AREAS]


def columns(places: Sequence[Place], areas: Sequence[int]) -> dict[str, list[Any]]:
    """What the scripts must know of places to shade areas: each one's number among the ``areas``
    or -1, whether its outline is confirmed, whether it lies nowhere on the map, and, as numbers,
    the wholes in which it lies and the one that it is."""
    numbers = {at: number for number, at in enumerate(areas)}
    held = [wholes(place) for place in places]
    every = dict.fromkeys(whole for each in held for whole in each)
    known = {whole: number for number, whole in enumerate(every)}
    return {
        "outline": [numbers.get(at, -1) for at in range(len(places))],
        "sure": [
            int(at in numbers and outlines()[place.id].confirmed) for at, place in enumerate(places)
        ],
        "elsewhere": [int(is_elsewhere(place)) for place in places],
        "wholes": [[known[whole] for whole in each] for each in held],
        "whole": [
            known.get(as_whole(place), -1) if at in numbers else -1
            for at, place in enumerate(places)
        ],
    }


def files(ids: Iterable[str], budget: int) -> Mapping[str, Any]:
    """The outlines of the areas with these ids, by the names that ``assets/areas.js`` asks for:
    all of the coarsest grade, of the others ``budget`` bytes."""
    wanted = [outlines()[id_] for id_ in ids]
    with zipfile.ZipFile(OUTLINES) as archive:
        far = [json.loads(text) for text in _grade(archive, FAR, wanted)]
        coarse, left = _fitting(_grade(archive, COARSE, wanted), budget)
        fine, _ = _fitting(_grade(archive, FINE, wanted), left)
    found = {f"{FAR.name}/{AREAS}": far, f"{COARSE.name}/{AREAS}": coarse}
    found |= {
        f"{FINE.name}/{AREAS}/{number}": [rings] for number, rings in enumerate(fine) if rings
    }
    return {name: rings for name, rings in found.items() if any(rings)}


def _grade(archive: zipfile.ZipFile, grade: Grade, wanted: Iterable[Outline]) -> Iterator[str]:
    """The rings of each area as JSON; read one by one, since few may be taken."""
    kept: dict[str, list[Any]] = {}
    for outline in wanted:
        name, number = entry(outline, grade)
        if name not in kept:
            kept[name] = json.loads(archive.read(f"{name}.json"))
        yield json.dumps(kept[name][number], separators=(",", ":"))


def _fitting(texts: Iterable[str], budget: int) -> tuple[list[Any], int]:
    """Those that fit, one after the other, and None for those that do not; how many bytes are
    left."""
    found: list[Any] = []
    for text in texts:
        fits = len(text) <= budget
        budget -= len(text) if fits else 0
        found.append(json.loads(text) if fits else None)
    return found, budget
