"""What has been read in an article before it is decided which spans are toponyms."""

from __future__ import annotations

from bisect import bisect_left
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
class KnownName:
    """A name that the gazetteer knows at ``text[start:end]``, whatever it stands for there."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """One article: the model's entities, the gazetteer's names, and how words are used in it."""

    text: str
    entities: Sequence[Entity]
    known: Sequence[KnownName]
    uses: Mapping[str, int]


def is_embedded(entity: Entity, organisations: Sequence[Entity]) -> bool:
    """Whether an organisation's name holds the entity's name, or goes on right after it.

    ``organisations`` are in the order of the text and apart, so only the one that begins last
    before the entity's end and the next can touch it.
    """
    at = bisect_left(organisations, entity.end, key=lambda organisation: organisation.start)
    return any(_embeds(each, entity) for each in organisations[max(0, at - 1) : at + 1])


def _embeds(organisation: Entity, entity: Entity) -> bool:
    around = organisation.start <= entity.start and entity.end <= organisation.end
    longer = organisation.end - organisation.start > entity.end - entity.start
    return (around and longer) or 0 <= organisation.start - entity.end <= 1
