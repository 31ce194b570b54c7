"""Which pieces of the basemap a site takes along, and of towns' names: those around its places, as
many as fit."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from dashboard.server import town_names
from geo.gazetteer.settlements import settlements
from geo.places.sphere import mercator

ARCHIVE = Path(__file__).parents[1] / "assets" / "basemap.zip"
WHOLE = "0/0/0"
_LEVELS = (3, 4, 5, 6, 7)
_MOST_LATITUDE = 85.0

Point = tuple[float, float, int]
"""Latitude, longitude, and how much is counted there."""


def chosen(points: Iterable[Point], budget: int, archive: Path = ARCHIVE) -> dict[str, str]:
    """The pieces, by level, column and row, as JSON of ``budget`` bytes in all: the world as a
    whole, then level by level those that hold or touch the places, the most named first.
    """
    with zipfile.ZipFile(archive) as pieces:
        sizes = {each.filename: each.file_size for each in pieces.infolist()}

        def piece(name: str) -> str | None:
            known = f"{name}.json" in sizes
            return pieces.read(f"{name}.json").decode() if known else None

        around = _around(_most_named(points), {level: level for level in _LEVELS})
        return _fitting((WHOLE, *around), piece, budget)


def towns(points: Iterable[Point], gazetteer: Path | None, budget: int) -> dict[str, str]:
    """The pieces of towns' names, of ``budget`` bytes in all; none where there is no gazetteer."""
    if gazetteer is None or not gazetteer.is_file():
        return {}
    every = _town_pieces(gazetteer, gazetteer.stat().st_mtime_ns)
    return _fitting(_around(_most_named(points), town_names.FOLDERS), every.get, budget)


@lru_cache(maxsize=1)
def _town_pieces(gazetteer: Path, _changed: int) -> Mapping[str, str]:
    """Those of the whole world, which take some seconds."""
    return dict(town_names.pieces(town_names.names(settlements(gazetteer))))


def _most_named(points: Iterable[Point]) -> list[Point]:
    return sorted(points, key=lambda point: -point[2])


def _fitting(
    names: Iterable[str], piece: Callable[[str], str | None], budget: int
) -> dict[str, str]:
    """The pieces with these names, of those that there are, as long as they fit."""
    found: dict[str, str] = {}
    left = budget
    for name in dict.fromkeys(names):
        text = piece(name)
        if text is None:
            continue
        left -= len(text.encode())
        if left < 0:
            break
        found[name] = text
    return found


def _around(points: list[Point], levels: Mapping[int, int]) -> Iterator[str]:
    """The pieces that hold the points, with those beside them at a distance of a third of a piece;
    ``levels`` are those at which a folder's pieces are cut."""
    for folder, level in levels.items():
        side = 2**level
        for latitude, longitude, _ in points:
            if abs(latitude) > _MOST_LATITUDE:
                continue
            x, y = mercator(longitude, latitude)
            for across in (x * side - 1 / 3, x * side + 1 / 3):
                for down in (y * side - 1 / 3, y * side + 1 / 3):
                    if 0 <= down < side:
                        yield f"{folder}/{math.floor(across) % side}/{math.floor(down)}"
