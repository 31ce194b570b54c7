"""Annotated articles as training examples for the entity model."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from geo.recognition.entities import PLACE_LABELS
from geo.recognition.knowledge import DEMONYM
from geo.recognition.model import stock
from geo.recognition.name_extent import trim

# GeoWebNews marks these so that they are told from toponyms.
NOT_TOPONYMS = frozenset({"Homonym", "Language"})
Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the entities that the model should find in it."""

    text: str
    entities: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with the spans that its annotators marked."""

    corpus: str
    text: str
    toponyms: frozenset[tuple[int, int]]
    example: Example


def read(paths: Iterable[Path], kind: Callable[[str], str]) -> list[Annotated]:
    """The articles of JSON Lines files with ``text`` and ``toponyms`` (``start``, ``end``)."""
    nlp = stock()
    found = []
    for path in paths:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        for row, doc in zip(rows, nlp.pipe((r["text"] for r in rows), batch_size=16), strict=True):
            gold = list(_gold(row, doc, kind))
            spans = frozenset((t["start"], t["end"]) for t in row["toponyms"])
            rest = rehearsal(doc, gold)
            example = Example(row["text"], (*gold, *rest))
            found.append(Annotated(path.stem, row["text"], spans, example))
    return found


def _gold(row: dict[str, Any], doc: Doc, kind: Callable[[str], str]) -> Iterator[Span]:
    """The annotated toponyms: demonyms as NORP, the rest with the stock model's place label."""
    stock_labels = {(e.start_char, e.end_char): e.label_ for e in doc.ents}
    reached = 0
    for toponym in sorted(row["toponyms"], key=lambda t: (t["start"], t["end"])):
        start, end = toponym["start"], toponym["end"]
        if start < reached or toponym.get("kind") in NOT_TOPONYMS:
            continue
        label = stock_labels.get((start, end), "GPE")
        if kind(row["text"][start:end]) == DEMONYM:
            label = "NORP"
        elif label not in PLACE_LABELS - {"NORP"}:
            label = "GPE"
        reached = end
        yield start, end, label


def rehearsal(doc: Doc, gold: Sequence[Span]) -> Iterator[Span]:
    """What the stock model finds beside the toponyms, so that its other labels are not lost.

    Its places that nobody annotated are dropped: they are what the model has to unlearn. Of an
    organisation named after a place ("Ohio | Department of Health") the rest stays one.
    """
    for entity in doc.ents:
        start, end, label = entity.start_char, entity.end_char, entity.label_
        inside = [g for g in gold if g[0] < end and start < g[1]]
        if not inside:
            if label not in PLACE_LABELS:
                yield start, end, label
        elif label == "ORG" and len(inside) == 1:
            (first, last, _) = inside[0]
            if start <= first <= start + 4 and last + 2 < end:
                rest = trim(doc.text, last + _possessive(doc.text, last), end)
                if rest[0] < rest[1]:
                    yield (*rest, "ORG")
            elif first > start + 4 and last <= end <= last + 1:
                rest = trim(doc.text, start, first)
                if rest[0] < rest[1]:
                    yield (*rest, "ORG")


def _possessive(text: str, end: int) -> int:
    return 2 if text[end : end + 2] in ("'s", "’s") else 0


def aligned(doc: Doc, entities: Iterable[Span]) -> list[Span]:
    """The entities on token boundaries, without overlaps and without space at their edges."""
    kept: list[Span] = []
    reached = 0
    for start, end, label in sorted(entities):
        span = doc.char_span(start, end, alignment_mode="contract") or doc.char_span(
            start, end, alignment_mode="expand"
        )
        while span is not None and len(span) > 1 and span[0].is_space:
            span = span[1:]
        if span is None or not len(span) or span[0].is_space or span.start < reached:
            continue
        reached = span.end
        kept.append((span.start_char, span.end_char, label))
    return kept
