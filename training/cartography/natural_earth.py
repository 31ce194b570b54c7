"""Reads Natural Earth's themes and the TopoJSON made of them, as shapely geometries.

Longitudes and latitudes are degrees; what is returned by :func:`projected` is in Mercator units,
x from 0 (180° W) to 1 (180° E) and y from 0 (85.05° N) to 1 (85.05° S).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely import Geometry

from geo.places.sphere import mercators

MOST_LATITUDE = 85.0511


@dataclass(frozen=True, slots=True)
class Feature:
    """A shape in degrees with what its source says of it."""

    shape: Geometry
    about: Mapping[str, Any]


def theme(folder: Path, name: str) -> list[Feature]:
    """The features of ``NAME.geojson`` or ``NAME.geojson.gz`` that have a shape."""
    plain, packed = folder / f"{name}.geojson", folder / f"{name}.geojson.gz"
    text = plain.read_bytes() if plain.exists() else gzip.decompress(packed.read_bytes())
    features = [each for each in json.loads(text)["features"] if each["geometry"]]
    # Rounded, a short line may have become a point.
    shapes = shapely.from_geojson(
        [json.dumps(each["geometry"]) for each in features], on_invalid="ignore"
    )
    return [
        Feature(shape, each["properties"])
        for shape, each in zip(shapes, features, strict=True)
        if shape is not None
    ]


def topology(path: Path, name: str = "") -> list[Feature]:
    """The features of an object of a TopoJSON file, unless named its only one; ``about`` has
    their ``id`` too."""
    text = json.loads(path.read_text(encoding="utf-8"))
    arcs = list(_arcs(text))
    return [
        Feature(shape, {**geometry.get("properties", {}), "id": str(geometry.get("id", ""))})
        for geometry in _geometries(text, name)
        if (shape := _shape(geometry, arcs)) is not None and not shape.is_empty
    ]


def shared_lines(path: Path) -> list[Geometry]:
    """The lines between two features of a TopoJSON file that has one object."""
    text = json.loads(path.read_text(encoding="utf-8"))
    arcs, users = list(_arcs(text)), dict[int, set[int]]()
    for at, geometry in enumerate(_geometries(text)):
        for number in _numbers(geometry.get("arcs", ())):
            users.setdefault(number if number >= 0 else ~number, set()).add(at)
    shared = [arcs[number] for number, by in users.items() if len(by) > 1]
    return [shapely.linestrings(arc) for arc in shared if len(arc) > 1]


def projected(shape: Geometry) -> Geometry:
    """The shape in Mercator units, cut off where the map ends."""
    return shapely.transform(shape, _mercator)


def _mercator(degrees: np.ndarray) -> np.ndarray:
    return np.column_stack(mercators(degrees[:, 0], degrees[:, 1], MOST_LATITUDE))


def _geometries(text: Mapping[str, Any], name: str = "") -> list[Mapping[str, Any]]:
    named = name or next(iter(text["objects"]))
    found: list[Mapping[str, Any]] = text["objects"][named]["geometries"]
    return found


def _arcs(text: Mapping[str, Any]) -> Iterator[np.ndarray]:
    scale, move = text["transform"]["scale"], text["transform"]["translate"]
    for arc in text["arcs"]:
        yield np.cumsum(np.array(arc, float), axis=0) * scale + move


def _numbers(nested: Sequence[Any]) -> Iterator[int]:
    for each in nested:
        if isinstance(each, int):
            yield each
        else:
            yield from _numbers(each)


def _shape(geometry: Mapping[str, Any], arcs: Sequence[np.ndarray]) -> Geometry | None:
    match geometry["type"]:
        case "Polygon":
            polygons = [geometry["arcs"]]
        case "MultiPolygon":
            polygons = geometry["arcs"]
        case _:
            return None
    made = [_polygon([_ring(ring, arcs) for ring in polygon]) for polygon in polygons]
    whole = [part for each in made if each is not None for part in shapely.get_parts(each)]
    whole = [part for part in whole if shapely.get_type_id(part) == shapely.GeometryType.POLYGON]
    return shapely.make_valid(shapely.multipolygons(whole)) if whole else None


def _polygon(rings: Sequence[np.ndarray]) -> Geometry | None:
    whole = [shapely.linearrings(unwrapped(ring)) for ring in rings if len(ring) >= 4]
    return cut(shapely.polygons(whole[0], holes=whole[1:] or None)) if whole else None


def unwrapped(ring: np.ndarray) -> np.ndarray:
    """A closed ring whose points are never half a turn apart, beyond 180 degrees where it crosses
    the antimeridian; a ring around a pole stays as it is."""
    steps = np.diff(ring[:, 0])
    turns = np.concatenate([[0], np.cumsum(np.where(np.abs(steps) > 180, -np.sign(steps), 0))])
    return ring + np.column_stack([360 * turns, np.zeros(len(ring))]) if not turns[-1] else ring


def cut(shape: Geometry) -> Geometry:
    """The same polygon within 180 degrees to either side, in pieces where it reached beyond."""
    west, _, east, _ = shapely.bounds(shape)
    if west >= -180 and east <= 180:
        return shape
    whole = shapely.make_valid(shape)
    return shapely.union_all(
        [
            shapely.transform(
                shapely.intersection(whole, shapely.box(turn - 180, -90, turn + 180, 90)),
                lambda points, turn=turn: points - [turn, 0],
            )
            for turn in (-360, 0, 360)
        ]
    )


def _ring(numbers: Sequence[int], arcs: Sequence[np.ndarray]) -> np.ndarray:
    parts = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
