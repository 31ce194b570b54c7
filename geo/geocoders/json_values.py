"""Picking values out of JSON that somebody else wrote: whatever is not as expected is absent."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from geo.places.sphere import KM_PER_DEGREE

_LONGEST_TEXT = 200

Point = tuple[float, float]
"""Latitude and longitude, WGS 84 degrees."""


def dig(value: Any, *path: str | int) -> Any:
    """What lies at the end of the path, or None."""
    for step in path:
        if isinstance(value, Mapping) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def items(value: Any, *path: str | int) -> list[Any]:
    """The list at the end of the path, or an empty one."""
    found = dig(value, *path)
    return found if isinstance(found, list) else []


def text(value: Any, *path: str | int) -> str:
    """A short line of printable text at the end of the path, or ""."""
    found = dig(value, *path)
    if not isinstance(found, str):
        return ""
    # A lone surrogate is valid in JSON and can be neither shown nor stored.
    short = found[:_LONGEST_TEXT].encode(errors="ignore").decode()
    return "".join(c if c.isprintable() else " " for c in short).strip()


def number(value: Any, *path: str | int) -> float | None:
    """A finite number at the end of the path, written as one or as a text."""
    found = dig(value, *path)
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        return None
    try:
        read = float(found)
    except (ValueError, OverflowError):
        return None
    return read if math.isfinite(read) else None


def whole(value: Any, *path: str | int) -> int:
    """A whole number of at least 0, or 0."""
    read = number(value, *path)
    return int(read) if read is not None and 0 <= read < 1e11 else 0


def point(latitude: float | None, longitude: float | None) -> Point | None:
    """A place on Earth. 0,0 is what services give for "unknown"; nobody lives there."""
    if latitude is None or longitude is None or (latitude, longitude) == (0.0, 0.0):
        return None
    if abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return latitude, longitude


def half_diagonal(
    south: float | None, north: float | None, west: float | None, east: float | None
) -> float | None:
    """How far, in km, a place of this bounding box reaches from its middle."""
    if south is None or north is None or west is None or east is None:
        return None
    if not -90 <= south <= north <= 90:
        return None
    tall = (north - south) * KM_PER_DEGREE
    wide = ((east - west) % 360) * KM_PER_DEGREE * math.cos(math.radians((south + north) / 2))
    return round(math.hypot(tall, wide) / 2, 2)
