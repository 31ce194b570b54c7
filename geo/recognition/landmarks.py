"""Seats of power, squares and airports that the whole world knows by their names alone.

The corpora that the recogniser learned from mark the Kremlin and Heathrow at random; in news they
are always the places in Moscow and by London. A longer name that one is part of goes on as it is:
"White House Press Secretary", "Heathrow Airport".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geo.recognition.entities import Entity

_BEARING_THE = (
    *("Bataclan", "Blue House", "Bundestag", "Eiffel Tower", "Elysee", "Élysée", "Knesset"),
    *("Kremlin", "Lubyanka", "Old Bailey", "Pentagon", "Quai d['’]Orsay", "Reichstag"),
    *("Temple Mount", "White House"),
)
_BARE = (
    *("Buckingham Palace", "Camp David", "Capitol Hill", "Champs-[EÉ]lys[ée]es", "Downing Street"),
    *("Gatwick", "Heathrow", "LaGuardia", "Mar-a-Lago", "O['’]Hare", "Red Square", "Schiphol"),
    *("Scotland Yard", "Stansted", "Syntagma Square", "Tahrir Square", "Taksim Square"),
    *("Tiananmen Square", "Times Square", "Trafalgar Square", "Wall Street", "Zhongnanhai"),
)
# Journal and Telegraph bear such names too, and so do people: no capital touches them.
_LANDMARK = re.compile(
    rf"(?<![\w’'-])(?:(?<=[Tt]he )(?:{'|'.join(_BEARING_THE)})|(?:{'|'.join(_BARE)}))"
    r"(?![\w-]|[ ][A-Z]|&)"
)
_LONGER_BEFORE = re.compile(r"\b[A-Z][\w.'’]+ $")
_OPENS_SENTENCE = re.compile(
    r"\b(?:Across|And|Around|As|At|Behind|Beyond|Both|But|For|From|In|Inside|Near|On|Outside|Over"
    r"|To|When|While|With) $"
)


def with_landmarks(text: str, taken: Sequence[Entity]) -> list[Entity]:
    """The taken spans, in the order of the text, with landmarks in place of what is shorter."""
    entities = list(taken)
    for found in _LANDMARK.finditer(text):
        start, end = found.span()
        if _is_end_of_longer(text, start):
            continue
        touching = [each for each in entities if each.start < end and start < each.end]
        if any(each.start <= start and end <= each.end for each in touching):
            same = [each for each in touching if (each.start, each.end) == (start, end)]
            entities = [replace(e, label="FAC") if e in same else e for e in entities]
            continue
        entities = [each for each in entities if each not in touching]
        entities.append(Entity(start, end, "FAC"))
    return sorted(entities, key=lambda each: each.start)


def _is_end_of_longer(text: str, start: int) -> bool:
    """ "New Scotland Yard", "John Heathrow"; but "From Heathrow" begins a sentence."""
    before = text[max(0, start - 30) : start]
    if before.endswith(("The ", "the ")):
        return False
    return bool(_LONGER_BEFORE.search(before)) and not _OPENS_SENTENCE.search(before)
