"""Stretches of the calendar that never leave the years 1 to 9999."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum


class Precision(StrEnum):
    """The unit in which a text names a time; its bounds may span several of them."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"


class PartOfUnit(StrEnum):
    """Which part of a unit is meant: "early July", "the end of 2019"."""

    EARLY = "early"
    MIDDLE = "mid"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Span:
    """From ``earliest`` to ``latest``, both included.

    ``anchored`` says that it could not be told without the publication date.
    """

    earliest: date
    latest: date
    precision: Precision
    anchored: bool = False

    def part(self, part: PartOfUnit | None) -> Span:
        """The early, middle or late part of a week, month, year or decade; all of it for None."""
        if part is None or self.precision is Precision.DAY:
            return self
        first, last = _PARTS[self.precision][part]
        return replace(
            self,
            earliest=_within(self.earliest, self.precision, first),
            latest=_within(self.latest, self.precision, last),
        )


# The first and last day, month or year of each part; None: as far as the whole goes.
_PARTS: dict[Precision, dict[PartOfUnit, tuple[int | None, int | None]]] = {
    Precision.WEEK: {
        PartOfUnit.EARLY: (None, -5),
        PartOfUnit.MIDDLE: (2, -3),
        PartOfUnit.LATE: (4, None),
    },
    Precision.MONTH: {
        PartOfUnit.EARLY: (None, 10),
        PartOfUnit.MIDDLE: (11, 20),
        PartOfUnit.LATE: (21, None),
    },
    Precision.YEAR: {
        PartOfUnit.EARLY: (None, 4),
        PartOfUnit.MIDDLE: (5, 8),
        PartOfUnit.LATE: (9, None),
    },
    Precision.DECADE: {
        PartOfUnit.EARLY: (None, 3),
        PartOfUnit.MIDDLE: (4, 6),
        PartOfUnit.LATE: (7, None),
    },
}


def _within(bound: date, unit: Precision, number: int | None) -> date:
    """The first or last day of a span moved to a part of it, staying at the same edge."""
    if number is None:
        return bound
    if unit is Precision.WEEK:
        return bound + timedelta(days=number)
    if unit is Precision.MONTH:
        return bound.replace(day=number)
    if unit is Precision.DECADE:
        return bound.replace(year=bound.year // 10 * 10 + number)
    last = bound.day > 1
    return bound.replace(month=number, day=monthrange(bound.year, number)[1] if last else 1)


def day(year: int, month: int, number: int) -> Span | None:
    """One day; None where the calendar has no such day."""
    try:
        value = date(year, month, number)
    except ValueError:
        return None
    return Span(value, value, Precision.DAY)


def month(year: int, number: int) -> Span | None:
    """A calendar month; None outside the calendar."""
    if not date.min.year <= year <= date.max.year:
        return None
    return Span(
        date(year, number, 1), date(year, number, monthrange(year, number)[1]), Precision.MONTH
    )


def year(number: int) -> Span | None:
    """A calendar year; None outside the calendar."""
    return years(number, 1, Precision.YEAR)


def decade(number: int) -> Span | None:
    """The ten years that a year such as 1987 is in, 1980 to 1989."""
    return years(number // 10 * 10, 10, Precision.DECADE)


def years(first: int, count: int, precision: Precision) -> Span | None:
    """Whole calendar years; None outside the calendar."""
    last = first + count - 1
    if not date.min.year <= first <= last <= date.max.year:
        return None
    return Span(date(first, 1, 1), date(last, 12, 31), precision)


def week(inside: date) -> Span | None:
    """Monday to Sunday around a day, as ISO 8601 has it."""
    monday = shifted(inside, -inside.weekday())
    sunday = shifted(inside, 6 - inside.weekday())
    return Span(monday, sunday, Precision.WEEK) if monday and sunday else None


def shifted(day: date, days: int) -> date | None:
    """So many days later; None outside the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def months_later(day: date, months: int) -> tuple[int, int]:
    """The (year, month) so many months after the month of a day; the year may be any number."""
    number = day.year * 12 + day.month - 1 + months
    return number // 12, number % 12 + 1
