"""Web Mercator, fitted into a frame of a picture."""

from __future__ import annotations

import math
from dataclasses import dataclass

from geo.picture.drawing import Point
from geo.places.sphere import EARTH_KM, mercator

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees; west > east crosses the antimeridian."""

# A view is never closer than this share of the world's width (about Leaflet's zoom 11).
_CLOSEST = 1 / 2**11
_WORLD: Box = (-180.0, -58.0, 180.0, 78.0)


@dataclass(frozen=True, slots=True)
class Projection:
    """Longitudes and latitudes to points of the picture: ``scale`` units are the world's width,
    ``left`` and ``top`` its north-western corner."""

    scale: float
    left: float
    top: float

    def point(self, longitude: float, latitude: float) -> Point:
        """Where it is drawn."""
        return self.on_world(*mercator(longitude, latitude))

    def on_world(self, x: float, y: float) -> Point:
        """Where a point of the projected world is drawn, the side of the world being 1."""
        return self.left + x * self.scale, self.top + y * self.scale

    def kilometres(self, units: float, y: float) -> float:
        """How long a line of so many units is on the ground, drawn at the height ``y``."""
        across = (y - self.top) / self.scale
        latitude = math.atan(math.sinh(math.pi * (1 - 2 * across)))
        return units / self.scale * 2 * math.pi * EARTH_KM * math.cos(latitude)


def fitted(box: Box | None, frame: Box) -> Projection:
    """The projection that shows all of ``box`` in the middle of ``frame`` (left, top, right,
    bottom of the picture); the inhabited world without a box."""
    west, south, east, north = box or _WORLD
    if west > east:
        east += 360
    (x1, y1), (x2, y2) = mercator(west, north), mercator(east, south)
    left, top, right, bottom = frame
    wide, high = max(x2 - x1, _CLOSEST), max(y2 - y1, _CLOSEST / 2)
    scale = min((right - left) / wide, (bottom - top) / high)
    middle_x, middle_y = (x1 + x2) / 2, (y1 + y2) / 2
    return Projection(
        scale,
        (left + right) / 2 - middle_x * scale,
        (top + bottom) / 2 - middle_y * scale,
    )
