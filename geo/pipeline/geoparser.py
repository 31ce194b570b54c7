"""The way of an article: recognise its toponyms, then resolve them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Self

from geo.gazetteer.build import open_gazetteer
from geo.gazetteer.lookup import Gazetteer
from geo.geocoders import Resolves, resolver
from geo.models import Article, GeoparsedArticle
from geo.recognition.multilingual import MultilingualRecogniser, Recognises
from geo.resolution.given_places import outside_given, with_given
from geo.settings import Settings

Progress = Callable[[int, int, str], None]
"""Called with how far a long piece of work is: done, total, what."""


class Geoparser:
    """Finds the toponyms of articles and decides which place each means.

    An article in a language that no installed model reads has none. Articles stream
    through in small batches and come out in the order they went in.
    """

    def __init__(self, recogniser: Recognises, resolver: Resolves) -> None:
        self._recogniser = recogniser
        self._resolver = resolver

    @classmethod
    def load(
        cls,
        settings: Settings,
        progress: Progress | None = None,
        gazetteer: Gazetteer | None = None,
    ) -> Self:
        """The geoparser that ``settings`` describe; builds the gazetteer where it is missing.

        Where the gazetteer is open already, it may be given.

        Raises GazetteerBuildFailed, and BadInput for a geocoder or model that cannot be had.
        """
        gazetteer = gazetteer or open_gazetteer(settings, progress)
        recogniser = MultilingualRecogniser(gazetteer, settings.model, gazetteer.own_names)
        return cls(recogniser, resolver(settings, gazetteer))

    def geoparse(self, articles: Iterable[Article]) -> Iterator[GeoparsedArticle]:
        """Every toponym of every article, resolved or not, and the places given with it."""
        for article, toponyms in self._recogniser.recognise(articles):
            yield with_given(self._resolver.resolve(article, outside_given(article, toponyms)))

    def geoparse_spans(
        self, pairs: Iterable[tuple[Article, Sequence[tuple[int, int]]]]
    ) -> Iterator[GeoparsedArticle]:
        """Resolve exactly the given spans (start, end) of each article, nothing else."""
        for article, spans in pairs:
            toponyms = self._recogniser.describe(article, spans)
            yield self._resolver.resolve(article, toponyms)
