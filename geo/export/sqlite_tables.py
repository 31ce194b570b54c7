"""An SQLite file with a table each, as Datasette serves it: ``latitude`` and ``longitude`` are
what its map plugins look for.
"""

from __future__ import annotations

from pathlib import Path

from geo.export import database
from geo.export.columns import By
from geo.export.tables import Content

_TABLES = (By.PLACE, By.ARTICLE, By.MENTION)
_INDEXED = ("place_id", "article_id", "published", "role")


def write(content: Content, path: Path) -> None:
    """All the tables, or the one that was asked for, and the method. Raises sqlite3.Error."""
    with database.new(path) as connection:
        for by in (content.by,) if content.by else _TABLES:
            table = content.table(by)
            database.create(connection, table)
            rows = (database.values(table, record) for record in table.records())
            database.insert(connection, table, (), rows)
            for name in _INDEXED:
                if name in table.names:
                    connection.execute(
                        f'CREATE INDEX "{by.plural} by {name}" ON "{by.plural}" ("{name}")'
                    )
        database.add_method(connection, content.method())
