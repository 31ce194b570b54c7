"""A visitor's session: the selection, the widgets that change it, and the address bar.

All changes happen in callbacks, before the page is drawn; drawing only reads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from dashboard.language import visitor_language
from dashboard.map import folium_map
from dashboard.server.corpus import Corpus
from dashboard.state import selection as select
from dashboard.state.selection import Selection, View
from dashboard.views import corrections, panels
from dashboard.views.corrections import CorrectionContext, CorrectionDraft
from geo.corrections import Correction

_KEY = "session"
PAGE = 20
ROWS = 50
MOST_UNDONE = 50
_JOINED = "cluster:"


@dataclass
class Session:
    """What is remembered for one visitor between runs.

    ``past`` holds the selections before this one, for undoing. ``start`` is where the map
    began and never changes; ``group`` is the id of a joined marker that was clicked;
    ``written`` is what the address bar says of the selection; ``view`` and ``bounds`` are
    what was last heard of the map. ``sort`` (column, reversed), ``tab`` and ``rows`` are of
    the list, ``pages``, ``why`` (a mention's id) and ``unfolded`` (a story's) of the
    sentences. ``shows`` names the articles that are looked at, of all those that a visitor can
    look at; ``looks`` counts how often these were others, for the map to look there. ``desk``
    takes corrections; ``fixing`` is the mention that is being put right and ``corrected`` what
    was last; ``asked`` is the mention in the reader that was pressed last. ``overruled`` has
    what widgets showed before they were made to show something else, ``doubted`` what those
    say that say the same again.
    """

    selection: Selection
    start: View | None
    view: View | None
    ignored: tuple[str, ...] = ()
    tiles: bool = False
    group: str = ""
    pages: int = 1
    bounds: tuple[float, float, float, float] | None = None
    past: tuple[Selection, ...] = ()
    playing: bool = False
    sort: tuple[str, bool] = ("count", False)
    tab: str = "placed"
    rows: int = ROWS
    why: str = ""
    unfolded: str = ""
    shows: str = ""
    looks: int = 0
    desk: CorrectionContext | None = None
    fixing: CorrectionDraft | None = None
    corrected: Correction | None = None
    asked: str = ""
    typed: str = ""
    found: bool = False
    written: dict[str, list[str]] = field(default_factory=dict)
    overruled: dict[str, Any] = field(default_factory=dict)
    doubted: dict[str, Any] = field(default_factory=dict)

    @property
    def zoom(self) -> float:
        """The map's zoom, as far as it is known."""
        return (self.view or folium_map.START).zoom


def session(corpus: Corpus, tiles: bool, shows: str = "") -> Session:
    """This visitor's session. It begins as the address bar says, and follows it when the
    visitor goes back or forward in the browser's history; it begins anew with other articles."""
    found: Session | None = st.session_state.get(_KEY)
    if found is not None and found.shows != shows:
        found.shows, found.looks = shows, found.looks + 1
        found.past, found.ignored, found.bounds = (), (), None
        _renew(found, Selection())
        return found
    asked = address()
    selected = {name: values for name, values in asked.items() if name not in select.VIEW_KEYS}
    if found is not None and selected == found.written:
        return found
    wanted, ignored = select.parse(asked)
    wanted, lost = wanted.within(corpus.sources, corpus.countries)
    if found is None:
        found = Session(wanted, start=wanted.view, view=wanted.view, tiles=tiles, shows=shows)
        st.session_state[_KEY] = found
    else:
        _renew(found, wanted)
    found.ignored = (*ignored, *lost)
    found.written = selected
    return found


def current() -> Session:
    """The session, in a callback: there is one by then."""
    found: Session = st.session_state[_KEY]
    return found


def go(selection: Selection) -> None:
    """Make this the selection; the one before can be come back to."""
    now = current()
    if selection == now.selection:
        return
    if not now.playing:
        now.past = (*now.past, now.selection)[-MOST_UNDONE:]
    _renew(now, selection)


def change(**fields: Any) -> None:
    """Replace fields of the selection."""
    now = current()
    group = now.group
    go(replace(now.selection, **fields))
    now.group = group


def undo(_: object = None) -> None:
    """The selection before this one."""
    now = current()
    now.playing = False
    if now.past:
        *past, before = now.past
        now.past = tuple(past)
        _renew(now, before)


def reset(_: object = None) -> None:
    """Everything again; the map stays where it is."""
    go(Selection())
    current().ignored = ()


def _renew(now: Session, selection: Selection) -> None:
    st.session_state[panels.ACTED] = True
    now.selection = selection
    now.group, now.pages, now.rows, now.why, now.unfolded = "", 1, ROWS, "", ""
    now.fixing = now.corrected = None


def widget(
    name: str, value: Any, read: Callable[[Any], Any] = lambda value: value
) -> dict[str, Any]:
    """The arguments that make a widget show ``value`` and, moved, set the field ``name``.

    A widget only shows the selection, wherever that has changed: in the widget, by a link, by
    the browser's history, by a reset.
    """
    shown = st.session_state.get(name)
    if shown != value:
        current().overruled[name] = shown
        st.session_state[name] = value
    return {"key": name, "on_change": _moved, "args": (name, read)}


def _moved(name: str, read: Callable[[Any], Any]) -> None:
    now, value = current(), st.session_state[name]
    if name in now.overruled and value == now.overruled[name]:
        now.doubted[name] = read(value)
    else:
        change(**{name: read(value)})


def settle() -> None:
    """Believe the widgets that say again what they were overruled in, if that is all that was
    done. A browser sends what all widgets show along with whatever is pressed: one that has
    not heard yet what it is to show would undo what was pressed just before.
    """
    now = current()
    doubted, now.doubted = now.doubted, {}
    if not st.session_state.pop(panels.ACTED, False):
        for name, value in doubted.items():
            now.overruled.pop(name)
            change(**{name: value})
        st.session_state.pop(panels.ACTED, None)


def choose(place: object) -> None:
    """Choose a place by id, or all the places of a joined marker, and show their sentences."""
    now = current()
    if not isinstance(place, str) or not place:
        return
    if place.startswith(_JOINED):
        go(replace(now.selection.nowhere(), article=""))
        now.group = place
    else:
        go(replace(now.selection.at(place), article=""))


def look_around(place: object) -> None:
    """Look at what is near a place of the gazetteer that nothing here may name."""
    if isinstance(place, str):
        go(replace(current().selection.around(place), article=""))


def mark(place: object) -> None:
    """Choose a place in the article that is being read, which stays open."""
    if isinstance(place, str):
        go(current().selection.at(place))


def press(place: object) -> None:
    """Choose a place in the list; pressed again, it is let go."""
    if place == current().selection.place:
        close()
    else:
        choose(place)


def press_name(phrase: object) -> None:
    """Choose a name that could not be placed; pressed again, it is let go."""
    now = current()
    if phrase == now.selection.unplaced:
        close()
    elif isinstance(phrase, str):
        go(replace(now.selection.named(phrase), article=""))


def mark_name(phrase: object) -> None:
    """Choose a name that could not be placed in the article that is being read."""
    if isinstance(phrase, str):
        go(current().selection.named(phrase))


def close(_: object = None) -> None:
    """Let go of what is chosen."""
    now = current()
    now.group = ""
    go(now.selection.nowhere())


def read(article: object) -> None:
    """Open an article in the reader."""
    if isinstance(article, str):
        change(article=article)


def close_reader(_: object = None) -> None:
    """Back from the article to the sentences."""
    change(article="")


def explain(mention: object) -> None:
    """Say why a mention is where it is; asked again, say no more."""
    now = current()
    if isinstance(mention, str):
        now.why = "" if mention == now.why else mention


def more(_: object = None) -> None:
    """One page of excerpts more."""
    current().pages += 1


def map_changed() -> None:
    """The map's callback: a marker was clicked or, with joined markers, the map moved."""
    st.session_state[panels.ACTED] = True
    now = current()
    news = folium_map.news(st.session_state.get(folium_map.KEY))
    now.bounds = news.bounds or now.bounds
    if news.view:
        now.view = news.view
    if news.picked:
        corrections.picked(now, news.picked)
    choose(news.click)


def address() -> dict[str, list[str]]:
    """The address bar's parameters, but for the language."""
    given = {name: st.query_params.get_all(name) for name in st.query_params}
    return {name: values for name, values in given.items() if name != visitor_language.PARAMETER}


def write_address(session: Session) -> None:
    """Let the address bar hold the selection. Where the map looks is kept in it by the map
    itself, as it moves (``keepInAddress`` in ``assets/map.js``); here goes what was last
    heard of that."""
    wanted = replace(session.selection, view=None).query()
    if session.playing:
        return  # a moving window would leave a hundred steps in the browser's history
    if wanted != session.written:
        session.written = wanted
        shown = replace(session.selection, view=session.view).query()
        st.query_params.from_dict(shown | visitor_language.asked())
