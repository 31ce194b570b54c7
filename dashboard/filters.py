"""The bar on top: search, filters, unit and the link to share."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import sharing, state, texts, uploads
from dashboard.corpus import Corpus
from dashboard.selection import DEFAULT_ROLES, LONGEST_TEXT, Selection, in_order
from dashboard.state import Session
from geo.atlas import Unit
from geo.models import Role
from geo.settings import Settings


def show(corpus: Corpus, session: Session, settings: Settings) -> None:
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
            **state.widget("text", chosen.text, _one_line),
        )
        with st.popover(_filters_label(chosen), icon=":material/tune:", key="filters"):
            _filters(corpus, chosen, session)
        uploads.button(settings)
        sharing.show()


def _filters(corpus: Corpus, chosen: Selection, session: Session) -> None:
    st.segmented_control(
        texts.UNIT,
        list(Unit),
        required=True,
        format_func=texts.UNIT_NAMES.__getitem__,
        **state.widget("unit", chosen.unit),
    )
    st.pills(
        texts.ROLES,
        in_order({*DEFAULT_ROLES, *corpus.roles, *chosen.roles}),
        selection_mode="multi",
        format_func=texts.ROLE_NAMES.__getitem__,
        help=texts.ROLES_HELP,
        **state.widget("roles", list(chosen.roles), _wanted_roles),
    )
    st.multiselect(
        texts.COUNTRIES,
        sorted(corpus.countries, key=texts.country),
        format_func=texts.country,
        placeholder=texts.ANY,
        **state.widget("countries", list(chosen.countries), tuple),
    )
    st.multiselect(
        texts.SOURCES,
        corpus.sources,
        placeholder=texts.ANY,
        **state.widget("sources", list(chosen.sources), tuple),
    )
    st.toggle(texts.UNDATED, **state.widget("undated", chosen.undated))
    st.toggle(texts.TILES, session.tiles, help=texts.TILES_HELP, key="tiles", on_change=_tiles)
    st.button(texts.RESET, on_click=state.reset, disabled=chosen == Selection(), width="stretch")


def _tiles() -> None:
    state.current().tiles = st.session_state["tiles"]


def _wanted_roles(roles: Sequence[Role]) -> tuple[Role, ...]:
    # With none of them nothing would be left to show.
    return in_order(roles) or DEFAULT_ROLES


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _filters_label(chosen: Selection) -> str:
    plain = Selection()
    active = sum(
        getattr(chosen, name) != getattr(plain, name)
        for name in ("countries", "sources", "roles", "undated", "unit")
    )
    return f"{texts.FILTERS} ({active})" if active else texts.FILTERS
