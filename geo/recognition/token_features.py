"""Token features for the entity model: what the gazetteer knows, how the article uses a word.

The stock model sees a word's form alone. Two more columns tell it what the gazetteer knows of
the name that the token belongs to (in ``tag``), and how the article uses the word elsewhere
(in ``lemma``): a surname met once as "Jack London" is a surname wherever it stands. Both token
attributes are free, because the components that would fill them are not loaded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import Any

import numpy as np
from spacy.tokens import Doc

from geo.recognition.entities import KnownName
from geo.recognition.word_lists import words

LONGEST_NAME = 9
LOCATED, TITLED, SPOKE, REPEATED, LOWER = 1, 2, 4, 8, 16
"""How an article uses a word: after "in", after a title or given name, before "said", more than
once, and also without a capital."""

_LINKS = words("links")
# What ends a name after a hyphen is no longer, and none of what is said of the name before it.
_LONGEST_ENDING = 4
_ADJECTIVAL = frozenset(
    (
        *("area", "wide", "born", "led", "made", "run", "held", "type", "like", "era", "bred"),
        *("fed", "only", "side", "hit", "son", "bid", "ally", "tied", "goer", "goes", "bank"),
        *("to", "in", "and"),
    )
)
_GENERIC_ENDS = words("generic ends")
_LOCATIVES = words("locatives")
_TITLES = words("titles")
_FIRST_NAMES = words("first names")
_SPEECH_VERBS = words("speech")
_ELIDED = re.compile(r"(?:d|l|dell|nell|all|sull)['’][^\W\d_]", re.IGNORECASE)  # "Coeur d'Alene"
_POSSESSIVES = ("'s", "’s", "'S", "’S")
_APOSTROPHES = frozenset("'‘ʻʼʿʾ")  # tokens of their own in "Al ‘Amārah"
_SHORTENED = frozenset({"st", "ste", "mt", "ft"})  # whose full stop is cut off in "ST."
_OWNERS = frozenset({"country", "region", "state", "metropolis", "city", "abbreviation", "demonym"})
_SAINT = re.compile(r"(?:St\.?|Saint) [^\W\d_]+", re.IGNORECASE)
_USES = [f"use-{bits}" for bits in range(32)]
_NOTHING = "-"


def write_token_features(
    doc: Doc, kind: Callable[[str], str]
) -> tuple[list[KnownName], dict[str, int]]:
    """Write both columns into the document's tokens; the known names and the uses of words.

    ``kind`` tells of a name what it is (`Knowledge.kind`). Offsets are the document's.
    """
    if not len(doc):
        return [], {}
    text = doc.text
    # For speed: an object for every token would double the time.
    places: list[list[int]] = doc.to_array(["IDX", "LENGTH"]).tolist()
    starts = [start for start, _ in places]
    tokens = [text[start : start + length] for start, length in places]
    found = list(_known(text, tokens, starts, kind))
    uses = _uses(tokens)
    add = doc.vocab.strings.add
    columns: Any = np.full((len(tokens), 2), add(_NOTHING), "uint64")
    for first, last, sort in found:
        columns[first : last + 1, 0] = add(f"I-{sort}")
        columns[last, 0] = add(f"L-{sort}")
        columns[first, 0] = add(f"B-{sort}" if last > first else f"U-{sort}")
    for position, token in enumerate(tokens):
        if token[0].isupper():
            columns[position, 1] = add(_USES[uses[token.casefold()]])
    doc.from_array(["TAG", "LEMMA"], columns)
    known = [
        KnownName(starts[first], starts[last] + len(tokens[last]), sort)
        for first, last, sort in found
    ]
    return known, uses


def _known(
    text: str, tokens: Sequence[str], starts: Sequence[int], kind: Callable[[str], str]
) -> list[tuple[int, int, str]]:
    """The longest known names from left to right, as (first token, last token, kind)."""
    found = []
    first = 0
    while first < len(tokens):
        last = first
        if tokens[first][0].isupper():
            last, sort = _longest(text, tokens, starts, first, kind)
            if sort:
                found.append((first, last, sort))
        first = last + 1
    return found


def _longest(
    text: str, tokens: Sequence[str], starts: Sequence[int], first: int, kind: Callable[[str], str]
) -> tuple[int, str]:
    found = (first, kind(tokens[first]))
    for last in range(first + 1, min(len(tokens), first + LONGEST_NAME)):
        step = _step(tokens, last)
        if step is _ScanStep.OUT:
            break
        if step is _ScanStep.POSSESSIVE:
            owner = text[starts[first] : starts[last]]
            if kind(owner) in _OWNERS and not _SAINT.fullmatch(owner):
                break  # "Russia's Kursk" is two names
            if not _SAINT.fullmatch(owner):
                continue  # "Cox's Bazar" may be one, but "Cox's" is none
        if step is not _ScanStep.LINK:
            sort = kind(text[starts[first] : starts[last] + len(tokens[last])])
            if sort:
                found = (last, sort)
    return found


class _ScanStep(Enum):
    """What a token does for the name that the tokens before it began."""

    WORD = auto()  # the name may end with it
    LINK = auto()  # stands within names only
    POSSESSIVE = auto()  # "St. John's"
    OUT = auto()  # is no part of a name


def _step(tokens: Sequence[str], at: int) -> _ScanStep:
    token = tokens[at]
    if token[0].isupper() or _ELIDED.match(token):
        return _ScanStep.WORD
    if token in _POSSESSIVES:
        return _ScanStep.POSSESSIVE
    hyphened = tokens[at - 1] == "-" and token.isalpha()
    if token in _GENERIC_ENDS or (hyphened and _may_end(token)):
        return _ScanStep.WORD  # "Skåne län", "Gangwon-do", "Chang-hua"
    shortened = tokens[at - 1].casefold() in _SHORTENED and not token.strip(".")
    if token in _APOSTROPHES or shortened:
        return _ScanStep.LINK
    # A name may be broken by a line's end or a space that does not break.
    within = token.lower() in _LINKS or (token.isspace() and token.count("\n") < 2)
    return _ScanStep.LINK if within else _ScanStep.OUT


def _may_end(token: str) -> bool:
    return len(token) <= _LONGEST_ENDING and token not in _ADJECTIVAL


def _uses(tokens: Sequence[str]) -> dict[str, int]:
    """How the text uses each capitalised word (folded), over all its occurrences."""
    uses: dict[str, int] = {}
    lower = {word for word in tokens if word.islower()}
    previous = ""
    for index, word in enumerate(tokens):
        if word[0].isupper():
            key = word.casefold()
            use = _use(previous) | (LOWER if key in lower else 0)
            if index + 1 < len(tokens) and tokens[index + 1] in _SPEECH_VERBS:
                use |= SPOKE
            uses[key] = uses[key] | use | REPEATED if key in uses else use
        previous = previous if word == "." else word  # "Gov. Brown" is titled too
    return uses


def _use(previous: str) -> int:
    if previous in _LOCATIVES:
        return LOCATED
    key = previous.casefold().rstrip(".")
    return TITLED if key in _TITLES or (key in _FIRST_NAMES and previous[0].isupper()) else 0
