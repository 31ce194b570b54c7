"""From sources to the atlas: read, leave out what is known, geoparse, publish."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from geo import logs
from geo.models import Article, GeoparsedArticle
from geo.pipeline.engines import Geoparses
from geo.pipeline.summary import Summary, most_first
from geo.resolution.given_places import with_given
from geo.sources import Document, ReadOptions, ReadWarning, Reject, find, read_documents
from geo.sources.progress import ReadingProgress
from geo.text.language_identification import (
    is_short,
    language_of,
    readable,
    weighed_language_of,
)

log = logging.getLogger(__name__)

# Articles published together: some ten seconds of work, the most that a crash can cost.
BATCH = 256

_UNTOLD = "not read: its language cannot be told; --language en reads it as English"

Progress = Callable[[int, int, str], None]
"""Called after each article with how many were handled, how many there are at least (0 where
nobody can say), and the title. The share of the two never falls."""


class Stores(Protocol):
    """Where an ingest puts articles: an ``Atlas``, or what becomes a piece of one."""

    def article_ids(self) -> Collection[str]:
        """The ids of the articles that are there."""
        ...

    def add(self, geoparsed: Sequence[GeoparsedArticle], /) -> int:
        """Store these except those that are there; how many were new."""
        ...

    def replace(self, geoparsed: Sequence[GeoparsedArticle], /) -> int:
        """Store other mentions for articles that are there; how many these were."""
        ...

    def unread(self, languages: Collection[str], /) -> Iterator[Article]:
        """The articles in these languages (ISO 639-1) that nobody could read yet."""
        ...

    def languages(self) -> Counter[str]:
        """How many articles there are in each language."""
        ...


class Stopped(KeyboardInterrupt):
    """An ingest was interrupted; ``summary`` says what stands in the atlas for all that."""

    def __init__(self, summary: Summary) -> None:
        super().__init__()
        self.summary = summary


def ingest(
    sources: Sequence[str | Document | Reject],
    atlas: Stores,
    geoparser: Geoparses,
    progress: Progress | None = None,
    options: ReadOptions | None = None,
    language: str = "",
    batch: int | None = None,
) -> Summary:
    """Add the articles in ``sources`` (files, folders, globs, addresses, documents) to the atlas.

    They are read with ``options`` (default: nothing is fetched, columns are guessed), a few at a
    time however many there are. Doing it twice changes nothing. What is too short to tell its
    language is read in ``language`` (ISO 639-1), where that is given, else in the language of
    the corpus where that makes it likely; else it is stored unread, with a ReadWarning. Articles
    that were stored unread are read where their language's model has come since, or where
    ``language`` now says what theirs is. So many as ``batch`` (default: BATCH) are published
    together. What was geoparsed before an interruption or error stays. Raises AtlasError where
    the atlas cannot be written, Stopped on KeyboardInterrupt.
    """
    documents = _documents(sources)
    run = _IngestRun(
        atlas, progress or _silent, ReadingProgress(documents), language, batch or BATCH
    )
    try:
        _add(run, geoparser, options)
        _read_later(run, geoparser)
    except KeyboardInterrupt as stop:
        raise Stopped(run.summary()) from stop
    return run.summary()


def _add(run: _IngestRun, geoparser: Geoparses, options: ReadOptions | None) -> None:
    batch: list[GeoparsedArticle] = []
    try:
        for parsed in geoparser.geoparse(
            run.unknown(read_documents(run.reading, options, run.reading.count_found))
        ):
            batch.append(parsed)
            run.report(parsed.article.title)
            if len(batch) >= run.batch:
                full, batch = batch, []
                run.publish(full)
    finally:
        run.publish(batch + run.unread)


def _read_later(run: _IngestRun, geoparser: Geoparses) -> None:
    """Read what the atlas has in languages that nobody could read when it came."""
    if not run.atlas.article_ids():
        return
    batch: list[GeoparsedArticle] = []
    try:
        for parsed in geoparser.geoparse(_to_read(run)):
            batch.append(parsed)
            run.progress(run.handled, run.handled, parsed.article.title)
            if len(batch) >= run.batch:
                full, batch = batch, []
                run.replace(full)
    finally:
        run.replace(batch)


def _to_read(run: _IngestRun) -> Iterator[Article]:
    languages = readable() | ({""} if run.language else set())
    for article in run.atlas.unread(languages):
        yield replace(article, language=article.language or run.language)


def _documents(sources: Sequence[str | Document | Reject]) -> list[Document | Reject]:
    names = [source for source in sources if isinstance(source, str)]
    return [*find(names), *(source for source in sources if not isinstance(source, str))]


@dataclass(slots=True)
class _IngestRun:
    """The counts of one ingest as it goes."""

    atlas: Stores
    progress: Progress
    reading: ReadingProgress
    language: str = ""
    batch: int = BATCH
    read: int = 0
    handled: int = 0
    new: int = 0
    duplicates: int = 0
    undated: int = 0
    mentions: int = 0
    read_later: int = 0
    unresolved: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    unread: list[GeoparsedArticle] = field(default_factory=list)
    identified: Counter[str] = field(default_factory=Counter)
    unidentified: list[Article] = field(default_factory=list)
    share: float = 0.0
    rejects: list[Reject] = field(default_factory=list)
    doubts: list[ReadWarning] = field(default_factory=list)

    def unknown(self, found: Iterable[Article | Reject | ReadWarning]) -> Iterator[Article]:
        """The articles to geoparse: those that the atlas does not have yet, each once."""
        known = set(self.atlas.article_ids())
        for item in found:
            if isinstance(item, ReadWarning):
                self.doubts.append(item)
                continue
            self.reading.count_item()
            if isinstance(item, Reject):
                self.rejects.append(item)
                _log_reject(item)
                self.report(item.name)
                continue
            self.read += 1
            if item.id in known:
                self.duplicates += 1
                self.report(item.title)
                continue
            known.add(item.id)
            article = replace(item, language=language_of(item))
            if article.language in readable():
                self.identified[article.language] += 1
                yield article
            elif not article.language or is_short(article):
                self.unidentified.append(article)
                if len(self.unidentified) >= self.batch:
                    yield from self.weighed()
            else:
                self.identified[article.language] += 1
                self.leave_unread(article)
        yield from self.weighed()

    def weighed(self) -> Iterator[Article]:
        """Those of the articles that wait for it which can be read in the language of others."""
        waiting, self.unidentified = self.unidentified, []
        corpus = (
            self.identified + self.atlas.languages()
            if waiting and not self.language
            else self.identified
        )
        del corpus[""]
        for article in waiting:
            language = self.language if not article.language else ""
            language = language or weighed_language_of(article, corpus) or article.language
            if language in readable():
                yield replace(article, language=language)
                continue
            if not language:
                self.doubts.append(ReadWarning(article.title, _UNTOLD))
            self.leave_unread(replace(article, language=language))

    def leave_unread(self, article: Article) -> None:
        """Store an article that no model reads, without guessing at its names."""
        self.unread.append(with_given(GeoparsedArticle(article, (), read=False)))
        self.languages[article.language] += 1
        self.report(article.title)
        if len(self.unread) >= self.batch:
            full, self.unread = self.unread, []
            self.publish(full)

    def report(self, what: str) -> None:
        self.handled += 1
        least = max(self.reading.at_least(), self.handled)
        # However much more a file turns out to hold, what is done never gets less.
        self.share = max(self.share, self.handled / least)
        known = 0 if self.reading.is_unknown() else round(self.handled / self.share)
        self.progress(self.handled, known, what)

    def publish(self, batch: list[GeoparsedArticle]) -> None:
        try:
            added = self.atlas.add(batch)
        except KeyboardInterrupt:
            # The interruption may have come after the articles were published.
            stored = self.atlas.article_ids()
            batch = [parsed for parsed in batch if parsed.article.id in stored]
            self._published(batch, len(batch))
            raise
        self._published(batch, added)

    def _published(self, batch: list[GeoparsedArticle], added: int) -> None:
        self.new += added
        self.duplicates += len(batch) - added  # another writer added them first
        if batch:
            values = logs.fields(articles=added, duplicates=self.duplicates, read=self.read)
            log.info("published %d articles, %d read so far", added, self.read, extra=values)
        for parsed in batch:
            self._count(parsed)

    def replace(self, batch: list[GeoparsedArticle]) -> None:
        replaced = self.atlas.replace(batch)
        self.read_later += replaced
        if replaced:
            values = logs.fields(articles=replaced)
            log.info("read %d articles that were stored unread", replaced, extra=values)
        for parsed in batch:
            self._count_mentions(parsed)

    def summary(self) -> Summary:
        return Summary(
            read=self.read,
            new=self.new,
            duplicates=self.duplicates,
            undated=self.undated,
            mentions=self.mentions,
            unresolved=most_first(self.unresolved),
            rejects=tuple(self.rejects),
            unread=most_first(self.languages),
            doubts=tuple(self.doubts),
            read_later=self.read_later,
            files=tuple(self.reading.files),
        )

    def _count(self, parsed: GeoparsedArticle) -> None:
        self.undated += parsed.article.published is None
        self._count_mentions(parsed)

    def _count_mentions(self, parsed: GeoparsedArticle) -> None:
        self.mentions += len(parsed.resolutions)
        # A pending name is not unresolved: its geocoding service has not answered yet.
        unplaced = (r for r in parsed.resolutions if r.place is None and not r.pending)
        self.unresolved.update(r.toponym.text for r in unplaced)


def _log_reject(reject: Reject) -> None:
    """Only how the reason begins, and the format: what follows may quote the article."""
    kind = re.split("[:'\"(]", reject.reason, maxsplit=1)[0].strip()
    suffix = Path(reject.name.partition(":")[0]).suffix[:12]
    log.info("rejected an article: %s", kind, extra=logs.fields(reason=kind, format=suffix))


def _silent(done: int, total: int, what: str) -> None:
    """No progress is wanted."""
