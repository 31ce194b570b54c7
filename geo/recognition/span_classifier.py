"""Which spans are toponyms: the model's finds and the gazetteer's names, weighed together.

The model reads a few words around a name. What it cannot see is weighed here by cues that a
person can read: whether the gazetteer knows the name, what the article makes of it elsewhere,
what stands before and after. The weights are in ``span_classifier.tsv``;
``training/span_classifier.py`` fits and measures them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from geo.recognition.certain_names import with_landmarks
from geo.recognition.entities import PLACE_LABELS, ArticleReading, Entity, touching
from geo.recognition.enumerations import listed_with_places
from geo.recognition.knowledge import DEMONYM
from geo.recognition.name_extent import complete_names, with_apostrophes, with_street_words
from geo.recognition.place_contexts import (
    bears_article,
    is_in_place,
    is_landscape_alone,
    is_used_as_landscape,
    is_used_as_place,
    stands_alone,
)
from geo.recognition.rules import (
    acts_as_country,
    is_archived_dateline,
    is_ordinary_word,
    is_put_together,
    is_well_known_place,
    is_well_known_whole,
)
from geo.recognition.span_cues import SpanCandidate, candidates, cues, labels_of_names
from geo.recognition.token_features import LOCATED, LOWER, REPEATED, TITLED
from geo.recognition.word_lists import words

# Log-odds from which a span is taken: F1 is highest with a threshold of about half that F1
# (Lipton, Elkan and Narayanaswamy 2014).
THRESHOLD = -0.5
# Two of the three training corpora do not annotate a quarter of the national adjectives, by no
# rule, so the learned weights of demonyms are too low.
DEMONYM_BONUS = 0.5
_ABOVE_PARTS = 0.01
# What is known far and wide and stands by itself needs less to be taken for a place.
ALONE_BONUS = 1.0
_ALONE = frozenset({"metropolis", "city", "state", "region"})
_MISTAKABLE = frozenset(
    {"", "GPE", "LOC", "all of PERSON", "all of ORG", "all of PRODUCT", "all of WORK_OF_ART"}
)
# What the model is never wrong about.
_SURE = frozenset({"CARDINAL", "ORDINAL", "TIME", "MONEY", "PERCENT", "QUANTITY"})
_FIRST_NAMES = words("first names")
_PEOPLE = _FIRST_NAMES | words("surnames")
_GOODS = frozenset({"all of ORG", "all of PRODUCT", "all of WORK_OF_ART"})  # Champagne
# People bear the name, or it is a point of the compass.
_NO_REGIONS = _PEOPLE | {
    *("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
}
_QUALIFIER = re.compile(r", ([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)(?! [A-Z])")
_WIDE = frozenset({"country", "state", "region"})


def classify_spans(
    reading: ArticleReading,
    kind: Callable[[str], str],
    table: Mapping[str, float] | None = None,
    is_borne: Callable[[str], bool] = bool,
    is_landscape: Callable[[str], bool] = lambda _: False,
) -> list[Entity]:
    """The toponyms of an article, in the order of the text, none overlapping another.

    ``kind``, ``is_borne`` and ``is_landscape`` are `Knowledge`'s: what the gazetteer knows of a
    name; ``table`` holds other weights of cues than those shipped.
    """
    table = weights() if table is None else table
    elsewhere = labels_of_names(reading)
    found = [
        c
        for c in candidates(reading, kind)
        if not _is_family_name(c, reading, elsewhere) and not _is_ordinary_word(c, reading)
    ]
    scores = [_log_odds(each, reading, elsewhere, table, is_landscape, kind) for each in found]
    scores = _with_wholes(found, scores, reading.text, is_borne)
    scores = [
        max(score, THRESHOLD) if _is_landscape(each, reading, elsewhere, is_landscape) else score
        for each, score in zip(found, scores, strict=True)
    ]
    scored = sorted((-score, order) for order, score in enumerate(scores))
    free = bytearray(b"\1") * len(reading.text)
    taken: list[SpanCandidate] = []
    for cost, order in scored:
        candidate = found[order]
        if -cost >= THRESHOLD and all(free[candidate.start : candidate.end]):
            free[candidate.start : candidate.end] = bytes(candidate.end - candidate.start)
            taken.append(candidate)
    entities = [_entity(each, reading.text) for each in sorted(taken, key=lambda c: c.start)]
    passed_over = (
        (each.start, each.end)
        for each in found
        if all(free[each.start : each.end]) and _may_be_listed(each, reading, elsewhere)
    )
    listed = listed_with_places(reading.text, entities, passed_over)
    entities = sorted((*entities, *listed), key=lambda entity: entity.start)
    whole = with_street_words(reading.text, complete_names(reading.text, entities, kind))
    return with_landmarks(reading.text, whole)


def _may_be_listed(
    candidate: SpanCandidate, reading: ArticleReading, elsewhere: Mapping[str, set[str]]
) -> bool:
    """Whether the gazetteer knows the whole name, and no person is known to bear it."""
    text, start, end = reading.text, candidate.start, candidate.end
    return (
        candidate.origin == "known"
        and candidate.kind not in (DEMONYM, "abbreviation")
        and text[start:end].casefold() not in _PEOPLE
        and stands_alone(text, start, end)
        and _may_be_mistaken(candidate, reading, elsewhere)
    )


def _is_family_name(
    candidate: SpanCandidate, reading: ArticleReading, elsewhere: Mapping[str, set[str]]
) -> bool:
    """ "Jordan" where Michael Jordan is named, and nothing is said to be in Jordan."""
    text, start, end = reading.text, candidate.start, candidate.end
    name = text[start:end].casefold()
    located = reading.uses.get(name, 0) & LOCATED
    named = "family" in elsewhere.get(name, ()) and candidate.kind != DEMONYM
    if not named or located or text.startswith(",", end):
        return False
    return not (acts_as_country(text, end, candidate.kind) or bears_article(text, start, end))


def _is_ordinary_word(candidate: SpanCandidate, reading: ArticleReading) -> bool:
    """ "Reading on the bus", where nothing is said to be in Reading."""
    use = reading.uses.get(reading.text[candidate.start : candidate.end].casefold(), 0)
    if is_used_as_place(reading.text, candidate.start, candidate.end, candidate.kind):
        return False
    return not use & LOCATED and is_ordinary_word(reading.text, candidate.start, candidate.end)


def _log_odds(
    candidate: SpanCandidate,
    reading: ArticleReading,
    elsewhere: Mapping[str, set[str]],
    table: Mapping[str, float],
    is_landscape: Callable[[str], bool] = lambda _: False,
    gazetteer_kind: Callable[[str], str] = lambda _: "",
) -> float:
    """The log-odds that the weights give; enough in any case where there is no doubt."""
    score = _sum_of_weights(candidate, cues(candidate, reading, elsewhere), table)
    text, start, end, kind = reading.text, candidate.start, candidate.end, candidate.kind
    dateline = kind not in ("", DEMONYM) and is_archived_dateline(text, start, end)
    known = dateline or is_well_known_place(text, start, end, kind)
    if known or _is_unknown_place(candidate, text):
        return max(score, THRESHOLD)
    if is_used_as_landscape(text, start, end, kind):
        return max(score, THRESHOLD)
    if not _may_be_mistaken(candidate, reading, elsewhere):
        return score
    if is_used_as_place(text, start, end, kind) or _is_qualified(candidate, text, gazetteer_kind):
        return max(score, THRESHOLD)
    alone = kind in _ALONE and stands_alone(text, start, end)
    name = text[start:end]
    if kind == "region" and (
        candidate.around in _GOODS or name.casefold() in _NO_REGIONS or is_landscape(name)
    ):
        return score
    return score + ALONE_BONUS if alone else score


def _is_landscape(
    candidate: SpanCandidate,
    reading: ArticleReading,
    elsewhere: Mapping[str, set[str]],
    is_landscape: Callable[[str], bool],
) -> bool:
    """ "The Carpathians were snowbound", which the model passed over."""
    text, start, end = reading.text, candidate.start, candidate.end
    return (
        candidate.origin == "known"
        and candidate.kind != DEMONYM
        and is_landscape_alone(text, start, end)
        and _may_be_mistaken(candidate, reading, elsewhere)
        and is_landscape(text[start:end])
    )


def _is_qualified(candidate: SpanCandidate, text: str, kind: Callable[[str], str]) -> bool:
    """ "Corinth, Greece", where the gazetteer knows a Corinth in Greece."""
    wide = _QUALIFIER.match(text, candidate.end)
    return (
        wide is not None
        and candidate.kind not in ("", DEMONYM)
        and kind(wide[1]) in _WIDE
        and stands_alone(text, candidate.start, candidate.end)
        and bool(kind(f"{text[candidate.start : candidate.end]}, {wide[1]}"))
    )


def _is_unknown_place(candidate: SpanCandidate, text: str) -> bool:
    """What the model takes for a town, where only a place can be: "near Baqouba"."""
    return (
        candidate.origin == "model"
        and candidate.around in ("GPE", "LOC")
        and not candidate.kind
        and is_in_place(text, candidate.start, candidate.end)
    )


def _may_be_mistaken(
    candidate: SpanCandidate, reading: ArticleReading, elsewhere: Mapping[str, set[str]]
) -> bool:
    """Whether the model passed a name over, or took it for a person, body or product, that nothing
    else in the article is called by."""
    around = candidate.around
    if around not in _MISTAKABLE and not _covers_its_parts(candidate, reading):
        return False
    name = reading.text[candidate.start : candidate.end].casefold()
    use = reading.uses.get(name.split()[0], 0)
    labels = elsewhere.get(name, set())
    sure = {"full name", "family"} | ({"PERSON", "ORG"} if use & REPEATED else set())
    return not use & (TITLED | LOWER) and labels.isdisjoint(sure)


def _covers_its_parts(candidate: SpanCandidate, reading: ArticleReading) -> bool:
    """Whether the model saw the name, or words of it, and nothing longer, as anything else than a
    number or a time of day: "Xai-Xai" as a date, "Mato Grosso" in Mato Grosso do Sul as a person.
    """
    return all(
        candidate.start <= each.start and each.end <= candidate.end and each.label not in _SURE
        for each in touching(reading.entities, candidate.start, candidate.end)
    )


def _with_wholes(
    found: Sequence[SpanCandidate],
    scores: Sequence[float],
    text: str,
    is_borne: Callable[[str], bool],
) -> list[float]:
    """The scores, with those of known names that are put together raised above their parts'.

    Who marks Spain in "Port of Spain", Guinea in "Guinea-Bissau" or "Norwegian" in "Norwegian Sea",
    has seen a place there, and the gazetteer knows how far its name goes.
    """
    raised = list(scores)
    order = sorted(range(len(found)), key=lambda at: found[at].start)
    starts = [found[at].start for at in order]
    for at, whole in enumerate(found):
        name = text[whole.start : whole.end]
        if whole.origin in ("known", "longer") and (
            is_put_together(name, whole.kind)
            or (is_well_known_whole(name, whole.kind) and is_borne(name))
        ):
            within = order[bisect_left(starts, whole.start) : bisect_left(starts, whole.end)]
            parts = [
                scores[part] + _ABOVE_PARTS
                for part in within
                if part != at and found[part].end <= whole.end
            ]
            raised[at] = max(raised[at], *parts) if parts else raised[at]
    return raised


def _sum_of_weights(
    candidate: SpanCandidate, seen: Iterable[str], table: Mapping[str, float]
) -> float:
    score = sum(table.get(cue, 0.0) for cue in seen)
    left_out = candidate.kind == DEMONYM and candidate.origin == "known"
    return score + DEMONYM_BONUS if left_out else score


def _entity(candidate: SpanCandidate, text: str) -> Entity:
    start, end = with_apostrophes(text, candidate.start, candidate.end)
    return Entity(start, end, _label(candidate))


def _label(candidate: SpanCandidate) -> str:
    """The model's label, unless it saw an adjective in a longer name: "Norwegian Sea"."""
    if candidate.around in PLACE_LABELS and not (
        candidate.around == "NORP" and candidate.origin == "known" and candidate.kind != DEMONYM
    ):
        return candidate.around
    if candidate.kind == DEMONYM:
        return "NORP"
    return "LOC" if candidate.around == "NORP" and candidate.kind == "region" else "GPE"


@cache
def weights() -> Mapping[str, float]:
    """The weight of each cue, as log-odds."""
    rows = (files(__package__) / "span_classifier.tsv").read_text("utf-8").splitlines()[1:]
    return MappingProxyType({cue: float(number) for cue, number in (r.split("\t") for r in rows)})
