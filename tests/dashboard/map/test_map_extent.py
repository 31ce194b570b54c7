"""How much of the map is asked for, and a first view that shows what matters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.map.map_extent import bounds, lies_in, main_extent, places_bounds, query_box
from geo.models import Place
from tests.dashboard.map.test_markers import alone
from tests.dashboard.world import DOHA, KABUL, MOSCOW

longitudes = st.floats(-180, 180)


@given(longitudes, st.floats(0.1, 300), st.floats(-80, 60))
def test_more_is_asked_for_than_is_in_sight(west: float, wide: float, south: float) -> None:
    found = query_box(west, south, west + wide, south + 10)
    if found is None:
        assert wide * 1.6 >= 359.9
        return
    left, below, right, above = found
    assert below <= south and above >= south + 10
    assert -180 <= left <= 180 and -180 <= right <= 180
    # Also over the antimeridian, where the west is the larger number.
    assert (right - left) % 360 == pytest.approx(wide * 1.6, abs=1e-6)


def test_a_map_of_the_whole_world_asks_for_all() -> None:
    assert query_box(-200, -85, 200, 85) is None


def test_bounds_hold_every_place() -> None:
    corners = ((25.28545, 37.61556), (55.75222, 51.53096))
    assert bounds([]) is None
    assert bounds([alone(MOSCOW), alone(DOHA)]) == corners
    assert places_bounds([MOSCOW, DOHA]) == corners


def test_one_name_from_afar_does_not_shrink_the_rest() -> None:
    here = [alone(MOSCOW, 40), alone(KABUL, 50), alone(DOHA, 2)]
    afar = alone(Place("test:us", "Boise", 43.6, -116.2, "P"), 1)
    assert main_extent([*here, afar]) == bounds(here)
    assert main_extent([afar]) == bounds([afar])
    assert main_extent([]) is None


def test_a_first_view_of_the_world_leaves_out_the_polar_regions_unless_they_are_the_subject() -> (
    None
):
    world = [alone(Place("test:nz", "Dunedin", -45.9, 170.5, "P"), 40), alone(MOSCOW, 60)]
    pole = alone(Place("test:aq", "McMurdo", -77.8, 166.7, "P"), 1)
    assert main_extent([*world, pole]) == bounds(world)
    often = alone(pole.place or MOSCOW, 50)
    assert main_extent([*world, often]) == bounds([*world, often])


def test_what_lies_in_sight_is_told_across_the_antimeridian_as_well() -> None:
    assert lies_in(KABUL, None)
    assert lies_in(KABUL, (60, 30, 80, 40))
    assert not lies_in(MOSCOW, (60, 30, 80, 40))
    assert lies_in(KABUL, (60, 30, -170, 40))
    assert not lies_in(MOSCOW, (60, 30, -170, 90))
