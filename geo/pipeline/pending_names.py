"""Asking what could not be asked before, and mending the atlas with the answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from geo.atlas import Atlas, AtlasReader
from geo.geocoders.online_resolver import GeocoderChain, UnansweredName
from geo.models import Article
from geo.pipeline.engines import Geoparses

# Articles mended in one write; an interruption costs no more.
BATCH = 256

Progress = Callable[[int, int, str], None]
"""Called with how far it is: done, total, what."""


@dataclass(frozen=True, slots=True)
class PendingNamesSummary:
    """What was caught up on: names that were answered, articles that were resolved anew.

    ``waiting`` has the names that are still to be asked.
    """

    answered: int = 0
    articles: int = 0
    waiting: tuple[UnansweredName, ...] = ()


def ask_pending_names(
    chain: GeocoderChain, geoparser: Geoparses, atlas: Atlas, progress: Progress | None = None
) -> PendingNamesSummary:
    """Ask for the names that wait, and resolve anew the articles in the atlas that name them.

    What is interrupted goes on where it stopped the next time. Raises AtlasError.
    """
    report = progress or _silent
    reader = atlas.reader()
    articles_of = defaultdict(set)
    for article_id, phrase in reader.pending():
        articles_of[phrase].add(article_id)
    names = sorted({*articles_of, *(p.name for p in chain.pending())})
    waiting: dict[str, UnansweredName] = {}
    for done, name in enumerate(names, start=1):
        answer = chain.answer(name)
        if isinstance(answer, UnansweredName):
            waiting[name] = answer
            chain.note(answer)
        else:
            chain.forget(name)
        report(done, len(names), name)
    ready = {id_ for name in articles_of.keys() - waiting for id_ in articles_of[name]}
    mended = 0
    for batch in _batches(_articles(reader, ready)):
        mended += atlas.replace(geoparser.geoparse(batch))
        report(mended, len(ready), "articles")
    return PendingNamesSummary(len(names) - len(waiting), mended, tuple(waiting.values()))


def _articles(reader: AtlasReader, ids: Iterable[str]) -> Iterator[Article]:
    for article_id in sorted(ids):
        article = reader.article(article_id)
        if article is not None:
            yield article


def _batches(articles: Iterator[Article]) -> Iterator[list[Article]]:
    while batch := list(islice(articles, BATCH)):
        yield batch


def _silent(done: int, total: int, what: str) -> None:
    """Nobody watches."""
