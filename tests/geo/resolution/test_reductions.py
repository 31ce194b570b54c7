"""Names cut down to names that may be known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.resolution.reductions import is_street, reductions


@pytest.mark.parametrize(
    ("written", "shorter"),
    [
        ("northern Aleppo", "Aleppo"),
        ("the Greater Manchester area", "Manchester"),
        ("Heathrow Airport", "Heathrow"),
        ("University of Lagos", "Lagos"),
        ("Aleppo's Old City", "Aleppo"),
        ("Alexandria Police Department", "Alexandria"),
    ],
)
def test_what_remains(written, shorter):
    assert shorter in [reduction.name for reduction in reductions(written)]


def test_a_street_is_not_where_its_namesake_is():
    assert is_street("Dublin Road")
    assert "Dublin" not in [reduction.name for reduction in reductions("Dublin Road")]


def test_a_word_that_many_names_have_is_none():
    assert "Town" not in [reduction.name for reduction in reductions("Old Town Manassas")]


def test_what_was_left_out_is_told():
    [reduction] = [r for r in reductions("northern Aleppo") if r.name == "Aleppo"]
    assert reduction.left_out == "northern"


@given(st.text(max_size=60))
def test_reductions_are_shorter_and_end(written):
    found = [reduction.name for reduction in reductions(written)]
    assert len(found) == len(set(found))
    plain = " ".join(written.split())
    assert all(len(name) < len(written) and " ".join(name.split()) in plain for name in found)
