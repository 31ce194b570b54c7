"""Comparing: two periods, or two sources, as a difference on the map and in the list."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import streamlit as st

from dashboard.language import texts
from dashboard.server.corpus import Corpus
from dashboard.state import reducers, store
from dashboard.state.selection import Dates, Selection, Versus

_KIND, _DATES, _SOURCE = "versus-kind", "versus-dates", "versus-source"
_DAY = timedelta(days=1)


def before(dates: Dates, ends: tuple[date, date]) -> Dates | None:
    """The time just before these dates, as long as they are; None where nothing limits them or
    nothing is before."""
    first, last = dates[0], dates[1] or ends[1]
    if first is None or first <= ends[0]:
        return None
    return max(ends[0], first - (last - first) - _DAY), first - _DAY


def show(corpus: Corpus, chosen: Selection) -> None:
    """Ask what to compare with."""
    kinds = list(texts.COMPARE_KINDS)
    if st.session_state.get(_KIND) not in kinds:
        st.session_state[_KIND] = _kind(chosen.versus)
    kind = st.segmented_control(
        texts.COMPARE_WITH,
        kinds,
        required=True,
        format_func=texts.COMPARE_KINDS.__getitem__,
        key=_KIND,
        on_change=_stop_with_nothing,
    )
    if kind == "dates":
        _dates(corpus, chosen)
    elif kind == "source":
        _source(corpus, chosen)


def _kind(versus: Versus) -> str:
    return "source" if versus.source else "dates" if versus else "none"


def _stop_with_nothing() -> None:
    if st.session_state[_KIND] == "none":
        store.update(reducers.change, versus=Versus())


def _dates(corpus: Corpus, chosen: Selection) -> None:
    ends = corpus.spans[chosen.date_basis]
    if ends is None:
        st.caption(texts.NO_DATES)
        return
    _show(_DATES, _within(chosen.versus.dates, ends) if any(chosen.versus.dates) else ())
    st.date_input(
        texts.COMPARE_DATES,
        min_value=ends[0],
        max_value=ends[1],
        format="YYYY-MM-DD",
        key=_DATES,
        on_change=_take_dates,
    )
    earlier = before(chosen.dates, ends)
    if earlier is None:
        st.caption(texts.COMPARE_NEEDS)
    st.button(
        texts.COMPARE_BEFORE,
        help=texts.COMPARE_BEFORE_HELP,
        disabled=earlier is None,
        on_click=store.update,
        args=(reducers.change,),
        kwargs={"versus": Versus(earlier or (None, None))},
    )


def _source(corpus: Corpus, chosen: Selection) -> None:
    _show(_SOURCE, chosen.versus.source or None)
    st.selectbox(
        texts.COMPARE_SOURCE,
        corpus.sources,
        index=None,
        placeholder=texts.CHOOSE,
        key=_SOURCE,
        on_change=_take_source,
    )
    st.caption(texts.COMPARE_SIDE)


def _show(widget: str, value: Any) -> None:
    """Let the widget show what is selected, wherever that has changed."""
    if st.session_state.get(widget) != value:
        st.session_state[widget] = value


def _within(dates: Dates, ends: tuple[date, date]) -> tuple[date, date]:
    """The dates as far as the widget can show them."""
    first, last = dates[0] or ends[0], dates[1] or ends[1]
    return min(max(first, ends[0]), ends[1]), max(min(last, ends[1]), ends[0])


def _take_source() -> None:
    store.update(reducers.change, versus=Versus(source=st.session_state[_SOURCE] or ""))


def _take_dates() -> None:
    chosen = st.session_state[_DATES]
    # A first day without a last one is half a choice: the widget waits for the other.
    if len(chosen) == 2:
        store.update(reducers.change, versus=Versus((chosen[0], chosen[1])))
