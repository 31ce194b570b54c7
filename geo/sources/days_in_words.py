"""Days as people write them, in whatever language, by dateparser.

Only fields that are there to hold a date are given to it: of sentences it makes dates that
nobody meant.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

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
