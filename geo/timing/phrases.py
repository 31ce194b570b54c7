"""Phrases about time, and the span of the calendar that each means.

``span(context)`` computes it from the date of publication and the tense; None where it is
uncertain, which is always so for a relative phrase without a publication date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from geo.timing import calendar_span
from geo.timing.calendar_span import PartOfUnit, Precision, Span
from geo.timing.tense import Tense

# It is tomorrow already in other time zones: a past date may be a day after publication.
_TIME_ZONE_DAYS = 1
# Days. News gives a date further away than this with its year, so without a year the nearest
# such date is meant, whatever the tense.
_NEARLY_A_YEAR = 300


@dataclass(frozen=True, slots=True)
class PublicationContext:
    """The day a text was published, and the tense a phrase stands in."""

    published: date | None
    tense: Tense = Tense.OPEN


class Phrase(Protocol):
    """A time as a text puts it."""

    def span(self, context: PublicationContext) -> Span | None:
        """The stretch of the calendar that is meant; None where that is uncertain."""
        ...


Pattern = tuple[re.Pattern[str], Callable[[re.Match[str]], Phrase | None]]
"""How a phrase is written, and how a match is read; None where it is something else."""


@dataclass(frozen=True, slots=True)
class Year:
    """``in 2001``, ``late 2019``."""

    number: int
    part: PartOfUnit | None = None

    def span(self, context: PublicationContext) -> Span | None:
        """The year, whenever the text was published."""
        found = calendar_span.year(self.number)
        return found.part(self.part) if found else None


@dataclass(frozen=True, slots=True)
class Decade:
    """``in the 1980s``, ``the early '90s``."""

    number: int
    part: PartOfUnit | None = None

    def span(self, context: PublicationContext) -> Span | None:
        """The decade, whenever the text was published."""
        found = calendar_span.decade(self.number)
        return found.part(self.part) if found else None


@dataclass(frozen=True, slots=True)
class Month:
    """``in July``, ``July 2021``, ``last July``, ``early July``.

    ``step`` is -1 for "last", 1 for "next"; ``shift`` counts years: -1 is "July last year".
    """

    number: int
    year: int | None = None
    part: PartOfUnit | None = None
    step: int = 0
    shift: int | None = None

    def span(self, context: PublicationContext) -> Span | None:
        """The month named; without a year the nearest that the tense allows."""
        found = (
            calendar_span.month(self.year, self.number) if self.year else self._anchored(context)
        )
        return found.part(self.part) if found else None

    def _anchored(self, context: PublicationContext) -> Span | None:
        if not context.published:
            return None
        now = context.published.year * 12 + context.published.month - 1
        if self.shift is not None:
            distance = (context.published.year + self.shift) * 12 + self.number - 1 - now
        else:
            distance = self._distance((self.number - context.published.month) % 12, context.tense)
        found = calendar_span.month(*calendar_span.months_later(context.published, distance))
        return replace(found, anchored=True) if found else None

    def _distance(self, ahead: int, tense: Tense) -> int:
        """Months from now, when the month next comes (or is) ``ahead`` months from now."""
        if self.step > 0:
            return ahead or 12
        if self.step < 0:
            return ahead - 12
        if ahead == 0 or tense is Tense.FUTURE:
            return ahead
        if tense is Tense.PAST:
            return ahead - 12
        return ahead if ahead < 6 else ahead - 12


@dataclass(frozen=True, slots=True)
class Day:
    """``October 20``, ``Thursday, July 8``, ``July 6-9, 2021``; ``last`` ends a range of days."""

    month: int
    number: int
    year: int | None = None
    weekday: int | None = None
    last: int | None = None
    shift: int | None = None

    def span(self, context: PublicationContext) -> Span | None:
        """The day named; without a year the nearest that weekday and tense allow."""
        if self.year:
            return self._in(self.year)
        if not context.published:
            return None
        if self.shift is not None:
            return self._in(context.published.year + self.shift, anchored=True)
        found = [
            span
            for year in range(context.published.year - 8, context.published.year + 9)
            if (span := self._in(year, anchored=True)) and self._fits(span.earliest)
        ]
        return _nearest(found, context.published, context.tense)

    def _in(self, year: int, anchored: bool = False) -> Span | None:
        found = calendar_span.day(year, self.month, self.number)
        end = calendar_span.day(year, self.month, self.last) if self.last else found
        if not (found and end and found.earliest <= end.earliest):
            return None
        return replace(found, latest=end.latest, anchored=anchored)

    def _fits(self, day: date) -> bool:
        return self.weekday is None or day.weekday() == self.weekday


def _nearest(found: list[Span], now: date, tense: Tense) -> Span | None:
    """The nearest of the spans that the tense allows."""
    days = {(span.earliest - now).days: span for span in found}
    likely = {
        Tense.PAST: range(-_NEARLY_A_YEAR, _TIME_ZONE_DAYS + 1),
        Tense.FUTURE: range(-_TIME_ZONE_DAYS, _NEARLY_A_YEAR + 1),
        Tense.OPEN: range(-_NEARLY_A_YEAR, _NEARLY_A_YEAR + 1),
    }[tense]
    away = min((each for each in days if each in likely), key=abs, default=None)
    if away is None:
        away = min(days, key=abs, default=None)
    return days[away] if away is not None else None


@dataclass(frozen=True, slots=True)
class Weekday:
    """``on Monday``, ``next Friday``, ``Tuesday last week``.

    ``step`` is -1 for "last", 1 for "next"; ``weeks`` counts weeks where the text does.
    """

    number: int
    step: int = 0
    weeks: int | None = None

    def span(self, context: PublicationContext) -> Span | None:
        """The most recent such day, today included, unless the tense says it is to come."""
        if not context.published:
            return None
        ahead = (self.number - context.published.weekday()) % 7
        if self.weeks is not None:
            distance = self.number - context.published.weekday() + 7 * self.weeks
        elif self.step > 0:
            distance = ahead or 7
        elif self.step < 0:
            distance = ahead - 7
        else:
            distance = ahead if context.tense is Tense.FUTURE or not ahead else ahead - 7
        return _one_day(calendar_span.shifted(context.published, distance))


@dataclass(frozen=True, slots=True)
class Weekend:
    """``over the weekend``, ``last weekend``: a Saturday and a Sunday."""

    step: int = 0

    def span(self, context: PublicationContext) -> Span | None:
        """The most recent weekend, the current included, unless the tense says otherwise."""
        if not context.published:
            return None
        ahead = 5 - context.published.weekday()
        if self.step < 0 or (ahead > 0 and context.tense is not Tense.FUTURE):
            ahead -= 7
        saturday = calendar_span.shifted(context.published, ahead)
        sunday = calendar_span.shifted(context.published, ahead + 1)
        if not (saturday and sunday):
            return None
        return Span(saturday, sunday, Precision.DAY, anchored=True)


@dataclass(frozen=True, slots=True)
class DaysAway:
    """``yesterday``, ``tomorrow``, ``three days ago``: so many days from publication."""

    days: int

    def span(self, context: PublicationContext) -> Span | None:
        """That one day."""
        return (
            _one_day(calendar_span.shifted(context.published, self.days))
            if context.published
            else None
        )


@dataclass(frozen=True, slots=True)
class UnitsAway:
    """``last week``, ``two months ago``, ``later this year``: a unit so many units away.

    ``rest`` is -1 where only the part before publication is meant ("earlier this week"),
    1 where only the part after it is.
    """

    unit: Precision
    count: int
    part: PartOfUnit | None = None
    rest: int = 0

    def span(self, context: PublicationContext) -> Span | None:
        """The calendar unit."""
        found = _unit(self.unit, self.count, context.published) if context.published else None
        if not found or not context.published:
            return None
        if self.rest < 0:
            found = replace(found, latest=context.published)
        elif self.rest > 0:
            found = replace(found, earliest=context.published)
        return replace(found.part(self.part), anchored=True)


@dataclass(frozen=True, slots=True)
class Stretch:
    """``over the past three weeks``, ``in the next ten days``: from or to the publication."""

    unit: Precision
    count: int
    ahead: bool = False

    def span(self, context: PublicationContext) -> Span | None:
        """From so long ago to publication, or from publication on.

        In a past narrative "the next two days" follow something else.
        """
        if not context.published or (self.ahead and context.tense is not Tense.FUTURE):
            return None
        far = _end_of_stretch(
            self.unit, self.count if self.ahead else -self.count, context.published
        )
        if far is None:
            return None
        first, last = sorted((far, context.published))
        return Span(first, last, self.unit, anchored=True)


@dataclass(frozen=True, slots=True)
class Between:
    """``from 1996 until 2001``, ``July 30 to August 2``: two times and what lies between."""

    first: Phrase
    last: Phrase

    def span(self, context: PublicationContext) -> Span | None:
        """From the beginning of the first to the end of the last.

        The one that can be told without the publication date tells the other.
        """
        sure = self.last.span(PublicationContext(None))
        if sure:
            begin = self.first.span(PublicationContext(None)) or self.first.span(
                PublicationContext(sure.earliest, Tense.PAST)
            )
            end: Span | None = sure
        else:
            begin = self.first.span(context)
            end = (
                self.last.span(PublicationContext(begin.earliest, Tense.FUTURE)) if begin else None
            )
        if not (begin and end and begin.earliest <= end.latest):
            return None
        return Span(begin.earliest, end.latest, begin.precision, not sure and begin.anchored)


def _one_day(day: date | None) -> Span | None:
    return Span(day, day, Precision.DAY, anchored=True) if day else None


def _unit(unit: Precision, count: int, published: date) -> Span | None:
    if unit is Precision.DAY:
        return _one_day(calendar_span.shifted(published, count))
    if unit is Precision.WEEK:
        inside = calendar_span.shifted(published, 7 * count)
        return calendar_span.week(inside) if inside else None
    if unit is Precision.MONTH:
        return calendar_span.month(*calendar_span.months_later(published, count))
    if unit is Precision.YEAR:
        return calendar_span.year(published.year + count)
    return calendar_span.decade(published.year + 10 * count)


def _end_of_stretch(unit: Precision, count: int, published: date) -> date | None:
    days = {Precision.DAY: 1, Precision.WEEK: 7}.get(unit)
    if days:
        return calendar_span.shifted(published, days * count)
    months = {Precision.MONTH: 1, Precision.YEAR: 12}.get(unit, 120) * count
    there = calendar_span.month(*calendar_span.months_later(published, months))
    if not there:
        return None
    return there.earliest.replace(day=min(published.day, there.latest.day))
