"""Days as numbers."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.places.days import day_number, day_of


def test_days_count_from_the_first_of_1970():
    assert day_number(date(1970, 1, 1)) == 0
    assert day_number(date(1969, 12, 31)) == -1
    assert day_of(365) == date(1971, 1, 1)


@given(st.dates())
def test_a_number_gives_its_day_back_and_is_that_of_numpy(day):
    assert day_of(day_number(day)) == day
    assert np.datetime64(day, "D").astype(int) == day_number(day)
