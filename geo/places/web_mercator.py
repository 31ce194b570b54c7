"""Web Mercator (EPSG:3857) scaled to a square of side 1, as map tiles have it."""

from __future__ import annotations

import math

FARTHEST = 85.05
"""The latitude at which its world ends, rounded as Leaflet has it."""


def mercator(longitude: float, latitude: float) -> tuple[float, float]:
    """A point in degrees from 0 to 1, west to east and north to south; what lies beyond the
    farthest latitude is put there."""
    sine = math.sin(math.radians(max(-FARTHEST, min(FARTHEST, latitude))))
    return longitude / 360 + 0.5, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)
