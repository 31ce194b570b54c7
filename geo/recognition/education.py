"""Degrees and universities that are written like places: "Sarah Kim, R.D.", "at Northwestern"."""

from __future__ import annotations

import re

from geo.recognition.word_lists import words

_FIRST_NAMES = words("first names")
_TITLES = words("titles")
# Each is an abbreviation of a state or country as well.
_DEGREES = frozenset(
    {"R.D.", "M.D.", "M.A.", "M.S.", "B.A.", "B.S.", "P.A.", "D.O.", "J.D.", "R.N.", "M.P.A."}
)
# "Maria Lopez, R.D."; "her R.D.", "an M.A."
_AFTER_PERSON = re.compile(
    r"\b(?P<first>[A-Z][\w'’.-]+) (?:[A-Z][\w'’.-]* )*[A-Z][\w'’-]+, (?:[A-Z][\w.]{1,5}, )*$"
)
_EARNED = re.compile(
    r"\b(?:an?|her|his|their|my|your|earned|received|holds?|(?:with|has) an?) (?:[a-z]+ )?$"
)
_COMPASS = frozenset(
    {"Northwestern", "Northeastern", "Southwestern", "Southeastern", "Eastern", "Western"}
)
_STUDIED = re.compile(
    r"\b(?:at|from|attend(?:s|ed)?|attending|joined|entered|(?:professors?|students?|graduates?|dean"
    r"|alumn[aiu]s?) (?:at|of|from)|transferred to) $"
)
_NO_NOUN_FOLLOWS = re.compile(
    r"$|[.,;:!?)]|['’]s\b| (?:and|or|in|on|for|as|where|who|which|last|this|before|after|since|when"
    r"|to|with|was|is|has|had|said|until|but|during|by)\b"
)


def is_of_education(text: str, start: int, end: int) -> bool:
    """Whether the name at ``text[start:end]`` is a degree, or a university."""
    name = text[start:end]
    name = f"{name}." if text.startswith(".", end) and not name.endswith(".") else name
    before = text[max(0, start - 80) : start]
    if name in _DEGREES:
        person = _AFTER_PERSON.search(before)
        given = person and person["first"].rstrip(".").casefold()
        return bool(_EARNED.search(before)) or given in _FIRST_NAMES | _TITLES
    if name in _COMPASS:
        return bool(_STUDIED.search(before) and _NO_NOUN_FOLLOWS.match(text, end))
    return False
