"""The outlines of countries, for the page's map and for pictures.

``world.json`` is Natural Earth's 1:50m, version 4.1, public domain (https://www.naturalearthdata.com),
taken from ``countries-50m.json`` of the npm package ``world-atlas`` 2.0.2, thinned and rounded to a
hundredth of a degree by ``python -m dashboard.map.build_basemap``, which says what is in it.

Natural Earth draws borders as they are held on the ground, which is not a statement about whom
they belong to. One outline is moved, so that shading a country does not decide that question
either: Crimea is part of Ukraine's.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
WORLD = FOLDER / "world.json"
