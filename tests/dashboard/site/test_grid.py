from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.site.grid import Grid
from geo.models import Place
from geo.places.sphere import distance_km

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)


@given(LATITUDES, LONGITUDES, st.floats(1, 500))
def test_a_point_stays_within_its_cell(latitude: float, longitude: float, size: float) -> None:
    moved = Grid(size).point(latitude, longitude)
    assert distance_km(latitude, longitude, *moved) <= size


@given(LATITUDES, LONGITUDES)
def test_a_moved_point_is_moved_no_further(latitude: float, longitude: float) -> None:
    grid = Grid(25)
    moved = grid.point(latitude, longitude)
    assert grid.point(*moved) == moved


@pytest.mark.parametrize(
    "text",
    [
        "at 34.52813, 69.17233 in",
        "at 34.5, 62.2",
        "34°31'41\"N 69°10'20\"E",
        "lat 34.52813",
        "12 km from Herat",
        "1,200 km away",
    ],
)
def test_words_lose_the_digits_of_coordinates_and_distances(text: str) -> None:
    written = Grid(10).words(text)
    assert len(written) == len(text)
    assert not any(letter.isdigit() for letter in written)


@pytest.mark.parametrize("text", ["on 9 July 2021", "5,000 people", "3.5 million", "room 12"])
def test_other_numbers_stay(text: str) -> None:
    assert Grid(10).words(text) == text


def test_a_spot_that_was_pointed_at_is_not_called_by_its_coordinates() -> None:
    spot = Place("point:34.5,62.2", "34.5, 62.2", 34.5, 62.2, "", "", "AF")
    moved = Grid(20).place(spot)
    assert moved.id == ""
    assert not any(letter.isdigit() for letter in moved.name)
    assert (moved.latitude, moved.longitude) != (34.5, 62.2)


def test_an_address_with_coordinates_is_left_out() -> None:
    assert Grid(20).address("https://maps.example/@34.52813,69.17233") == ""
    assert Grid(20).address("https://news.example/2021/07/09/story") != ""
