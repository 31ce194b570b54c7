"""Finding the dates that an article speaks about.

Phrases about time are found by patterns, joined to ranges ("from X to Y"), and told from the
date of publication and the tense of their sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from geo.text.sentences import sentences_around
from geo.timing import absolute_patterns, relative_patterns
from geo.timing.calendar_span import Precision, Span
from geo.timing.date_words import S
from geo.timing.phrases import (
    Between,
    Day,
    Decade,
    Month,
    Phrase,
    PublicationContext,
    Weekday,
    Year,
)
from geo.timing.tense import tense

# Characters read, a limit for hostile input: no article is longer.
LONGEST_TEXT = 1_000_000


@dataclass(frozen=True, slots=True)
class EventDate:
    """A time that an article speaks about, found at ``article.text[start:end]``.

    From ``earliest`` to ``latest``, both included, in a text that names it in units of
    ``precision``. ``anchored`` says that it was told from the publication date ("on
    Monday"), and is no surer than that.
    """

    text: str
    start: int
    end: int
    earliest: date
    latest: date
    precision: Precision
    anchored: bool


def event_dates(text: str, published: date | None, language: str = "en") -> tuple[EventDate, ...]:
    """The times that ``text`` speaks about, in its order, at most some thousands.

    Relative times ("on Monday", "two days ago", "in July") are told from ``published`` and
    the tense of their sentence; without ``published`` only full dates, years and decades
    are given. What cannot be told with some certainty ("that Monday", "the following
    year") is left out. Only English is read: ``language`` is ISO 639-1, "" where unknown.
    """
    if language not in ("en", ""):
        return ()
    return tuple(_dates(text, published))


def dates_within(start: int, end: int, dates: Sequence[EventDate]) -> tuple[EventDate, ...]:
    """The dates within ``text[start:end]``, such as the sentence of a mention."""
    return tuple(each for each in dates if start <= each.start and each.end <= end)


def _dates(text: str, published: date | None) -> Iterator[EventDate]:
    known: EventDate | None = None
    for found in find_phrases(text[:LONGEST_TEXT]):
        span = found.phrase.span(PublicationContext(None))
        if span is None and published:
            span = _from_publication(text, found, published, known)
        if span is None:
            continue
        each = EventDate(
            text[found.start : found.end],
            found.start,
            found.end,
            span.earliest,
            span.latest,
            span.precision,
            span.anchored,
        )
        if not span.anchored:
            known = each
        yield each


def _from_publication(
    text: str, found: FoundPhrase, published: date, known: EventDate | None
) -> Span | None:
    sentence = sentences_around(text, found.start, found.end)
    if (
        known
        and known.start >= sentence[0]
        and _may_be_of_that_year(found)
        and not _this_year(known, published)
    ):
        return None
    return found.phrase.span(
        PublicationContext(published, tense(text, sentence, found.start, found.end))
    )


def _may_be_of_that_year(found: FoundPhrase) -> bool:
    """Whether a year named before in the sentence may be the phrase's: "in 2018, in March"."""
    phrase = found.phrase
    if isinstance(phrase, Day):
        return phrase.shift is None and phrase.weekday is None
    return isinstance(phrase, Month) and phrase.shift is None and not phrase.step


def _this_year(known: EventDate, published: date) -> bool:
    return known.earliest.year == published.year


_PATTERNS = (*absolute_patterns.PATTERNS, *relative_patterns.PATTERNS)


@dataclass(frozen=True, slots=True)
class FoundPhrase:
    """A phrase at ``text[start:end]``."""

    phrase: Phrase
    start: int
    end: int


# A limit for tables and hostile input: no article names as many dates.
MOST_DATES = 2000


def find_phrases(text: str) -> list[FoundPhrase]:
    """The first ``MOST_DATES`` phrases about time in the order of the text, none within another."""
    found = sorted(_all(text), key=lambda each: (each.start, -each.end))
    apart: list[FoundPhrase] = []
    for each in found:
        if not apart or each.start >= apart[-1].end:
            apart.append(each)
    return list(_ranges(text, apart[:MOST_DATES]))


def _all(text: str) -> Iterator[FoundPhrase]:
    for pattern, reading in _PATTERNS:
        for match in islice(pattern.finditer(text), MOST_DATES):
            if phrase := reading(match):
                yield FoundPhrase(phrase, match.start(), match.end())


_RANGE = re.compile(rf"{S}?[–—-]{S}?|{S}(?P<word>to|until|till|through|and){S}(?:the{S})?")
_OPENING = re.compile(rf"\b(?:from|(?P<between>between)){S}(?:the{S})?$", re.IGNORECASE)
_RANGED = (Day, Month, Year, Decade, Weekday)


def _ranges(text: str, found: list[FoundPhrase]) -> Iterator[FoundPhrase]:
    """``found`` with "from X to Y" as one; "Monday to Friday" is no date but a habit."""
    remaining = iter(found)
    first = next(remaining, None)
    while first:
        second = next(remaining, None)
        if not second or not (joined := _joined(text, first, second)):
            yield first
            first = second
            continue
        if not isinstance(joined.phrase, _HabitualRange):
            yield joined
        first = next(remaining, None)


@dataclass(frozen=True, slots=True)
class _HabitualRange(Between):
    """ "Monday to Friday": no days in particular."""


def _joined(text: str, first: FoundPhrase, second: FoundPhrase) -> FoundPhrase | None:
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
        return FoundPhrase(_HabitualRange(first.phrase, second.phrase), first.start, second.end)
    if word in ("until", "till") and not opening:
        return None
    return FoundPhrase(Between(first.phrase, second.phrase), first.start, second.end)
