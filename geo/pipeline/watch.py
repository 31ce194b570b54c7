"""Watching sources: reading them again at intervals, for new and changed documents."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from geo.pipeline.summary import Summary
from geo.sources import Document, Reject, find
from geo.sources.formats import LIST, format_of
from geo.sources.protocol import DAMAGE, Unreadable

# A file modified less than this ago may still be being written.
UNCHANGED_SECONDS = 2.0

Ingests = Callable[[Sequence[Document | Reject]], Summary]


def watch_sources(
    sources: Sequence[str],
    ingest: Ingests,
    every: float,
    now: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Summary]:
    """What each look at the sources brought, for ever; ``every`` is the pause, in seconds.

    Files that are as they were are not read again. What is rejected again and again for the
    same reason is reported once.
    """
    changes = ChangedDocuments(now)
    reported: set[Reject] = set()
    while True:
        summary = ingest(changes.of(find(sources)))
        fresh = tuple(reject for reject in summary.rejects if reject not in reported)
        reported = set(summary.rejects)
        yield replace(summary, rejects=fresh)
        sleep(every)


class ChangedDocuments:
    """Which documents have changed since they were last read, by the state of their files.

    What is no file may have changed at any time, and so may what a list of addresses names.
    """

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._seen: dict[str, tuple[int, int]] = {}
        self._lists: set[str] = set()

    def of(self, documents: Sequence[Document | Reject]) -> list[Document | Reject]:
        """Those to be read: new or other than they were, and no longer being written."""
        return [each for each in documents if isinstance(each, Reject) or self._is_new(each)]

    def _is_new(self, document: Document) -> bool:
        if document.path is None:
            return True
        try:
            status = document.path.stat()
        except OSError:
            return True  # whoever reads it will say what is wrong
        state = status.st_mtime_ns, status.st_size
        if self._seen.get(document.name) == state:
            return document.name in self._lists
        if 0 <= self._now() - status.st_mtime < UNCHANGED_SECONDS:
            return False
        self._seen[document.name] = state
        if _is_list(document):
            self._lists.add(document.name)
        return True


def _is_list(document: Document) -> bool:
    try:
        return format_of(document) == LIST
    except (Unreadable, OSError, *DAMAGE):
        return False  # whoever reads it will say what is wrong
