"""All phrases about time in a text, and the ranges that two of them make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from geo.timing import absolute, relative
from geo.timing.phrases import Between, Day, Decade, Month, Phrase, Weekday, Year
from geo.timing.words import S

_PATTERNS = (*absolute.PATTERNS, *relative.PATTERNS)


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase at ``text[start:end]``."""

    phrase: Phrase
    start: int
    end: int


# No article names as many dates; a table, or somebody who means harm, may.
MOST = 2000


def phrases(text: str) -> list[Found]:
    """The first ``MOST`` phrases about time in the order of the text, none within another."""
    found = sorted(_all(text), key=lambda each: (each.start, -each.end))
    apart: list[Found] = []
    for each in found:
        if not apart or each.start >= apart[-1].end:
            apart.append(each)
    return list(_ranges(text, apart[:MOST]))


def _all(text: str) -> Iterator[Found]:
    for pattern, reading in _PATTERNS:
        for match in islice(pattern.finditer(text), MOST):
            if phrase := reading(match):
                yield Found(phrase, match.start(), match.end())


_RANGE = re.compile(rf"{S}?[–—-]{S}?|{S}(?P<word>to|until|till|through|and){S}(?:the{S})?")
_OPENING = re.compile(rf"\b(?:from|(?P<between>between)){S}(?:the{S})?$", re.IGNORECASE)
_RANGED = (Day, Month, Year, Decade, Weekday)


def _ranges(text: str, found: list[Found]) -> Iterator[Found]:
    """``found`` with "from X to Y" as one; "Monday to Friday" is no date but a habit."""
    waiting = iter(found)
    first = next(waiting, None)
    while first:
        second = next(waiting, None)
        if not second or not (joined := _joined(text, first, second)):
            yield first
            first = second
            continue
        if not isinstance(joined.phrase, _Habit):
            yield joined
        first = next(waiting, None)


@dataclass(frozen=True, slots=True)
class _Habit(Between):
    """ "Monday to Friday": no days in particular."""


def _joined(text: str, first: Found, second: Found) -> Found | None:
    link = (
        _RANGE.fullmatch(text, first.end, second.start) if second.start - first.end < 16 else None
    )
    if not (link and isinstance(first.phrase, _RANGED) and isinstance(second.phrase, _RANGED)):
        return None
    opening = _OPENING.search(text, max(0, first.start - 16), first.start)
    word = link["word"]
    if word == "and" and not (opening and opening["between"]):
        return None
    if isinstance(first.phrase, Weekday) and not opening:
        return Found(_Habit(first.phrase, second.phrase), first.start, second.end)
    if word in ("until", "till") and not opening:
        return None
    return Found(Between(first.phrase, second.phrase), first.start, second.end)
