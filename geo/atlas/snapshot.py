"""A DuckDB connection that sees the parts of one publication, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from geo.atlas.manifest import Manifest, PartFile
from geo.atlas.rows import ARTICLES, MENTIONS

# No extension is ever fetched: the atlas is read without a network.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "temp_directory": "",
}


def connect(folder: Path, published: Manifest) -> tuple[duckdb.DuckDBPyConnection, tuple[str, ...]]:
    """Views ``articles`` and ``mentions`` over the parts, and a warning for each one left out.

    A part counts only whole: without its articles, its mentions are left out too.
    """
    usable, warnings = [], []
    for part in published.parts:
        faults = [f for f in (_fault(folder, part.articles), _fault(folder, part.mentions)) if f]
        warnings.extend(faults)
        if not faults:
            usable.append(part)
    connection = duckdb.connect(":memory:", config=_CONFIG)
    _view(connection, "articles", ARTICLES, [folder / part.articles.file for part in usable])
    _view(connection, "mentions", MENTIONS, [folder / part.mentions.file for part in usable])
    _confine(connection, folder)
    return connection, tuple(warnings)


def _view(
    connection: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema, paths: Iterable[Path]
) -> None:
    files = [str(path.resolve()) for path in paths]
    relation = (
        connection.read_parquet(files) if files else connection.from_arrow(schema.empty_table())
    )
    relation.create_view(name)


def _confine(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """From here on the connection can open no file outside the atlas, whatever it is asked."""
    connection.execute("SET allowed_directories = [?]", [str(folder.resolve()) + "/"])
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _fault(folder: Path, part: PartFile) -> str | None:
    path = folder / part.file
    try:
        size, rows = path.stat().st_size, pq.read_metadata(path).num_rows
    except FileNotFoundError:
        return f"{path}: left out: this part of the atlas is missing"
    except (OSError, pa.ArrowException) as error:
        return f"{path}: left out: this part of the atlas is damaged: {error}"
    if (size, rows) != (part.bytes, part.rows):
        return f"{path}: left out: this part of the atlas is damaged: not as long as it was"
    return None
