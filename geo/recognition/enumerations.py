"""Names that complete a list of places: "Kobane, Qamishli and Hasakah", of which the model took
the last for a person. Where two neighbours in a list are places, a name that the gazetteer knows is
the third."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from geo.recognition.entities import Entity

_NEIGHBOURS = 2
_GAP = re.compile(r",? and (?:the )?|, (?:the )?")
_ENDS = re.compile(
    r"[.,;:)\n]|$| (?:and|in|on|were|was|are|is|to|from|after|before|when|where|with)\b"
)
_PLACES = frozenset({"GPE", "LOC"})


def listed_with_places(
    text: str, taken: Sequence[Entity], passed_over: Iterable[tuple[int, int]]
) -> Iterator[Entity]:
    """The spans among those passed over that stand in a list beside two places. ``taken`` is in
    the order of the text."""
    places = [each for each in taken if each.label in _PLACES]
    ending = {each.end: each for each in places}
    beginning = {each.start: each for each in places}
    for start, end in passed_over:
        before, after = _before(text, start, ending), _after(text, end, beginning)
        if before + after >= _NEIGHBOURS and (after or _ENDS.match(text, end)):
            yield Entity(start, end, "GPE")


def _before(text: str, start: int, ending: dict[int, Entity]) -> int:
    """How many places stand before, each parted from the next as in a list."""
    for gap in range(start - 1, max(-1, start - 10), -1):
        if gap in ending and _GAP.fullmatch(text, gap, start):
            return 1 + _before(text, ending[gap].start, ending)
    return 0


def _after(text: str, end: int, beginning: dict[int, Entity]) -> int:
    """How many places stand after, each parted from the next as in a list."""
    gap = _GAP.match(text, end)
    following = beginning.get(gap.end()) if gap else None
    return 0 if following is None else 1 + _after(text, following.end, beginning)
