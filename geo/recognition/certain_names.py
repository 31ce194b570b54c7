"""Names that are toponyms wherever they stand, and need no weighing.

Seats of power, squares and airports that the whole world knows by their names alone: the corpora
that the recogniser learned from mark the Kremlin and Heathrow at random; in news they are always
the places in Moscow and by London. And names of one's own places that no model would take for
names: "Beat 12", "Court of the Fens"; whoever adds such a name means it wherever it stands. Those
of one word do need it ("Mill" may be a person), and are weighed like the gazetteer's. A longer name
that one is part of goes on as it is: "White House Press Secretary", "Heathrow Airport".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from geo.recognition.entities import Entity, with_spans

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
    spans = (found.span() for found in _LANDMARK.finditer(text))
    whole = (span for span in spans if not _is_end_of_longer(text, span[0]))
    return with_spans(taken, whole, "FAC", relabel=True)


def _is_end_of_longer(text: str, start: int) -> bool:
    """ "New Scotland Yard", "John Heathrow"; but "From Heathrow" begins a sentence."""
    before = text[max(0, start - 30) : start]
    if before.endswith(("The ", "the ")):
        return False
    return bool(_LONGER_BEFORE.search(before)) and not _OPENS_SENTENCE.search(before)


_WORD = re.compile(r"\w+")


class OwnNameFinder:
    """Finds ``names`` of several words in texts, written just so but for the space between."""

    def __init__(self, names: Iterable[str]) -> None:
        by_first: defaultdict[str, list[str]] = defaultdict(list)
        for name in names:
            words = name.split()
            first = _WORD.search(name)
            if len(words) > 1 and first and first.start() == 0:
                by_first[first[0]].append(name)
        self._patterns = {
            first: re.compile("|".join(map(_pattern, sorted(longer, key=len, reverse=True))))
            for first, longer in by_first.items()
        }

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """The spans of the names, from left to right, none overlapping another."""
        end = 0
        for word in _WORD.finditer(text) if self._patterns else ():
            pattern = self._patterns.get(word[0])
            if pattern and word.start() >= end and (found := pattern.match(text, word.start())):
                end = found.end()
                yield found.span()

    def complete(self, text: str, taken: Sequence[Entity]) -> list[Entity]:
        """The taken spans, in the order of the text, with those of the names in place of what
        is shorter; a longer name that one of them is part of stays."""
        return with_spans(taken, self.find(text), "LOC")


def _pattern(name: str) -> str:
    words = map(re.escape, name.split())
    return r"\s+".join(words) + r"(?!\w)"
