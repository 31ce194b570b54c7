"""Other mentions for articles that are in the atlas already, without a moment in between."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geo.atlas import rows, write
from geo.atlas.manifest import Manifest, PartFile
from geo.errors import AtlasError
from geo.models import GeoparsedArticle

# Readers of the publication before may still be at it.
_KEPT_FOR = 86_400.0


def mentions(folder: Path, before: Manifest, given: Mapping[str, GeoparsedArticle]) -> int:
    """Replace the mentions of the articles with these ids; the lock must be held.

    Returns how many of the articles the atlas has. Raises AtlasError.
    """
    changed: dict[int, pa.Table] = {}
    count = 0
    for index, part in enumerate(before.parts):
        ids = _read(folder, part.articles, ["article_id"]).column("article_id").to_pylist()
        here = [given[id_] for id_ in ids if id_ in given]
        if here:
            changed[index] = _changed(_read(folder, part.mentions), here)
            count += len(here)
    if changed:
        after = write.republish(folder, before, changed)
        let_go(folder, before, after)
    return count


def _changed(table: pa.Table, articles: list[GeoparsedArticle]) -> pa.Table:
    replaced = pa.array([parsed.article.id for parsed in articles])
    others = table.filter(pc.invert(pc.is_in(table.column("article_id"), value_set=replaced)))
    # When it was ingested is a column of the articles, which stay.
    _, new = rows.tables(articles, datetime.now(UTC))
    return pa.concat_tables([others, new])


def _read(folder: Path, part: PartFile, columns: list[str] | None = None) -> pa.Table:
    path = folder / part.file
    try:
        return pq.read_table(path, columns=columns)
    except (OSError, pa.ArrowException) as error:
        raise AtlasError(
            f"{path}: this part of the atlas is missing or damaged ({error}): restore it "
            "from a copy, or remove the folder and ingest again"
        ) from error


def let_go(folder: Path, before: Manifest, after: Manifest) -> None:
    """Remove what was superseded a day ago or longer; note the time of what is now."""
    listed = {file for part in after.parts for file in part.files()}
    for name in {file for part in before.parts for file in part.files()} - listed:
        with suppress(FileNotFoundError):
            os.utime(folder / name)
    for path in folder.glob("*.parquet"):
        if path.name not in listed and path.stat().st_mtime < time.time() - _KEPT_FOR:
            path.unlink(missing_ok=True)
