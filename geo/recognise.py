"""Find the toponyms of articles: an entity model that knows the gazetteer, exact spans, roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from geo.models import Article, Toponym
from geo.recognition.features import mark
from geo.recognition.knowledge import Knowledge, Names
from geo.recognition.model import load
from geo.recognition.pieces import pieces
from geo.recognition.spans import trim
from geo.roles import Mention, role_of

# Memory grows with the batch, and speed stops growing at about this many documents.
BATCH = 16
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True, slots=True)
class Entity:
    """What the model found at ``text[start:end]``, of any label."""

    start: int
    end: int
    label: str


class Recogniser:
    """Turns articles into toponyms with labels and roles.

    ``names`` is the gazetteer: it tells the model which words name places, and of which sort.
    """

    def __init__(self, names: Names) -> None:
        self._knowledge = Knowledge(names)
        self._nlp, self._model = load()

    def recognise(
        self, articles: Iterable[Article]
    ) -> Iterator[tuple[Article, tuple[Toponym, ...]]]:
        """Each article, in the order given, with its toponyms in the order of the text."""
        for article, entities in self._read(articles):
            organisations = [entity for entity in entities if entity.label == "ORG"]
            yield (
                article,
                tuple(
                    self._toponym(article.text, entity, organisations)
                    for entity in entities
                    if self._is_place(article.text, entity)
                ),
            )

    def describe(self, article: Article, spans: Sequence[tuple[int, int]]) -> tuple[Toponym, ...]:
        """Label and role for spans that somebody else found; the spans stay as given."""
        return tuple(_named(mention) for mention in self.mentions(article, spans))

    def mentions(self, article: Article, spans: Sequence[tuple[int, int]]) -> list[Mention]:
        """What is known of the given spans before their roles are chosen."""
        ((_, entities),) = self._read([article])
        labels = {(entity.start, entity.end): entity.label for entity in entities}
        organisations = [entity for entity in entities if entity.label == "ORG"]
        return [
            self._mention(
                article.text, Entity(start, end, labels.get((start, end), "GPE")), organisations
            )
            for start, end in spans
        ]

    def _read(self, articles: Iterable[Article]) -> Iterator[tuple[Article, list[Entity]]]:
        batch: list[tuple[Article, int, Doc]] = []
        for article in articles:
            for start, piece in pieces(article.text) if article.text else ((0, ""),):
                doc = mark(self._nlp.make_doc(piece), self._knowledge.kind)
                batch.append((article, start, doc))
            if len(batch) >= BATCH:
                yield from self._predict(batch)
                batch = []
        yield from self._predict(batch)

    def _predict(
        self, batch: Sequence[tuple[Article, int, Doc]]
    ) -> Iterator[tuple[Article, list[Entity]]]:
        docs = self._model.pipe((doc for _, _, doc in batch), batch_size=BATCH)
        found: list[Entity] = []
        for position, ((article, offset, _), doc) in enumerate(zip(batch, docs, strict=True)):
            found += _entities(article.text, offset, doc)
            if position + 1 == len(batch) or batch[position + 1][1] == 0:
                yield article, found
                found = []

    def _is_place(self, text: str, entity: Entity) -> bool:
        if entity.label == "NORP":
            return self._knowledge.kind(text[entity.start : entity.end]) != ""
        return entity.label in PLACE_LABELS

    def _toponym(self, text: str, entity: Entity, organisations: Sequence[Entity]) -> Toponym:
        return _named(self._mention(text, entity, organisations))

    def _mention(self, text: str, entity: Entity, organisations: Sequence[Entity]) -> Mention:
        return Mention(
            text,
            entity.start,
            entity.end,
            entity.label,
            self._knowledge.kind(text[entity.start : entity.end]),
            any(_embeds(organisation, entity) for organisation in organisations),
        )


def _named(mention: Mention) -> Toponym:
    return Toponym(
        mention.text[mention.start : mention.end],
        mention.start,
        mention.end,
        mention.label,
        role_of(mention),
    )


def _entities(text: str, offset: int, doc: Doc) -> Iterator[Entity]:
    for entity in doc.ents:
        start, end = trim(text, offset + entity.start_char, offset + entity.end_char)
        if start < end:
            yield Entity(start, end, entity.label_)


def _embeds(organisation: Entity, entity: Entity) -> bool:
    """Whether the organisation's name holds the entity's, or goes on right after it."""
    around = organisation.start <= entity.start and entity.end <= organisation.end
    longer = organisation.end - organisation.start > entity.end - entity.start
    return (around and longer) or 0 <= organisation.start - entity.end <= 1
