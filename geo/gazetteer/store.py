"""The gazetteer's SQLite file: its schema, how it is written and how it is opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from geo.gazetteer.names import normalise
from geo.gazetteer.rows import MatchKind, NameRow, PlaceRow

# Raised whenever a gazetteer built before would give other answers.
SCHEMA_VERSION = 2

KINDS: tuple[MatchKind, ...] = tuple(MatchKind)
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    key INTEGER PRIMARY KEY, id TEXT, name TEXT NOT NULL, latitude REAL NOT NULL,
    longitude REAL NOT NULL, feature_class TEXT NOT NULL, feature_code TEXT NOT NULL,
    country_code TEXT NOT NULL, population INTEGER NOT NULL, parent INTEGER);
CREATE TABLE name (
    name TEXT NOT NULL, place INTEGER NOT NULL, kind INTEGER NOT NULL, written TEXT,
    PRIMARY KEY (name, place)) WITHOUT ROWID;
CREATE TABLE staged (name TEXT NOT NULL, place INTEGER NOT NULL, kind INTEGER NOT NULL,
    written TEXT);
"""

_MMAP = 1 << 30


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A read-only, memory-mapped connection to a finished gazetteer; opens in under a millisecond.

    ``immutable`` spares all locking: a gazetteer is replaced by rename and never changed.
    """
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
    )
    connection.execute(f"PRAGMA mmap_size={_MMAP}")
    connection.execute("PRAGMA cache_size=-2000")
    return connection


def read_meta(connection: sqlite3.Connection) -> dict[str, str]:
    """What the build noted about itself; empty for a file that is not a gazetteer."""
    try:
        return dict(connection.execute("SELECT key, value FROM meta"))
    except sqlite3.DatabaseError:
        return {}


class Writer:
    """Fills a new gazetteer file. Durability is the builder's: it syncs once, before the rename."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("PRAGMA journal_mode=OFF")
        self.connection.execute("PRAGMA synchronous=OFF")
        self.connection.execute("PRAGMA cache_size=-65536")
        self.connection.executescript(_TABLES)
        self.connection.execute("BEGIN")

    def add_places(self, rows: Iterable[PlaceRow]) -> None:
        """Store places; of two with the same key the later stands."""
        self.connection.executemany(
            "INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                (
                    r.key,
                    r.id,
                    r.name,
                    round(r.latitude, 5),
                    round(r.longitude, 5),
                    r.feature_class,
                    r.feature_code,
                    r.country_code,
                    r.population,
                    r.parent,
                )
                for r in rows
            ),
        )

    def stage_names(self, rows: Iterable[NameRow]) -> None:
        """Keep names for `merge_names`, which sorts them all at once."""
        self.connection.executemany("INSERT INTO staged VALUES (?,?,?,?)", _keyed(rows))

    def merge_names(self) -> None:
        """Index the staged names; the most direct kind of a name and place stands."""
        self.connection.execute(
            "INSERT INTO name SELECT name, place, min(kind), group_concat(written, '|') FROM staged"
            " GROUP BY name, place ORDER BY name, place"
        )
        self.connection.execute("DROP TABLE staged")

    def add_names(self, rows: Iterable[NameRow]) -> None:
        """Add names to the index, one by one; what is there already stands if more direct.

        ``written`` collects the ways an abbreviation may be written ("Ky|KY"); a name that need
        not be written in one way (NULL) stays so.
        """
        self.connection.executemany(
            "INSERT INTO name VALUES (?,?,?,?) ON CONFLICT (name, place) DO UPDATE SET"
            " kind = min(kind, excluded.kind), written = written || '|' || excluded.written"
            " WHERE excluded.kind <= kind",
            _keyed(rows),
        )

    def finish(self, meta: dict[str, str]) -> None:
        """Note where everything came from and close the file."""
        self.connection.executemany("INSERT INTO meta VALUES (?,?)", sorted(meta.items()))
        self.connection.execute("COMMIT")
        self.connection.execute("VACUUM")
        self.connection.execute("ANALYZE")
        self.connection.close()

    def close(self) -> None:
        """Give the file up without finishing it."""
        self.connection.close()


def _keyed(rows: Iterable[NameRow]) -> Iterable[tuple[str, int, int, str | None]]:
    for row in rows:
        key = normalise(row.name)
        if key:
            yield key, row.key, _RANK[row.kind], row.written
