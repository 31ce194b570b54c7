"""What each token carries into the entity model beside its letters.

The stock model sees a word's form alone. Two more columns tell it what the gazetteer knows of
the name that the token belongs to (in ``tag``), and how the article uses the word elsewhere
(in ``lemma``): a surname met once as "Jack London" is a surname wherever it stands. Both token
attributes are free, because the components that would fill them are not loaded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from spacy.tokens import Doc

from geo.recognition.wordlists import words

LONGEST_NAME = 5
_LINKS = words("links")
_LOCATIVES = words("locatives")
_TITLES = words("titles")
_FIRST_NAMES = words("first names")
_SPEECH = words("speech")
_LOCATED, _TITLED, _SPOKE, _REPEATED, _LOWER = 1, 2, 4, 8, 16


def mark(doc: Doc, kind: Callable[[str], str]) -> Doc:
    """Write both columns into the document's tokens; ``kind`` tells of a name what it is."""
    tokens = [token.text for token in doc]
    if tokens:
        text = doc.text
        starts = [token.idx for token in doc]
        columns = (_gazetteer_column(text, tokens, starts, kind), _usage_column(tokens))
        add = doc.vocab.strings.add
        values: Any = np.array(
            [[add(tag), add(use)] for tag, use in zip(*columns, strict=True)], "uint64"
        )
        doc.from_array(["TAG", "LEMMA"], values)
    return doc


def _gazetteer_column(
    text: str, words: Sequence[str], starts: Sequence[int], kind: Callable[[str], str]
) -> list[str]:
    """The kind of the longest known name that a token is in, with its place in that name."""
    column = ["-"] * len(words)
    first = 0
    while first < len(words):
        last, sort = first, ""
        if words[first][0].isupper():
            last, sort = _longest(text, words, starts, first, kind)
        if sort:
            for position in range(first, last + 1):
                column[position] = f"I-{sort}"
            column[last] = f"L-{sort}"
            column[first] = f"B-{sort}" if last > first else f"U-{sort}"
        first = last + 1
    return column


def _longest(
    text: str, words: Sequence[str], starts: Sequence[int], first: int, kind: Callable[[str], str]
) -> tuple[int, str]:
    found = (first, kind(words[first]))
    for last in range(first + 1, min(len(words), first + LONGEST_NAME)):
        word = words[last]
        if word[0].isupper():
            sort = kind(text[starts[first] : starts[last] + len(word)])
            if sort:
                found = (last, sort)
        elif word.lower() not in _LINKS:
            break
    return found


def _usage_column(words: Sequence[str]) -> list[str]:
    """How the article uses each capitalised word, over all its occurrences."""
    uses: defaultdict[str, int] = defaultdict(int)
    seen: set[str] = set()
    previous = ""
    lowers = {word for word in words if word.islower()}
    for index, word in enumerate(words):
        if word[0].isupper():
            key = word.casefold()
            uses[key] |= _use(previous) | (_REPEATED if key in seen else 0)
            if key in lowers:
                uses[key] |= _LOWER
            if index + 1 < len(words) and words[index + 1] in _SPEECH:
                uses[key] |= _SPOKE
            seen.add(key)
        if word != ".":
            previous = word
    return [_USES[uses[word.casefold()]] if word[0].isupper() else "-" for word in words]


def _use(previous: str) -> int:
    if previous in _LOCATIVES:
        return _LOCATED
    key = previous.casefold().rstrip(".")
    return _TITLED if key in _TITLES or (key in _FIRST_NAMES and previous[0].isupper()) else 0


_USES = [f"use-{bits}" for bits in range(32)]
