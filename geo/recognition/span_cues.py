"""Spans that may be toponyms, and the cues to be seen of each, which ``span_classifier`` weighs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from geo.recognition.education import is_of_education
from geo.recognition.entities import PLACE_LABELS, ArticleReading, Entity
from geo.recognition.knowledge import DEMONYM
from geo.recognition.name_extent import trim
from geo.recognition.rules import (
    explained_places,
    is_degree,
    is_measure,
    is_namesake,
    is_person,
)
from geo.recognition.token_features import LOCATED, LOWER, REPEATED, SPOKE, TITLED
from geo.recognition.word_lists import words

_FIRST_NAMES = words("first names")
_EXTENSIONS = words("extensions")
_TITLES = words("titles")
_LAST_WORDS = {
    name: words(name) for name in ("natural", "streets", "companies", "organisations", "areas")
}
_BEFORE = {name: words(name) for name in ("placed", "moving", "related", "titles")}
_OF = {name: words(name) for name in ("areas", "governing", "organisations")}
_AFTER = {
    name: words(name)
    for name in ("organisations", "acting", "auxiliaries", "governing", "areas", "companies")
}
_USES = {
    LOCATED: "located",
    TITLED: "titled",
    SPOKE: "spoke",
    REPEATED: "repeated",
    LOWER: "lower",
}
_NEXT_WORD = re.compile(r" ([A-Z][\w.]*)")
_WHOLE_WORD = re.compile(r"\w+")
_BOUNDARY = re.compile(r"\b")
_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*\.?|[^\w\s]")


@dataclass(frozen=True, slots=True)
class SpanCandidate:
    """A span that may be a toponym, and how it came up.

    ``origin`` is "model" for the model's own places, "longer" for those with the generic word
    that follows, "again" for a place of the model's that it passed over here, "known" for what
    only the gazetteer proposes, "explained" for what the text says is a place; ``around`` is
    the label of the model's entity that the span is in or touches.
    """

    start: int
    end: int
    origin: str
    around: str
    kind: str


def candidates(reading: ArticleReading, kind: Callable[[str], str]) -> list[SpanCandidate]:
    """The model's places, the same with a generic word after them, and the gazetteer's names."""
    text = reading.text
    found = []
    taken = set()
    for entity in reading.entities:
        if entity.label in PLACE_LABELS:
            spans = [("model", entity.end)]
            following = _NEXT_WORD.match(text, entity.end)
            if following and following[1].casefold() in _EXTENSIONS:
                spans.append(("longer", trim(text, entity.start, following.end())[1]))
            for origin, end in spans:
                taken.add((entity.start, end))
                name = text[entity.start : end]
                found.append(SpanCandidate(entity.start, end, origin, entity.label, kind(name)))
    starts = [entity.start for entity in reading.entities]
    for start, end in _repeated(text, found):
        if (start, end) not in taken:
            around = _label_around(reading.entities, starts, start, end)
            taken.add((start, end))
            found.append(SpanCandidate(start, end, "again", around, ""))
    for known in reading.known:
        start, end = trim(text, known.start, known.end, possessive=False)
        if start < end and (start, end) not in taken:
            around = _label_around(reading.entities, starts, start, end)
            found.append(SpanCandidate(start, end, "known", around, known.kind))
    # No weights are learned for explained places: their score, 0, is above the threshold.
    for start, end, label in explained_places(reading, kind):
        found.append(SpanCandidate(start, end, "explained", label, kind(text[start:end])))
    people = frozenset(e.end for e in reading.entities if e.label == "PERSON")
    return [c for c in found if not _is_no_place(text, c, people)]


def _is_no_place(text: str, candidate: SpanCandidate, people: Collection[int]) -> bool:
    start, end = candidate.start, candidate.end
    return (
        is_namesake(text, start, end, candidate.kind)
        or is_person(text, start, end, candidate.kind)
        or is_of_education(text, start, end)
        or is_measure(text, start, end)
        or is_degree(text, start, end, people)
    )


def _repeated(text: str, found: Sequence[SpanCandidate]) -> Iterator[tuple[int, int]]:
    """Every further occurrence of the places that only the model knows."""
    names = {text[c.start : c.end] for c in found if c.origin == "model" and not c.kind}
    by_first: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=len, reverse=True):
        if len(name) > 3 and (first := _WHOLE_WORD.match(name)):
            by_first[first[0]].append(name)
    end = 0
    for word in _WHOLE_WORD.finditer(text) if by_first else ():
        at = word.start()
        for name in by_first.get(word[0], ()) if at >= end else ():
            if text.startswith(name, at) and _BOUNDARY.match(text, at + len(name)):
                end = at + len(name)
                yield at, end
                break


def _label_around(entities: Sequence[Entity], starts: Sequence[int], start: int, end: int) -> str:
    """The label of the entity that the span lies in or touches, "all of" it or not; "" for none."""
    position = bisect_left(starts, end) - 1
    if position >= 0 and entities[position].end > start:
        entity = entities[position]
        whole = "all of " if (entity.start, entity.end) == (start, end) else ""
        return whole + entity.label
    return ""


def labels_of_names(reading: ArticleReading) -> dict[str, set[str]]:
    """Every label that the model gives to a name somewhere in the article."""
    labels: defaultdict[str, set[str]] = defaultdict(set)
    for entity in reading.entities:
        name = reading.text[entity.start : entity.end].casefold()
        labels[name].add("place" if entity.label in PLACE_LABELS else entity.label)
        if entity.label == "PERSON":
            labels[name.rpartition(" ")[2]].add("surname")
            if " " in name:
                labels[name.rpartition(" ")[2]].add("full name")
            if name.partition(" ")[0] in _FIRST_NAMES:
                labels[name.rpartition(" ")[2]].add("family")
    return labels


def cues(
    candidate: SpanCandidate, reading: ArticleReading, elsewhere: Mapping[str, set[str]]
) -> Iterator[str]:
    """What is seen of a candidate, as names of weights."""
    text, start, end = reading.text, candidate.start, candidate.end
    name = text[start:end]
    parts = name.split()
    kind = candidate.kind or "unknown"
    origin = candidate.origin
    yield f"{origin} {candidate.around or 'alone'}"
    yield f"{origin} {kind}"
    if origin == "known":
        yield f"{kind} in {candidate.around or 'nothing'}"
    if kind in (DEMONYM, "country", "abbreviation"):
        origin = f"{kind} {origin}"  # their surroundings mean other things
    yield f"{origin} of {min(len(parts), 4)} words{'' if candidate.kind else ', unknown'}"
    known = "" if candidate.kind else " unknown"
    for cue in _form_cues(name, parts):
        yield f"{origin}{known} {cue}"
    for cue in _usage_cues(parts, reading.uses, elsewhere.get(name.casefold(), set())):
        yield f"{origin}{known} {cue}"
    for cue in _neighbour_cues(text, start, end):
        yield f"{origin} {cue}"


def _form_cues(name: str, parts: Sequence[str]) -> Iterator[str]:
    last = parts[-1].casefold()
    for sort, members in _LAST_WORDS.items():
        if last in members:
            yield f"ends as {sort}"
    if name.isupper() and len(name) > 4:
        yield "in capitals"
    if len(parts) > 1 and parts[0].casefold() in _FIRST_NAMES:
        yield "begins with a given name"
    if any(character.isdigit() for character in name):
        yield "with digits"
    if parts[0].casefold() in _TITLES:
        yield "begins with a title"


def _usage_cues(
    parts: Sequence[str], uses: Mapping[str, int], labels: Iterable[str]
) -> Iterator[str]:
    use = uses.get(parts[0].casefold(), 0)
    for bit, word in _USES.items():
        if use & bit:
            yield f"is {word}"
    if len(parts) > 1 and uses.get(parts[-1].casefold(), 0) & (TITLED | SPOKE):
        yield "ends like a person"
    for label in labels:
        if label in ("place", "PERSON", "ORG", "surname", "PRODUCT", "EVENT"):
            yield f"elsewhere {label}"


def _neighbour_cues(text: str, start: int, end: int) -> Iterator[str]:
    before = _WORD.findall(text[max(0, start - 40) : start])[-2:]
    after = _WORD.findall(text[end : end + 40])[:2]
    if len(after) > 1 and after[0] in "'’" and after[1] == "s":
        yield "possessive"
        after = _WORD.findall(text[end + 2 : end + 40])[:1]
    previous = before[-1] if before else "."
    following = after[0] if after else "."
    yield f"after {_word_class(previous, _BEFORE)}"
    if len(before) > 1 and previous.casefold() == "the":
        yield f"after the, {_word_class(before[0], _BEFORE)}"
    if len(before) > 1 and previous == "of":
        yield f"after of, {_word_class(before[0], _OF)}"
    yield f"then {_word_class(following, _AFTER)}"
    if following == "," and len(after) > 1 and after[1][0].isupper():
        yield "then a comma and a capital"


def _word_class(word: str, lists: Mapping[str, frozenset[str]]) -> str:
    """The sort of word that stands beside a name."""
    folded = word.casefold()
    capital = "a capital " if word[0].isupper() else ""
    for name, members in lists.items():
        if folded in members or folded.rstrip(".") in members:
            return f"{capital}{name}"
    if capital:
        return "a capital"
    if not word[0].isalnum():
        return word if word in '.,:;()-—–/"' else "a sign"
    return "the" if folded == "the" else "a number" if word[0].isdigit() else "a word"
