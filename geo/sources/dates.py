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

# No news predates the printing press; an earlier "year" is a number of another kind.
_FIRST_YEAR = 1600
_MAX_LENGTH = 120  # of a line or field that can be a date stamp

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:(?P<iso>\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}})"
    rf"|(?P<day>{_DAY})[ -](?:of )?(?P<month>{_MONTH}),?[ -](?P<year>\d{{4}})"
    rf"|(?P<month2>{_MONTH}) (?P<day2>{_DAY}),? ?(?P<year2>\d{{4}})"
    r"|(?P<numeric>\d{1,2}[-/.]\d{1,2}[-/.]\d{4}))"
)
_ZONE = r"(?:\(?(?:z|[a-z]{2,5}|(?:gmt|utc)? ?[+-]\d{1,2}(?::?\d{2})?)\)?)"
_CLOCK = (
    r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,6})?)? ?(?:[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?)"
)
_TIME = rf"(?:{_CLOCK}(?: ?{_ZONE}){{0,2}})"
_LABEL = (
    r"(?:(?P<label>(?:(?:first|originally|last) )?"
    r"(?:published|posted|publication date|publish date|pub ?date|date|dated|issued|released"
    r"|updated?|modified|edited|uploaded))(?: (?:on|at))?(?: in [\w .'-]{2,40}?,?)? ?[:–—-]? ?)?"
)
_STAMP = re.compile(
    rf"{_LABEL}(?:(?P<before>{_TIME}),? (?:on )?)?{_WEEKDAY}{_DATE}"
    rf"(?:t|,? ?(?:at|[–—|-]|/)? ?)(?P<after>{_TIME})?\.?",
    re.IGNORECASE | re.ASCII,
)
_DATELINE = re.compile(
    rf"[A-Z][A-Z .,'’-]{{2,50}}[,:]? (?P<stamp>(?i:{_WEEKDAY}{_DATE})) ?[(:,–—-]"
)
_UPDATE = re.compile("updat|modif|edit", re.IGNORECASE)


class Certainty(IntEnum):
    """How a date is presented; the higher is believed before the lower."""

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
    ``numeric`` is there where day and month are digits and the year comes last.
    """

    value: date | None
    certainty: Certainty
    timed: bool = False
    note: str = ""
    numeric: NumericDate | None = None


def latest_date() -> date:
    """The day it now is where the day begins first (UTC+14): nothing is published later."""
    return (datetime.now(UTC) + timedelta(hours=14)).date()


def date_stamp(field: str) -> DateStamp | None:
    """The date stamp that is the whole of ``field``, or None if it is anything else."""
    field = " ".join(field.split()) if len(field) <= _MAX_LENGTH else ""
    match = _STAMP.fullmatch(field)
    if not match:
        return None
    certainty = _certainty(match["label"])
    timed = bool(match["before"] or match["after"])
    numeric = _numeric(match["numeric"]) if match["numeric"] else None
    value = _only(numeric) if numeric else _date_of(match)
    return DateStamp(value, certainty, timed, "" if value else _doubt(field, numeric), numeric)


def dateline_stamp(paragraph: str) -> DateStamp | None:
    """The full date in a dateline such as ``MOSCOW, July 9, 2021 (Tass) -``, if there is one."""
    match = _DATELINE.match(paragraph[:_MAX_LENGTH])
    if not match:
        return None
    numeric = _numeric(match["numeric"]) if match["numeric"] else None
    value = _only(numeric) if numeric else _date_of(match)
    return DateStamp(value, Certainty.DATELINE, numeric=numeric)


def _certainty(label: str | None) -> Certainty:
    if not label:
        return Certainty.PLAIN
    return Certainty.UPDATED if _UPDATE.search(label) else Certainty.LABELLED


def _date_of(match: re.Match[str]) -> date | None:
    if match["iso"]:
        return _date(*(int(part) for part in re.split(r"\D", match["iso"])))
    name = match["month"] or match["month2"]
    day = re.sub(r"\D", "", match["day"] or match["day2"])
    return _date(int(match["year"] or match["year2"]), MONTHS.index(name[:3].lower()) + 1, int(day))


def _numeric(digits: str) -> NumericDate:
    """03/04/2021 is March in America and April elsewhere."""
    first, second, year = (int(part) for part in re.split(r"\D", digits))
    return NumericDate(_date(year, second, first), _date(year, first, second))


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
