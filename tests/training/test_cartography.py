"""The basemap is cut into pieces that meet, each as fine as its zoom can show."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from training.cartography.natural_earth import (
    cut,
    projected,
    shared_lines,
    theme,
    topology,
    unwrapped,
)
from training.cartography.pieces import BEYOND, GRID, Layer, pieces


def drawn(level: int, layer: str, *shapes: shapely.Geometry, zoom: float = 0.0) -> dict:
    layers = [Layer(layer, shapes, [zoom] * len(shapes))]
    return {number: json.loads(text)[layer] for number, text in pieces(level, layers)}


def points(flat: list[int]) -> list[tuple[int, int]]:
    return [tuple(point) for point in np.cumsum(np.reshape(flat, (-1, 2)), axis=0).tolist()]


def test_a_square_in_one_piece_is_its_corners() -> None:
    square = shapely.box(0.25, 0.25, 0.75, 0.5)
    (rings,) = drawn(0, "land", square)[(0, 0)].values()
    half, quarter = GRID[0] // 2, GRID[0] // 4
    assert set(points(rings[0])) == {
        (quarter, quarter), (3 * quarter, quarter), (3 * quarter, half), (quarter, half)
    }  # fmt: skip


def test_what_lies_in_two_pieces_reaches_beyond_the_edge_of_both() -> None:
    line = shapely.LineString([(0.49, 0.51), (0.51, 0.51)])
    found = drawn(3, "rivers", line)
    assert set(found) == {(3, 4), (4, 4)}
    beyond = round(BEYOND * GRID[3])
    (west,), (east,) = found[(3, 4)].values(), found[(4, 4)].values()
    assert max(x for x, _ in points(west[0])) == GRID[3] + beyond
    assert min(x for x, _ in points(east[0])) == -beyond


def test_what_is_too_small_to_see_is_left_out_until_it_can_be_seen() -> None:
    islet = shapely.box(0.5001, 0.5001, 0.5004, 0.5004)
    assert drawn(0, "land", islet) == {}
    assert drawn(5, "land", islet) != {}


def test_a_layer_says_from_which_zoom_it_is_drawn() -> None:
    line = shapely.LineString([(0.1, 0.1), (0.2, 0.2)])
    assert drawn(3, "rivers", line, zoom=4.0) == {}
    assert set(drawn(3, "rivers", line, zoom=3.5)[(0, 0)]) == {"3.5"}


def test_the_middle_of_the_world_is_the_middle_of_the_map() -> None:
    x, y = shapely.get_coordinates(projected(shapely.Point(0, 0)))[0]
    assert (x, y) == pytest.approx((0.5, 0.5))
    north = shapely.get_coordinates(projected(shapely.Point(180, 89)))[0]
    assert north.tolist() == pytest.approx([1.0, 0.0], abs=1e-5)


TWO_SQUARES = {
    "type": "Topology",
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [
        [[1, 0], [0, 1]],
        [[1, 1], [-1, 0], [0, -1], [1, 0]],
        [[1, 1], [1, 0], [0, -1], [-1, 0]],
    ],
    "objects": {
        "two": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "W", "arcs": [[0, 1]], "properties": {"name": "West"}},
                {"type": "Polygon", "id": "E", "arcs": [[-1, 2][::-1]], "properties": {}},
                {"type": None},
            ],
        }
    },
}  # fmt: skip


def test_topojson_gives_shapes_and_the_lines_between_them(tmp_path: Path) -> None:
    path = tmp_path / "two.json"
    path.write_text(json.dumps(TWO_SQUARES))
    west, east = topology(path)
    assert (west.about["name"], west.about["id"], east.about["id"]) == ("West", "W", "E")
    assert (west.shape.area, east.shape.area) == (1, 1)
    (between,) = shared_lines(path)
    assert between.equals(shapely.LineString([(1, 0), (1, 1)]))


def test_a_theme_leaves_out_what_became_a_point_by_rounding(tmp_path: Path) -> None:
    shapes = [
        {"type": "LineString", "coordinates": [[0, 0], [1, 1]]},
        {"type": "LineString", "coordinates": [[2, 2]]},
        None,
    ]
    features = [{"geometry": shape, "properties": {"min_zoom": 3}} for shape in shapes]
    (tmp_path / "rivers.geojson").write_text(json.dumps({"features": features}))
    (only,) = theme(tmp_path, "rivers")
    assert (only.shape.length, only.about) == (pytest.approx(2**0.5), {"min_zoom": 3})


def test_a_ring_across_the_antimeridian_is_cut_there_and_not_drawn_around_the_world() -> None:
    ring = np.array([[175, 60], [-175, 60], [-175, 70], [175, 70], [175, 60]], float)
    whole = unwrapped(ring)
    assert whole[:, 0].tolist() == [175, 185, 185, 175, 175]
    parts = cut(shapely.polygons(whole))
    assert parts.equals(
        shapely.union_all([shapely.box(175, 60, 180, 70), shapely.box(-180, 60, -175, 70)])
    )


def test_a_ring_around_a_pole_stays_as_it_is() -> None:
    ring = np.array([[-180, -70], [-60, -75], [60, -75], [180, -70], [-180, -70]], float)
    assert (unwrapped(ring) == ring).all()
