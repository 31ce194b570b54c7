"""Storylines in the address bar: a kept one by its id, one that is not kept with all its steps.

What cannot be understood is left out and named, as with every other parameter.
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import parse_qs, urlencode

from dashboard.state.selection import Selection
from dashboard.state.url_query import STORY_KEYS, VIEW_KEYS, Query, parse
from geo.storylines import (
    LONGEST_SENTENCE,
    LONGEST_VIEW,
    MOST_STEPS,
    Storyline,
    StoryStep,
    one_line,
)

LONGEST_IN_ADDRESS = 3000
"""Characters of the steps that a link carries by itself: servers refuse longer addresses, and so do
the fields that links are pasted into."""

_SENTENCE = "say"
_MOST_PARAMETERS = 200


def view_of(step: StoryStep) -> dict[str, list[str]]:
    """A step's view as URL parameters; none where it cannot be understood."""
    try:
        return parse_qs(step.view, max_num_fields=_MOST_PARAMETERS)
    except ValueError:
        return {}


def selection_of(step: StoryStep) -> Selection:
    """What a step looks at, as far as it can be understood."""
    return parse(view_of(step))[0]


def to_address(storyline: Storyline | None, number: int) -> dict[str, list[str]]:
    """The parameters of a storyline at a step: its id, or its steps where it is not kept."""
    if storyline is None:
        return {}
    step = {"step": [str(number)]} if number else {}
    if storyline.id:
        return {"story": [storyline.id]} | step
    steps = [_in_address(each) for each in storyline.steps]
    return {"steps": steps} | step if steps else {}


def asked(query: Query, kept: Collection[Storyline]) -> tuple[Storyline | None, int, list[str]]:
    """The storyline that URL parameters ask for, its step, and what could not be understood."""
    named, carried = list(query.get("story", ()))[:1], query.get("steps", ())
    ignored = [name for name in ("story", "step") if len(query.get(name, ())) > 1]
    found = next((each for each in kept if named == [each.id]), None)
    if named and found is None:
        ignored.append("story")
    if found is None and carried:
        found = Storyline(steps=tuple(filter(None, map(_carried, carried[:MOST_STEPS]))))
        if len(found.steps) < len(carried) or not fits_address(found):
            ignored.append("steps")
            found = None
    elif carried:
        ignored.append("steps")
    given = (list(query.get("step", ())) or ["0"])[0]
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 4 else 0
    if not found or number > len(found.steps):
        number = 0
    if "step" in query and not number:
        ignored.append("step")
    return found, number, ignored


def fits_address(storyline: Storyline) -> bool:
    """Whether a link can carry all of the steps."""
    return len(urlencode({"steps": [*map(_in_address, storyline.steps)]}, doseq=True)) <= (
        LONGEST_IN_ADDRESS
    )


def _in_address(step: StoryStep) -> str:
    return urlencode([(_SENTENCE, step.sentence)]) + (f"&{step.view}" if step.view else "")


def _carried(text: str) -> StoryStep | None:
    first, _, view = text.partition("&")
    said = parse_qs(first, keep_blank_values=True).get(_SENTENCE)
    if not said or len(view) > LONGEST_VIEW:
        return None
    return StoryStep(one_line(view, LONGEST_VIEW), one_line(said[0], LONGEST_SENTENCE))


def only_a_step(query: Query) -> bool:
    """Whether an address asks for a step and nothing else, but for where the map looks."""
    return bool(query.get("step")) and not set(query) - {*STORY_KEYS, *VIEW_KEYS}
