"""The bar on top (search, filters, the link to share), and the panel of filters beside the map.

The choices are not widgets of Streamlit: what these offer is part of what they are, and a count
that changes would make others of them, with another state.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

import streamlit as st

from dashboard.language import texts
from dashboard.server.corpus import Corpus
from dashboard.state import filter_choices, store
from dashboard.state.correction_context import CorrectionContext
from dashboard.state.selection import DEFAULT_ROLES, Selection, in_order
from dashboard.state.session import Drawer, Session
from dashboard.state.url_query import LONGEST_TEXT
from dashboard.views import panels, place_search, sharing, uploads
from geo.atlas import Unit
from geo.settings import Settings

# Of sources or countries; whoever wants a rarer one finds it by searching for it.
MOST_CHOICES = 300


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
        _opener(texts.FILTERS, ":material/tune:", Drawer.FILTERS, session)
        _opener(texts.COMPARE, ":material/compare_arrows:", Drawer.COMPARE, session)
        _opener(texts.STORY, ":material/auto_stories:", Drawer.STORYLINE, session)
        uploads.button(settings, session)
        sharing.show(corpus, session, context)


def problem(session: Session) -> None:
    """What is wrong with the search, and how one is written."""
    if session.selection.text_problem:
        with st.container(key="search-problem"):
            st.text(session.selection.text_problem)
            st.caption(texts.SEARCH_HELP)


def show_panel(corpus: Corpus, session: Session) -> None:
    """Put the filters where the caller is."""
    panels.show(
        "filters",
        content(corpus, session),
        {
            "choose": store.on(filter_choices.choose_filter),
            "close": store.on(filter_choices.close_drawer),
        },
    )


def content(corpus: Corpus, session: Session) -> dict[str, Any]:
    """What ``assets/filters.js`` shows: groups of which one choice holds, groups of which any
    number do, and switches."""
    chosen = session.selection
    facets = corpus.facets(chosen.filter())
    roles = in_order({*DEFAULT_ROLES, *corpus.roles, *chosen.roles})
    named = dict(facets.roles)
    return {
        "title": texts.FILTERS,
        "close": texts.CLOSE,
        "find": texts.FIND_CHOICE,
        "language": texts.LOCALE,
        "one": [
            _group(
                "unit",
                texts.UNIT,
                (_choice(unit, texts.UNIT_NAMES[unit], unit is chosen.unit) for unit in Unit),
            ),
            _group(
                "confidence",
                texts.CONFIDENCE,
                (
                    _choice(f"{least:g}", _least(least), least == chosen.confidence)
                    for least in sorted({*texts.CONFIDENCES, chosen.confidence})
                ),
            ),
        ],
        "some": [
            _group(
                "roles",
                texts.ROLES,
                (
                    _choice(role, texts.ROLE_NAMES[role], role in chosen.roles, named.get(role, 0))
                    for role in roles
                ),
                texts.ROLES_HELP,
            ),
            _list("countries", texts.COUNTRIES, facets.countries, chosen.countries, texts.country),
            _list("sources", texts.SOURCES, facets.sources, chosen.sources, str),
            *_languages(corpus, chosen, facets.languages),
            *(
                [_list("tags", texts.TAGS, facets.tags, chosen.tags, str)]
                if facets.tags or chosen.tags
                else []
            ),
        ],
        "switches": [
            _choice("undated", texts.UNDATED, chosen.with_undated),
            _choice("tiles", texts.TILES, session.tiles) | {"about": texts.TILES_HELP},
        ],
    }


def _opener(title: str, icon: str, drawer: Drawer, session: Session) -> None:
    st.button(
        title,
        icon=icon,
        key=f"open-{drawer}",
        type="primary" if session.drawer is drawer else "secondary",
        on_click=store.update,
        args=(filter_choices.toggle_drawer, drawer),
    )


def _languages(
    corpus: Corpus, chosen: Selection, counted: Collection[tuple[str, int]]
) -> list[dict[str, Any]]:
    if len(corpus.languages) < 2 and not chosen.languages:
        return []
    return [_list("languages", texts.LANGUAGES_OF, counted, chosen.languages, texts.language)]


def _list(
    name: str,
    label: str,
    counted: Collection[tuple[str, int]],
    chosen: Collection[str],
    words: Callable[[str], str],
) -> dict[str, Any]:
    """Values to choose among: what is chosen, then the most frequent, each with its number of
    articles."""
    counts = dict(counted)
    values = dict.fromkeys([*chosen, *(v for v in counts if v or name == "languages")])
    return _group(
        name,
        label,
        (
            _choice(value, words(value), value in chosen, counts.get(value, 0))
            for value in list(values)[:MOST_CHOICES]
        ),
    )


def _group(
    name: str, label: str, choices: Iterable[dict[str, Any]], about: str = ""
) -> dict[str, Any]:
    return {"name": name, "label": label, "about": about, "choices": list(choices)}


def _choice(id_: str, title: str, on: bool, count: int | None = None) -> dict[str, Any]:
    return {"id": id_, "title": title, "on": on} | ({} if count is None else {"count": count})


def _least(least: float) -> str:
    return texts.CONFIDENCES.get(least) or texts.percent(least)


def _one_line(text: str) -> str:
    return " ".join(text.split())
