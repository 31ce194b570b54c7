"""Days of the Solar Hijri calendar, as newspapers of Iran and Afghanistan write them.

Its years begin at the spring equinox. In our time eight of 33 are leap years, always the same
ones.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

# 1883 to 2026 and a little more. Later numbers are more often years of the lunar calendar.
YEARS = range(1262, 1411)
"""Numbers that are years of this calendar, where a day in news is in question."""

_FIRST_DAY = date(2021, 3, 21)  # of 1400
_NAMES = (
    ("فروردین", "حمل"),
    ("اردیبهشت", "ثور"),
    ("خرداد", "جوزا"),
    ("تیر", "سرطان"),
    ("مرداد", "اسد"),
    ("شهریور", "سنبله"),
    ("مهر", "میزان"),
    ("آبان", "عقرب"),
    ("آذر", "قوس"),
    ("دی", "جدی"),
    ("بهمن", "دلو"),
    ("اسفند", "حوت"),
)


@cache
def months() -> dict[str, int]:
    """The names of the months in Iran and in Afghanistan, also with the word for month."""
    return {
        f"{each}{month}": number
        for number, names in enumerate(_NAMES, start=1)
        for name in names
        for each in {name, name.replace("ی", "ي")}
        for month in ("", "ماه", " ماه")
    }


def gregorian(year: int, month: int, day: int) -> date | None:
    """The day in our calendar; None for one that is none.

    >>> gregorian(1400, 5, 24)
    datetime.date(2021, 8, 15)
    """
    length = 31 if month <= 6 else 30 if month < 12 or _is_leap(year) else 29
    if year not in YEARS or not 1 <= month <= 12 or not 1 <= day <= length:
        return None
    before = 31 * min(month - 1, 6) + 30 * max(month - 7, 0)
    return _new_year(year) + timedelta(days=before + day - 1)


@cache
def _new_year(year: int) -> date:
    between = range(min(year, 1400), max(year, 1400))
    days = sum(365 + _is_leap(each) for each in between)
    return _FIRST_DAY + timedelta(days=days if year >= 1400 else -days)


def _is_leap(year: int) -> bool:
    return (25 * year + 11) % 33 < 8
