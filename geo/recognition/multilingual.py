"""Each article read with the model of its language, and left unread where there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import Protocol

import spacy

from geo.models import Article, Toponym
from geo.recognition.certain_names import OwnNameFinder
from geo.recognition.entities import Entity
from geo.recognition.knowledge import Knowledge, NameLookup
from geo.recognition.model import pieces
from geo.recognition.name_extent import trim
from geo.recognition.recogniser import BATCH, Recogniser
from geo.recognition.roles import MentionContext, role_of
from geo.settings import MODEL
from geo.text.language_identification import ENGLISH, MODELS, readable
from geo.text.reading_bound import read_for_places

# The language of an article whose language is not known.
DEFAULT = ENGLISH

_PLACES = frozenset({"GPE", "LOC", "FAC"})
# Lower-case words before a name, which stock models include: "de France", "l'Inde".
_LOWER = re.compile(r"(?:[^\W\d_]+['’ \n]+)+")


class Recognises(Protocol):
    """Finds the toponyms of articles in one language, or in any."""

    def recognise(
        self, articles: Iterable[Article]
    ) -> Iterator[tuple[Article, tuple[Toponym, ...]]]:
        """Each article, in the order given, with its toponyms in the order of the text."""
        ...

    def describe(self, article: Article, spans: Sequence[tuple[int, int]]) -> tuple[Toponym, ...]:
        """Label and role for spans that somebody else found; the spans stay as given."""
        ...


class MultilingualRecogniser:
    """Recognises toponyms in every language whose model is installed, none in the others.

    English is read by the recogniser made for it, any other language by the stock model that
    ``language_identification.MODELS`` names, loaded when the first article in it comes.
    """

    def __init__(
        self, names: NameLookup, english: str = MODEL, own_names: Sequence[str] = ()
    ) -> None:
        """``english``: the package of the English model; ``own_names`` are found wherever they
        stand. Raises BadInput as `model.load`."""
        self._names = names
        self._own_names = own_names
        self._recognisers: dict[str, Recognises] = {
            DEFAULT: Recogniser(names, english, own_names=own_names)
        }

    def recognise(
        self, articles: Iterable[Article]
    ) -> Iterator[tuple[Article, tuple[Toponym, ...]]]:
        """Each article in the order given; without toponyms where no model reads it."""
        for language, run in groupby(articles, key=lambda article: article.language or DEFAULT):
            if recogniser := self._recogniser(language):
                yield from recogniser.recognise(run)
            else:
                yield from ((article, ()) for article in run)

    def describe(self, article: Article, spans: Sequence[tuple[int, int]]) -> tuple[Toponym, ...]:
        """Label and role for given spans; in a language that none reads, as if it were English."""
        recogniser = self._recogniser(article.language) or self._recognisers[DEFAULT]
        return recogniser.describe(article, spans)

    def _recogniser(self, language: str) -> Recognises | None:
        if language not in self._recognisers and language in readable():
            self._recognisers[language] = StockRecogniser(
                MODELS[language], self._names, self._own_names
            )
        return self._recognisers.get(language or DEFAULT)


class StockRecogniser:
    """Reads with a stock spaCy model whose entities are labelled LOC, or GPE and FAC."""

    def __init__(self, model: str, names: NameLookup, own_names: Sequence[str] = ()) -> None:
        self._own = OwnNameFinder(own_names)
        self._kind = Knowledge(names).kind
        components = spacy.util.get_model_meta(spacy.util.get_package_path(model))["components"]
        self._nlp = spacy.load(model, exclude=[each for each in components if each != "ner"])

    def recognise(
        self, articles: Iterable[Article]
    ) -> Iterator[tuple[Article, tuple[Toponym, ...]]]:
        """Each article, in the order given, with its toponyms in the order of the text."""
        remaining = iter(articles)
        while batch := list(islice(remaining, BATCH)):
            cut = [list(pieces(read_for_places(article.text))) for article in batch]
            texts = (text for parts in cut for _, text in parts)
            docs = self._nlp.pipe(texts, batch_size=BATCH)
            for article, parts in zip(batch, cut, strict=True):
                spans = (
                    (offset + entity.start_char, offset + entity.end_char, entity.label_)
                    for offset, _ in parts
                    for entity in next(docs).ents
                    if entity.label_ in _PLACES
                )
                yield article, tuple(self._toponyms(read_for_places(article.text), spans))

    def describe(self, article: Article, spans: Sequence[tuple[int, int]]) -> tuple[Toponym, ...]:
        """The spans as given, each labelled as a place."""
        return tuple(self._toponym(article.text, start, end, "LOC") for start, end in spans)

    def _toponyms(self, text: str, spans: Iterable[tuple[int, int, str]]) -> Iterator[Toponym]:
        found = []
        for first, last, label in spans:
            start, end = _name(text, first, last)
            if start < end:
                found.append(Entity(start, end, label))
        for entity in self._own.complete(text, found):
            yield self._toponym(text, entity.start, entity.end, entity.label)

    def _toponym(self, text: str, start: int, end: int, label: str) -> Toponym:
        name = text[start:end]
        role = role_of(MentionContext(text, start, end, label, self._kind(name)))
        return Toponym(name, start, end, label, role)


def _name(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the name alone."""
    start, end = trim(text, start, end)
    leading = _LOWER.match(text, start, end)
    if leading and leading[0].islower() and text[leading.end() : end][:1].isupper():
        start = leading.end()
    return start, end
