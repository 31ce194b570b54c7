"""Earth, taken for a sphere: distances, vectors, and Web Mercator; points are in WGS 84 degrees.

The error of distances against the ellipsoid is at most half a percent.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

EARTH_KM = 6371.0
"""The mean radius."""

KM_PER_DEGREE = math.pi * EARTH_KM / 180
"""Of latitude."""

Vectors = NDArray[np.float64]


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance of two points, by the haversine formula."""
    p1, l1, p2, l2 = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin((l2 - l1) / 2) ** 2
    return EARTH_KM * 2 * math.asin(min(1.0, math.sqrt(h)))


def xyz(latitude: float, longitude: float) -> tuple[float, float, float]:
    """A point as a vector of length 1 from the centre of the Earth."""
    lat, lon = math.radians(latitude), math.radians(longitude)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def unit_vector(latitude: float, longitude: float) -> Vectors:
    """The same as an array of 3, so that distances are dot products: see ``cosine_of``."""
    return np.array(xyz(latitude, longitude))


def unit_vectors(latitudes: Vectors, longitudes: Vectors) -> Vectors:
    """The vectors of n points, n x 3."""
    lat, lon = np.radians(latitudes), np.radians(longitudes)
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def degrees_of_longitude(degrees: float, latitude: float) -> float:
    """How wide a square around a point must be, in degrees of longitude, to hold everything within
    so many degrees of latitude; at most 20 times as wide as high, beside the poles."""
    return degrees / max(0.05, math.cos(math.radians(min(89.0, abs(latitude) + degrees))))


def cosine_of(km: float) -> float:
    """The dot product of the unit vectors of two points that are so far from each other."""
    return math.cos(km / EARTH_KM)


def km(cosines: Vectors) -> Vectors:
    """The inverse of ``cosine_of`` for an array; what rounding has put beyond 1 counts as 1."""
    distances: Vectors = EARTH_KM * np.arccos(np.clip(cosines, -1.0, 1.0))
    return distances


FARTHEST = 85.05
"""The latitude at which the world of Web Mercator ends, rounded as Leaflet has it."""


def mercator(longitude: float, latitude: float) -> tuple[float, float]:
    """A point in Web Mercator (EPSG:3857) scaled to a square of side 1, as map tiles have it: from
    0 to 1, west to east and north to south. What lies beyond the farthest latitude is put there.
    """
    sine = math.sin(math.radians(max(-FARTHEST, min(FARTHEST, latitude))))
    return longitude / 360 + 0.5, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


def mercators(
    longitudes: Vectors, latitudes: Vectors, farthest: float = FARTHEST
) -> tuple[Vectors, Vectors]:
    """The same for arrays; ``farthest`` is the latitude at which the map ends."""
    sines = np.sin(np.radians(np.clip(latitudes, -farthest, farthest)))
    return longitudes / 360 + 0.5, 0.5 - np.log((1 + sines) / (1 - sines)) / (4 * np.pi)
