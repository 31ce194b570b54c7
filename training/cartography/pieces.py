"""Cuts the basemap into pieces, one level of them for each zoom of the map.

A piece is JSON: for each layer, by the zoom from which it is drawn, its rings or lines. Each is
a flat list of whole numbers, the first point absolute and the rest differences, of which
``GRID[level]`` make the side of the piece. What is drawn reaches a little beyond the piece, so
that neighbours meet without a seam; edges along that cut are not coasts (``assets/basemap.js``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import Geometry, STRtree

LEVELS = (0, 3, 4, 5, 6, 7)
"""The zooms from which the map is drawn from these pieces; 2^level to a side of the world."""
LAST_ZOOM = 12
GRID = {0: 2048, 3: 1024, 4: 1024, 5: 1024, 6: 1024, 7: 4096}
"""How many units make the side of a piece."""
BEYOND = 1 / 64
"""How far a piece reaches beyond each side, in sides."""
# In pixels at the last zoom of a level: what is straighter is drawn straight, what is smaller
# in both directions not at all.
_BEND = 1.0
_SMALLEST = 2.0
# The sources are no finer than this zoom shows.
_FINEST_ZOOM = 9.5

Number = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layer:
    """Shapes in Mercator units, with the zoom from which each is drawn."""

    name: str
    shapes: Sequence[Geometry]
    zooms: Sequence[float]


def pieces(level: int, layers: Iterable[Layer]) -> Iterator[tuple[Number, str]]:
    """Each piece that there is something in, by its column and row, as JSON."""
    last = _last_zoom(level)
    pixel = 1 / (256 * 2 ** min(last, _FINEST_ZOOM))
    found: dict[Number, dict[str, dict[str, list[list[int]]]]] = {}
    for layer in layers:
        seen = [
            (shape, zoom)
            for shape, zoom in zip(layer.shapes, layer.zooms, strict=True)
            if zoom < last + 0.5
        ]
        if not seen:
            continue
        thinned = [_thinned(shape, pixel) for shape, _ in seen]
        for number, at, cut in _cut(level, thinned):
            drawn = list(_encoded(cut, number, level))
            if drawn:
                zoom = f"{max(seen[at][1], level):g}"
                found.setdefault(number, {}).setdefault(layer.name, {}).setdefault(zoom, []).extend(
                    drawn
                )
    for number in sorted(found):
        yield number, json.dumps(found[number], separators=(",", ":"))


def _last_zoom(level: int) -> float:
    at = LEVELS.index(level)
    return LEVELS[at + 1] - 0.5 if at + 1 < len(LEVELS) else LAST_ZOOM


def _thinned(shape: Geometry, pixel: float) -> Geometry:
    """Without bends and parts too small to see."""
    parts = shapely.get_parts(shape)
    west, south, east, north = shapely.bounds(parts).T
    large = np.maximum(east - west, north - south) >= _SMALLEST * pixel
    thin = shapely.simplify(parts[large], _BEND * pixel, preserve_topology=False)
    return shapely.geometrycollections(thin[~shapely.is_empty(thin)])


def _cut(level: int, shapes: Sequence[Geometry]) -> Iterator[tuple[Number, int, Geometry]]:
    """Each shape as far as it lies in each piece: the piece, the shape's place, the part."""
    parts, owners = shapely.get_parts(shapes, return_index=True)
    parts = shapely.make_valid(parts)
    tree, side = STRtree(parts), 2**level
    for column in range(side):
        for row in range(side):
            box = [
                (column - BEYOND) / side,
                (row - BEYOND) / side,
                (column + 1 + BEYOND) / side,
                (row + 1 + BEYOND) / side,
            ]
            near = tree.query(shapely.box(*box))
            for at in sorted(near):
                cut = shapely.clip_by_rect(parts[at], *box)
                if not cut.is_empty:
                    yield (column, row), int(owners[at]), cut


def _encoded(shape: Geometry, number: Number, level: int) -> Iterator[list[int]]:
    for part in shapely.get_parts(shape):
        for line in _lines(part):
            points = shapely.get_coordinates(line) * 2**level - number
            whole = np.round(points * GRID[level]).astype(int)
            kept = np.append(True, np.any(np.diff(whole, axis=0), axis=1))
            whole = whole[kept]
            closed = shapely.is_closed(line)
            if len(whole) >= (4 if closed else 2):
                whole = whole[:-1] if closed else whole
                yield [*whole[0].tolist(), *np.diff(whole, axis=0).ravel().tolist()]


def _lines(part: Geometry) -> Sequence[Geometry]:
    kind = shapely.get_type_id(part)
    if kind == 3:
        return [
            shapely.get_exterior_ring(part),
            *(
                shapely.get_interior_ring(part, at)
                for at in range(shapely.get_num_interior_rings(part))
            ),
        ]
    if kind in (1, 2):
        return [part]
    return [line for inner in shapely.get_parts(part) for line in _lines(inner)] if kind > 3 else []
