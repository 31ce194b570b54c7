"""Comparing: two periods, or two sources, as a difference on the map and in the list."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import streamlit as st

from dashboard import state, texts
from dashboard.corpus import Corpus
from dashboard.selection import Dates, Selection, Versus
from geo.atlas import Difference

_KIND = "versus-kind"
_DAY = timedelta(days=1)


def changes(corpus: Corpus, chosen: Selection) -> list[Difference]:
    """Every place on either side, the most changed first; ``after`` is the selection."""
    return corpus.differences(chosen.compared(), chosen.comparing(), chosen.unit)


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
        state.change(versus=Versus())


def _dates(corpus: Corpus, chosen: Selection) -> None:
    ends = corpus.spans[chosen.clock]
    if ends is None:
        st.caption(texts.NO_DATES)
        return
    first, last = chosen.versus.dates
    shown = (max(first or ends[0], ends[0]), min(last or ends[1], ends[1]))
    st.date_input(
        texts.COMPARE_DATES,
        min_value=ends[0],
        max_value=ends[1],
        format="YYYY-MM-DD",
        **state.widget("versus", shown if chosen.versus else (), _period),
    )
    earlier = before(chosen.dates, ends)
    st.button(
        texts.COMPARE_BEFORE,
        help=texts.COMPARE_BEFORE_HELP if earlier else texts.COMPARE_NEEDS,
        disabled=earlier is None,
        on_click=state.change,
        kwargs={"versus": Versus(earlier or (None, None))},
    )


def _source(corpus: Corpus, chosen: Selection) -> None:
    source = chosen.versus.source or None
    st.selectbox(
        texts.COMPARE_SOURCE,
        corpus.sources,
        placeholder=texts.ANY,
        help=texts.COMPARE_SIDE,
        **state.widget("versus", source, lambda name: Versus(source=name or "")),
    )
    st.caption(texts.COMPARE_SIDE)


def _period(value: Any) -> Versus:
    # A first day without a last one is half a choice: the widget waits for the other.
    return Versus((value[0], value[1])) if len(value) == 2 else state.current().selection.versus
