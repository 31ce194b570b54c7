"""The bar on top: search, filters, unit and the link to share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import streamlit as st

from dashboard.language import texts
from dashboard.server.corpus import Corpus
from dashboard.state import reducers, store
from dashboard.state.correction_context import CorrectionContext
from dashboard.state.selection import DEFAULT_ROLES, Selection, in_order
from dashboard.state.session import Session
from dashboard.state.url_query import LONGEST_TEXT
from dashboard.views import comparison, place_search, sharing, uploads
from geo.atlas import Unit
from geo.models import Role
from geo.settings import Settings


def show(corpus: Corpus, session: Session, settings: Settings, context: CorrectionContext) -> None:
    """Put the bar on the page."""
    chosen = session.selection
    with st.container(horizontal=True, vertical_alignment="center", key="bar"):
        st.html(f"<h1 class='wordmark'>{texts.TITLE}</h1><p>{texts.TAGLINE}</p>")
        st.text_input(
            texts.SEARCH,
            max_chars=LONGEST_TEXT,
            placeholder=texts.SEARCH_HINT,
            label_visibility="collapsed",
            icon=":material/search:",
            **store.widget("text", chosen.text, _one_line),
        )
        place_search.show(corpus, context)
        with st.popover(
            texts.FILTERS, icon=":material/tune:", key="filters", on_change="rerun"
        ) as popover:
            # What nobody looks at is neither counted nor sent.
            if popover.open:
                _filters(corpus, chosen, session)
        with st.popover(
            texts.COMPARE, icon=":material/compare_arrows:", key="compare", on_change="rerun"
        ) as popover:
            if popover.open:
                comparison.show(corpus, chosen)
        uploads.button(settings, session)
        sharing.show(session)


def problem(session: Session) -> None:
    """What is wrong with the search, and how one is written."""
    if session.selection.text_problem:
        with st.container(key="search-problem"):
            st.text(session.selection.text_problem)
            st.caption(texts.SEARCH_HELP)


def _filters(corpus: Corpus, chosen: Selection, session: Session) -> None:
    facets = corpus.facets(chosen.filter())
    st.segmented_control(
        texts.UNIT,
        list(Unit),
        required=True,
        format_func=texts.UNIT_NAMES.__getitem__,
        **store.widget("unit", chosen.unit),
    )
    counts = dict(facets.roles)
    st.pills(
        texts.ROLES,
        in_order({*DEFAULT_ROLES, *corpus.roles, *chosen.roles}),
        selection_mode="multi",
        format_func=lambda role: texts.facet(texts.ROLE_NAMES[role], counts.get(role, 0)),
        help=texts.ROLES_HELP,
        **store.widget("roles", list(chosen.roles), _wanted_roles),
    )
    st.segmented_control(
        texts.CONFIDENCE,
        sorted({*texts.CONFIDENCES, chosen.confidence}),
        required=True,
        format_func=lambda least: texts.CONFIDENCES.get(least) or texts.percent(least),
        **store.widget("confidence", chosen.confidence),
    )
    st.toggle(texts.FOCUS, help=texts.FOCUS_HELP, **store.widget("focus", chosen.focus))
    _choice(texts.COUNTRIES, "countries", facets.countries, chosen.countries, texts.country)
    _choice(texts.SOURCES, "sources", facets.sources, chosen.sources, _source)
    if len(corpus.languages) > 1 or chosen.languages:
        _choice(texts.LANGUAGES_OF, "languages", facets.languages, chosen.languages, texts.language)
    st.toggle(texts.UNDATED, **store.widget("undated", chosen.undated))
    st.toggle(texts.TILES, session.tiles, help=texts.TILES_HELP, key="tiles", on_change=_tiles)
    st.button(
        texts.RESET,
        on_click=store.update,
        args=(reducers.reset,),
        disabled=chosen == Selection(),
        width="stretch",
    )


def _choice(
    label: str,
    name: str,
    counted: Collection[tuple[str, int]],
    chosen: Collection[str],
    words: Callable[[str], str],
) -> None:
    """Values to choose among, the most frequent first, each with its number of articles."""
    counts = dict(counted)
    values = [value for value in counts if value or name == "languages"]
    values += [value for value in chosen if value not in counts]
    st.multiselect(
        label,
        values,
        format_func=lambda value: texts.facet(words(value), counts.get(value, 0)),
        placeholder=texts.ANY,
        **store.widget(name, list(chosen), tuple),
    )


def _source(name: str) -> str:
    return name


def _tiles() -> None:
    store.update(reducers.show_tiles, st.session_state["tiles"])


def _wanted_roles(roles: Sequence[Role]) -> tuple[Role, ...]:
    # With none of them nothing would be left to show.
    return in_order(roles) or DEFAULT_ROLES


def _one_line(text: str) -> str:
    return " ".join(text.split())
