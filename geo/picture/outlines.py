"""The outlines of countries: Natural Earth 1:50m, public domain, as ``world.json`` has them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from geo.places.outlines import WORLD

Ring = tuple[tuple[float, float], ...]
"""Longitudes and latitudes in degrees; longitudes may pass 180."""


@dataclass(frozen=True, slots=True)
class OutlinedCountry:
    """A country: its code (ISO 3166-1 alpha-2, "" without one), its rings, and where its name
    has most room (longitude, latitude)."""

    code: str
    rings: tuple[Ring, ...]
    label: tuple[float, float]


@dataclass(frozen=True, slots=True)
class World:
    """The countries, and the lines that two of them share."""

    countries: tuple[OutlinedCountry, ...]
    borders: tuple[Ring, ...]


@cache
def world() -> World:
    """The outlines, read once."""
    data: dict[str, Any] = json.loads(WORLD.read_text("utf-8"))
    arcs = [_decoded(flat, data["scale"]) for flat in data["arcs"]]
    uses = [0] * len(arcs)
    countries = []
    for country in data["countries"]:
        rings = [ring for polygon in country["polygons"] for ring in polygon]
        for number in (number for ring in rings for number in ring):
            uses[number if number >= 0 else ~number] += 1
        longitude, latitude = country["label"]
        countries.append(
            OutlinedCountry(
                country["code"],
                tuple(_joined(arcs, ring) for ring in rings),
                (longitude, latitude),
            )
        )
    shared = tuple(arc for arc, used in zip(arcs, uses, strict=True) if used > 1)
    return World(tuple(countries), shared)


def _decoded(flat: list[int], scale: float) -> Ring:
    """Differences in whole units as points; see ``dashboard/map/build_basemap.py``."""
    x = y = 0
    points = []
    for dx, dy in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x * scale, y * scale))
    return tuple(points)


def _joined(arcs: list[Ring], numbers: list[int]) -> Ring:
    """A ring of its arcs; ``~n`` is arc n backwards. Around a pole, it is closed there."""
    points: list[tuple[float, float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        turn = round((points[-1][0] - arc[0][0]) / 360) * 360 if points else 0
        points.extend((x + turn, y) for x, y in arc)
    if abs(points[-1][0] - points[0][0]) > 180:
        points += [(points[-1][0], -90.0), (points[0][0], -90.0)]
    return tuple(points)
