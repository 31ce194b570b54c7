"""Widgets show the selection; what they report is believed unless they have not heard yet.

A browser sends what all widgets show along with whatever is pressed. One that has not heard yet
what it is to show repeats what it showed before, and would undo what was pressed just before.
So a widget that says again what it was overruled in is believed only where that is all that
the visitor did.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboard.state import reducers
from dashboard.state.session import Session


def overrule(session: Session, name: str, shown: Any) -> Session:
    """The widget ``name``, which shows ``shown``, is made to show something else."""
    return replace(session, overruled={**session.overruled, name: shown})


def draw(session: Session, name: str, choices: object) -> Session:
    """The widget ``name`` is drawn for these choices, such as a slider's ends, of the articles
    that are looked at."""
    drawn_for = (session.articles_changed, choices)
    if session.drawn_for.get(name) == drawn_for:
        return session
    return replace(session, drawn_for={**session.drawn_for, name: drawn_for})


def moved(session: Session, name: str, drawn_for: object, shown: Any, value: Any) -> Session:
    """The widget ``name`` reports ``shown``, which makes the field of that name ``value``.

    A browser may still report a widget that was drawn for other articles or other choices than
    those on the page: that says nothing.
    """
    if drawn_for != session.drawn_for.get(name):
        return session
    if name in session.overruled and shown == session.overruled[name]:
        return replace(session, repeated={**session.repeated, name: value})
    return reducers.change(session, **{name: value})


def settle(session: Session) -> Session:
    """Once all widgets have reported: believe the repetitions if nothing else was done."""
    repeated, now = session.repeated, replace(session, repeated={})
    if not now.acted:
        for name, value in repeated.items():
            others = {each: shown for each, shown in now.overruled.items() if each != name}
            now = reducers.change(replace(now, overruled=others), **{name: value})
    return replace(now, acted=False)
