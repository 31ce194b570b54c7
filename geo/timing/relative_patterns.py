"""Phrases that count from the day of publication: weekdays, "yesterday", "last month"."""

from __future__ import annotations

import re

from geo.timing.calendar_span import Precision
from geo.timing.date_words import (
    COUNT,
    FULL_WEEKDAY,
    NAMES_AFTER,
    PART,
    STEPS,
    UNIT,
    UNITS,
    S,
    count_of,
    following,
    part_of,
    preceding,
    weekday_number,
)
from geo.timing.phrases import DaysAway, Pattern, Phrase, Stretch, UnitsAway, Weekday, Weekend

_NAMED_WEEKDAYS = re.compile(
    r"(?:Good|Black|Bloody|Super|Ash|Holy|Maundy|Palm|Easter|Cyber|Fat|Shrove|Whit|Giving|Business"
    r"|Sheffield|Ruby|Man|Billy|Chief|Casual|Throwback|Great|Divine|Gospel|Independent|Any)[ ]$"
)
_HABITUAL = re.compile(
    r"\b(?:every|each|any|some|most|many|alternate|following|previous|preceding|same|that|an?"
    r"|first|second|third|fourth|fifth|final|another|these|those|usual|typical)[ ](?:other[ ])?$"
    r"|\b(?:days?|weeks?|months?|years?)[ ](?:before|after|from|on|to)[ ](?:the[ ]|last[ ])?$",
    re.IGNORECASE,
)
_DAYS = {
    "today": 0,
    "tonight": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "last night": -1,
}


def _weekday_alone(match: re.Match[str]) -> Phrase | None:
    before, after = preceding(match), following(match)
    if NAMES_AFTER.match(after) or _NAMED_WEEKDAYS.search(before) or _HABITUAL.search(before):
        return None
    week = match["earlier"] or match["week"]
    step = match["step"]
    if step and re.match(rf"{S}of\b", after):
        return None  # "the last Friday of Ramadan"
    return Weekday(
        int(weekday_number(match["weekday"]) or 0),
        STEPS[step.lower()] if step else 0,
        STEPS[week.lower()] if week else None,
    )


def _offset(match: re.Match[str]) -> Phrase | None:
    word = " ".join(match[0].split())
    before, after = preceding(match), following(match)
    if word[0].isupper() and re.search(r"\w[ ]?$", before):
        return None  # "USA Today"
    if word.lower() == "tomorrow" and (
        re.search(r"\b(?:of|a|better|brighter)[ ]$", before) or after[:2] in ("'s", "’s")
    ):
        return None  # "the leaders of tomorrow"
    return DaysAway(_DAYS[word.lower()])


def _ago(match: re.Match[str]) -> Phrase | None:
    if match["vague"]:
        return Stretch(Precision.WEEK, 1) if match["unit"] == "day" else None
    count, unit = count_of(match["count"]), match["unit"]
    if unit == "fortnight":
        count, unit = 2 * count, "week"
    elif unit == "year" and count % 10 == 0:
        # "Twenty years ago" is a round number, so its precision is a decade.
        count, unit = count // 10, "decade"
    return DaysAway(-count) if unit == "day" else UnitsAway(UNITS[unit], -count)


def _unit(match: re.Match[str]) -> Phrase | None:
    step, unit, the = match["step"].lower(), match["unit"], match["the"]
    if re.match(rf"{S}of\b(?!{S}(?:the{S})?year)", following(match)):
        return None  # "the last week of July"
    if the:
        # "The next week" is the week after something else; "the last week", the seven days.
        return Stretch(UNITS[unit], 1) if STEPS[step] < 0 and not match["rest"] else None
    if step in ("past", "coming"):
        return None
    rest = {"earlier": -1, "later": 1}.get((match["rest"] or "").lower(), 0)
    if unit == "weekend":
        return None if step == "next" else Weekend(STEPS[step])
    return UnitsAway(
        UNITS[unit], STEPS[step], part_of(match["part"]), rest if step == "this" else 0
    )


def _weekend(match: re.Match[str]) -> Phrase:
    return Weekend(0)


def _stretch(match: re.Match[str]) -> Phrase | None:
    if re.match(rf"{S}of\b", following(match)):
        return None
    count, unit = count_of(match["count"]), match["unit"]
    if unit == "hour":
        count, unit = (count + 23) // 24, "day"
    elif unit == "fortnight":
        count, unit = 2 * count, "week"
    return Stretch(UNITS[unit], count, match["way"].lower() not in ("past", "last"))


PATTERNS: tuple[Pattern, ...] = tuple(
    (re.compile(pattern), reading)
    for pattern, reading in (
        (
            rf"(?<!\w)(?:(?P<earlier>[Ll]ast|[Nn]ext|[Tt]his){S}week,?{S}(?:on{S})?)?"
            rf"(?:(?P<step>[Ll]ast|[Nn]ext|[Tt]his){S})?(?P<weekday>{FULL_WEEKDAY})\b"
            rf"(?:{S}(?:morning|afternoon|evening|night|noon)\b)?"
            rf"(?:{S}(?:of{S})?(?P<week>last|this|next){S}week\b)?",
            _weekday_alone,
        ),
        (
            rf"(?<![\w-])(?:[Tt]he{S}day{S}(?:before{S}yesterday|after{S}tomorrow)"
            rf"|[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight|[Tt]his{S}(?:morning|afternoon|evening)"
            rf"|[Ll]ast{S}night)(?![\w-])",
            _offset,
        ),
        (
            rf"(?<![\w.,-])(?:{COUNT}|(?P<vague>[Aa]{S}few|[Ss]everal)){S}{UNIT}s?{S}ago\b",
            _ago,
        ),
        (
            rf"(?<!\w){PART}(?:(?P<rest>[Ee]arlier|[Ll]ater){S})?(?P<the>[Tt]he{S})?"
            rf"(?P<step>[Ll]ast|[Tt]his|[Nn]ext|past|coming){S}"
            r"(?P<unit>week|month|year|decade|weekend)\b(?!-)",
            _unit,
        ),
        (rf"(?:(?<=over )|(?<=at )|(?<=during ))the{S}weekend\b", _weekend),
        (
            rf"\b(?:the{S})?(?P<way>past|last|next|coming){S}{COUNT}{S}"
            r"(?P<unit>hour|day|week|fortnight|month|year|decade)s?\b",
            _stretch,
        ),
    )
)
