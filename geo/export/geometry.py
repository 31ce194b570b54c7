"""Points in the well-known binary of OGC 06-103r4, little-endian."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from geo.export.columns import By
from geo.export.tables import Point

_POINT, _MULTIPOINT = 1, 4


def wkb_point(point: Point) -> bytes:
    """A point: 21 bytes."""
    return struct.pack("<BIdd", 1, _POINT, *point)


def wkb_multipoint(points: Sequence[Point]) -> bytes:
    """Several points."""
    head = struct.pack("<BII", 1, _MULTIPOINT, len(points))
    return head + b"".join(wkb_point(point) for point in points)


def wkb(by: By, points: Sequence[Point]) -> bytes | None:
    """What a row of this kind is on the map: all the places of an article, else one; None where
    it is nowhere."""
    if not points:
        return None
    return wkb_multipoint(points) if by is By.ARTICLE else wkb_point(points[0])
