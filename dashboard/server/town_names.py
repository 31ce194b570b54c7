"""Which town's name is on the map from which zoom, cut into pieces that the map fetches.

A name comes with the zoom at which no better known town stands in its part of the map, and not
before the map is close enough for a town of its renown: pure, but for :func:`write`. The same
pieces are for every language: a town that is called otherwise in one of them has that name too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dashboard.language.places_fr import PLACES as FRENCH
from dashboard.server import piece_index
from geo.gazetteer.settlements import Settlement
from geo.places.sphere import mercator

FOLDERS = {3: 3, 5: 5, 7: 7, 9: 8}
"""By the zoom from which its pieces are used, the level at which a folder's are cut (2^level to
a side of the world). The same stands in ``assets/pieces.js``."""
TRANSLATED: Mapping[str, Mapping[str, str]] = {"fr": FRENCH}
"""By language, what towns are called that are not called as the gazetteer calls them, by id."""
UNITS = 4096
"""Units to the side of a piece."""
LAST_ZOOM = 11
# The least renown of a town whose name is on the map at a zoom.
_RENOWN = {3: 0.86, 4: 0.82, 5: 0.76, 6: 0.68, 7: 0.6, 8: 0.5, 9: 0.4, 10: 0.33, 11: 0.2}
# Pixels of the map in which one name is enough.
_WIDE, _HIGH = 128, 64
_MOST_LATITUDE = 85.0

Name = tuple[str, float, float, int, int, int, Mapping[str, str]]
"""Name, x and y (Mercator, 0 to 1), first zoom, renown in hundredths, 1 for a capital, and what
it is called in other languages."""


def names(towns: Iterable[Settlement]) -> Iterator[Name]:
    """The towns, best known first, with the zoom from which each is on the map; those for which
    there is never room are left out."""
    taken: set[tuple[int, int, int]] = set()
    for town in towns:
        if abs(town.latitude) > _MOST_LATITUDE:
            continue
        x, y = mercator(town.longitude, town.latitude)
        cells = list(_cells(x, y))
        if cells[-1] in taken:
            continue
        at = next((at for at, cell in enumerate(cells) if _has_room(town, cell, taken)), None)
        if at is not None:
            taken.update(cells[at:])
            zoom, renown = cells[at][0], round(100 * town.renown)
            yield town.name, x, y, zoom, renown, int(town.is_capital), _translated(town)


def pieces(every: Iterable[Name]) -> Iterator[tuple[str, str]]:
    """Each piece's name and JSON: a list of [name, x, y, zoom, renown, capital], with x and y
    in the piece's own units, and at the end the names in other languages where there are any."""
    found: dict[str, list[list[str | int | Mapping[str, str]]]] = {}
    for name, x, y, zoom, renown, capital, translated in every:
        for first, level in FOLDERS.items():
            if zoom >= _next(first):
                continue
            side = 2**level
            column, row = int(x * side) % side, int(y * side)
            at = [round((x * side % 1) * UNITS), round((y * side % 1) * UNITS)]
            piece = found.setdefault(f"{first}/{column}/{row}", [])
            piece.append([name, *at, zoom, renown, capital, *([translated] if translated else [])])
    for piece_name, listed in found.items():
        yield piece_name, json.dumps(listed, separators=(",", ":"), ensure_ascii=False)


def write(folder: Path, towns: Iterable[Settlement]) -> None:
    """Write the pieces into a folder, and ``index.json`` with which there are. Raises
    OSError."""
    every = dict(pieces(names(towns)))
    index = folder / "index.json"
    index.parent.mkdir(parents=True, exist_ok=True)
    index.write_text(json.dumps(piece_index.bits(every, FOLDERS)), encoding="utf-8")
    for name, text in every.items():
        path = folder / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _has_room(
    town: Settlement, cell: tuple[int, int, int], taken: set[tuple[int, int, int]]
) -> bool:
    return town.renown >= _RENOWN[cell[0]] and cell not in taken


def _translated(town: Settlement) -> Mapping[str, str]:
    return {language: names[town.id] for language, names in TRANSLATED.items() if town.id in names}


def _cells(x: float, y: float) -> Iterator[tuple[int, int, int]]:
    """The part of the map that a point lies in, at each zoom."""
    world = 256 * 2**LAST_ZOOM
    column, row = int(x * world / _WIDE), int(y * world / _HIGH)
    for zoom in _RENOWN:
        yield zoom, column >> LAST_ZOOM - zoom, row >> LAST_ZOOM - zoom


def _next(first: int) -> int:
    """The zoom at which the pieces of the next folder take over."""
    return next((each for each in FOLDERS if each > first), LAST_ZOOM + 1)
