"""Storylines on the page: arranged and walked.

Pure functions like those of ``reducers.py``. A step holds a view as the address bar does, so that
whatever an address can say can be a step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode

from dashboard.state import reducers
from dashboard.state.selection import Selection
from dashboard.state.session import Session
from dashboard.state.storyline_address import selection_of, view_of
from dashboard.state.url_query import VIEW_KEYS, parse, parse_tab, to_query
from geo.storylines import (
    LONGEST_SENTENCE,
    LONGEST_TITLE,
    LONGEST_VIEW,
    MOST_STEPS,
    Storyline,
    StoryStep,
    one_line,
)


def left(session: Session) -> bool:
    """Whether the visitor looks at something else by now than the step that is shown."""
    step = current_step(session)
    return step is not None and not _same(selection_of(step), session.selection)


def current_step(session: Session) -> StoryStep | None:
    """The step that is shown."""
    if session.storyline is None or not _has(session.storyline, session.step):
        return None
    return session.storyline.steps[session.step - 1]


def _same(one: Selection, other: Selection) -> bool:
    return replace(one, view=None) == replace(other, view=None)


# Walking


def open_storyline(session: Session, storyline: Storyline | None) -> Session:
    """Have this one open, or none; nothing else changes."""
    return replace(session, storyline=storyline, step=0, storyline_problem="")


def walk_to(session: Session, event: object) -> Session:
    """Show the step with this number, counted from 1."""
    storyline, number = session.storyline, _number(event)
    if storyline is None or number is None or not _has(storyline, number):
        return session
    step = storyline.steps[number - 1]
    wanted = selection_of(step)
    shown = reducers.select(session, replace(wanted, view=None))
    return replace(
        shown,
        step=number,
        tab=parse_tab(view_of(step)),
        view=wanted.view or session.view,
        bounds=None,
        look=wanted.view,
        looks=session.looks + 1,
    )


def stop_walking(session: Session, _: object = None) -> Session:
    """Stay where the last step led, and show none."""
    return replace(session, step=0)


# Arranging


def add_step(session: Session, event: object) -> Session:
    """What is shown now becomes a step after the last, or after the one that is shown."""
    storyline = session.storyline or Storyline()
    if len(storyline.steps) >= MOST_STEPS:
        return session
    made = StoryStep(_view(session, event), _sentence(event))
    at = session.step or len(storyline.steps)
    steps = (*storyline.steps[:at], made, *storyline.steps[at:])
    return _changed(session, storyline, steps, step=session.step and at + 1)


def edit_step(session: Session, event: object) -> Session:
    """Another sentence for a step."""
    return _with(session, event, lambda step: replace(step, sentence=_sentence(event)))


def look_anew(session: Session, event: object) -> Session:
    """What is shown now becomes the view of a step."""
    return _with(session, event, lambda step: replace(step, view=_view(session, event)))


def move_step(session: Session, event: object) -> Session:
    """A step changes places with the one before or after it."""
    storyline, number = session.storyline, _number(event)
    by = event.get("by") if isinstance(event, dict) else None
    if storyline is None or number is None or by not in (-1, 1):
        return session
    if not (_has(storyline, number) and _has(storyline, number + by)):
        return session
    steps = list(storyline.steps)
    here, there = number - 1, number - 1 + by
    steps[here], steps[there] = steps[there], steps[here]
    shown = {number: number + by, number + by: number}.get(session.step, session.step)
    return _changed(session, storyline, tuple(steps), step=shown)


def remove_step(session: Session, event: object) -> Session:
    """One step less."""
    storyline, number = session.storyline, _number(event)
    if storyline is None or number is None or not _has(storyline, number):
        return session
    steps = (*storyline.steps[: number - 1], *storyline.steps[number:])
    shown = 0 if number == session.step else session.step - (number < session.step)
    return _changed(session, storyline, steps, step=shown)


def rename(session: Session, event: object) -> Session:
    """Another title."""
    title = event.get("title") if isinstance(event, dict) else None
    if not isinstance(title, str):
        return session
    storyline = session.storyline or Storyline()
    made = replace(storyline, title=one_line(title, LONGEST_TITLE))
    return session if made == storyline else _remembered(session, storyline, made)


def discard(session: Session, _: object = None) -> Session:
    """Begin another story; the one that was open is no more."""
    storyline = session.storyline
    if storyline is None or storyline == Storyline():
        return session
    return replace(_remembered(session, storyline, Storyline()), step=0)


def kept_as(session: Session, storyline: Storyline) -> Session:
    """It was kept like this; nothing of it changes but perhaps its id, also where "Undo" would
    come back to a state of it before it had any."""
    before = session.storyline
    if not session.past or before is None or before.id == storyline.id:
        return replace(session, storyline=storyline)
    *past, last = session.past
    if last.storyline is not None and last.storyline.id == before.id:
        last = replace(last, storyline=replace(last.storyline, id=storyline.id))
    return replace(session, storyline=storyline, past=(*past, last))


def not_kept(session: Session, before: Session, why: str) -> Session:
    """As before a change that could not be kept, and why."""
    return replace(
        session,
        storyline=before.storyline,
        step=before.step,
        past=before.past,
        storyline_problem=why,
    )


def undone(session: Session) -> Session:
    """With the storyline as it was before the last thing that was done."""
    last = session.past[-1].storyline if session.past else None
    if last is None:
        return session
    return replace(session, storyline=last, step=min(session.step, len(last.steps)))


def _with(session: Session, event: object, change: Callable[[StoryStep], StoryStep]) -> Session:
    storyline, number = session.storyline, _number(event)
    if storyline is None or number is None or not _has(storyline, number):
        return session
    steps = list(storyline.steps)
    steps[number - 1] = change(steps[number - 1])
    if tuple(steps) == storyline.steps:
        return session
    return _changed(session, storyline, tuple(steps), step=session.step)


def _changed(
    session: Session, storyline: Storyline, steps: tuple[StoryStep, ...], step: int
) -> Session:
    changed = _remembered(session, storyline, replace(storyline, steps=steps))
    return replace(changed, step=step)


def _remembered(session: Session, before: Storyline, after: Storyline) -> Session:
    remembered = reducers.remember(session, storyline=before)
    return replace(remembered, storyline=after, storyline_problem="")


def _view(session: Session, event: object) -> str:
    """What is shown now, with where the map looks as the browser tells it: that moves without the
    server being told."""
    given = event if isinstance(event, dict) else {}
    told = {name: [str(given[name])] for name in VIEW_KEYS if name in given}
    seen = parse(told)[0].view or session.view
    query = to_query(replace(session.selection, view=seen), session.tab)
    return one_line(urlencode(query, doseq=True), LONGEST_VIEW)


def _sentence(event: object) -> str:
    said = event.get("sentence") if isinstance(event, dict) else None
    return one_line(said, LONGEST_SENTENCE) if isinstance(said, str) else ""


def _has(storyline: Storyline, number: int) -> bool:
    """Whether there is a step with this number, counted from 1."""
    return 1 <= number <= len(storyline.steps)


def _number(event: object) -> int | None:
    number = event.get("number") if isinstance(event, dict) else None
    return number if type(number) is int else None
