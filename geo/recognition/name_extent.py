"""The exact extent of a name: what the annotators of news corpora would underline.

Names of which only the last word was taken are made whole ("Central Asian", not "Asian"): Asia
is not Central Asia, nor Europe Eastern Europe, so half of such a name is another place. So with
streets and quarters: "Athens Boulevard", "Russian Hill" and "Little Italy" would be taken for
Athens, Russia and Italy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from geo.recognition.entities import Entity
from geo.recognition.knowledge import DEMONYM

_EDGES = "'’‘`,;:.!?()[]“”\"…—–-|/*"
_ARTICLES = ("the ", "The ", "THE ")


def trim(text: str, start: int, end: int, *, possessive: bool = True) -> tuple[int, int]:
    """The span of the name alone: no possessive, leading article, quotes or space around it.

    A full stop stays where it belongs to an abbreviation ("U.S.", "Calif."); the span is empty
    when nothing is left. "The Hague" keeps its article. ``possessive`` is False for a name that is
    known to end so ("St. John's").
    """
    while start < end and (text[start].isspace() or text[start] in _EDGES):
        start += 1
    while start < end and (text[end - 1].isspace() or _is_loose_at_the_end(text, start, end)):
        end -= 1
    if possessive and text[max(start, end - 2) : end] in ("'s", "’s", "'S", "’S"):
        end -= 2
    if text.startswith(_ARTICLES, start, end) and text[start:end].casefold() != "the hague":
        start = min(end, start + 4)
        while start < end and text[start].isspace():
            start += 1
    return start, end


def _is_loose_at_the_end(text: str, start: int, end: int) -> bool:
    last = text[end - 1]
    if last == ".":
        return not _is_abbreviation(text[start:end])
    if last == ")":
        return "(" not in text[start:end]
    return last in _EDGES


def _is_abbreviation(name: str) -> bool:
    """ "U.S.", "D.C.", "Calif.", "Washington D.C.": but "Moscow." ends a sentence."""
    last = name.split()[-1]
    return "." in last[:-1] or len(last) <= 6


_QUOTES = "'’‘ʻʼ`ʿʾ"
_AMID = re.compile(rf"[^\W\d_] ([{_QUOTES}])$")
_CLOSING = re.compile(rf"[\w.,!?][{_QUOTES}](?!\w)")
_OPENING = re.compile(rf"(?:^|[\s(])[{_QUOTES}]\w")
# Characters in which the other half of a pair of quotes is looked for.
_QUOTED = 400


def with_apostrophes(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the apostrophe that the name begins or ends with: "‘Ibrī", "Homyel'".

    A quote that is one of a pair is none, nor what follows an s.
    """
    before = _AMID.search(text, max(0, start - 3), start)
    if before and not _CLOSING.search(text, end - 1, end + _QUOTED):
        return before.start(1), end
    after = text[end : end + 2]
    if (
        after[:1] in tuple(_QUOTES)
        and not after[1:].isalpha()
        and text[end - 1].isalpha()
        and text[end - 1] not in "sxzSXZ"
        and not _OPENING.search(text[max(0, start - _QUOTED) : start + 1])
    ):
        return start, end + 1
    return start, end


_WORD_BEFORE = re.compile(r"\b(?!The )[A-Z][\w-]+ $")
_LONGEST_WORD = 20
# Only these are completed: "North Texas" is in Texas, and is seldom meant by itself.
_SORTS = (DEMONYM, "region")


def complete_names(text: str, taken: Sequence[Entity], kind: Callable[[str], str]) -> list[Entity]:
    """The taken spans, in the order of the text as they came, each adjective and region with the
    word before it that belongs to it, even where that was taken with the name before: "Soviet
    Central" Asian. ``kind`` is `Knowledge.kind`: what the gazetteer knows of a name.
    """
    whole: list[Entity] = []
    for entity in taken:
        start = _beginning(text, entity, kind)
        if whole and whole[-1].end > start:
            before = whole.pop()
            kept = trim(text, before.start, max(before.start, start))
            if kept[0] < kept[1]:
                whole.append(replace(before, start=kept[0], end=kept[1]))
        whole.append(replace(entity, start=start))
    return whole


def _beginning(text: str, entity: Entity, kind: Callable[[str], str]) -> int:
    """Where the longer name begins that the entity is the end of; else where the entity begins."""
    before = _WORD_BEFORE.search(text, max(0, entity.start - _LONGEST_WORD), entity.start)
    sort = kind(text[entity.start : entity.end])
    if before is None or sort not in _SORTS:
        return entity.start
    longer = kind(text[before.start() : entity.end]) == sort
    return before.start() if longer else entity.start


_STREET = re.compile(
    r" (?:Street|Road|Avenue|Boulevard|Turnpike|Parkway|Highway|Expressway|Freeway|Lane|Drive"
    r"|(?:St|Rd|Ave|Blvd)(?:\.|(?![\w.])))(?!\w| [A-Z])"
)
# After adjectives of nations alone: Kandahar Square may be a square in Kandahar.
_QUARTER = re.compile(r" (?:Hill|Heights|Square|Village|Quarter|Row|Park|Town|Bottom)\b(?! [A-Z])")
_LITTLE = "Little "
_CALLED_AFTER = ("GPE", "NORP")
_LONGEST = 14


def with_street_words(text: str, taken: Sequence[Entity]) -> list[Entity]:
    """The taken spans, each that a street's or quarter's word follows with that word, as a site."""
    whole: list[Entity] = []
    for at, entity in enumerate(taken):
        little = entity.start - len(_LITTLE)
        apart = not whole or whole[-1].end <= little
        if apart and text.endswith(_LITTLE, 0, entity.start) and entity.label in _CALLED_AFTER:
            whole.append(replace(entity, start=little, label="FAC"))
            continue
        pattern = _QUARTER if entity.label == "NORP" else _STREET
        found = pattern.match(text, entity.end, entity.end + _LONGEST)
        free = at + 1 == len(taken) or (found and found.end() <= taken[at + 1].start)
        if found and free and not text[entity.start : entity.end].isupper():
            end = found.end() - (text[found.end() - 1] == ".")
            whole.append(replace(entity, end=end, label="FAC"))
        else:
            whole.append(entity)
    return whole
