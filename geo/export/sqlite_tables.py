"""An SQLite file with a table each, as Datasette serves it: ``latitude`` and ``longitude`` are
what its map plugins look for. A GeoPackage is filled in the same way.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from geo.export.columns import By, ColumnType
from geo.export.tables import Content, Record, Table
from geo.storage import sqlite

TYPES = {
    ColumnType.TEXT: "TEXT",
    ColumnType.NUMBER: "DOUBLE",
    ColumnType.INTEGER: "INTEGER",
    ColumnType.DATE: "DATE",
    ColumnType.BOOLEAN: "BOOLEAN",
}
"""As GeoPackage names them (OGC 12-128r19, table 1), which SQLite takes as well."""


@contextmanager
def new(path: Path) -> Iterator[sqlite3.Connection]:
    """An empty file to be filled in one transaction. Raises sqlite3.Error."""
    with closing(sqlite.connect(path)) as connection:
        # A file that is not finished is thrown away: nothing need be recoverable before.
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        with sqlite.transaction(connection):
            yield connection


def create(connection: sqlite3.Connection, table: Table, before: Sequence[str] = ()) -> None:
    """A table with the columns of ``table``, after those of ``before``."""
    columns = [f'"{column.name}" {TYPES[column.kind]}' for column in table.columns]
    connection.execute(f'CREATE TABLE "{table.by.plural}" ({", ".join((*before, *columns))})')


def insert(
    connection: sqlite3.Connection, table: Table, more: Sequence[str], rows: Iterator[Any]
) -> None:
    """Rows with the columns ``more`` before those of the table."""
    names = ", ".join(f'"{name}"' for name in (*more, *table.names))
    marks = ", ".join("?" * (len(more) + len(table.names)))
    connection.executemany(
        f'INSERT INTO "{table.by.plural}" ({names}) VALUES ({marks})',  # noqa: S608 (our names)
        rows,
    )


def values(table: Table, record: Record) -> tuple[Any, ...]:
    """A row in the order of its columns; dates as ISO 8601."""
    found = (record.values[name] for name in table.names)
    return tuple(value.isoformat() if isinstance(value, date) else value for value in found)


def add_method(connection: sqlite3.Connection, method: Sequence[tuple[str, str]]) -> None:
    """How the rows were made, in a table of its own."""
    connection.execute(
        "CREATE TABLE method (fid INTEGER PRIMARY KEY, subject TEXT, statement TEXT)"
    )
    connection.executemany("INSERT INTO method (subject, statement) VALUES (?, ?)", method)


_TABLES = (By.PLACE, By.ARTICLE, By.MENTION)
_INDEXED = ("place_id", "article_id", "published", "role")


def write(content: Content, path: Path) -> None:
    """All the tables, or the one that was asked for, and the method. Raises sqlite3.Error."""
    with new(path) as connection:
        for by in (content.by,) if content.by else _TABLES:
            table = content.table(by)
            create(connection, table)
            rows = (values(table, record) for record in table.records())
            insert(connection, table, (), rows)
            for name in _INDEXED:
                if name in table.names:
                    connection.execute(
                        f'CREATE INDEX "{by.plural} by {name}" ON "{by.plural}" ("{name}")'
                    )
        add_method(connection, content.method())
