from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import pytest

from geo.models import (
    Article,
    Candidate,
    GeoparsedArticle,
    Place,
    Resolution,
    Toponym,
)
from geo.settings import Settings

MOSCOW = Place("geonames:524901", "Moscow", 55.75222, 37.61556, "P", "PPLC", "RU", "Moscow")
IDAHO = Place("geonames:5601538", "Moscow", 46.73239, -117.00017, "P", "PPLA2", "US", "Idaho")


class EveryMoscow:
    """Finds the word Moscow and knows two places of that name; other spans mean nothing."""

    def __init__(self, settings: Settings) -> None:
        self._threshold = settings.min_confidence

    def geoparse(self, articles: Iterable[Article]) -> Iterator[GeoparsedArticle]:
        for article in articles:
            spans = [match.span() for match in re.finditer("Moscow", article.text)]
            yield self._resolved(article, spans)

    def geoparse_spans(
        self, pairs: Iterable[tuple[Article, Sequence[tuple[int, int]]]]
    ) -> Iterator[GeoparsedArticle]:
        for article, spans in pairs:
            yield self._resolved(article, sorted(set(spans)))

    def _resolved(self, article: Article, spans: Sequence[tuple[int, int]]) -> GeoparsedArticle:
        return GeoparsedArticle(article, tuple(self._resolve(article, *span) for span in spans))

    def _resolve(self, article: Article, start: int, end: int) -> Resolution:
        toponym = Toponym(article.text[start:end], start, end, "GPE")
        if toponym.text != "Moscow":
            return Resolution(toponym, None, 0.0)
        named = MOSCOW if self._threshold <= 0.8 else None
        return Resolution(toponym, named, 0.8, (Candidate(MOSCOW, 2.5), Candidate(IDAHO, 0.25)))


@pytest.fixture
def every_moscow(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands use ``EveryMoscow``, where the real geoparser is not the point."""

    @contextmanager
    def geoparser(settings: Settings, *_: object) -> Iterator[EveryMoscow]:
        yield EveryMoscow(settings)

    monkeypatch.setattr("geo.pipeline.engines.processes.geoparser", geoparser)
