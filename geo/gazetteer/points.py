"""Where a division lies when its source gives no point: the mean of its towns."""

from __future__ import annotations

import math
from dataclasses import dataclass, field


@dataclass(slots=True)
class Mean:
    """A running mean of points on the sphere; safe across the antimeridian."""

    x: float = 0.0
    y: float = 0.0
    z: float = 0.0
    population: int = 0

    def add(self, latitude: float, longitude: float, population: int) -> None:
        """Count one more town."""
        phi, lam = math.radians(latitude), math.radians(longitude)
        self.x += math.cos(phi) * math.cos(lam)
        self.y += math.cos(phi) * math.sin(lam)
        self.z += math.sin(phi)
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

    def get(self, key: int) -> Mean | None:
        """The mean of a division, or None if no town of it is known."""
        return self.by_key.get(key)
