"""Writes outlines of areas as the map fetches them: in three grades, for zooms from each on.

A file is JSON: for each area its rings, each a flat list of whole numbers, the first point absolute
and the rest differences, of which the grade's units make the side of the world in Mercator's
projection. Far and coarse, a file has all areas of a group, such as a country's divisions; fine,
each area has one of its own, and of the countries, which are one group, coarse too. Neighbours are
thinned together, so that their lines stay common.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import Geometry
from shapely.errors import GEOSException

from training.cartography.areas import Area
from training.cartography.natural_earth import projected

COUNTRIES = "countries"
_BEND, _SMALLEST = 1.0, 1.5


@dataclass(frozen=True, slots=True)
class Grade:
    """How finely outlines are drawn: units to the side of the world, and the last zoom that they
    are meant for."""

    name: str
    units: int
    last_zoom: float

    @property
    def pixel(self) -> float:
        """The world's side being 1."""
        return 1 / (256 * 2**self.last_zoom)


FAR, COARSE, FINE = (
    Grade("far", 2**12, 2.0),
    Grade("coarse", 2**14, 4.0),
    Grade("fine", 2**17, 7.0),
)


def files(group: str, areas: Sequence[Area]) -> Iterator[tuple[str, str]]:
    """The names and the JSON of a group's files."""
    for grade in (FAR, COARSE, FINE):
        drawn = rings(areas, grade)
        if grade is FINE or (grade is COARSE and group == COUNTRIES):
            for number, each in enumerate(drawn):
                yield f"{grade.name}/{group}/{number}.json", _json([each])
        else:
            yield f"{grade.name}/{group}.json", _json(drawn)


def rings(areas: Sequence[Area], grade: Grade) -> list[list[list[int]]]:
    """The rings of each area."""
    shapes = [_large(projected(area.shape), grade.pixel) for area in areas]
    try:
        thin = shapely.coverage_simplify(shapes, _BEND * grade.pixel)
    except GEOSException:
        # Not every source's neighbours meet; then each is thinned by itself.
        thin = shapely.simplify(shapes, _BEND * grade.pixel)
    return [_rings(shape, grade.units) for shape in thin]


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _large(shape: Geometry, pixel: float) -> Geometry:
    """The parts that can be seen, at least the largest."""
    parts = [each for each in _flat(shape) if not shapely.is_empty(each)]
    if not parts:
        return shapely.multipolygons([])
    west, south, east, north = shapely.bounds(parts).T
    large = np.maximum(east - west, north - south) >= _SMALLEST * pixel
    large |= shapely.area(parts) == shapely.area(parts).max()
    return shapely.multipolygons(np.array(parts)[large])


def _flat(shape: Geometry) -> list[Geometry]:
    """The polygons in it: making a shape valid may give collections of collections."""
    if shapely.get_type_id(shape) == 3:
        return [shape]
    parts = shapely.get_parts(shape) if shapely.get_type_id(shape) > 3 else []
    return [polygon for part in parts for polygon in _flat(part)]


def _rings(shape: Geometry, units: int) -> list[list[int]]:
    found = []
    for part in _flat(shape):
        holes = [
            shapely.get_interior_ring(part, n) for n in range(shapely.get_num_interior_rings(part))
        ]
        for ring in (shapely.get_exterior_ring(part), *holes):
            whole = np.round(shapely.get_coordinates(ring)[:-1] * units).astype(int)
            whole = whole[np.append(True, np.any(np.diff(whole, axis=0), axis=1))]
            if len(whole) >= 3:
                found.append([*whole[0].tolist(), *np.diff(whole, axis=0).ravel().tolist()])
    return found
