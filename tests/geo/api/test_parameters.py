"""What the parameters of a request mean."""

from __future__ import annotations

from datetime import date

import pytest

from geo.api.parameters import MOST, PAGE, SELECTION, USUAL_LIMIT, ApiQuery, read
from geo.api.problems import BadRequest


def asked(**parameters: str) -> ApiQuery:
    return read(list(parameters.items()), (*PAGE, *SELECTION))


def test_a_page_is_never_larger_than_the_largest() -> None:
    assert asked().limit == USUAL_LIMIT
    assert asked(limit="7").limit == 7
    assert asked(limit=str(MOST)).limit == asked(limit=str(MOST + 1)).limit == MOST


def test_heights_of_a_box_are_passed_over() -> None:
    assert asked(bbox="60.5,29.4,74.9,38.5").f.bbox == (60.5, 29.4, 74.9, 38.5)
    assert asked(bbox="60.5,29.4,-10,74.9,38.5,8000").f.bbox == (60.5, 29.4, 74.9, 38.5)
    assert asked(bbox="170,-20,-170,-10").f.bbox == (170, -20, -170, -10)


@pytest.mark.parametrize(
    "bbox", ["1,2,3", "1,2,3,4,5", "1,9,3,4", "1,2,3,91", "181,2,3,4", "nan,2,3,4", "a,2,3,4"]
)
def test_what_is_no_box_is_refused(bbox: str) -> None:
    with pytest.raises(BadRequest, match=r"^bbox: "):
        asked(bbox=bbox)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021-07-09", date(2021, 7, 9), date(2021, 7, 9)),
        ("2021-07-09T23:59:60Z", date(2021, 7, 9), date(2021, 7, 9)),
        ("2021-07-01/2021-07-09", date(2021, 7, 1), date(2021, 7, 9)),
        ("2021-07-09/2021-07-09", date(2021, 7, 9), date(2021, 7, 9)),
        ("2021-07-01/..", date(2021, 7, 1), None),
        ("/2021-07-09", None, date(2021, 7, 9)),
    ],
)
def test_an_interval_has_a_first_and_a_last_day(
    text: str, first: date | None, last: date | None
) -> None:
    f = asked(datetime=text).f
    assert (f.date_from, f.date_to) == (first, last)
    assert f.undated


@pytest.mark.parametrize(
    "text", ["2021-07-09/2021-07-01", "..", "../..", "/", "2021-02-30", "2021-07-09T24:00:00Z", ""]
)
def test_what_is_no_interval_is_refused(text: str) -> None:
    with pytest.raises(BadRequest, match=r"^datetime: "):
        asked(datetime=text)
