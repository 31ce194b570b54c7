"""The window of dates, chosen or playing: pure functions like those of ``reducers.py``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dashboard.state.reducers import change, remember, show_selection
from dashboard.state.selection import Dates, Versus
from dashboard.state.session import Session, Tab
from dashboard.state.url_query import parse_moment
from geo.atlas import DateBasis

Ends = tuple[date, date]
"""The first and the last day that there is anything of."""


def move_window(session: Session, ends: Ends, event: object) -> Session:
    """The window of dates that a preset or a bar asks for, in days from the first."""
    window = _window(ends, event)
    return change(_heard(session, event), dates=window) if window else session


def start_playing(session: Session, ends: Ends, event: object) -> Session:
    """The window of dates begins to move by itself, here: one change, to be undone as one."""
    window = _window(ends, event)
    if window is None:
        return session
    before = session if session.playing else remember(session)
    return _played(_heard(before, event), window)


def play_step(session: Session, ends: Ends, event: object) -> Session:
    """The moving window is here now. A browser that has not heard yet that the visitor stopped
    it, by undoing it or by choosing other dates, would bring it back: that says nothing."""
    window = _window(ends, event)
    heard = _heard(session, event)
    return _played(heard, window) if window and session.playing else heard


def stop_playing(session: Session, _: object = None) -> Session:
    """The window stays where it is."""
    return replace(session, playing=False)


def _played(session: Session, window: Dates) -> Session:
    """A joined marker that is open stays open."""
    moved = show_selection(session, replace(session.selection, dates=window))
    return replace(moved, cluster=session.cluster, playing=True)


def _heard(session: Session, event: object) -> Session:
    at = event.get("at") if isinstance(event, dict) else None
    return replace(session, window_heard=at) if isinstance(at, int) else session


def _window(ends: Ends, event: object) -> Dates | None:
    """The dates in what the timeline sent, if it makes sense."""
    event = event if isinstance(event, dict) else {}
    low, high = event.get("from"), event.get("to")
    length = (ends[1] - ends[0]).days
    if not (isinstance(low, int) and isinstance(high, int) and 0 <= low <= high <= length):
        return None
    return limits((ends[0] + timedelta(days=low), ends[0] + timedelta(days=high)), ends)


def limits(window: Ends, ends: Ends) -> Dates:
    """The window as limits; an end at the corpus's own end is none, for later articles belong
    to it too."""
    low, high = window
    return (None if low <= ends[0] else low, None if high >= ends[1] else high)


def set_date_basis(session: Session, basis: object) -> Session:
    """By dates of publication or by those spoken of: dates chosen on one mean nothing on the
    other."""
    if basis not in list(DateBasis) or basis == session.selection.date_basis:
        return session
    return change(session, date_basis=DateBasis(str(basis)), dates=(None, None), versus=Versus())


def only_new(session: Session, event: object) -> Session:
    """The articles that came in after a moment, as a list."""
    moment = event.get("moment") if isinstance(event, dict) else None
    try:
        since = parse_moment(moment) if isinstance(moment, str) else None
    except ValueError:
        since = None
    if since is None:
        return session
    return replace(change(session, since=since), tab=Tab.ARTICLES)


def toggle_undated(session: Session, _: object = None) -> Session:
    """With or without the articles that have no date."""
    return change(session, undated=session.selection.with_undated_switched().undated)
