"""Opening SQLite files. Connections commit of themselves: see ``transaction``."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

_MAPPED_BYTES = 1 << 30
_RETRY = 0.01  # seconds between two attempts


class Access(StrEnum):
    """How a file is opened: the query of its URI (https://www.sqlite.org/uri.html)."""

    WRITE = "mode=rwc"
    READ = "mode=ro"
    # Nobody writes it either: spares locks, and the files that SQLite would make for them.
    IMMUTABLE = "mode=ro&immutable=1"


def connect(
    path: Path, access: Access = Access.WRITE, patience: float = 5.0, mapped: bool = False
) -> sqlite3.Connection:
    """A connection that several threads may use, one at a time.

    ``patience`` is how long to wait for another that is writing, in seconds; a ``mapped`` file
    is read as memory. Raises sqlite3.Error.
    """
    return _connected(f"{path.resolve().as_uri()}?{access}", patience, mapped)


def in_memory() -> sqlite3.Connection:
    """A database of its own, without a file."""
    return _connected("file::memory:", 0.0, False)


def temporary() -> sqlite3.Connection:
    """A database in a file that nobody sees and that goes with the connection; in memory are two
    megabytes of it. Raises sqlite3.Error.
    """
    # https://www.sqlite.org/inmemorydb.html#temp_db
    connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=OFF")
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of what is done or nothing; no other writer comes between. Raises sqlite3.Error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # Where the disk fails, SQLite may have rolled back of itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def use_write_ahead_log(connection: sqlite3.Connection, patience: float) -> None:
    """Let readers go on while somebody writes (https://www.sqlite.org/wal.html).

    Two that turn it on for the same new file at once block each other, and SQLite answers
    SQLITE_BUSY without waiting: here it is tried for ``patience`` seconds. Raises sqlite3.Error.
    """
    end = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if result_code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
        time.sleep(_RETRY)


def result_code(error: sqlite3.Error) -> int:
    """SQLite's primary result code (https://www.sqlite.org/rescode.html), 0 for none."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def _connected(uri: str, patience: float, mapped: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(
        uri, uri=True, timeout=patience, isolation_level=None, check_same_thread=False
    )
    if mapped:
        connection.execute(f"PRAGMA mmap_size={_MAPPED_BYTES}")
    return connection
