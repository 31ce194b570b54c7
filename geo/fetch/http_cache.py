"""A cache of HTTP responses, for conditional requests (ETag, Last-Modified) and robots.txt."""

from __future__ import annotations

import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from geo.sources.protocol import Unreadable
from geo.storage import sqlite

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS kept (url TEXT PRIMARY KEY, etag TEXT NOT NULL,"
    " modified TEXT NOT NULL, type TEXT NOT NULL, body BLOB NOT NULL, size INTEGER NOT NULL,"
    " checked REAL NOT NULL) WITHOUT ROWID"
)
# The older pages of a file beyond this go.
MOST_BYTES = 500_000_000
_WITHIN = (
    "DELETE FROM kept WHERE url IN (SELECT url FROM (SELECT url, sum(size) OVER"
    " (ORDER BY checked DESC, url) AS total FROM kept) WHERE total > ?)"
)


@dataclass(frozen=True, slots=True)
class CachedPage:
    """What came, its Content-Type, by what the server knows it again, and when it was asked."""

    body: bytes
    type: str = ""
    etag: str = ""
    modified: str = ""
    checked: float = 0.0

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for it only if it has changed."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in given.items() if value}


class HttpCache:
    """The pages in one SQLite file, shared by any number of processes; it can be deleted."""

    def __init__(
        self, path: Path, most_bytes: int = MOST_BYTES, now: Callable[[], float] = time.time
    ) -> None:
        self._path = path
        self._most_bytes = most_bytes
        self._now = now

    def get(self, url: str) -> CachedPage | None:
        """What came last. Raises Unreadable where the file cannot be read."""
        with self._open() as file:
            row = file.execute(
                "SELECT body, type, etag, modified, checked FROM kept WHERE url = ?", (url,)
            ).fetchone()
        return CachedPage(zlib.decompress(row[0]), *row[1:]) if row else None

    def put(self, url: str, page: CachedPage) -> None:
        """Keep what came just now; the oldest go when there is too much."""
        body = zlib.compress(page.body, 6)
        row = (url, page.etag, page.modified, page.type, body, len(body), self._now())
        with self._open() as file, sqlite.transaction(file):
            file.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            file.execute(_WITHIN, (self._most_bytes,))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite.connect(self._path, patience=30)) as file:
                file.execute(_SCHEMA)
                yield file
        except (sqlite3.Error, zlib.error) as error:
            raise Unreadable(
                f"{self._path} cannot be used ({error}): delete it, nothing is lost"
            ) from error
