"""The dates that an article speaks about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from geo.sentences import around
from geo.timing.phrases import Clock, Day, Month
from geo.timing.scan import Found, phrases
from geo.timing.spans import Precision, Span
from geo.timing.tense import tense

# Characters read: no article is longer than a book.
LONGEST = 1_000_000


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


def spoken(start: int, end: int, dates: Sequence[EventDate]) -> tuple[EventDate, ...]:
    """The dates within ``text[start:end]``, such as the sentence of a mention."""
    return tuple(each for each in dates if start <= each.start and each.end <= end)


def _dates(text: str, published: date | None) -> Iterator[EventDate]:
    known: EventDate | None = None
    for found in phrases(text[:LONGEST]):
        span = found.phrase.span(Clock(None))
        if span is None and published:
            span = _anchored(text, found, published, known)
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


def _anchored(text: str, found: Found, published: date, known: EventDate | None) -> Span | None:
    sentence = around(text, found.start, found.end)
    if (
        known
        and known.start >= sentence[0]
        and _depends(found)
        and not _this_year(known, published)
    ):
        return None
    return found.phrase.span(Clock(published, tense(text, sentence, found.start, found.end)))


def _depends(found: Found) -> bool:
    """Whether a year named before in the sentence may be the phrase's: "in 2018, in March"."""
    phrase = found.phrase
    if isinstance(phrase, Day):
        return phrase.shift is None and phrase.weekday is None
    return isinstance(phrase, Month) and phrase.shift is None and not phrase.step


def _this_year(known: EventDate, published: date) -> bool:
    return known.earliest.year == published.year
