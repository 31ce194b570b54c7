"""Keeps the visitor's session in Streamlit's: the one place where reducers meet the page.

All changes happen in callbacks, before the page is drawn; drawing only reads. A callback runs
whatever becomes of the run after it, whereas a button that is asked for its value while the page
is drawn is lost when that run is cut short.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any, Concatenate, ParamSpec

import streamlit as st

from dashboard.language import visitor_language
from dashboard.server import visitor
from dashboard.server.corpus import Corpus
from dashboard.state import reducers, storylines, widget_values
from dashboard.state.selection import Selection
from dashboard.state.session import Session, Tab
from dashboard.state.storyline_address import to_address
from dashboard.state.url_query import VIEW_KEYS, to_query
from geo.storylines import Storyline

_SESSION = "session"
_SIGNATURE = "corrections-by"

P = ParamSpec("P")


def current() -> Session:
    """The session as it is now; there is one once the page was begun."""
    found: Session = st.session_state[_SESSION]
    return found


def update(
    reducer: Callable[Concatenate[Session, P], Session], *args: P.args, **kwargs: P.kwargs
) -> None:
    """Keep what the reducer makes of the session."""
    st.session_state[_SESSION] = reducer(current(), *args, **kwargs)


def on(reducer: Callable[[Session, object], Session]) -> Callable[[object], None]:
    """The callback that hands a panel's event to the reducer."""
    return lambda event: update(reducer, event)


def begin(corpus: Corpus, tiles: bool, articles: str, stories: Collection[Storyline] = ()) -> None:
    """Make sure of a session: it begins as the address bar says, and follows it when the visitor
    goes back or forward in the browser's history; it begins anew with other articles."""
    asked = address()
    if _SESSION not in st.session_state:
        session = reducers.begin(asked, corpus.sources, corpus.countries, tiles, articles, stories)
        st.session_state[_SESSION] = session
    elif current().article_set != articles:
        look_at(articles)
    else:
        update(reducers.follow_url, asked, corpus.sources, corpus.countries, stories)


def look_at(articles: str) -> None:
    """Look at these articles, which may be the same as before."""
    update(reducers.look_at_articles, articles)


def note_visitor_act() -> None:
    """The visitor does something; pages without a session need not know."""
    if _SESSION in st.session_state:
        update(reducers.note_visitor_act)


def widget(
    name: str,
    value: Any,
    read: Callable[[Any], Any] = lambda value: value,
    choices: object = None,
) -> dict[str, Any]:
    """The arguments that make a widget show ``value`` and, moved, set the field ``name`` of the
    selection to what ``read`` makes of what it shows; ``choices`` are what can be chosen among,
    where another selection makes them others.

    A widget only shows the selection, wherever that has changed: in the widget, by a link, by
    the browser's history, by a reset.
    """
    shown = st.session_state.get(name)
    if shown != value:
        update(widget_values.replace_value, name, shown, value)
        st.session_state[name] = value
    update(widget_values.offer_choices, name, choices)
    widget_choices = current().widget_choices[name]
    return {"key": name, "on_change": _reported, "args": (name, widget_choices, read)}


def _reported(name: str, widget_choices: object, read: Callable[[Any], Any]) -> None:
    shown = st.session_state[name]
    update(widget_values.report, name, widget_choices, shown, read(shown))


def selection() -> Selection:
    """What is looked at on the page of the map; everything for who has not been there."""
    return current().selection if _SESSION in st.session_state else Selection()


def map_address() -> dict[str, list[str]]:
    """What the address bar of the page of the map said last."""
    return dict(current().address) if _SESSION in st.session_state else {}


def signature() -> str:
    """How this visitor signs corrections and verdicts."""
    return visitor.author() or str(st.session_state.get(_SIGNATURE, ""))


def sign(by: str) -> None:
    """Remember how this visitor signs."""
    st.session_state[_SIGNATURE] = by


def address() -> dict[str, list[str]]:
    """The address bar's parameters, but for the language."""
    given = {name: st.query_params.get_all(name) for name in st.query_params}
    return {name: values for name, values in given.items() if name != visitor_language.PARAMETER}


def write_selection_to_url(private: bool = False) -> None:
    """Let the address bar hold the selection, unless it is of ``private`` articles. Where the
    map looks is kept in it by the map itself, as it moves (``keepInAddress`` in
    ``assets/map.js``); here goes what was last heard of that."""
    session = current()
    if session.playing:
        return  # a moving window would leave a hundred steps in the browser's history
    # What a visitor chooses among their own articles says what is in them.
    selection = Selection() if private else session.selection
    shown = to_query(replace(selection, view=session.view), Tab.PLACED if private else session.tab)
    # The map says in the address where it looks, and is not told to say it again by every run.
    seen = {name: st.query_params.get_all(name) for name in VIEW_KEYS}
    shown |= seen if all(seen.values()) else {}
    if not private:
        # A step says all of it, and says it as the story will be told by then.
        if session.step and not storylines.left(session):
            shown = {name: shown[name] for name in VIEW_KEYS if name in shown}
        shown |= to_address(session.storyline, session.step)
    wanted = {name: values for name, values in shown.items() if name not in VIEW_KEYS}
    if wanted != session.address:
        update(_url_written, wanted)
        st.query_params.from_dict(shown | visitor_language.asked())


def _url_written(session: Session, address: dict[str, list[str]]) -> Session:
    return replace(session, address=address)
