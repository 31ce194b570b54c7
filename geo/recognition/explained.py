"""Places that the text itself explains: "Torghundi, a border crossing", "the provinces of Bac Lieu
and Ca Mau", "Artibonite department"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from geo.recognition.entities import Reading
from geo.recognition.spans import trim
from geo.recognition.wordlists import words

_FIRST_NAMES = words("first names")
_TITLES = words("titles")
# What the model takes a name for that it has never seen; dates and numbers are what they are.
_MISTAKEN = frozenset({"PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "LANGUAGE"})
_DIVISIONS = frozenset({"state", "county", "state-alternate", "county-alternate"})

# Each pattern begins with what is rare, so that most of a text is passed over quickly.
_EXPLANATION = re.compile(
    r", (?:an?|one of the) (?:[\w-]+ ){0,3}?"
    r"(?:town|village|hamlet|city|settlement|suburb|district|province|island|oasis|port"
    r"|border (?:crossing|post|town|village)|mountain pass|refugee camp|garrison town)s?"
    r"(?:[.,;:]| (?:in|on|of|near|to|from|at|between|outside|inside|close|along|by|about|around"
    r"|some|just|that|where|which|known|home|north|south|east|west|north-?east|north-?west"
    r"|south-?east|south-?west|\d[\d,.]*) ?)"
)
_BEFORE = re.compile(
    r"\b(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})(?P<verb> fell| was [a-z]+)?$"
)
_LONGEST = 60  # characters in which the name before an explanation is looked for
_WORD = r"[A-Z](?:[\w-]|['’](?!s\b))+"
_NAME = rf"{_WORD}(?: (?:al-|de |of )?{_WORD}){{0,3}}"
_LIST = re.compile(rf" of (?P<list>{_NAME}(?:, {_NAME})*,? and {_NAME})")
_IN_LIST = re.compile(_NAME)
_KINDS = re.compile(
    r"\b(?:provinces|districts|towns|villages|counties|cities|states|regions|departments"
    r"|governorates|prefectures|municipalities|suburbs|islands|parishes|countries|republics)$"
)
_GENERIC = ("province", "governorate", "oblast", "prefecture", "district", "department")
# "Police department" and "School district" are none.
_DIVISION = re.compile(
    r"(?:['’]s? |\b(?:in|from|to|across|near|around|throughout|of|and|where|,) (?:the )?)"
    rf"(?P<name>{_NAME}) (?:{'|'.join(_GENERIC)})\b"
)
_AMID = re.compile(r"[a-z] $")


def explained(reading: Reading, kind: Callable[[str], str]) -> Iterator[tuple[int, int, str]]:
    """The spans of names that are said to be a town, a province, a crossing, with the label that
    the model gave them ("" for none). ``kind`` is `Knowledge.kind`."""
    text = reading.text
    labels = {(entity.start, entity.end): entity.label for entity in reading.entities}
    for explanation in _EXPLANATION.finditer(text):
        at = explanation.start()
        found = _BEFORE.search(text, max(0, at - _LONGEST), at)
        if found is None:
            continue
        start, end = trim(text, *found.span("name"))
        label = labels.get((start, end), "")
        mended = label in _MISTAKEN and not _is_given(found["name"])
        if mended or (not label and _is_name(reading, found, start, end)):
            yield start, end, label
    for start, end in (*_listed(text), *_divisions(text, kind)):
        yield start, end, labels.get((start, end), "")


def _listed(text: str) -> Iterator[tuple[int, int]]:
    """ "The provinces of Bac Lieu, Ca Mau and Hau Giang"."""
    for found in _LIST.finditer(text):
        if _KINDS.search(text, max(0, found.start() - 20), found.start()):
            for name in _IN_LIST.finditer(text, *found.span("list")):
                if name[0].partition(" ")[0].casefold() not in _FIRST_NAMES | _TITLES:
                    yield trim(text, *name.span())


def _divisions(text: str, kind: Callable[[str], str]) -> Iterator[tuple[int, int]]:
    """ "Artibonite department", where the gazetteer knows of such a division."""
    if not any(f" {word}" in text for word in _GENERIC):
        return
    for found in _DIVISION.finditer(text):
        start, end = trim(text, *found.span("name"))
        if kind(text[start:end]) in _DIVISIONS:
            yield start, end


def _is_given(name: str) -> bool:
    """Whether it is a person's full name, as in "John Hill, a town of Salem trustee"."""
    return " " in name and name.partition(" ")[0].casefold() in _FIRST_NAMES


def _is_name(reading: Reading, found: re.Match[str], start: int, end: int) -> bool:
    """Whether what the model passed over is a name, no "However" that begins a sentence."""
    amid = bool(found["verb"]) or _AMID.search(reading.text, max(0, start - 2), start) is not None
    return amid and not any(e.start < end and start < e.end for e in reading.entities)
