"""Rules that decide without weights, by the words right beside a name.

What is beyond doubt no place: namesakes ("Paris Hilton"), ordinary words ("Reading on the bus").
What the text itself explains as a place: "Torghundi, a border crossing", "the provinces of Bac
Lieu and Ca Mau", "Artibonite department". They hold for news of any kind, where the weights of
``judge.tsv`` hold for news like that they were learned from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from geo.recognition.entities import ArticleReading
from geo.recognition.knowledge import DEMONYM
from geo.recognition.name_extent import trim
from geo.recognition.word_lists import words

_DISEASES = words("ailments")
_NAMESAKES = words("namesakes")
_OF_PEOPLES = words("namesakes of peoples")
_MAKERS = words("makers")
_SURNAMES = words("surnames")
_RANKS = words("ranks")
_ORDINARY_WORDS = words("plain")
_ACTING = words("acting") | words("auxiliaries")
_CITY_STATES = words("city states")
_PLACED = words("placed") | words("moving")

_FOLLOWING = re.compile(r" ([\w'’]+)")
# "Crimean-Congo haemorrhagic fever", "Rocky Mountain spotted fever".
_DISEASE_NAME = re.compile(r"(?:[-–]\w+)? (?:spotted |equine |novel )?([a-z]+)")
_FLU = re.compile(
    r" flu\b(?: of\b| pandemic| epidemic| virus| in \d|[.,;)]| (?:was|were|came|killed)\b)"
)
_PRECEDING = re.compile(r"\b(\w+)(\.?) $")
_WELL_KNOWN_KINDS = ("country", "metropolis")
_LONGER_BEFORE = re.compile(r"(?:\b[A-Z][\w.'’]*[ -]|[\w&/-])$")
_LONGER_AFTER = re.compile(r"[ -]?(?:[A-Z0-9]|[&/])|[\w-]")
_CAPITALISED = re.compile(r" [A-Z][a-zé'’-]+")


def is_namesake(text: str, start: int, end: int, kind: str) -> bool:
    """Whether something that is no place bears the name at ``text[start:end]``, beyond doubt:
    "Paris Hilton", "Toyota Tacoma", "USS Cole", "West Nile virus", "General Israel Putnam".

    ``kind`` is what the gazetteer knows of the name (`Knowledge.kind`).
    """
    name = text[start:end]
    following = _FOLLOWING.match(text, end)
    preceding = _PRECEDING.search(text, max(0, start - 20), start)
    return bool(
        _is_disease(text, end)
        or (preceding and preceding[1].casefold() == "the" and _FLU.match(text, end))
        or (following and following[1].casefold() in _NAMESAKES)
        or (following and kind == DEMONYM and following[1] in _OF_PEOPLES)
        or (preceding and preceding[1].casefold() in _MAKERS and preceding[1][0].isupper())
        or (following and _is_surname(following[1]) and name.isalpha() and not name.isupper())
        or (
            preceding
            and name.isalpha()
            and _is_rank(preceding[1])
            and _CAPITALISED.match(text, end)
        )
    )


def _is_disease(text: str, end: int) -> bool:
    found = _DISEASE_NAME.match(text, end)
    return found is not None and found[1] in _DISEASES


def _is_surname(word: str) -> bool:
    return word.casefold() in _SURNAMES and word[0].isupper()


def _is_rank(word: str) -> bool:
    return word.casefold() in _RANKS and word[0].isupper()


def is_ordinary_word(text: str, start: int, end: int) -> bool:
    """Whether the name is an ordinary word used as such: "Reading on the bus", "Nice weather"."""
    if text[start:end].casefold() not in _ORDINARY_WORDS:
        return False
    following = _FOLLOWING.match(text, end)
    preceding = _PRECEDING.search(text, max(0, start - 20), start)
    if following is None or not following[1].islower() or following[1] in _ACTING:
        return False
    return preceding is None or preceding[1].casefold() not in _PLACED


def is_well_known_place(text: str, start: int, end: int, kind: str) -> bool:
    """Whether the name is a country's or a great city's and stands by itself, no part of a
    longer one: news of any kind means the place by it."""
    great = kind in _WELL_KNOWN_KINDS or text[start:end].casefold() in _CITY_STATES
    if not great or not text[start].isupper():
        return False
    before, after = text[max(0, start - 30) : start], text[end : end + 3]
    return not _LONGER_BEFORE.search(before) and not _LONGER_AFTER.match(after)


_FIRST_NAMES = words("first names")
_TITLES = words("titles")
# Labels that the model wrongly gives to unknown place names; dates and numbers are never wrong.
_MISTAKEN = frozenset({"PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "LANGUAGE"})
_DIVISIONS = frozenset({"state", "county", "state-alternate", "county-alternate"})

# For speed each pattern begins with what is rare, so that most of a text is skipped.
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
# "Police department" and "School district" are no divisions: the gazetteer must know the name.
_DIVISION = re.compile(
    r"(?:['’]s? |\b(?:in|from|to|across|near|around|throughout|of|and|where|,) (?:the )?)"
    rf"(?P<name>{_NAME}) (?:{'|'.join(_GENERIC)})\b"
)
_AMID = re.compile(r"[a-z] $")


def explained_places(
    reading: ArticleReading, kind: Callable[[str], str]
) -> Iterator[tuple[int, int, str]]:
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


def _is_name(reading: ArticleReading, found: re.Match[str], start: int, end: int) -> bool:
    """Whether what the model passed over is a name, no "However" that begins a sentence."""
    amid = bool(found["verb"]) or _AMID.search(reading.text, max(0, start - 2), start) is not None
    return amid and not any(e.start < end and start < e.end for e in reading.entities)
