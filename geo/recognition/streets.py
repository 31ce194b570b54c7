"""Streets and quarters whose names are longer than the place that they are called after.

"Athens Boulevard", "Russian Hill" and "Little Italy" would be taken for Athens, Russia and Italy.
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
# After adjectives of nations alone: Kandahar Square may be a square in Kandahar.
_QUARTER = re.compile(r" (?:Hill|Heights|Square|Village|Quarter|Row|Park|Town|Bottom)\b(?! [A-Z])")
_LITTLE = "Little "
_CALLED_AFTER = ("GPE", "NORP")
_LONGEST = 14


def with_street_words(text: str, taken: Sequence[Entity]) -> list[Entity]:
    """The taken spans, each that a street's or quarter's word follows with that word, as a site."""
    whole: list[Entity] = []
    for at, entity in enumerate(taken):
        little = entity.start - len(_LITTLE)
        apart = not whole or whole[-1].end <= little
        if apart and text.endswith(_LITTLE, 0, entity.start) and entity.label in _CALLED_AFTER:
            whole.append(replace(entity, start=little, label="FAC"))
            continue
        pattern = _QUARTER if entity.label == "NORP" else _STREET
        found = pattern.match(text, entity.end, entity.end + _LONGEST)
        free = at + 1 == len(taken) or (found and found.end() <= taken[at + 1].start)
        if found and free and not text[entity.start : entity.end].isupper():
            end = found.end() - (text[found.end() - 1] == ".")
            whole.append(replace(entity, end=end, label="FAC"))
        else:
            whole.append(entity)
    return whole
