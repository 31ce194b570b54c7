"""Bars and slider agree about time."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dashboard.server.corpus import usual_years
from dashboard.state.date_reducers import limits
from dashboard.state.histogram import MOST_BARS, bars, span
from dashboard.state.selection import Selection
from dashboard.views.timeline import chosen

JULY = (date(2021, 7, 9), date(2021, 8, 2))


def test_a_corpus_of_one_day_still_has_a_slider() -> None:
    day = date(2021, 7, 9)
    assert span((day, day)) == (date(2021, 7, 8), date(2021, 7, 10))
    assert span(JULY) == JULY


def test_what_articles_speak_of_is_bounded_to_the_years_of_nine_tenths() -> None:
    rome, moon = date(476, 9, 4), date(2969, 7, 20)
    days = [(rome, 4), (date(1989, 11, 9), 50), (date(2021, 3, 1), 42), (moon, 4)]
    assert usual_years(days, (rome, moon)) == (date(1989, 1, 1), date(2021, 12, 31))
    # Never wider than what there is.
    few = [(date(2021, 7, 8), 2), (date(2021, 7, 9), 1)]
    assert usual_years(few, (few[0][0], few[-1][0])) == (date(2021, 7, 8), date(2021, 7, 9))
    assert usual_years([], (rome, moon)) == (rome, moon)


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(1, 12_000), st.data())
def test_every_day_is_in_one_of_a_few_bars(first: date, length: int, data: st.DataObject) -> None:
    last = first + timedelta(days=length)
    offsets = data.draw(st.lists(st.integers(0, length), unique=True, max_size=20))
    days = [(first + timedelta(days=offset), offset + 1) for offset in offsets]
    histogram = bars(days, first, last)
    assert len(histogram.counts) <= MOST_BARS
    assert sum(histogram.counts) == sum(count for _, count in days)


def test_a_link_beyond_the_corpus_moves_the_slider_to_its_end() -> None:
    wanted = Selection(dates=(date(1999, 1, 1), date(2021, 7, 12)))
    assert chosen(wanted, JULY) == (date(2021, 7, 9), date(2021, 7, 12))
    assert chosen(Selection(dates=(date(2030, 1, 1), None)), JULY) == (JULY[1], JULY[1])


def test_the_ends_of_the_corpus_are_no_limits() -> None:
    assert limits(JULY, JULY) == (None, None)
    assert limits((JULY[0], date(2021, 7, 20)), JULY) == (None, date(2021, 7, 20))
