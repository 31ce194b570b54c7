"""A storyline and its steps: values that are as they may be, whoever has written them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime

LONGEST_TITLE = 120
LONGEST_SENTENCE = 400
LONGEST_VIEW = 4000
LONGEST_NAME = 200
MOST_STEPS = 60

# Persian words and families of emoji are written with them.
_JOINERS = "\u200c\u200d"
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


@dataclass(frozen=True, slots=True)
class StoryStep:
    """A view and the sentence about it.

    ``view`` is the query of the page's address (``from=2021-07-09&place=geonames:524901``), which
    whoever shows it understands as far as it goes. ``by`` and ``at`` say who wrote it last, and
    when (UTC), where that is known; steps that show and say the same are equal, whoever wrote them.
    """

    view: str
    sentence: str
    by: str = field(default="", compare=False)
    at: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Storyline:
    """Steps in the order in which they are walked; ``id`` names it in addresses and is "" for one
    that is not kept."""

    id: str = ""
    title: str = ""
    steps: tuple[StoryStep, ...] = ()


def one_line(text: str, longest: int) -> str:
    """A text as one line of so many characters, without what cannot be printed or encoded."""
    printable = "".join(c if c.isprintable() or c in _JOINERS else " " for c in text)
    return " ".join(printable.split())[:longest].rstrip()


def slug(title: str) -> str:
    """A title as an id that can be read in an address; "story" where nothing of it is left."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48].rstrip("-") or "story"


def problem(storyline: Storyline) -> str:
    """What is wrong with a storyline that is to be kept; "" where nothing is."""
    if not _ID.fullmatch(storyline.id):
        return "id must be small letters, digits and hyphens, up to 64"
    if storyline.title != one_line(storyline.title, LONGEST_TITLE):
        return f"title must be one line of up to {LONGEST_TITLE} characters"
    if len(storyline.steps) > MOST_STEPS:
        return f"steps must be {MOST_STEPS} or fewer"
    for number, step in enumerate(storyline.steps, start=1):
        if step.sentence != one_line(step.sentence, LONGEST_SENTENCE):
            return (
                f"step {number}: sentence must be one line of up to {LONGEST_SENTENCE} characters"
            )
        if step.view != one_line(step.view, LONGEST_VIEW):
            return f"step {number}: view must be the query of an address, up to {LONGEST_VIEW} long"
        if step.by != one_line(step.by, LONGEST_NAME):
            return f"step {number}: by must be one line of up to {LONGEST_NAME} characters"
    return ""
