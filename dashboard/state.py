"""A visitor's session: the selection, the widgets that change it, and the address bar.

All changes happen in callbacks, before the page is drawn; drawing only reads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from dashboard import map as map_
from dashboard import selection as select
from dashboard.corpus import Corpus
from dashboard.selection import Selection, View

_KEY = "session"
PAGE = 20


@dataclass
class Session:
    """What is remembered for one visitor between runs.

    ``start`` is where the map began and never changes; ``group`` holds the places of a
    joined marker that was clicked; ``written`` is what the address bar was last told.
    """

    selection: Selection
    start: View | None
    ignored: tuple[str, ...] = ()
    tiles: bool = False
    group: tuple[str, ...] = ()
    pages: int = 1
    bounds: tuple[float, float, float, float] | None = None
    zoom: float = map_.START.zoom
    written: dict[str, list[str]] = field(default_factory=dict)
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    seeds: int = 0


def session(corpus: Corpus, tiles: bool) -> Session:
    """This visitor's session; begun from the address bar on the first run."""
    found: Session | None = st.session_state.get(_KEY)
    if found is None:
        wanted, ignored = select.parse(address())
        wanted, lost = wanted.within(corpus.sources, corpus.countries)
        found = Session(wanted, wanted.view, (*ignored, *lost), tiles=tiles)
        found.zoom = wanted.view.zoom if wanted.view else found.zoom
        st.session_state[_KEY] = found
    return found


def current() -> Session:
    """The session, in a callback: there is one by then."""
    found: Session = st.session_state[_KEY]
    return found


def change(**fields: Any) -> None:
    """Replace fields of the selection."""
    now = current()
    now.selection = replace(now.selection, **fields)
    now.pages = 1


def reset() -> None:
    """Everything again; the map stays where it is. Widgets get new keys, thus new values."""
    now = current()
    now.selection = Selection()
    now.group, now.ignored, now.pages = (), (), 1
    now.seeds += 1


def from_widget(name: str, key: str, read: Callable[[Any], Any] = lambda value: value) -> None:
    """A widget's callback: its value becomes the field ``name``."""
    change(**{name: read(st.session_state[key])})


def choose(place: object) -> None:
    """Choose a place by id, or all places of a joined marker; again, to let it go."""
    now = current()
    if not isinstance(place, str) or not place:
        return
    now.pages = 1
    if place in now.members:
        now.group = now.members[place]
        now.selection = replace(now.selection, place="", unplaced="")
        return
    now.selection = now.selection.at(place)


def choose_name(phrase: object) -> None:
    """Choose a name that could not be placed; again, to let it go."""
    if isinstance(phrase, str) and phrase:
        now = current()
        now.pages, now.group = 1, ()
        now.selection = now.selection.named(phrase)


def close(_: object = None) -> None:
    """Let go of what is chosen."""
    now = current()
    now.group, now.pages = (), 1
    now.selection = replace(now.selection, place="", unplaced="")


def more(_: object = None) -> None:
    """One page of excerpts more."""
    current().pages += 1


def map_changed() -> None:
    """The map's callback: a marker was clicked or, with joined markers, the map moved."""
    now = current()
    news = map_.news(st.session_state.get(map_.KEY))
    now.bounds = news.bounds or now.bounds
    now.zoom = now.zoom if news.zoom is None else news.zoom
    choose(news.click)


def address() -> dict[str, list[str]]:
    """The address bar's parameters."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def write_address(selection: Selection) -> None:
    """Let the address bar hold the selection. Where the map looks is kept in it by the
    map itself, as it moves (see ``keepInAddress`` in ``assets/map.js``)."""
    now = address()
    wanted = replace(selection, view=select.parse(now)[0].view).query()
    if wanted != now:
        st.query_params.from_dict(wanted)
