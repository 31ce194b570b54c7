"""A publication date as somebody wrote it, and how certain that is.

Only what stands on a line of its own (or between the bars of a line such as
``10:34 AM Jul 09, 2021 | PTI |``), or is labelled, is taken for a publication date: a date
in a sentence or in a caption is when something happened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum, IntEnum
from functools import lru_cache

from geo.sources import calendars
from geo.sources.calendars import may_name_month, month_number, small
from geo.sources.date_grammar import AFTER_DATE, BEFORE_DATE, BEFORE_LABEL, date_patterns

# No news predates the printing press; an earlier "year" is a number of another kind.
_FIRST_YEAR = 1600
_BUDDHIST_YEARS = range(2400, 2700)
_MAX_LENGTH = 120  # of a line or field that can be a date stamp

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DIGIT = re.compile(r"\d")  # most lines have none
_DATED = re.compile(r"\d{4}|\d\.\d{2}(?!\d)|\d-[^\W\d_]{3,9}-\d{2}|\d[-/]\d{1,2}[-/]\d{2}(?!\d)")
_IN_DIGITS = re.compile(r"\d(?:[-/.]|\. )\d{1,2}(?:[-/.]|\. )\d|\d ?[年년]")
_AROUND = " ,;:.()[]|·•–—-"
_DAY_TOO = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


class Certainty(IntEnum):
    """How a date is presented; the higher is believed before the lower."""

    SEEN = 0  # somewhere on a page, where htmldate takes it for the article's
    UPDATED = 1  # "Updated 17 Jan, 2022": published then or earlier
    DATELINE = 2  # "MOSCOW, July 9, 2021 (Tass) -"
    PLAIN = 3  # on a line of its own in the head
    LABELLED = 4  # "Published October 7, 2021"


class Order(Enum):
    """Which way round somebody writes a date in digits."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True, slots=True)
class NumericDate:
    """A date in digits, read with its day first and with its month first; None: no such day."""

    day_first: date | None
    month_first: date | None

    @property
    def order(self) -> Order | None:
        """The habit of who wrote it, where it reads only one way."""
        if bool(self.day_first) == bool(self.month_first):
            return None
        return Order.DAY_FIRST if self.day_first else Order.MONTH_FIRST

    @property
    def readings(self) -> tuple[date, ...]:
        """The days it may mean, each once."""
        return tuple(dict.fromkeys(day for day in (self.day_first, self.month_first) if day))

    def read(self, order: Order) -> date | None:
        """The day it means to somebody of that habit."""
        return self.day_first if order is Order.DAY_FIRST else self.month_first


@dataclass(frozen=True, slots=True)
class DateStamp:
    """A date as an article's head shows it; ``value`` is None where it cannot be told.

    ``timed`` says that a time of day stands with it, which events' dates seldom have.
    ``numeric`` is there where day and month are digits and the year comes last. ``moment``
    is the time in UTC, where it was written so or without a zone: the day may have been
    another one where it was published.
    """

    value: date | None
    certainty: Certainty
    timed: bool = False
    note: str = ""
    numeric: NumericDate | None = None
    moment: datetime | None = None


def latest_date() -> date:
    """The day it now is where the day begins first (UTC+14): nothing is published later."""
    return (datetime.now(UTC) + timedelta(hours=14)).date()


def date_stamp(field: str) -> DateStamp | None:
    """The date stamp that is the whole of ``field``, or None if it is anything else."""
    return _date_stamp(field) if len(field) <= _MAX_LENGTH else None


# Of each line of an article's head it is asked several times.
@lru_cache(maxsize=1_024)
def _date_stamp(field: str) -> DateStamp | None:
    field = " ".join(field.split())
    if not may_be_dated(field):
        return None
    match = date_patterns().field.fullmatch(small(field))
    return _stamp(match, field) if match else _of_several(field)


def _of_several(field: str) -> DateStamp | None:
    """The surest of the dates in a field that has several, each under its label: ``Updated
    5 May 2021, published 3 May 2021``; None where anything else is in it.
    """
    parts = [part.strip(_AROUND) for part in BEFORE_LABEL.split(small(field))]
    found = [_date_stamp(part) for part in parts if part] if len(parts) > 1 else []
    told = [each for each in found if each]
    return max(told, key=lambda each: each.certainty) if told and len(told) == len(found) else None


def byline_stamp(line: str, *, credited: bool = True) -> DateStamp | None:
    """The date in a line that else only says who wrote it, where it is filed and how many
    comments it has: ``Posted on July 9, 2021 by Emma Quay``, ``editor — July 9, 2021 add
    comment``. None for any other line, and for one with two dates.

    Where it need not be ``credited``, a name and a time of day or a label are enough; the name
    may be a place's.
    """
    line = " ".join(line.split()) if len(line) <= _MAX_LENGTH else ""
    if not (match := _in_line(line)):
        return None
    found = _stamp(match, line[match.start() : match.end()])
    before = BEFORE_DATE.fullmatch(line[: match.start()])
    after = AFTER_DATE.fullmatch(line[match.end() :])
    if before is None or after is None:
        return None
    if before["by"] or after["by"] or after["remarks"]:
        return found
    sure = found.timed or found.certainty is not Certainty.PLAIN
    return found if sure and not credited and (before["name"] or after["filed"]) else None


@dataclass(frozen=True, slots=True)
class DateInLine:
    """The only date in a line as it is written there, and what stands before and after it."""

    text: str
    around: tuple[str, str]


def date_in_line(line: str) -> DateInLine | None:
    """The date in a line that has one, and only one."""
    line = " ".join(line.split()) if len(line) <= _MAX_LENGTH else ""
    if not (match := _in_line(line)):
        return None
    return DateInLine(
        line[match.start() : match.end()].strip(), (line[: match.start()], line[match.end() :])
    )


@lru_cache(maxsize=1_024)
def may_be_dated(line: str) -> bool:
    """Whether there are a year, a day and a month in it; few lines get further."""
    if (
        not _DIGIT.search(line)
        or not _DATED.search(line)
        or not (_DAY_TOO.search(line) or line[:4].isdigit())
    ):
        return False
    return bool(_IN_DIGITS.search(line)) or may_name_month(small(line))


def _in_line(line: str) -> re.Match[str] | None:
    """The only date in a line, as a match in the line with its letters small."""
    if not may_be_dated(line):
        return None
    found = list(date_patterns().in_line.finditer(small(line)))
    return found[0] if len(found) == 1 else None


def dateline_stamp(paragraph: str) -> DateStamp | None:
    """The full date in a dateline such as ``MOSCOW, July 9, 2021 (Tass) -``, if there is one."""
    match = date_patterns().dateline.match(paragraph[:_MAX_LENGTH])
    if not match:
        return None
    numeric = _numeric(match["numeric"]) if match["numeric"] else None
    value = _only(numeric) if numeric else _date_of(match)
    return DateStamp(value, Certainty.DATELINE, numeric=numeric)


def _stamp(match: re.Match[str], field: str) -> DateStamp:
    timed = bool(match["before"] or match["after"] or match["clock3"])
    numeric = _numeric(match["numeric"]) if match["numeric"] else None
    value = _only(numeric) if numeric else _date_of(match)
    note = "" if value else _doubt(field, numeric)
    return DateStamp(value, _certainty(match), timed, note, numeric)


def _certainty(match: re.Match[str]) -> Certainty:
    if not match["label"]:
        return Certainty.PLAIN
    return Certainty.UPDATED if match["updated"] else Certainty.LABELLED


def _date_of(match: re.Match[str]) -> date | None:
    if written := match["iso"] or match["east"]:
        year, month, day = (int(part) for part in re.findall(r"\d+", written))
        return _date(year, month, day) or calendars.from_solar_hijri(year, month, day)
    if match["month5"]:
        month = calendars.solar_hijri_months()[match["month5"].strip(".")]
        return calendars.from_solar_hijri(int(match["year5"]), month, int(match["day5"]))
    for form in ("", "2", "3", "4"):
        if name := match[f"month{form}"]:
            written = match[f"day{form}"]
            month = month_number(name, pointed="." in written if form == "" else None)
            day = int(re.sub(r"\D", "", written))
            return _date(_year(match[f"year{form}"]), month, day)
    return None


def _year(digits: str) -> int:
    """Of two digits, the year that is not later than now; nothing is published later. Thailand
    counts 543 more.
    """
    if len(digits) == 4:
        return int(digits) - (543 if int(digits) in _BUDDHIST_YEARS else 0)
    this = latest_date().year
    return this - (this - int(digits)) % 100


def _numeric(digits: str) -> NumericDate:
    """03/04/2021 is March in America and April elsewhere; with dots it is April everywhere."""
    first, second = (int(part) for part in re.findall(r"\d+", digits)[:2])
    year = _year(re.findall(r"\d+", digits)[2])
    day_first, month_first = _date(year, second, first), _date(year, first, second)
    return NumericDate(day_first, None if "." in digits and day_first else month_first)


def _only(numeric: NumericDate) -> date | None:
    """What reads one way; nothing is guessed."""
    return numeric.readings[0] if len(numeric.readings) == 1 else None


def _doubt(field: str, numeric: NumericDate | None) -> str:
    days = " or ".join(map(str, numeric.readings)) if numeric else ""
    return f"{field!r} may be {days}" if days else f"{field!r} is no day"


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= _FIRST_YEAR else None
    except ValueError:
        return None
