"""The SQLite file of the geocode cache: opened, shared, read-only, set aside when damaged.

WAL mode lets any number of processes read while one writes. ``synchronous=NORMAL`` keeps
every commit through the death of a process, and the file whole through a power cut.
"""

from __future__ import annotations

import errno
import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from geo.errors import DatelineError
from geo.storage import locks, sqlite
from geo.storage.sqlite import Access

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

log = logging.getLogger(__name__)

# Raised whenever the tables change their meaning.
SCHEMA_VERSION = 1
_APPLICATION = 0x44_54_4C_47  # "DTLG", in the file's header
_PATIENCE = 30.0  # seconds that a writer waits for another

_TABLES = """
CREATE TABLE source (
    id INTEGER PRIMARY KEY, service TEXT NOT NULL, version INTEGER NOT NULL,
    options TEXT NOT NULL, UNIQUE (service, version, options));
CREATE TABLE answer (
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL, query TEXT NOT NULL,
    asked_at REAL NOT NULL, results INTEGER NOT NULL, reading INTEGER NOT NULL,
    found TEXT NOT NULL, raw BLOB NOT NULL, UNIQUE (source, query));
CREATE TABLE claim (
    source INTEGER NOT NULL, query TEXT NOT NULL, host TEXT NOT NULL, pid INTEGER NOT NULL,
    token TEXT NOT NULL, expires REAL NOT NULL, PRIMARY KEY (source, query)) WITHOUT ROWID;
CREATE TABLE turn (
    service TEXT PRIMARY KEY, next_at REAL NOT NULL DEFAULT 0, not_before REAL NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0, open_until REAL NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT '', day TEXT NOT NULL DEFAULT '',
    asked INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE pending (
    service TEXT NOT NULL, name TEXT NOT NULL, reason TEXT NOT NULL, since REAL NOT NULL,
    PRIMARY KEY (service, name)) WITHOUT ROWID;
CREATE TABLE notice (at REAL NOT NULL, text TEXT NOT NULL);
"""

_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_UNWRITABLE = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM})


class CacheUnusable(DatelineError):
    """The geocode cache can be neither read nor written where it is."""


class CacheReadOnly(DatelineError):
    """The geocode cache can be read and not written."""


class CacheFile:
    """One connection a thread, to a file that may be replaced or not be there yet.

    ``read_only`` never writes; a file or folder that cannot be written to is read only
    of itself.
    """

    def __init__(self, path: Path, read_only: bool = False) -> None:
        self.path = Path(path)
        self._read_only = read_only
        self._local = threading.local()

    def __reduce__(self) -> tuple[type[CacheFile], tuple[Path, bool]]:
        return type(self), (self.path, self._read_only)

    @property
    def read_only(self) -> bool:
        """Whether answers can be read and none be kept."""
        self.run(lambda _: None)
        return bool(self._local.read_only)

    def run(self, work: Work[T]) -> T:
        """Do something with the connection of this thread.

        A damaged file is set aside, with a notice, and the work done on a new one. Raises
        CacheReadOnly for a write to a file that is read only, CacheUnusable.
        """
        try:
            return work(self._connection())
        except sqlite3.DatabaseError as error:
            code = sqlite.result_code(error)
            if code in _DAMAGE:
                self._set_aside(error)
                return work(self._connection())
            if code == sqlite3.SQLITE_READONLY:
                raise CacheReadOnly(
                    f"{self.path}: the geocode cache is read-only: nothing new can be kept in it"
                ) from error
            raise CacheUnusable(
                f"{self.path}: the geocode cache cannot be used: {error}"
            ) from error

    def write(self, work: Work[T]) -> T:
        """Do something as one transaction that no other writer comes between."""
        if getattr(self._local, "inode", None) != _inode(self.path):
            self.close()  # the file was removed, or replaced by another process
        return self.run(lambda connection: _in_transaction(connection, work))

    def close(self) -> None:
        """Close the connection of this thread."""
        connection = getattr(self._local, "connection", None)
        self._local.connection = None
        if connection is not None:
            connection.close()

    def _connection(self) -> sqlite3.Connection:
        local = self._local
        connection: sqlite3.Connection | None = getattr(local, "connection", None)
        # A connection must not be used by the child of a fork.
        if connection is None or local.pid != os.getpid():
            # Noted before, so that a file put there in the meantime is never taken for this one.
            local.inode = _inode(self.path)
            connection = self._open()
            local.connection, local.pid = connection, os.getpid()
            local.inode = local.inode or _inode(self.path)
        return connection

    def _open(self) -> sqlite3.Connection:
        if not self._read_only:
            try:
                connection = self._open_for_writing()
                self._local.read_only = False
                return connection
            except PermissionError:
                pass
            except OSError as error:
                if error.errno != errno.EROFS:
                    raise CacheUnusable(f"{self.path}: {error.strerror}") from error
            except sqlite3.OperationalError as error:
                if sqlite.result_code(error) not in _UNWRITABLE:
                    raise
        self._local.read_only = True
        return self._open_for_reading()

    def _open_for_writing(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite.connect(self.path, patience=_PATIENCE, mapped=True)
        try:
            if connection.execute("PRAGMA user_version").fetchone()[0] != SCHEMA_VERSION:
                _prepare(connection, self.path)
            connection.execute("PRAGMA synchronous=NORMAL")
            # Fails at once where the file cannot be written, rather than at the first answer.
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except BaseException:
            connection.close()
            raise
        return connection

    def _open_for_reading(self) -> sqlite3.Connection:
        """Of a file in a folder that cannot be written to, SQLite needs to know that nobody
        else writes it either; that holds where no write-ahead log lies beside it."""
        if not self.path.is_file():
            return _empty()
        for access in (Access.READ, Access.IMMUTABLE):
            connection = sqlite.connect(self.path, access, _PATIENCE, mapped=True)
            try:
                version = connection.execute("PRAGMA user_version").fetchone()[0]
                connection.execute("SELECT 1 FROM source LIMIT 1")
            except sqlite3.DatabaseError as error:
                connection.close()
                if sqlite.result_code(error) not in _UNWRITABLE:
                    raise CacheUnusable(
                        f"{self.path}: not a geocode cache that can be read ({error})"
                    ) from error
                continue
            if version != SCHEMA_VERSION:
                connection.close()
                break
            return connection
        raise CacheUnusable(f"{self.path}: not a geocode cache that can be read")

    def _set_aside(self, error: sqlite3.DatabaseError) -> None:
        damaged = getattr(self._local, "inode", None)
        self.close()
        if self._read_only:
            raise CacheUnusable(f"{self.path}: the geocode cache is damaged: {error}") from error
        with locks.hold(self.path.with_name(f"{self.path.name}.lock")):
            # Another process may have done it already; its new file is not to go as well.
            if damaged is None or damaged == _inode(self.path):
                kept = self._rename()
                text = f"{self.path} was damaged ({error}); it was kept as {kept.name}, begun anew"
                log.warning("%s", text)
                with suppress(sqlite3.Error):
                    connection = self._open_for_writing()
                    connection.execute("INSERT INTO notice VALUES (?, ?)", (time.time(), text))
                    connection.close()

    def _rename(self) -> Path:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")
        kept = self.path.with_name(f"{self.path.name}.broken-{stamp}")
        for suffix in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                self.path.with_name(self.path.name + suffix).rename(
                    kept.with_name(kept.name + suffix)
                )
        return kept


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables, unless another process just did."""
    sqlite.use_write_ahead_log(connection, _PATIENCE)
    with sqlite.transaction(connection):
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, SCHEMA_VERSION):
            raise CacheUnusable(
                f"{path}: this geocode cache is of version {version}, and this Dateline uses "
                f"{SCHEMA_VERSION}: export it with the Dateline that wrote it, or move it away"
            )
        if version == 0:
            for statement in _TABLES.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id={_APPLICATION}")
            connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")


def _empty() -> sqlite3.Connection:
    """What a read-only cache that does not exist holds."""
    connection = sqlite.in_memory()
    for statement in _TABLES.split(";"):
        connection.execute(statement)
    connection.execute("PRAGMA query_only=1")
    return connection


def _in_transaction(connection: sqlite3.Connection, work: Work[T]) -> T:
    with sqlite.transaction(connection):
        return work(connection)


def _inode(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except OSError:
        return None
