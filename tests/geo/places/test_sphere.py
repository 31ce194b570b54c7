"""Distances and vectors on the sphere."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.places.sphere import (
    FARTHEST,
    KM_PER_DEGREE,
    cosine_of,
    degrees_of_longitude,
    distance_km,
    km,
    mercator,
    mercators,
    unit_vector,
    unit_vectors,
)

KABUL = (34.53, 69.17)
BAGRAM = (34.95, 69.27)  # about 48 km north of Kabul
points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def test_half_way_around_the_earth():
    assert distance_km(0, 0, 0, 180) == pytest.approx(math.pi * 6371)


def test_the_date_line_is_no_distance():
    assert distance_km(-17, 179.9, -17, -179.9) == pytest.approx(21.3, abs=0.1)


def test_a_distance_known_from_maps():
    assert distance_km(*KABUL, *BAGRAM) == pytest.approx(47.6, abs=0.5)


@given(points, points)
def test_vectors_tell_the_same_distances_as_the_formula(a, b):
    by_vectors = km(unit_vector(*a) @ unit_vector(*b))
    assert by_vectors == pytest.approx(distance_km(*a, *b), abs=0.2)  # of 1e-8 rad in the arccos


@given(st.lists(points, min_size=1))
def test_many_vectors_are_the_vectors_of_each(given_points):
    latitudes, longitudes = np.array(given_points).T
    each = np.array([unit_vector(*point) for point in given_points])
    assert unit_vectors(latitudes, longitudes) == pytest.approx(each, abs=1e-15)


def test_the_cosine_of_a_distance_is_the_dot_product_of_points_so_far_apart():
    assert cosine_of(0) == 1
    assert float(km(np.array(cosine_of(300)))) == pytest.approx(300)


def test_a_cosine_that_rounding_has_put_above_one_is_no_distance():
    assert float(km(np.array(1.0000000000000002))) == 0


@pytest.mark.parametrize(
    ("longitude", "latitude", "x", "y"),
    [
        (0, 0, 0.5, 0.5),
        (-180, FARTHEST, 0, 0),
        (180, -FARTHEST, 1, 1),
        (90, 0, 0.75, 0.5),
        # The latitude at which half of the northern half is reached: atan(sinh(π / 2)).
        (0, 66.51326, 0.5, 0.25),
        (0, 90, 0.5, 0),
    ],
)
def test_web_mercator_is_a_square(longitude, latitude, x, y):
    assert mercator(longitude, latitude) == pytest.approx((x, y), abs=5e-5)


@given(st.lists(points, min_size=1))
def test_many_points_in_web_mercator_are_those_of_each(given_points):
    latitudes, longitudes = np.array(given_points).T
    each = np.array([mercator(longitude, latitude) for latitude, longitude in given_points]).T
    assert np.array(mercators(longitudes, latitudes)) == pytest.approx(each, abs=1e-12)


def test_a_degree_of_latitude_is_as_long_as_the_distance_says():
    assert distance_km(10, 0, 11, 0) == pytest.approx(KM_PER_DEGREE)


@given(st.floats(-75, 75), st.floats(0.1, 10))
def test_a_square_of_so_many_degrees_holds_the_circle_in_it(latitude, degrees):
    wide = degrees_of_longitude(degrees, latitude)
    for up in np.linspace(-degrees, degrees, 9):
        assert distance_km(latitude, 0, latitude + up, wide) >= degrees * KM_PER_DEGREE * 0.999
