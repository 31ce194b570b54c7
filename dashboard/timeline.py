"""Time: a histogram of what was published when, and the range slider under it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from dashboard import panels, state, texts
from dashboard.corpus import Corpus
from dashboard.selection import Selection

MOST_BARS = 120
_DAY = timedelta(days=1)
_STEPS = ((1, "day"), (7, "week"), (30, "30 days"), (91, "quarter"), (365, "year"))


@dataclass(frozen=True, slots=True)
class Bars:
    """Counts in equal steps of days from ``first``."""

    first: date
    days: int
    step: str
    counts: tuple[int, ...]


def span(corpus_span: tuple[date, date]) -> tuple[date, date]:
    """The slider's ends; a corpus of one day gets room to either side, or there is no slider."""
    first, last = corpus_span
    return (first, last) if first < last else (first - _DAY, last + _DAY)


def bars(days: Iterable[tuple[date, int]], first: date, last: date) -> Bars:
    """The histogram between the slider's ends in the finest step that gives few enough bars."""
    length = (last - first).days + 1
    size, name = next(
        ((size, name) for size, name in _STEPS if length / size <= MOST_BARS), _STEPS[-1]
    )
    counts = Counter[int]()
    for day, count in days:
        counts[(day - first).days // size] += count
    return Bars(first, size, name, tuple(counts[i] for i in range(-(-length // size))))


def chosen(selection: Selection, ends: tuple[date, date]) -> tuple[date, date]:
    """The slider's range for a selection: within its ends, whatever a link asked for."""
    first, last = ends
    low, high = selection.dates
    return min(max(low or first, first), last), min(max(high or last, first), last)


def show(corpus: Corpus, selection: Selection) -> None:
    """Put the timeline on the page."""
    if corpus.span is None:
        st.caption(texts.NO_DATES)
        return
    ends = span(corpus.span)
    low, high = chosen(selection, ends)
    histogram = bars(corpus.days(selection.filter(), selection.unit), *ends)
    panels.show(
        "timeline",
        {
            "counts": histogram.counts,
            "days": histogram.days,
            "from": (low - ends[0]).days,
            "to": (high - ends[0]).days,
            "length": (ends[1] - ends[0]).days,
            "caption": texts.timeline(selection.unit, histogram.step),
            "labels": [
                texts.day(histogram.first + timedelta(days=i * histogram.days))
                for i in range(len(histogram.counts))
            ],
        },
    )
    st.slider(
        texts.DATES,
        *ends,
        step=_DAY,
        format="D MMM YYYY",
        **state.widget("dates", (low, high), lambda range_: limits(range_, ends)),
    )


def limits(range_: tuple[date, date], ends: tuple[date, date]) -> tuple[date | None, date | None]:
    """The slider's range as limits; an end at the corpus's own end is none, for later
    articles belong to it too."""
    low, high = range_
    return (None if low <= ends[0] else low, None if high >= ends[1] else high)
