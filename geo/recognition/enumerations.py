"""Names that complete a list of places: "Kobane, Qamishli and Hasakah", of which the model took
the last for a person. Where two neighbours in a list are places, a name that the gazetteer knows is
the third."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

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
        before = sum(1 for _ in islice(_before(text, start, ending), _NEIGHBOURS))
        after = sum(1 for _ in islice(_after(text, end, beginning), _NEIGHBOURS))
        if before + after >= _NEIGHBOURS and (after or _ENDS.match(text, end)):
            yield Entity(start, end, "GPE")


def _before(text: str, start: int, ending: dict[int, Entity]) -> Iterator[Entity]:
    """The places that stand before, the nearest first, each parted from the next as in a list."""
    while place := _place_before(text, start, ending):
        yield place
        start = place.start


def _place_before(text: str, start: int, ending: dict[int, Entity]) -> Entity | None:
    for gap in range(start - 1, max(-1, start - 10), -1):
        if gap in ending and _GAP.fullmatch(text, gap, start):
            return ending[gap]
    return None


def _after(text: str, end: int, beginning: dict[int, Entity]) -> Iterator[Entity]:
    """The places that stand after, the nearest first, each parted from the next as in a list."""
    while (gap := _GAP.match(text, end)) and (following := beginning.get(gap.end())):
        yield following
        end = following.end
