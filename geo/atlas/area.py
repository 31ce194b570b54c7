"""An area that was drawn on a map, to choose places by: a polygon, of which a rectangle is one.

It is written as ``west,south,east,north`` or as ``longitude,latitude`` points with semicolons
between them, all in degrees; longitudes may go on beyond 180, so that an area can cross the
antimeridian in one piece.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from geo.atlas.columns import Bools, Floats

Area = tuple[tuple[float, float], ...]
"""The corners, (longitude, latitude), at least three of them; an empty one is no area."""

MOST_CORNERS = 200
_FARTHEST = 540.0
# A ten-thousandth of a degree is eleven metres.
_DIGITS = 4


def parse_area(text: str) -> Area:
    """The area that is written so. Raises ValueError with what is wrong with it."""
    if ";" not in text:
        return _rectangle(_numbers(text, 4, "west,south,east,north"))
    corners = [_numbers(each, 2, "longitude,latitude") for each in text.split(";")]
    return polygon((longitude, latitude) for longitude, latitude in corners)


def polygon(corners: Iterable[tuple[float, float]]) -> Area:
    """An area with these corners, rounded to what can be drawn. Raises ValueError."""
    area = tuple((_rounded(longitude), _rounded(latitude)) for longitude, latitude in corners)
    if not 3 <= len(area) <= MOST_CORNERS:
        raise ValueError(f"an area has 3 to {MOST_CORNERS} corners, not {len(area)}")
    for longitude, latitude in area:
        if not (abs(longitude) <= _FARTHEST and abs(latitude) <= 90):
            raise ValueError(f"{longitude:g},{latitude:g} is not on Earth")
    west, east = min(x for x, _ in area), max(x for x, _ in area)
    if east - west > 360:
        raise ValueError("an area goes around the Earth once at most")
    return area


def format_area(area: Area) -> str:
    """As it is written; the inverse of :func:`parse_area`."""
    if not area:
        return ""
    west, south, east, north = _sides(area)
    if west < east and south < north and area == _corners(west, south, east, north):
        return ",".join(f"{value:.{_DIGITS + 6}g}" for value in _sides(area))
    return ";".join(f"{longitude:.10g},{latitude:.10g}" for longitude, latitude in area)


def within(area: Area, longitudes: Floats, latitudes: Floats) -> Bools:
    """Which of the points lie in the area: those from which a ray crosses its edge an odd number
    of times (Shimrat 1962). The western and southern edge are part of it."""
    inside = np.zeros(len(longitudes), np.bool_)
    for turn in (-360.0, 0.0, 360.0):
        inside |= _crossed_oddly(area, longitudes + turn, latitudes)
    return inside


def _crossed_oddly(area: Area, x: Floats, y: Floats) -> Bools:
    odd = np.zeros(len(x), np.bool_)
    for (x1, y1), (x2, y2) in pairwise((*area, area[0])):
        if y1 != y2:
            spans = (y1 > y) != (y2 > y)
            odd ^= spans & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    return odd


def _rectangle(sides: tuple[float, ...]) -> Area:
    west, south, east, north = sides
    if west > east:
        east += 360
    if west == east or south >= north:
        raise ValueError("an area has its west before its east and its south below its north")
    return polygon(_corners(west, south, east, north))


def _corners(west: float, south: float, east: float, north: float) -> Area:
    return (west, south), (east, south), (east, north), (west, north)


def _sides(area: Area) -> tuple[float, float, float, float]:
    longitudes, latitudes = zip(*area, strict=True)
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _numbers(text: str, count: int, what: str) -> tuple[float, ...]:
    try:
        values = tuple(float(part) for part in text.split(","))
    except ValueError:
        values = ()
    if len(values) != count or not all(math.isfinite(value) for value in values):
        raise ValueError(f"{text!r} is not {what} in degrees")
    return values


def _rounded(value: float) -> float:
    return round(value, _DIGITS) + 0.0
