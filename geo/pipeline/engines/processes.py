"""Geoparse in several processes of this machine, with the result of one."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from functools import cache
from itertools import chain, islice
from multiprocessing import get_context
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, TypeVar

from geo import logs
from geo.errors import DatelineError
from geo.gazetteer.build import ensure
from geo.models import Article, GeoparsedArticle
from geo.pipeline.engines import Geoparses, Spans
from geo.settings import Settings
from geo.sources import Document, find
from geo.sources.documents import size

if TYPE_CHECKING:
    from geo.pipeline.geoparser import Geoparser

Work = TypeVar("Work", Article, Spans)

# Articles a process is given at a time: a second or two of work.
CHUNK = 32


# Below this processes take longer to start than to do the work.
_SMALL_BYTES = 500_000
# What a process may need, of the machine's memory.
_PROCESS_BYTES = 1_000_000_000


def cores() -> int:
    """How many processes this machine can run at once: its cores, as far as memory goes."""
    usable = getattr(os, "sched_getaffinity", None)
    count = len(usable(0)) if usable else os.cpu_count() or 1
    return max(1, min(count, _memory() // _PROCESS_BYTES))


def usual_workers(sources: Sequence[str]) -> int:
    """As many processes as ``cores`` where there is much to read, else one."""
    documents = [each for each in find(sources) if isinstance(each, Document)]
    if any(each.path is None and not each.url for each in documents):
        return cores()  # of standard input and stores nobody can say
    total = sum(size(str(each.path)) for each in documents if each.path)
    return cores() if total > _SMALL_BYTES else 1


def _memory() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # not on Windows
        return 8 * _PROCESS_BYTES


@contextmanager
def geoparser(
    settings: Settings,
    workers: int = 1,
    progress: Callable[[int, int, str], None] | None = None,
) -> Iterator[Geoparses]:
    """The geoparser that ``settings`` describe, in ``workers`` processes.

    ``progress`` is told of the building of the gazetteer where it is missing.
    """
    ensure(settings.gazetteer, progress)  # once, before every process wants it
    if workers == 1:
        yield ThisProcess(settings)
        return
    with ExitStack() as running:
        yield Processes(lambda: running.enter_context(_pool(settings, workers)), workers)


class ThisProcess:
    """Geoparses here; models are loaded for the first article, which a second run may not have."""

    def __init__(self, settings: Settings) -> None:
        self._load = cache(lambda: _loaded_by(settings))

    def geoparse(self, articles: Iterable[Article]) -> Iterator[GeoparsedArticle]:
        """Every toponym of every article. Raises DatelineError where a model is missing."""
        for given in _unless_empty(articles):
            yield from self._load().geoparse(given)

    def geoparse_spans(self, pairs: Iterable[Spans]) -> Iterator[GeoparsedArticle]:
        """Exactly the given spans of each article. Raises as ``geoparse``."""
        for given in _unless_empty(pairs):
            yield from self._load().geoparse_spans(given)


class Processes:
    """Hands chunks of articles to a pool, started for the first, and keeps their order."""

    def __init__(self, start: Callable[[], ProcessPoolExecutor], workers: int) -> None:
        self._pool = cache(start)
        self._ahead = 2 * workers

    def geoparse(self, articles: Iterable[Article]) -> Iterator[GeoparsedArticle]:
        """Every toponym of every article. Raises DatelineError when a process dies."""
        return self._spread(_geoparse, articles)

    def geoparse_spans(self, pairs: Iterable[Spans]) -> Iterator[GeoparsedArticle]:
        """Exactly the given spans of each article. Raises DatelineError when a process dies."""
        return self._spread(_geoparse_spans, pairs)

    def _spread(
        self, job: Callable[[list[Work]], list[GeoparsedArticle]], work: Iterable[Work]
    ) -> Iterator[GeoparsedArticle]:
        for given in _unless_empty(work):
            yield from self._spread_over(self._pool(), job, given)

    def _spread_over(
        self,
        pool: ProcessPoolExecutor,
        job: Callable[[list[Work]], list[GeoparsedArticle]],
        work: Iterator[Work],
    ) -> Iterator[GeoparsedArticle]:
        under_way: deque[Future[list[GeoparsedArticle]]] = deque()
        try:
            while chunk := list(islice(work, CHUNK)):
                under_way.append(pool.submit(job, chunk))
                # Reading no further ahead keeps memory the same however much there is to do.
                if len(under_way) >= self._ahead:
                    yield from under_way.popleft().result()
            while under_way:
                yield from under_way.popleft().result()
        except BrokenProcessPool as error:
            raise DatelineError(
                "a worker process was ended from outside, perhaps for want of memory: "
                "run again with fewer --workers"
            ) from error


def _unless_empty(work: Iterable[Work]) -> Iterator[Iterator[Work]]:
    """All of ``work`` once, as soon as the first of it is there; else nothing."""
    given = iter(work)
    for first in given:
        yield chain([first], given)


@contextmanager
def _pool(settings: Settings, workers: int) -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(workers, get_context("spawn"), _load, (settings,)) as pool:
        try:
            _start(pool, workers)
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _start(pool: ProcessPoolExecutor, workers: int) -> None:
    """Start every process deaf to Ctrl-C, which reaches all processes of a terminal.

    The parent alone decides what becomes of the work. What is ignored when a process
    starts stays ignored in it, also while it is still importing.
    """
    if current_thread() is not main_thread():
        return  # no signal comes here, nor may it be set
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for _ in range(workers):
            pool.submit(_nothing)
    finally:
        signal.signal(signal.SIGINT, before)


_loaded: list[Geoparser | DatelineError] = []
"""The one geoparser of a worker process, which is asked for it again and again; or why none."""


def _load(settings: Settings) -> None:
    logs.configure(settings, "warning")
    try:
        _loaded.append(_loaded_by(settings))
    except DatelineError as error:
        # Raised here, it would only end the process; from the first work it reaches the parent.
        _loaded.append(error)


def _loaded_by(settings: Settings) -> Geoparser:
    from geo.pipeline.geoparser import Geoparser

    return Geoparser.load(settings)


def _geoparser() -> Geoparser:
    if isinstance(_loaded[0], DatelineError):
        raise _loaded[0]
    return _loaded[0]


def _nothing() -> None:
    """Work enough to start a process for."""


def _geoparse(articles: list[Article]) -> list[GeoparsedArticle]:
    return list(_geoparser().geoparse(articles))


def _geoparse_spans(pairs: list[Spans]) -> list[GeoparsedArticle]:
    return list(_geoparser().geoparse_spans(pairs))
