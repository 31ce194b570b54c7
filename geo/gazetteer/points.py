"""Where a division lies when its source gives no point: the mean of its towns."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

_EARTH_KM = 6371.0


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance of two points in degrees, by the haversine formula."""
    p1, l1, p2, l2 = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin((l2 - l1) / 2) ** 2
    return _EARTH_KM * 2 * math.asin(min(1.0, math.sqrt(h)))


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

    def point(self, key: int) -> tuple[float, float] | None:
        """The mean of a division's towns, or None if none is known."""
        mean = self.by_key.get(key)
        return mean.point if mean else None

    def population(self, key: int) -> int:
        """How many people its towns have; a lower bound of the division's."""
        mean = self.by_key.get(key)
        return mean.population if mean else 0
