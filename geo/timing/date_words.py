"""The English words for times, as pieces of regular expressions and as numbers."""

from __future__ import annotations

import re

from geo.timing.calendar_span import PartOfUnit, Precision

# Characters looked at on either side of a phrase for what it may not stand beside.
_ASIDE = 40

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen", "twenty"),
)
_COUNTS = {word: number for number, word in enumerate(_WORDS)} | {
    "a": 1,
    "an": 1,
    "couple of": 2,
    "a couple of": 2,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
}


_PARTS = {
    **dict.fromkeys(("early", "beginning", "start"), PartOfUnit.EARLY),
    **dict.fromkeys(("mid", "middle"), PartOfUnit.MIDDLE),
    **dict.fromkeys(("late", "end", "close"), PartOfUnit.LATE),
}
STEPS = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}
UNITS = {
    "day": Precision.DAY,
    "week": Precision.WEEK,
    "month": Precision.MONTH,
    "year": Precision.YEAR,
    "decade": Precision.DECADE,
}


def _both_cases(words: tuple[str, ...]) -> str:
    return "|".join(word for name in words for word in (name, name.upper()))


S = r"(?:[ \t\xa0\u202f]{1,2}|[ \t]?\r?\n[ \t]?)"
FULL_MONTH = rf"(?:{_both_cases(MONTHS)})"
SHORT_MONTH = (
    r"(?:(?:Jan|JAN|Feb|FEB|Mar|MAR|Apr|APR|Jun|JUN|Jul|JUL|Aug|AUG|Sept?|SEPT?|Oct|OCT|Nov|NOV"
    r"|Dec|DEC)\b)"
)
MONTH = rf"(?P<month>{FULL_MONTH}|{SHORT_MONTH}\.?)"
FULL_WEEKDAY = rf"(?:{_both_cases(WEEKDAYS)})"
WEEKDAY = rf"(?:{FULL_WEEKDAY}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
NUMBER = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
YEAR = r"(?:1[6-9]|20)\d\d"
RELATIVE_YEAR = rf"(?:,?{S}(?:of{S})?(?P<relative>last|this|next){S}year)"
COUNT = (
    r"(?P<count>\d{1,4}|[Aa]n?(?: couple of)?|couple of|"
    + "|".join([*_WORDS[1:], "thirty", "forty", "fifty"])
    + ")"
)
UNIT = r"(?P<unit>day|week|fortnight|month|year|decade)"
PART = (
    rf"(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate|(?:[Tt]he{S})?(?:beginning|start|middle|end|close){S}of)"
    rf"(?:{S}?-?{S}?))?"
)

# What makes a name of a date: "Sunday Times", "17 November group", "20 May Street".
NAMES_AFTER = re.compile(
    r"[ ](?:Times|Telegraph|Mail|Mirror|Express|Post|Herald|Independent|People|Sun|Star|World"
    r"|Review|Night|Football|Service|School|Movement|Alliance|Brigades?|Organi[sz]ation|Street"
    r"|Avenue|Square|Bridge|Stadium|University|Hospital|Coalition|Bloc|Group|Martyrs|Youth|Club"
    r"|Agreement|Revolution|Road|Boulevard|Park)\b|[ ](?:group|movement|martyrs)\b"
)
ARTICLE = re.compile(r"\b(?:the|an?|his|her|its|their|our)[ \n]$", re.IGNORECASE)


def preceding(match: re.Match[str]) -> str:
    """The characters that stand before a phrase."""
    return match.string[max(0, match.start() - _ASIDE) : match.start()]


def following(match: re.Match[str]) -> str:
    """The characters that stand after a phrase."""
    return match.string[match.end() : match.end() + _ASIDE]


def month_number(name: str) -> int:
    """The number, 1 to 12, of a month written out or shortened."""
    return next(i for i, full in enumerate(MONTHS, 1) if full[:3].lower() == name[:3].lower())


def weekday_number(name: str | None) -> int | None:
    """0 for Monday to 6 for Sunday, written out or shortened; None for no name."""
    if not name:
        return None
    return next(i for i, full in enumerate(WEEKDAYS) if full[:3].lower() == name[:3].lower())


def part_of(words: str | None) -> PartOfUnit | None:
    """Which part of a unit words such as "the end of" mean; None for no words."""
    if not words:
        return None
    return next(part for word, part in _PARTS.items() if word in words.lower())


def number_in(digits: str | None) -> int | None:
    """The number in digits such as "3rd" or "08"; None for none."""
    return int(re.sub(r"\D", "", digits)) if digits else None


def count_of(word: str) -> int:
    """The number that digits or a word such as "twelve" stand for."""
    return int(word) if word.isdigit() else _COUNTS[word.lower()]
