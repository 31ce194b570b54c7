"""Cutting a written name down to one that a gazetteer may know.

"northern Aleppo" is in Aleppo, "Heathrow Airport" at Heathrow, "Aleppo's Old City" in Aleppo;
but "Dublin Road" says nothing about Dublin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reduction:
    """A shorter name and what was left out of the written one; ``guessed`` where that are words
    that may make another name of it: the first of two names together is often a person's."""

    name: str
    left_out: str
    guessed: bool = False


_LEADING = re.compile(
    r"^(?:(?:the|a|downtown|midtown|uptown|central|inner|outer|greater|metropolitan|metro|"
    r"mainland|rural|suburban|historic|old|new|upper|lower|far|"
    r"(?:north|south|east|west|mid)(?:ern|[- ]?central)?|"
    r"(?:north|south)[- ]?(?:east|west)(?:ern)?)[\s-]+)+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"[\s-]+(?:area|region|district|city|town|township|village|county|province|state|parish|"
    r"metro(?:politan)? area|suburbs?|peninsula|island|valley|border|coast|countryside|"
    r"(?:international |regional |municipal |county )*airport|air ?base|air force base|"
    r"airfield|harbou?r|port|railway station|station|university|college|hospital|stadium|"
    r"high school|camp|prison|republic|governorate|prefecture|oblast|municipality)$",
    re.IGNORECASE,
)
_OF = re.compile(
    r"^(?:the\s+)?(?:\w+\s+){0,2}(?:university|city|town|village|port|state|province|county|"
    r"district|republic|kingdom|island|islands|gulf|bay|people's republic|emirate|archdiocese|"
    r"diocese|governorate)\s+of\s+(?:the\s+)?(.+)$",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"^(.+?)['’]s?\s+\S")
_STREET = re.compile(
    r"\b(?:street|st|road|rd|avenue|ave|boulevard|blvd|lane|ln|drive|dr|highway|hwy|route|way|"
    r"court|ct|place|pl|square|alley|bridge|building|tower|parkway|pkwy|interstate|freeway|"
    r"expressway|turnpike)\.?$",
    re.IGNORECASE,
)


# What is left of "Old Town Manassas" is no name.
_NO_NAME = frozenset(
    {"Town", "City", "Village", "County", "State", "District", "Region", "Valley", "Island", "Lake"}
    | {"River", "Port", "Fort", "Mount", "Saint", "Santa", "San", "The", "North", "South", "East"}
    | {"West", "New", "Old", "Central", "University", "College", "National", "International"}
)


def is_street(name: str) -> bool:
    """Whether the name is one of a street or building, whose other words are no hint."""
    return bool(_STREET.search(name))


def reductions(written: str) -> Iterator[Reduction]:
    """Shorter names in the order in which they should be tried, each once."""
    seen = {written}
    bare = written.strip(" .,'’\"")
    for guessed, names in ((False, _shorter(bare)), (True, _beginnings(bare))):
        for name in names:
            known = name in seen or name in _NO_NAME
            if len(name) > 2 and not known and name[:1].isupper():
                seen.add(name)
                yield Reduction(name, written.replace(name, "").strip(" ,'’"), guessed)


def _shorter(written: str) -> Iterator[str]:
    yield written
    yield re.sub(r"['’]s?$", "", written)
    bare = _LEADING.sub("", written)
    yield bare
    of = _OF.match(written)
    if of:
        yield of[1]
    yield _TRAILING.sub("", written)
    yield _TRAILING.sub("", bare)
    possessive = _POSSESSIVE.match(written)
    if possessive and not is_street(written):
        yield possessive[1]


def _beginnings(written: str) -> Iterator[str]:
    if is_street(written):
        return
    words = _LEADING.sub("", written).split()
    for kept in range(len(words) - 1, 0, -1):
        yield " ".join(words[:kept])
