"""Phrases that name a part of the calendar: a day, a month, a year, a decade.

Beside each stands what keeps it from being a name or a number: "Theresa May",
"2000 people", "the 17 November group".
"""

from __future__ import annotations

import re

from geo.timing.date_words import (
    ARTICLE,
    COUNT,
    FULL_MONTH,
    MONTH,
    NAMES_AFTER,
    NUMBER,
    PART,
    RELATIVE_YEAR,
    SHORT_MONTH,
    STEPS,
    WEEKDAY,
    YEAR,
    S,
    count_of,
    following,
    month_number,
    number_in,
    part_of,
    preceding,
    weekday_number,
)
from geo.timing.phrases import Between, Day, Decade, Month, Pattern, Phrase, Year

_LEADING = (
    rf"(?:(?:(?:[Ll]ast|[Nn]ext|[Tt]his){S})?(?P<weekday>{WEEKDAY})"
    rf"(?:,|,?{S}(?P<open>\()|,?{S}(?:the{S})?|{S}?[–—-]{S}?){S}?)?"
)
_NO_DIGIT = r"(?![\w%]|[.,:/-]\d)"
_OTHER_YEAR = re.compile(
    rf",?{S}(?:(?:of|in){S})?(?:that|the{S}(?:same|following|previous|next)|each|every|any)"
    rf"{S}year|,?{S}the{S}year{S}(?:before|after)|,?{S}annually"
)
_PERSON_MAY = re.compile(
    r"\b(?:Theresa|Mrs?|Ms|Brian|James|Elaine|Minister|Secretary|President)\.?[ ]May\b"
)
_BEFORE_MONTH = re.compile(
    r"\b(?:in|into|since|until|till|during|by|before|after|from|to|through|for|between|of|around|than"
    r"|late|early|mid|as|on|month)[ \n-]$|\b(?:" + FULL_MONTH + r")(?:,|[ ]and|[ ]or)[ ]$",
    re.IGNORECASE,
)
_BEFORE_YEAR = re.compile(
    r"\b(?:in|into|since|by|until|till|during|from|after|before|of|circa|around|through|between"
    r"|years?|fiscal|than|for|back to|dates? to|dating to|and in|or)[ \n]$|\($"
    r"|(?<!\d)\d{4}s?(?:,|[ ]?(?:to|and|or|until|through|[–—-]))[ ]?(?:and[ ])?$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"[ \n-](?:people|persons|soldiers|troops|men|women|children|homes|houses|villages|families"
    r"|members|residents|refugees|migrants|workers|fighters|civilians|students|votes|km|miles"
    r"|kilomet|met[re]{2}s?|feet|ft|dollars|euros|pounds|rupees|tons|tonnes|barrels|acres|hectares"
    r"|copies|units|points|pages|cases|deaths|patients|million|billion|percent|per[ ]cent|cars"
    r"|vehicles|GMT|UTC|IST|hours|hrs|local[ ]time|employees|jobs|strong|passengers|guests|cubic"
    r"|square|others|more|or[ ]so|such|different|new[ ](?:cases|jobs))\b"
    r"|[ ]?(?:to|and|[–—-])[ ]?\d{4}[ ](?:GMT|UTC|hours|people|km)"
    r"|[ ][A-Z][\w.]+[ ](?:Street|St|Avenue|Ave|Road|Rd|Drive|Lane|Boulevard)\b"
)
# The year of "a 2003 pickup" is a model year, not the date of an event.
_VEHICLE = re.compile(
    r"(?:[ ][\w-]+){0,2}?[ ](?:pickup|truck|car|sedan|coupe|SUV|van|minivan|motorcycle|model|Ford"
    r"|Toyota|Honda|Chevrolet|Chevy|Dodge|Nissan|BMW|Mercedes|Hyundai|Kia|Jeep|Volkswagen|Mazda"
    r"|Subaru|Lexus|Buick|Pontiac|GMC|Cadillac|Chrysler|Mercury|Saturn|Audi|Volvo|Holden)\b"
)


def _shift(match: re.Match[str]) -> int | None:
    return STEPS[match["relative"]] if match["relative"] else None


def _day(match: re.Match[str]) -> Phrase | None:
    year = number_in(match["year"])
    if NAMES_AFTER.match(following(match)):
        return None
    if not year and _OTHER_YEAR.match(following(match)):
        return None
    return Day(
        month_number(match["month"]),
        int(number_in(match["number"]) or 0),
        year,
        weekday_number(match["weekday"]),
        number_in(match["last"]),
        _shift(match),
    )


def _september_11(match: re.Match[str]) -> Phrase:
    return Day(9, 11, 2001)


def _iso(match: re.Match[str]) -> Phrase:
    return Day(int(match["month"]), int(match["number"]), int(match["year"]))


def _numeric(match: re.Match[str]) -> Phrase | None:
    """03/04/2021 is March in America and April elsewhere: only what reads one way is read."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if first == second or (first <= 12 < second):
        return Day(first, second, year)
    return Day(second, first, year) if second <= 12 < first else None


def _month_alone(match: re.Match[str]) -> Phrase | None:
    name, year, step = match["month"], number_in(match["year"]), match["step"]
    if not year and not _is_month(match, name.title(), bool(step or match["relative"])):
        return None
    shift = _shift(match)
    if match["count"]:
        shift = -count_of(match["count"])
    if step and step.lower() == "this":
        shift = 0
    return Month(
        month_number(name), year, part_of(match["part"]), STEPS[step.lower()] if step else 0, shift
    )


def _is_month(match: re.Match[str], name: str, has_step: bool) -> bool:
    """Whether a bare "May" or "March" is a month, and the month of a year that can be told."""
    before, after = preceding(match), following(match)
    if _OTHER_YEAR.match(after):
        return False
    if name == "May" and (after[:2] in ("'s", "’s") or _PERSON_MAY.search(match.string)):
        return False
    if has_step or match["part"] or _BEFORE_MONTH.search(before):
        return True
    modifies = re.match(r"[ \n][a-z]", after)
    return bool(modifies and ARTICLE.search(before) and name not in ("May", "March"))


def _year(match: re.Match[str]) -> Phrase | None:
    if _COUNTED.match(following(match)):
        return None
    before = preceding(match)
    modifies = ARTICLE.search(before) and re.match(r"[ \n-][a-z]", following(match))
    if modifies and _VEHICLE.match(following(match)):
        return None
    if not (match["part"] or modifies or _BEFORE_YEAR.search(before)):
        return None
    return Year(int(match["year"]), part_of(match["part"]))


def _years(match: re.Match[str]) -> Phrase | None:
    first, last = int(match["first"]), int(match["second"])
    if last < 100:
        last += first // 100 * 100
    if last <= first or _COUNTED.match(following(match)):
        return None
    return Between(Year(first), Year(last))


def _decade(match: re.Match[str]) -> Phrase | None:
    digits = match["full"] or f"19{match['short']}"
    # "The 1800s" is ambiguous: a century or a decade.
    if digits.endswith("00") and digits != "2000":
        return None
    return Decade(int(digits), part_of(match["part"]))


PATTERNS: tuple[Pattern, ...] = tuple(
    (re.compile(pattern), reading)
    for pattern, reading in (
        (
            r"(?<![\w/.])9/11(?![\w/]|\.\d)"
            r"|\b(?:September|Sept\.?)[ ]11(?=[ ](?:terror|attacks?\b))",
            _september_11,
        ),
        (
            rf"(?<![\w.]){_LEADING}\b{MONTH}{S}(?P<number>{NUMBER})\b"
            rf"(?:{S}?(?:[–—-]|to|through){S}?(?P<last>{NUMBER})\b)?"
            rf"(?:(?:,?{S}|,)(?P<year>{YEAR})|{RELATIVE_YEAR})?(?(open)\)?){_NO_DIGIT}",
            _day,
        ),
        (
            rf"(?<![\w.,:$€£/-]){_LEADING}(?P<number>{NUMBER})"
            rf"(?:{S}?(?:[–—-]|to){S}?(?P<last>{NUMBER}))?"
            rf"(?:{S}|-)(?:of{S})?{MONTH}(?:(?:,?{S}|-)(?P<year>{YEAR})|{RELATIVE_YEAR})?"
            rf"(?(open)\)?)(?!\w|[.,]\d|{S}(?:be|have|not)\b)",
            _day,
        ),
        (
            r"(?<![\w.-])(?P<year>(?:1[6-9]|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<number>\d\d)"
            r"(?!\d|-\d)",
            _iso,
        ),
        (
            r"(?<![\w./-])(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)"
            r"(?P<year>(?:1[6-9]|20)\d\d)(?![\w/-]|\.\d)",
            _numeric,
        ),
        (
            rf"(?<!\w){PART}(?:(?P<step>[Ll]ast|[Nn]ext|[Tt]his){S})?"
            rf"\b(?P<month>{FULL_MONTH}|{SHORT_MONTH}\.)"
            rf"(?:,?{S}(?:of{S})?(?P<year>{YEAR})(?!\w|[.,]\d)|{RELATIVE_YEAR}"
            rf"|{S}{COUNT}{S}years?{S}ago)?(?![\w-]|{S}{NUMBER}\b)",
            _month_alone,
        ),
        (
            rf"(?<![\w.,:$€£/–—-])(?P<first>{YEAR})[–—/-](?P<second>{YEAR}|\d\d)(?![\w/]|[–—.,-]\d)",
            _years,
        ),
        (rf"(?<![\w.,:$€£/]){PART}(?<![\w$€£.])(?P<year>{YEAR})(?![\w%/]|[.,:–—-]\d)", _year),
        (
            rf"(?<![\w.,:$€£/])(?:[Tt]he{S})?{PART}"
            r"(?:(?P<full>(?:1[6-9]|20)\d0)s|['’‘](?P<short>[3-9]0)s)\b",
            _decade,
        ),
    )
)
