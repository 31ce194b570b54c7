"""Widgets show the selection; what they report is believed unless they have not heard yet.

A browser sends what all widgets show along with whatever is pressed. One that has not heard yet
what it is to show repeats what it showed before, and would undo what was pressed just before.
So a widget that reports what it was made to show, or what that replaced, is believed only where
that is all that the visitor did. Where one thing follows another faster than pages are drawn, as
while the window of dates moves, a browser may lag behind by several values.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboard.state import reducers
from dashboard.state.session import Session

_MOST_LAGGING = 8


def replace_value(session: Session, name: str, shown: Any, value: Any) -> Session:
    """The widget ``name``, which shows ``shown``, is made to show ``value``."""
    known = (*session.replaced_values.get(name, ()), shown, value)[-_MOST_LAGGING:]
    return replace(session, replaced_values={**session.replaced_values, name: known})


def offer_choices(session: Session, name: str, choices: object) -> Session:
    """The widget ``name`` is drawn for these choices, such as a slider's ends, of the articles
    that are looked at."""
    widget_choices = (session.article_set_changes, choices)
    if session.widget_choices.get(name) == widget_choices:
        return session
    return replace(session, widget_choices={**session.widget_choices, name: widget_choices})


def report(session: Session, name: str, widget_choices: object, shown: Any, value: Any) -> Session:
    """The widget ``name`` reports ``shown``, which makes the field of that name ``value``.

    A browser may still report a widget that was drawn for other articles or other choices than
    those on the page: that says nothing.
    """
    if widget_choices != session.widget_choices.get(name):
        return session
    if shown in session.replaced_values.get(name, ()):
        return replace(session, repeated_reports={**session.repeated_reports, name: value})
    return reducers.change(session, **{name: value})


def accept_repeated_reports(session: Session) -> Session:
    """Once all widgets have reported: believe the repeated values if nothing else was done."""
    repeated, now = session.repeated_reports, replace(session, repeated_reports={})
    if not now.visitor_acted:
        for name, value in repeated.items():
            others = {each: shown for each, shown in now.replaced_values.items() if each != name}
            now = reducers.change(replace(now, replaced_values=others), **{name: value})
    return replace(now, visitor_acted=False)
