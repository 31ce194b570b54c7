"""Streets and bodies that go on after a place's name: "Athens Boulevard", "Los Angeles Unified".

A name that is cut before the word that says what it is would be taken for the town.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geo.recognition.entities import Entity

_STREET = re.compile(
    r" (?:Street|Road|Avenue|Boulevard|Turnpike|Parkway|Highway|Expressway|Freeway|Lane|Drive"
    r"|(?:St|Rd|Ave|Blvd)(?:\.|(?![\w.])))(?!\w| [A-Z])"
)
_LONGEST = 14


def with_street_words(text: str, taken: Sequence[Entity]) -> list[Entity]:
    """The taken spans, each that a street's word follows with that word, as a site."""
    whole = []
    for at, entity in enumerate(taken):
        found = _STREET.match(text, entity.end, entity.end + _LONGEST)
        free = at + 1 == len(taken) or (found and found.end() <= taken[at + 1].start)
        if found and free and not text[entity.start : entity.end].isupper():
            end = found.end() - (text[found.end() - 1] == ".")
            whole.append(replace(entity, end=end, label="FAC"))
        else:
            whole.append(entity)
    return whole
