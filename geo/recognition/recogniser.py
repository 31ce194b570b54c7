"""Find the toponyms of articles: an entity model that knows the gazetteer, exact spans, roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from spacy.tokens import Doc

from geo.models import Article, Toponym
from geo.recognition.certain_names import OwnNameFinder
from geo.recognition.entities import ArticleReading, Entity, KnownName, is_embedded
from geo.recognition.knowledge import Knowledge, NameLookup
from geo.recognition.model import load, pieces
from geo.recognition.name_extent import trim
from geo.recognition.roles import MentionContext, role_of
from geo.recognition.rules import is_team
from geo.recognition.span_classifier import classify_spans
from geo.recognition.token_features import write_token_features
from geo.settings import MODEL
from geo.text.reading_bound import read_for_places

# Memory grows with the batch, and speed stops growing at about this many documents.
BATCH = 16


class Recogniser:
    """Turns articles into toponyms with labels and roles.

    ``names`` is the gazetteer: it tells the model which words name places, and of which sort.
    ``package`` is the stock model, ``weights`` a folder of other weights than those shipped;
    ``own_names`` are found wherever they stand.
    """

    def __init__(
        self,
        names: NameLookup,
        package: str = MODEL,
        weights: Path | None = None,
        own_names: Iterable[str] = (),
    ) -> None:
        self._own = OwnNameFinder(own_names)
        self._knowledge = Knowledge(names)
        self.kind = self._knowledge.kind
        self._nlp, self._model = load(package, weights)

    def recognise(
        self, articles: Iterable[Article]
    ) -> Iterator[tuple[Article, tuple[Toponym, ...]]]:
        """Each article, in the order given, with its toponyms in the order of the text."""
        for article, reading in self.read(articles):
            classified = classify_spans(
                reading,
                self.kind,
                is_borne=self._knowledge.is_borne,
                is_landscape=self._knowledge.is_landscape,
            )
            toponyms = self._own.complete(reading.text, classified)
            yield article, tuple(_named(mention) for mention in self._mentions(reading, toponyms))

    def describe(self, article: Article, spans: Sequence[tuple[int, int]]) -> tuple[Toponym, ...]:
        """Label and role for spans that somebody else found; the spans stay as given."""
        return tuple(_named(mention) for mention in self.mentions(article, spans))

    def mentions(self, article: Article, spans: Sequence[tuple[int, int]]) -> list[MentionContext]:
        """What is known of the given spans before their roles are chosen."""
        ((_, beginning),) = self.read([article])
        reading = replace(beginning, text=article.text)
        labels = {(entity.start, entity.end): entity.label for entity in reading.entities}
        given = [Entity(start, end, labels.get((start, end), "GPE")) for start, end in spans]
        return self._mentions(reading, given)

    def read(self, articles: Iterable[Article]) -> Iterator[tuple[Article, ArticleReading]]:
        """Each article with all that the model and the gazetteer see in it.

        Of a text beyond all measure this is its beginning (`geo.text.reading_bound`).
        """
        remaining = iter(articles)
        while batch := list(islice(remaining, BATCH)):
            texts = [read_for_places(article.text) for article in batch]
            cut = [list(pieces(text)) for text in texts]
            docs = [self._nlp.make_doc(text) for parts in cut for _, text in parts]
            marked = [write_token_features(doc, self.kind) for doc in docs]
            read = zip(self._model.pipe(docs, batch_size=BATCH), marked, strict=True)
            for article, text, parts in zip(batch, texts, cut, strict=True):
                yield article, _joined(text, [(start, *next(read)) for start, _ in parts])

    def _mentions(
        self, reading: ArticleReading, entities: Iterable[Entity]
    ) -> list[MentionContext]:
        organisations = [entity for entity in reading.entities if entity.label == "ORG"]
        return [
            MentionContext(
                reading.text,
                entity.start,
                entity.end,
                entity.label,
                self.kind(reading.text[entity.start : entity.end]),
                is_embedded(entity, organisations) or is_team(reading.text, entity.end),
            )
            for entity in entities
        ]


def _joined(
    text: str, parts: Iterable[tuple[int, Doc, tuple[list[KnownName], dict[str, int]]]]
) -> ArticleReading:
    """What was read in the pieces of an article, with offsets into the article."""
    entities: list[Entity] = []
    known: list[KnownName] = []
    uses: dict[str, int] = {}
    for offset, doc, (names, usage) in parts:
        for entity in doc.ents:
            start, end = trim(text, offset + entity.start_char, offset + entity.end_char)
            if start < end:
                entities.append(Entity(start, end, entity.label_))
        known += [KnownName(offset + name.start, offset + name.end, name.kind) for name in names]
        for word, use in usage.items():
            uses[word] = uses.get(word, 0) | use
    return ArticleReading(text, entities, known, uses)


def _named(mention: MentionContext) -> Toponym:
    name = mention.text[mention.start : mention.end]
    return Toponym(name, mention.start, mention.end, mention.label, role_of(mention))
