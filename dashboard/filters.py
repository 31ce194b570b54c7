"""The bar on top: search, filters, unit and the link to share."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import sharing, state, texts
from dashboard.corpus import Corpus
from dashboard.selection import DEFAULT_ROLES, LONGEST_TEXT, Selection, in_order
from dashboard.state import Session
from geo.atlas import Unit
from geo.models import Role


def show(corpus: Corpus, session: Session) -> None:
    """Put the bar on the page."""
    chosen, seed = session.selection, session.seeds
    with st.container(horizontal=True, vertical_alignment="center", key="bar"):
        st.html(f"<h1 class='wordmark'>{texts.TITLE}</h1><p>{texts.TAGLINE}</p>")
        st.text_input(
            texts.SEARCH,
            value=chosen.text,
            max_chars=LONGEST_TEXT,
            placeholder=texts.SEARCH_HINT,
            label_visibility="collapsed",
            icon=":material/search:",
            key=f"search-{seed}",
            on_change=state.from_widget,
            args=("text", f"search-{seed}", _one_line),
        )
        with st.popover(_filters_label(chosen), icon=":material/tune:", key="filters"):
            _filters(corpus, chosen, session)
        sharing.show()


def _filters(corpus: Corpus, chosen: Selection, session: Session) -> None:
    seed = session.seeds
    _unit(chosen, seed)
    _roles(corpus, chosen, seed)
    _several("countries", texts.COUNTRIES, corpus.countries, chosen.countries, seed)
    _several("sources", texts.SOURCES, corpus.sources, chosen.sources, seed)
    st.toggle(
        texts.UNDATED,
        value=chosen.undated,
        key=f"undated-{seed}",
        on_change=state.from_widget,
        args=("undated", f"undated-{seed}"),
    )
    st.toggle(
        texts.TILES, value=session.tiles, help=texts.TILES_HELP, key="tiles", on_change=_tiles
    )
    st.button(texts.RESET, on_click=state.reset, disabled=chosen == Selection(), width="stretch")


def _unit(chosen: Selection, seed: int) -> None:
    key = f"unit-{seed}"
    st.segmented_control(
        texts.UNIT,
        [Unit.MENTIONS, Unit.ARTICLES],
        default=chosen.unit,
        required=True,
        format_func=texts.UNIT_NAMES.__getitem__,
        key=key,
        on_change=state.from_widget,
        args=("unit", key),
    )


def _roles(corpus: Corpus, chosen: Selection, seed: int) -> None:
    key = f"roles-{seed}"
    st.pills(
        texts.ROLES,
        in_order({*DEFAULT_ROLES, *corpus.roles, *chosen.roles}),
        selection_mode="multi",
        default=chosen.roles,
        format_func=texts.ROLE_NAMES.__getitem__,
        help=texts.ROLES_HELP,
        key=key,
        on_change=state.from_widget,
        args=("roles", key, _wanted_roles),
    )


def _several(name: str, label: str, known: Sequence[str], chosen: Sequence[str], seed: int) -> None:
    key = f"{name}-{seed}"
    st.multiselect(
        label,
        sorted(known, key=texts.country) if name == "countries" else known,
        default=chosen,
        format_func=texts.country if name == "countries" else str,
        placeholder=texts.ANY,
        key=key,
        on_change=state.from_widget,
        args=(name, key, tuple),
    )


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
