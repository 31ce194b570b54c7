"""Ways to geoparse many articles; each is asked like one ``Geoparser``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from geo.models import Article, GeoparsedArticle

Spans = tuple[Article, Sequence[tuple[int, int]]]
"""An article and the (start, end) of the toponyms to resolve in it."""


class Geoparses(Protocol):
    """Geoparses articles, in one process or many; what comes out keeps the order."""

    def geoparse(self, articles: Iterable[Article]) -> Iterator[GeoparsedArticle]:
        """Every toponym of every article."""
        ...

    def geoparse_spans(self, pairs: Iterable[Spans]) -> Iterator[GeoparsedArticle]:
        """Exactly the given spans of each article."""
        ...
