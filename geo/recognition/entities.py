"""What has been read in an article before it is decided which spans are toponyms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "NORP"})


@dataclass(frozen=True, slots=True)
class Entity:
    """What the model found at ``text[start:end]``, of any label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Known:
    """A name that the gazetteer knows at ``text[start:end]``, whatever it stands for there."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One article: the model's entities, the gazetteer's names, and how words are used in it."""

    text: str
    entities: Sequence[Entity]
    known: Sequence[Known]
    uses: Mapping[str, int]
