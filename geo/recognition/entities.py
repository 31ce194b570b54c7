"""What has been read in an article before it is decided which spans are toponyms."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

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


def touching(entities: Sequence[Entity], start: int, end: int) -> Sequence[Entity]:
    """Those that share a character with the span; they are in the order of the text and apart.

    A long text has thousands, so they are looked up and not gone through.
    """
    first = bisect_right(entities, start, key=lambda entity: entity.end)
    return entities[first : bisect_left(entities, end, lo=first, key=lambda entity: entity.start)]


def with_spans(
    taken: Sequence[Entity], spans: Iterable[tuple[int, int]], label: str, *, relabel: bool = False
) -> list[Entity]:
    """The taken spans, in the order of the text, with the given ones in place of what is shorter.

    A longer name that one of them is part of stays; one that is just it takes the label where
    ``relabel`` says so. ``spans`` do not overlap each other.
    """
    added: list[Entity] = []
    replaced: dict[Entity, Entity | None] = {}
    for start, end in spans:
        around = [each for each in touching(taken, start, end) if each not in replaced]
        if any(each.start <= start and end <= each.end for each in around):
            for each in around:
                if relabel and (each.start, each.end) == (start, end):
                    replaced[each] = replace(each, label=label)
            continue
        replaced |= dict.fromkeys(around)
        added.append(Entity(start, end, label))
    kept = (replaced.get(each, each) for each in taken)
    return sorted((*filter(None, kept), *added), key=lambda each: each.start)


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
