"""Where a division lies when its source gives no point: the mean of its towns."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from geo.places.sphere import xyz


@dataclass(slots=True)
class Mean:
    """A running mean of points on the sphere; safe across the antimeridian."""

    x: float = 0.0
    y: float = 0.0
    z: float = 0.0
    population: int = 0

    def add(self, latitude: float, longitude: float, population: int) -> None:
        """Count one more town."""
        x, y, z = xyz(latitude, longitude)
        self.x += x
        self.y += y
        self.z += z
        self.population += population

    @property
    def point(self) -> tuple[float, float]:
        """Latitude and longitude in degrees."""
        level = math.hypot(self.x, self.y)
        return math.degrees(math.atan2(self.z, level)), math.degrees(math.atan2(self.y, self.x))


@dataclass(slots=True)
class Means:
    """Means by the key of the division that holds the towns."""

    by_key: dict[int, Mean] = field(default_factory=dict)

    def add(self, key: int, latitude: float, longitude: float, population: int) -> None:
        """Count a town of the division ``key``."""
        self.by_key.setdefault(key, Mean()).add(latitude, longitude, population)

    def point(self, key: int) -> tuple[float, float] | None:
        """The mean of a division's towns, or None if none is known."""
        mean = self.by_key.get(key)
        return mean.point if mean else None

    def population(self, key: int) -> int:
        """How many people its towns have; a lower bound of the division's."""
        mean = self.by_key.get(key)
        return mean.population if mean else 0
