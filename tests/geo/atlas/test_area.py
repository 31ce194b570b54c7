"""Areas drawn on a map: how they are written, and which places lie in them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.atlas.area import Area, format_area, parse_area, polygon, within

corners = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
areas = st.lists(corners, min_size=3, max_size=12).map(polygon)


def holds(area: Area, longitude: float, latitude: float) -> bool:
    return bool(within(area, np.array([longitude]), np.array([latitude]))[0])


@given(areas)
def test_what_is_written_is_read_as_it_was(area: Area) -> None:
    assert parse_area(format_area(area)) == area


def test_a_rectangle_is_its_four_sides() -> None:
    area = parse_area("60.5,29.4,74.9,38.5")
    assert format_area(area) == "60.5,29.4,74.9,38.5"
    assert holds(area, 69.2, 34.5)
    assert not holds(area, 69.2, 39.0)
    assert not holds(area, 75.0, 34.5)


def test_a_polygon_need_not_be_convex() -> None:
    corner = parse_area("0,0;10,0;10,10;8,10;8,2;0,2")
    assert holds(corner, 1, 1) and holds(corner, 9, 9)
    assert not holds(corner, 4, 6)


@pytest.mark.parametrize("text", ["170,-30,-170,10", "170,-30;190,-30;190,10;170,10"])
def test_an_area_may_cross_the_antimeridian(text: str) -> None:
    area = parse_area(text)
    assert holds(area, 178.4, -18.1), "Suva"
    assert holds(area, -171.8, -13.8), "Apia"
    assert not holds(area, 168.3, -17.7), "Port Vila"
    assert not holds(area, 0, 0)


@pytest.mark.parametrize(
    "text",
    [
        *("", "here", "1,2,3", "1,2;3,4", "1,2;3;4,5", "nan,0,1,1", "0,10,10,0", "5,0,5,1"),
        *("0,0;10,0;0,100", "-200,0,200,10", "0,0,1e400,1", ";".join(["1,1"] * 300)),
    ],
)
def test_what_is_no_area_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"area|degrees|Earth"):
        parse_area(text)


@given(areas, st.floats(-180, 180), st.floats(-90, 90), st.sampled_from([-360, 360]))
def test_the_world_repeats(area: Area, longitude: float, latitude: float, turn: int) -> None:
    moved = tuple((x + turn, y) for x, y in area)
    # Beyond so many turns rounding decides for points on an edge.
    near_edge = any(abs(latitude - y) < 1e-6 or abs(longitude - x) < 1e-6 for x, y in area)
    assert near_edge or holds(area, longitude, latitude) == holds(moved, longitude, latitude)
