"""Names of which only the last word was taken, made whole: "Central Asian", not "Asian".

Asia is not Central Asia, nor Europe Eastern Europe: half of such a name is another place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from geo.recognition.entities import Entity
from geo.recognition.knowledge import DEMONYM
from geo.recognition.spans import trim

_WORD_BEFORE = re.compile(r"\b(?!The )[A-Z][\w-]+ $")
_LONGEST_WORD = 20
# A part of a country is not made whole: "North Texas" is in Texas, and is seldom meant by itself.
_SORTS = (DEMONYM, "region")


def complete(text: str, taken: Sequence[Entity], kind: Callable[[str], str]) -> list[Entity]:
    """The taken spans, in the order of the text as they came, each adjective and region with the
    word before it that belongs to it, even where that was taken with the name before: "Soviet
    Central" Asian. ``kind`` is `Knowledge.kind`: what the gazetteer knows of a name.
    """
    whole: list[Entity] = []
    for entity in taken:
        start = _beginning(text, entity, kind)
        if whole and whole[-1].end > start:
            before = whole.pop()
            kept = trim(text, before.start, max(before.start, start))
            if kept[0] < kept[1]:
                whole.append(replace(before, start=kept[0], end=kept[1]))
        whole.append(replace(entity, start=start))
    return whole


def _beginning(text: str, entity: Entity, kind: Callable[[str], str]) -> int:
    """Where the longer name begins that the entity is the end of; else its own start."""
    before = _WORD_BEFORE.search(text, max(0, entity.start - _LONGEST_WORD), entity.start)
    own = kind(text[entity.start : entity.end])
    if before is None or own not in _SORTS:
        return entity.start
    longer = kind(text[before.start() : entity.end]) == own
    return before.start() if longer else entity.start
