"""Time: a histogram of what was published when, and the range slider under it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import streamlit as st

from dashboard.language import texts
from dashboard.server.corpus import Corpus
from dashboard.state import date_reducers, store
from dashboard.state.histogram import bars, span
from dashboard.state.selection import Selection
from dashboard.state.session import Session
from dashboard.views import panels
from geo.atlas import DateBasis


def chosen(selection: Selection, ends: tuple[date, date]) -> tuple[date, date]:
    """The slider's range for a selection: within its ends, whatever a link asked for."""
    first, last = ends
    low, high = selection.dates
    return min(max(low or first, first), last), min(max(high or last, first), last)


def show(corpus: Corpus, session: Session) -> None:
    """Put the timeline on the page."""
    selection = session.selection
    known = corpus.spans[selection.date_basis]
    if known is None:
        st.caption(texts.NO_DATES)
        return
    ends = span(known)
    low, high = chosen(selection, ends)
    days = corpus.days(selection.of_place(), selection.unit)
    histogram = bars(days, *ends)
    undated = corpus.counts(selection.filter()).undated
    panels.show(
        "timeline",
        {
            "counts": histogram.counts,
            "days": histogram.days,
            "first": histogram.first.isoformat(),
            "from": (low - ends[0]).days,
            "to": (high - ends[0]).days,
            "length": (ends[1] - ends[0]).days,
            "heard": session.window_heard,
            "earlier": _beyond(texts.EARLIER, (n for day, n in days if day < ends[0])),
            "later": _beyond(texts.LATER, (n for day, n in days if day > ends[1])),
            "caption": texts.timeline(selection.unit, histogram.step),
            "clocks": _date_bases(corpus),
            "clock": selection.date_basis,
            "versus": _versus(selection, ends),
            "presets": presets(ends, peak(corpus, selection)),
            "undated": texts.with_undated(undated, selection.date_basis) if undated else "",
            "withUndated": selection.with_undated,
            "language": texts.LOCALE,
            "words": texts.TIMELINE,
        },
        {
            "window": lambda event: store.update(date_reducers.move_window, ends, event),
            "play": lambda event: store.update(date_reducers.start_playing, ends, event),
            "step": lambda event: store.update(date_reducers.play_step, ends, event),
            "stop": store.on(date_reducers.stop_playing),
            "undated": store.on(date_reducers.toggle_undated),
            "clock": store.on(date_reducers.set_date_basis),
        },
    )
    st.slider(
        texts.DATES,
        *ends,
        step=timedelta(days=1),
        format=texts.SLIDER_FORMAT,
        label_visibility="collapsed",
        **store.widget(
            "dates", (low, high), lambda window: date_reducers.limits(window, ends), ends
        ),
    )


def _beyond(word: str, counts: Iterable[int]) -> str:
    """What there is beyond an end of the slider, which an end at it lets through."""
    number = sum(counts)
    return texts.facet(word, number) if number else ""


def presets(ends: tuple[date, date], middle: date | None) -> list[dict[str, Any]]:
    """Windows to jump to, in days from the first; ``middle`` is the day of the selection."""
    first, last = ends
    length = (last - first).days
    found = [
        {"id": "all", "title": texts.ALL_DATES, "from": 0, "to": length},
        {
            "id": "month",
            "title": texts.LAST_MONTH,
            "from": max(0, length - 30),
            "to": length,
            "about": texts.LAST_MONTH_ABOUT,
        },
    ]
    if middle:
        at = (middle - first).days
        found.append(
            {
                "id": "around",
                "title": texts.around(middle),
                "from": max(0, at - 1),
                "to": min(length, at + 1),
                "about": texts.AROUND_ABOUT,
            }
        )
    return found


def peak(corpus: Corpus, selection: Selection) -> date | None:
    """The day of what is selected: the open article's, or the one that names the place most."""
    if selection.article:
        article = corpus.article(selection.article)
        if article and article.published:
            return article.published
    if selection.place:
        days = corpus.days(replace(selection.filter(), place_id=selection.place), selection.unit)
        return max(days, key=lambda day: day[1])[0] if days else None
    return None


def _date_bases(corpus: Corpus) -> list[dict[str, str]]:
    """The date bases to choose between: none where no sentence speaks of a time."""
    if corpus.spans[DateBasis.SPOKEN] is None:
        return []
    return [
        {"id": basis, "title": texts.DATE_BASES[basis], "about": texts.DATE_BASES_ABOUT[basis]}
        for basis in DateBasis
    ]


def _versus(selection: Selection, ends: tuple[date, date]) -> dict[str, int] | None:
    """The other period of a comparison, in days from the first."""
    first, last = selection.versus.dates
    if not (first or last):
        return None
    return {
        "from": ((first or ends[0]) - ends[0]).days,
        "to": ((last or ends[1]) - ends[0]).days,
    }
