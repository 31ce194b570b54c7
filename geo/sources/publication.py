"""The day an article was published: of all the dates that are given, which is believed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit

from geo.models import PublishedFrom
from geo.sources import dates
from geo.sources.dates import Certainty, DateStamp, NumericDate

_PARTS = re.compile(
    r"(?<![\d.])(?P<year>(?:1[6-9]|20)\d{2})(?P<mark>[-/_.]?)"
    rf"(?P<month>\d{{2}}|(?<=[-/_.])(?:\d|{'|'.join(dates.MONTHS)}))(?P=mark)"
    r"(?P<day>\d{2}|(?<=[-/_.])\d)(?![\d.]\d|\d)",
    re.IGNORECASE | re.ASCII,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:t?\d{4}(?:\d{2})?z?)?", re.IGNORECASE | re.ASCII)
_MAIL = re.compile(r"\b\d{1,2} [a-z]{3,9} \d{2,4} \d{1,2}:\d{2}", re.IGNORECASE | re.ASCII)
_EPOCH = re.compile(r"\d{9,10}(?:\.\d{1,9})?|\d{12,13}", re.ASCII)
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
) -> Publication:
    """The likeliest day of publication, from what is likeliest to be right: the article's
    metadata, its head, its address, the name of its file. None of them later than ``latest``.

    A date in digits that reads two ways is settled by a less certain one that is one of
    the two; nothing else is put in its place.
    """
    note = ""
    candidates = list(_candidates(metadata, head, url, file))
    for rank, (found, origin) in enumerate(candidates):
        readings = [day for day in _readings(found) if day <= latest]
        if len(readings) > 1:
            decided = _corroborated(readings, candidates[rank + 1 :])
            return Publication(decided, origin, found.numeric, "" if decided else found.note)
        if readings:
            return Publication(readings[0], origin, found.numeric)
        future = found.value and f"{found.value} is in the future"
        note = note or future or found.note
    return Publication(note=note)


def field_stamp(value: object) -> DateStamp | None:
    """The date in a field that is there to hold one, such as RFC 822, ISO 8601, seconds since
    1970 (UTC) or what people write; None where the field is empty.

    With a time zone it is the day that the publisher wrote, in the publisher's zone.
    """
    if isinstance(value, date):  # a datetime is one, too
        day = value.date() if isinstance(value, datetime) else value
        return DateStamp(day, Certainty.LABELLED)
    text = " ".join(str(value).split())[:200] if value is not None else ""
    if not text or isinstance(value, bool):
        return None
    day_ = _compact(text) or _epoch(text) or _iso(text) or _mail(text)
    if day_:
        return DateStamp(day_, Certainty.LABELLED)
    return dates.date_stamp(text) or DateStamp(
        None, Certainty.LABELLED, note=f"{text!r} is no date"
    )


def in_address(url: str) -> date | None:
    """The day in a path such as ``/2021/07/09/`` or ``/2021/jul/09/``, if it is the only one.

    Folders win over the slug, which may speak of another day.
    """
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return None
    return _single(path, marks="/") or _single(path)


def in_name(file: str) -> date | None:
    """The day in a file's name such as ``2021-07-09 envoys.txt``, if it is the only one."""
    return _single(file)


def _candidates(
    metadata: object, head: Iterable[DateStamp], url: str, file: str
) -> Iterator[tuple[DateStamp, PublishedFrom]]:
    if stated := field_stamp(metadata):
        yield stated, "metadata"
    for found in sorted(head, key=lambda each: -each.certainty):
        yield found, "text"
    if day := in_address(url):
        yield DateStamp(day, Certainty.PLAIN), "url"
    if day := in_name(file):
        yield DateStamp(day, Certainty.PLAIN), "file"


def _readings(found: DateStamp) -> Sequence[date]:
    if found.value:
        return (found.value,)
    return found.numeric.readings if found.numeric else ()


def _corroborated(
    readings: Sequence[date], others: Iterable[tuple[DateStamp, PublishedFrom]]
) -> date | None:
    return next((found.value for found, _ in others if found.value in readings), None)


def _compact(text: str) -> date | None:
    match = _COMPACT.fullmatch(text)
    return _date(*map(int, match.groups())) if match else None


def _epoch(text: str) -> date | None:
    if not _EPOCH.fullmatch(text):
        return None
    seconds = float(text)
    seconds = seconds / 1000 if seconds >= _MILLISECONDS else seconds
    return datetime.fromtimestamp(seconds, UTC).date()


def _iso(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date() if text[:4].isdigit() else None
    except ValueError:
        return None


def _mail(text: str) -> date | None:
    """``Fri, 09 Jul 2021 10:34:00 +0530``, as feeds have it."""
    if not _MAIL.search(text):
        return None
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _single(text: str, marks: str = "") -> date | None:
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
