"""Names of one's own places that no model would take for names: "Beat 12", "Court of the Fens".

Whoever adds such a name means it wherever it stands, so it needs no weighing. Names of one word
do ("Mill" may be a person), and are weighed like the gazetteer's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from geo.recognition.entities import Entity

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
        entities = list(taken)
        for start, end in self.find(text):
            touching = [each for each in entities if each.start < end and start < each.end]
            if any(each.start <= start and end <= each.end for each in touching):
                continue
            entities = [each for each in entities if each not in touching]
            entities.append(Entity(start, end, "LOC"))
        return sorted(entities, key=lambda each: each.start)


def _pattern(name: str) -> str:
    words = map(re.escape, name.split())
    return r"\s+".join(words) + r"(?!\w)"
