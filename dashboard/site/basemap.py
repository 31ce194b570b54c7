"""Which pieces of the basemap a site takes along: those around its places, as many as fit."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

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
    ordered = sorted(points, key=lambda point: -point[2])
    found: dict[str, str] = {}
    left = budget
    with zipfile.ZipFile(archive) as pieces:
        sizes = {each.filename: each.file_size for each in pieces.infolist()}
        for name in (WHOLE, *dict.fromkeys(_around(ordered))):
            size = sizes.get(f"{name}.json")
            if size is None or name in found:
                continue
            if size > left:
                break
            found[name] = pieces.read(f"{name}.json").decode()
            left -= size
    return found


def _around(points: list[Point]) -> Iterator[str]:
    """The pieces that hold the points at each level, with those beside them at a distance of a
    third of a piece."""
    for level in _LEVELS:
        side = 2**level
        for latitude, longitude, _ in points:
            if abs(latitude) > _MOST_LATITUDE:
                continue
            x, y = mercator(longitude, latitude)
            for across in (x * side - 1 / 3, x * side + 1 / 3):
                for down in (y * side - 1 / 3, y * side + 1 / 3):
                    if 0 <= down < side:
                        yield f"{level}/{math.floor(across) % side}/{math.floor(down)}"
