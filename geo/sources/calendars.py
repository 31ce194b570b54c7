"""The names of months and days of the week in the languages that news comes in (CLDR), and days of
the Solar Hijri calendar, as newspapers of Iran and Afghanistan write them: its years begin at the
spring equinox, and in our time eight of 33 are leap years, always the same ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from babel import Locale

_LANGUAGES = (
    *("en", "fr", "de", "es", "pt", "it", "nl", "ca", "gl", "ro", "sv", "da", "nb", "fi", "is"),
    *("pl", "cs", "sk", "hu", "sl", "hr", "sr", "sr_Latn", "bs", "bg", "mk", "ru", "uk", "be"),
    *("el", "tr", "az", "lt", "lv", "et", "sq", "id", "ms", "sw", "vi", "ar", "fa", "he", "hi"),
    *("ar_LB", "hy", "ka", "bn", "th"),
)
# As newspapers and content management systems write them beside CLDR's forms.
_ALSO = {"sept": 9, "mrz": 3, "jän": 1, "jänner": 1, "feber": 2, "setiembre": 9, "set": 9, "fév": 2,
         "eyl": 9, "agu": 8, "ağu": 8, "şub": 2, "mrt": 3, "abr": 4, "ago": 8, "dic": 12, "ene": 1,
         "dez": 12, "fev": 2, "okt": 10, "dec": 12, "out": 10, "mai": 5, "мая": 5,
         "янв": 1, "фев": 2, "апр": 4, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "окт": 10,
         "ноя": 11, "дек": 12, "січ": 1, "лют": 2, "кві": 4, "чер": 6, "сер": 8,
         "жов": 10, "гру": 12}  # fmt: skip
# Months that are others in Croatian than in Polish and Czech. Croatian writes a point after the
# day ("9. listopada"), Polish none ("9 listopada"), and what Czech shares means the same there.
_WITHOUT_POINT = {"listopada": 11, "listopad": 11, "lis": 11, "lip": 7}
_WITH_POINT = {"listopada": 10}
_ALSO_WEEKDAYS = ("tues", "thur", "thurs", "weds", "måndagen", "tisdagen", "onsdagen",
                  "torsdagen", "fredagen", "lördagen", "söndagen")  # fmt: skip

_WORD = re.compile(r"[^\W\d_]+")
# Capitals have no accents in Greek, and no points in Turkish that tell them apart.
_ONE_FORM = str.maketrans("ıςάέήίϊΐόύϋΰώ", "iσαεηιιιουυυω")


@cache
def month_number(name: str, *, pointed: bool | None = None) -> int:
    """1 to 12 for the name of a month, however it is declined or cut; 0 for what is none.

    ``pointed`` says whether a point stands after the day before it, which decides some names
    that mean different months in two languages (``listopada``); the others are none.
    """
    numbers = _months().get(fold(name), set())
    if len(numbers) == 1:
        return next(iter(numbers))
    if pointed is None or not numbers:
        return 0
    return (_WITH_POINT if pointed else _WITHOUT_POINT).get(fold(name), 0)


def months_pattern() -> str:
    """A regular expression, for ``small`` text, of the names that ``month_number`` knows."""
    return _any_of(
        name
        for name, numbers in _months().items()
        if len(numbers) == 1 or name in _WITHOUT_POINT or name in _WITH_POINT
    )


def solar_hijri_pattern() -> str:
    """A regular expression, for ``small`` text, of the months of the Solar Hijri calendar."""
    return _any_of(solar_hijri_months())


def weekdays_pattern() -> str:
    """A regular expression, for ``small`` text, of all names of days of the week."""
    return _any_of(_weekdays())


def may_name_month(small_text: str) -> bool:
    """Whether a word in ``small`` text begins the name of a month; most lines have none."""
    return not _month_words().isdisjoint(_WORD.findall(small_text))


def small(text: str) -> str:
    """Text in small letters, each in its place; ``I``, ``İ`` and ``ı`` are ``i``."""
    return text.replace("İ", "i").lower().translate(_ONE_FORM)


def fold(name: str) -> str:
    """A name in small letters without a point at its end."""
    return small(unicodedata.normalize("NFC", name)).strip(".")


def _any_of(names: Iterable[str]) -> str:
    # The longest first: "mar" begins "mars".
    longest = sorted(set(names), key=lambda name: (-len(name), name))
    return rf"(?:{'|'.join(map(re.escape, longest))})(?![^\W\d_])\.?"


@cache
def _month_words() -> frozenset[str]:
    names = (*_months(), *solar_hijri_months())
    return frozenset(_WORD.findall(name)[0] for name in names)


@cache
def _months() -> Mapping[str, set[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for locale in map(Locale.parse, _LANGUAGES):
        for number, name in _names(locale.months):
            found[fold(name)].add(number)
    found |= {fold(name): {number} for name, number in _ALSO.items() if fold(name) not in found}
    english = {fold(name): {number} for number, name in _names(Locale.parse("en").months)}
    return found | english


@cache
def _weekdays() -> frozenset[str]:
    names = {fold(name) for each in _LANGUAGES for _, name in _names(Locale.parse(each).days)}
    return frozenset(names | set(_ALSO_WEEKDAYS))


def _names(forms: object) -> Iterator[tuple[int, str]]:
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in forms[context][width].items():  # type: ignore[index]
                if len(name) > 1 and not name[0].isdigit():
                    yield number, name


# 1883 to 2026 and a little more. Later numbers are more often years of the lunar calendar.
SOLAR_HIJRI_YEARS = range(1262, 1411)
"""Numbers that are years of this calendar, where a day in news is in question."""

_SOLAR_HIJRI_FIRST_DAY = date(2021, 3, 21)  # of 1400
_SOLAR_HIJRI_MONTHS = (
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
def solar_hijri_months() -> dict[str, int]:
    """The names of the months in Iran and in Afghanistan, also with the word for month."""
    return {
        f"{each}{month}": number
        for number, names in enumerate(_SOLAR_HIJRI_MONTHS, start=1)
        for name in names
        for each in {name, name.replace("ی", "ي")}
        for month in ("", "ماه", " ماه")
    }


def from_solar_hijri(year: int, month: int, day: int) -> date | None:
    """The day in our calendar; None for one that is none.

    >>> from_solar_hijri(1400, 5, 24)
    datetime.date(2021, 8, 15)
    """
    length = 31 if month <= 6 else 30 if month < 12 or _is_solar_hijri_leap(year) else 29
    if year not in SOLAR_HIJRI_YEARS or not 1 <= month <= 12 or not 1 <= day <= length:
        return None
    before = 31 * min(month - 1, 6) + 30 * max(month - 7, 0)
    return _solar_hijri_new_year(year) + timedelta(days=before + day - 1)


@cache
def _solar_hijri_new_year(year: int) -> date:
    between = range(min(year, 1400), max(year, 1400))
    days = sum(365 + _is_solar_hijri_leap(each) for each in between)
    return _SOLAR_HIJRI_FIRST_DAY + timedelta(days=days if year >= 1400 else -days)


def _is_solar_hijri_leap(year: int) -> bool:
    return (25 * year + 11) % 33 < 8
