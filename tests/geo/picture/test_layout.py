"""Markers and names on a picture: none covers another, nothing is lost."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.picture.drawing import text_width
from geo.picture.layout import LARGEST, SMALLEST, Room, beside_markers, drawn, radius, scaled
from geo.picture.projection import Box, fitted
from geo.picture.scene import PictureMark, core

FRAME: Box = (0.0, 0.0, 1600.0, 900.0)
WORLD = fitted(None, FRAME)

marks = st.lists(
    st.builds(
        PictureMark,
        name=st.sampled_from(["Kabul", "Xi", "San Miguel de Allende"]),
        latitude=st.floats(-50, 70),
        longitude=st.floats(-179, 179),
        count=st.integers(1, 500),
    ),
    min_size=1,
    max_size=60,
)


@given(marks)
@settings(max_examples=50, deadline=None)
def test_no_marker_covers_another_by_more_than_a_tenth(places: list[PictureMark]) -> None:
    most = scaled(places, WORLD, FRAME, max(place.count for place in places))
    for a, b in combinations(drawn(places, WORLD, FRAME, most), 2):
        smaller = min(a.radius, b.radius)
        assert math.dist(a.at, b.at) > a.radius + b.radius - 0.21 * smaller


@given(marks)
@settings(max_examples=50, deadline=None)
def test_joined_markers_hold_all_that_they_stand_for(places: list[PictureMark]) -> None:
    found = drawn(places, WORLD, FRAME, 500)
    assert sum(each.mark.count for each in found) == sum(place.count for place in places)
    assert sum(each.mark.places for each in found) == len(places)


@given(marks)
@settings(max_examples=50, deadline=None)
def test_names_cover_neither_markers_nor_each_other(places: list[PictureMark]) -> None:
    every = drawn(places, WORLD, FRAME, 500)
    labels = beside_markers(every, Room(FRAME, [each.box for each in every]), "{name} +{more}")
    boxes = [each.box for each in every]
    for label in labels:
        (x, y), width = label.at, text_width(label.text, label.size)
        boxes.append((x, y - 0.75 * label.size, x + width, y + 0.25 * label.size))
        assert x >= 0
        assert x + width <= 1600
    named = boxes[len(every) :]
    for n, name in enumerate(named):
        for other in (*boxes[: len(every)], *named[:n]):
            apart = name[0] >= other[2] or other[0] >= name[2]
            assert apart or name[1] >= other[3] or other[1] >= name[3]


def test_areas_say_counts() -> None:
    assert radius(100, 100) == LARGEST
    assert radius(25, 100) == LARGEST / 2
    assert radius(1, 100_000) == SMALLEST


def test_one_place_far_away_does_not_make_the_rest_small() -> None:
    near = [PictureMark("Herat", 34.3, 62.2, 60), PictureMark("Kabul", 34.5, 69.2, 60)]
    assert core([*near, PictureMark("Lima", -12, -77, 1)]) == (62.2, 34.3, 69.2, 34.5)
    assert core([]) is None
    assert core(near[:1]) == (62.2, 34.3, 62.2, 34.3)


def test_a_view_over_the_antimeridian_is_one_view() -> None:
    pacific = fitted((170.0, -20.0, -160.0, 0.0), FRAME)
    x, _ = pacific.point(180.0, -10.0)
    assert 0 < x < 1600


def test_a_length_on_the_map_is_one_on_the_ground() -> None:
    at_equator = WORLD.kilometres(WORLD.scale / 360, WORLD.point(0, 0)[1])
    assert math.isclose(at_equator, 111.19, rel_tol=0.001)
    at_60 = WORLD.kilometres(WORLD.scale / 360, WORLD.point(0, 60)[1])
    assert math.isclose(at_60, 55.6, rel_tol=0.001)


@pytest.mark.parametrize(("other_unsure", "unsure"), [(False, False), (True, True)])
def test_a_joined_marker_is_unsure_where_all_of_it_is(other_unsure: bool, unsure: bool) -> None:
    kabul = PictureMark("Kabul", 34.53, 69.17, 60, actors=0.0, unsure=other_unsure)
    bagram = PictureMark("Bagram", 34.95, 69.27, 20, actors=0.5, unsure=True)
    [joined] = drawn([bagram, kabul], WORLD, FRAME, 500)
    mark = joined.mark
    assert (mark.name, mark.count, mark.places, mark.unsure) == ("Kabul", 80, 2, unsure)
    assert mark.actors == 10 / 80


def test_a_joined_marker_says_how_many_more_there_are() -> None:
    near = [PictureMark("Kabul", 34.53, 69.17, 60), PictureMark("Bagram", 34.95, 69.27, 20)]
    [label] = beside_markers(
        drawn(near, WORLD, FRAME, 500), Room(FRAME, []), "{name} and {more} more"
    )
    assert label.text == "Kabul and 1 more"
