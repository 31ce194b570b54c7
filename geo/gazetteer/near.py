"""The places nearest to a point, by the one-degree cells that the store indexes."""

from __future__ import annotations

import math
import sqlite3

from geo.gazetteer.points import distance_km
from geo.gazetteer.store import CELL

_KM_PER_DEGREE = 111.2
# How far the search goes, in degrees of latitude.
_REACH = (1, 2, 4, 9)

_IN_CELLS = f"SELECT key, latitude, longitude FROM place WHERE {CELL} BETWEEN ? AND ?"  # noqa: S608


def nearest(
    connection: sqlite3.Connection, latitude: float, longitude: float, limit: int
) -> list[int]:
    """Keys of the ``limit`` nearest places, nearest first; fewer where the Earth is empty."""
    found: list[tuple[float, int]] = []
    for reach in _REACH:
        found = sorted(
            (distance_km(latitude, longitude, lat, lon), key)
            for first, last in _cells(latitude, longitude, reach)
            for key, lat, lon in connection.execute(_IN_CELLS, (first, last))
        )
        # What lies farther than the searched square is wide may have a nearer one outside it.
        sure = [away for away, _ in found[:limit] if away <= reach * _KM_PER_DEGREE]
        if len(sure) == limit:
            break
    return [key for _, key in found[:limit]]


def _cells(latitude: float, longitude: float, reach: int) -> list[tuple[int, int]]:
    """The cells within ``reach`` degrees, as ranges of cell numbers, a row of cells each."""
    shrink = max(0.05, math.cos(math.radians(min(89.0, abs(latitude) + reach))))
    wide = min(180, math.ceil(reach / shrink))
    column = math.floor(longitude + 180) % 360
    ranges = []
    for row in range(math.floor(latitude) - reach, math.floor(latitude) + reach + 1):
        start = (row + 90) * 360
        for turn in (-360, 0, 360):  # a square may reach across the antimeridian
            first, last = max(0, column - wide + turn), min(359, column + wide + turn)
            if first <= last:
                ranges.append((start + first, start + last))
    return ranges
