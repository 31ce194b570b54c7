"""The publication date of an article is decided here: which of all the dates given is believed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from geo.models import PublishedFrom
from geo.sources import dates
from geo.sources.dates import Certainty, DateStamp, NumericDate, Order

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_PARTS = re.compile(
    r"(?<![\d.])(?P<year>(?:1[6-9]|20)\d{2})(?P<mark>[-/_.]?)"
    rf"(?P<month>\d{{2}}|(?<=[-/_.])(?:\d|{'|'.join(dates.MONTHS)}))(?P=mark)"
    r"(?P<day>\d{2}|(?<=[-/_.])\d)(?![\d.]\d|\d)",
    re.IGNORECASE | re.ASCII,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:t?\d{4}(?:\d{2})?z?)?", re.IGNORECASE | re.ASCII)
_MAIL = re.compile(r"\b\d{1,2} [a-z]{3,9} \d{2,4} \d{1,2}:\d{2}", re.IGNORECASE | re.ASCII)
_EPOCH = re.compile(r"\d{9,10}(?:\.\d{1,9})?|\d{12,13}", re.ASCII)
_JSON_DATE = re.compile(r"\\?/Date\((\d{9,13})(?:[+-]\d{4})?\)\\?/")
# As JavaScript writes a date: "Fri Jul 09 2021 10:34:00 GMT+0200 (Central European Summer Time)".
_ZONE_NAME = re.compile(r"(?<=\d) ?(?:\([A-Za-z .-]{2,60}\)|\[[A-Za-z_/+-]{2,40}\])$")
_SERIAL = re.compile(r"[2-5]\d{4}(?:\.\d{1,12})?", re.ASCII)  # 1954 to 2064
_EXCEL_BEGINS = date(1899, 12, 30)
# Hours by which the clock is elsewhere before or after UTC's.
_OFFSETS = tuple(timedelta(hours=hours) for hours in range(-12, 15))
_NOTHING = frozenset(
    ("", "-", "–", "—", "n/a", "na", "nan", "nat", "none", "null", "unknown", "undated", "0", "0.0")
)
_DAY_FIRST = frozenset(
    (
        *("fr", "de", "es", "it", "pt", "nl", "ca", "gl", "ro", "tr", "pl", "cs", "sk", "ru", "uk"),
        *("bg", "el", "da", "nb", "no", "sl", "hr", "sr", "fi", "id", "vi", "ar", "he"),
        *("sq", "mk", "bs", "et", "lv", "is", "hy", "az", "ka", "hi", "bn", "th", "ms", "be", "mt"),
    )
)
# Of countries that write English, or whose pages in English follow the country's habit. Not of
# those that stand for anything (.io, .tv, .co, .me), and not Canada's: it writes both.
_DAY_FIRST_DOMAINS = frozenset(
    (
        *("uk", "ie", "au", "nz", "in", "za", "ng", "ke", "gh", "pk", "lk", "bd", "sg", "my", "mt"),
        *("jm", "tt", "zw", "ug", "tz", "zm", "np", "bw", "na", "fj", "bb", "de", "fr", "it", "es"),
        *("nl", "be", "ch", "at", "pl", "cz", "ru", "ua", "tr", "gr", "il", "br", "ar", "mx", "pt"),
        *("se", "no", "dk", "fi", "ro", "bg", "hr", "rs", "si", "sk", "id", "vn", "th", "ae", "eg"),
    )
)
_MONTH_FIRST_DOMAINS = frozenset(("us", "gov", "mil", "ph"))
_MILLISECONDS = 1e11  # no time in seconds is that large before the year 5138


@dataclass(frozen=True, slots=True)
class Publication:
    """The day an article was published as its publisher wrote it, or why there is none.

    ``origin`` says where it stood. ``numeric`` is the date in digits that was believed, or
    that would be, were it known which way round it is.
    """

    value: date | None = None
    origin: PublishedFrom | None = None
    numeric: NumericDate | None = None
    note: str = ""


def decide_publication(
    latest: date,
    metadata: object = None,
    head: Iterable[DateStamp] = (),
    url: str = "",
    file: str = "",
    *,
    updated: object = None,
    made: date | None = None,
    order: Order | None = None,
) -> Publication:
    """The likeliest day of publication, from what is likeliest to be right: the article's
    metadata, what its head says, its address, when it was ``updated``, the name of its file,
    when the file was ``made``. None of them later than ``latest``.

    A date in digits that reads two ways is settled by a less certain one that is one of
    the two, or by the ``order`` in which the article's language writes them; nothing else is
    put in its place. A time in UTC gives way to the day before or after it where the address
    or the head has that day and it was that day in some time zone.
    """
    note = ""
    candidates = list(_candidates(metadata, head, url, file, updated, made))
    for rank, (found, origin) in enumerate(candidates):
        others = candidates[rank + 1 :]
        readings = [day for day in _readings(found) if day <= latest]
        if len(readings) > 1:
            decided = _corroborated(readings, others) or _read(found, order)
            return Publication(decided, origin, found.numeric, "" if decided else found.note)
        if readings:
            local = _local_day(found, others, latest)
            day, origin = local or (readings[0], origin)
            return Publication(day, origin, found.numeric)
        future = found.value and f"{found.value} is in the future"
        note = note or future or found.note
    return Publication(note=note)


def day_order(language: str, url: str = "") -> Order | None:
    """How a language writes dates in digits: only English writes them both ways, and there the
    country in the address may tell.
    """
    base, _, region = language.replace("_", "-").lower().partition("-")
    if base in _DAY_FIRST:
        return Order.DAY_FIRST if region != "us" else None
    if base == "en" and region in ("us", "gb"):
        return Order.MONTH_FIRST if region == "us" else Order.DAY_FIRST
    return _order_of_country(url)


def _order_of_country(url: str) -> Order | None:
    if not url:
        return None
    try:
        domain = (urlsplit(url).hostname or "").rpartition(".")[2]
    except ValueError:
        return None
    if domain in _MONTH_FIRST_DOMAINS:
        return Order.MONTH_FIRST
    return Order.DAY_FIRST if domain in _DAY_FIRST_DOMAINS else None


def field_stamp(value: object) -> DateStamp | None:
    """The date in a field that is there to hold one, such as RFC 822, ISO 8601, seconds since
    1970 (UTC), days as Excel counts them, or what people write; None where the field is empty.

    With a time zone it is the day that the publisher wrote, in the publisher's zone.
    """
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, date):  # a datetime is one, too
        return _of_moment(value) if isinstance(value, datetime) else _of_day(value)
    return _of_text(" ".join(str(value)[:400].split())[:200])


# The rows of a table have few days, many times.
@lru_cache(maxsize=1_024)
def _of_text(text: str) -> DateStamp | None:
    if text.lower() in _NOTHING:
        return None
    text = _ZONE_NAME.sub("", text)
    if json_date := _JSON_DATE.fullmatch(text):
        text = json_date[1]
    if day := _compact(text) or _serial(text):
        return _of_day(day)
    if moment := _epoch(text) or _iso(text) or _mail(text):
        return _of_moment(moment)
    if found := dates.date_stamp(text) or dates.byline_stamp(text):
        return found
    if day := day_in_words(text):
        return _of_day(day)
    return DateStamp(None, Certainty.LABELLED, note=f"{text[:60]!r} is no date")


def in_address(url: str) -> date | None:
    """The day in a path such as ``/2021/07/09/`` or ``/2021/jul/09/``, if it is the only one.

    Folders win over the slug, which may speak of another day.
    """
    if not url:
        return None
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return None
    return _single(path, marks="/") or _single(path)


def in_name(file: str) -> date | None:
    """The day in a file's name such as ``2021-07-09 envoys.txt``, if it is the only one."""
    return _single(file)


def _candidates(
    metadata: object,
    head: Iterable[DateStamp],
    url: str,
    file: str,
    updated: object,
    made: date | None,
) -> Iterator[tuple[DateStamp, PublishedFrom]]:
    if stated := field_stamp(metadata):
        yield stated, "metadata"
    shown = sorted(head, key=lambda each: (-each.certainty, not each.timed))
    sure = [each for each in shown if each.certainty is Certainty.LABELLED or _is_timed(each)]
    yield from ((found, "text") for found in sure)
    if day := in_address(url):
        yield DateStamp(day, Certainty.PLAIN), "url"
    rest = [each for each in shown if each not in sure]
    yield from ((found, "text") for found in rest if found.certainty > Certainty.SEEN)
    yield from ((found, "text") for found in rest if found.certainty is Certainty.SEEN)
    if later := field_stamp(updated):
        yield later, "metadata"
    if day := in_name(file):
        yield DateStamp(day, Certainty.PLAIN), "file"
    if made:
        yield _of_day(made), "file"


def _is_timed(found: DateStamp) -> bool:
    return found.certainty is Certainty.PLAIN and found.timed


def _local_day(
    found: DateStamp, others: Iterable[tuple[DateStamp, PublishedFrom]], latest: date
) -> tuple[date, PublishedFrom] | None:
    """The day on which it was published there, where it was another one in UTC."""
    if found.moment is None or found.value is None:
        return None
    for other, origin in others:
        near = other.certainty >= Certainty.PLAIN and other.value
        if near and near <= latest and abs((near - found.value).days) <= 1:
            there = {(found.moment + offset).date() for offset in _OFFSETS}
            return (near, origin) if near != found.value and near in there else None
    return None


def _readings(found: DateStamp) -> Sequence[date]:
    if found.value:
        return (found.value,)
    return found.numeric.readings if found.numeric else ()


def _read(found: DateStamp, order: Order | None) -> date | None:
    return found.numeric.read(order) if found.numeric and order else None


def _corroborated(
    readings: Sequence[date], others: Iterable[tuple[DateStamp, PublishedFrom]]
) -> date | None:
    return next((found.value for found, _ in others if found.value in readings), None)


def _compact(text: str) -> date | None:
    match = _COMPACT.fullmatch(text)
    return _date(*map(int, match.groups())) if match else None


def _serial(text: str) -> date | None:
    """``44386.5``: days since the end of 1899, as spreadsheets keep them."""
    if not _SERIAL.fullmatch(text):
        return None
    return _EXCEL_BEGINS + timedelta(days=int(float(text)))


def _epoch(text: str) -> datetime | None:
    if not _EPOCH.fullmatch(text):
        return None
    seconds = float(text)
    seconds = seconds / 1000 if seconds >= _MILLISECONDS else seconds
    return datetime.fromtimestamp(seconds, UTC)


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text[:4].isdigit() else None
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    """``Fri, 09 Jul 2021 10:34:00 +0530``, as feeds have it."""
    if not _MAIL.search(text):
        return None
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _of_day(day: date) -> DateStamp:
    return DateStamp(day, Certainty.LABELLED)


def _of_moment(moment: datetime) -> DateStamp:
    """The day that was written, and the moment where that may not be the publisher's day."""
    utc = not moment.utcoffset() and moment.time() != time.min
    bare = moment.replace(tzinfo=None) if utc else None
    return DateStamp(moment.date(), Certainty.LABELLED, timed=True, moment=bare)


def _single(text: str, marks: str = "") -> date | None:
    if not text:
        return None
    days = {
        _date(int(match["year"]), _month(match["month"]), int(match["day"]))
        for match in _PARTS.finditer(text[:2000])
        if not marks or match["mark"] == marks
    } - {None}
    return days.pop() if len(days) == 1 else None


def _month(text: str) -> int:
    return int(text) if text.isdigit() else dates.MONTHS.index(text.lower()) + 1


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_LANGUAGES = [
    *("en", "fr", "de", "es", "pt", "it", "nl", "ro", "sv", "da", "nb", "fi", "pl", "cs", "sk"),
    *("hu", "sl", "hr", "bg", "ru", "uk", "el", "tr", "lt", "lv", "et", "id", "vi", "ar", "fa"),
    *("he", "hi", "bn", "th", "zh", "ja", "ko"),
]
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d{2}(?!\d)")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_MOST = 60  # characters


def day_in_words(text: str) -> date | None:
    """The day that all of the text writes, with its year, month and day; else None.

    What is written in digits alone is not its matter: which of them is the month, it guesses.
    """
    year = _YEAR.search(text)
    if not year or len(text) > _MOST or not (_LETTERS.search(text) and _DAY.search(text)):
        return None
    try:
        found = _parser().get_date_data(text).date_obj
    except (ValueError, OverflowError, TypeError, AttributeError, LookupError, RecursionError):
        return None
    return found.date() if found and found.year == int(year[0]) else None


@cache
def _parser() -> DateDataParser:
    from dateparser.date import DateDataParser  # slow to import, and few dates are in words

    return DateDataParser(
        languages=_LANGUAGES,
        settings={
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
        },
    )
