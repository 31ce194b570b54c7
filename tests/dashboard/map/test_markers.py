"""What the map draws for places: honest shapes, and a view that shows what matters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.map.markers import (
    Kind,
    around,
    bounds,
    changed,
    core,
    kind_of,
    marker,
    sides,
    sight,
)
from geo.atlas import Cluster, Difference
from geo.models import Place
from tests.dashboard.world import AFGHANISTAN, DOHA, HERAT, KABUL, MOSCOW

longitudes = st.floats(-180, 180)


def alone(place: Place, count: int = 1, confidence: float = 0.9) -> Cluster:
    at = (place.latitude, place.longitude)
    return Cluster(place.id, place, *at, count, 1, confidence, 0.25, (at, at), place)


def test_an_area_is_never_drawn_as_a_spot() -> None:
    assert [kind_of(place) for place in (MOSCOW, HERAT, AFGHANISTAN)] == [
        Kind.POINT,
        Kind.AREA,
        Kind.COUNTRY,
    ]


def test_a_place_is_a_marker_that_says_when_it_is_unsure() -> None:
    sure, unsure = marker(alone(KABUL, 3)), marker(alone(HERAT, confidence=0.6))
    assert (sure.id, sure.name, sure.count, sure.actors) == (KABUL.id, "Kabul", 3, 0.25)
    assert (sure.unsure, unsure.unsure) == (False, True)
    assert (unsure.kind, unsure.country) == (Kind.AREA, "AF")


def test_a_joined_marker_says_how_many_it_stands_for() -> None:
    where = ((34.0, 62.0), (35.0, 70.0))
    drawn = marker(Cluster("cluster:2.64.1.1", None, 34.5, 66.0, 9, 1201, 0.6, 0, where, KABUL))
    assert (drawn.name, drawn.kind, drawn.count) == ("Kabul +1,200", Kind.CLUSTER, 9)
    assert not drawn.unsure
    assert not drawn.country


def test_a_change_has_a_side() -> None:
    assert changed(Difference(KABUL, 10, 2, -0.31)).change == -0.31
    assert changed(Difference(KABUL, 10, 2, -0.31)).count == 12


@given(longitudes, st.floats(0.1, 300), st.floats(-80, 60))
def test_more_is_asked_for_than_is_in_sight(west: float, wide: float, south: float) -> None:
    found = sight(west, south, west + wide, south + 10)
    if found is None:
        assert wide * 1.6 >= 359.9
        return
    left, below, right, above = found
    assert below <= south and above >= south + 10
    assert -180 <= left <= 180 and -180 <= right <= 180
    # Also over the antimeridian, where the west is the larger number.
    assert (right - left) % 360 == pytest.approx(wide * 1.6, abs=1e-6)


def test_a_map_of_the_whole_world_asks_for_all() -> None:
    assert sight(-200, -85, 200, 85) is None


def test_the_sides_of_a_square_around_a_point() -> None:
    assert sides(10, 179, 2, 3) == (176, 8, -178, 12)
    assert sides(89, 0, 5, 180) == (-180, 84, 180, 90)


def test_bounds_hold_every_place() -> None:
    corners = ((25.28545, 37.61556), (55.75222, 51.53096))
    assert bounds([]) is None
    assert bounds([alone(MOSCOW), alone(DOHA)]) == corners
    assert around([MOSCOW, DOHA]) == corners


def test_one_name_from_afar_does_not_shrink_the_rest() -> None:
    here = [alone(MOSCOW, 40), alone(KABUL, 50), alone(DOHA, 2)]
    afar = alone(Place("test:us", "Boise", 43.6, -116.2, "P"), 1)
    assert core([*here, afar]) == bounds(here)
    assert core([afar]) == bounds([afar])
    assert core([]) is None
