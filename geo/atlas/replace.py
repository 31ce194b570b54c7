"""Other readings of articles that are in the atlas already, without a moment in between."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from geo.atlas import parts, schema, write
from geo.atlas.manifest import Manifest, Part
from geo.models import GeoparsedArticle

# Readers of the publication before may still be at it.
_KEPT_FOR = 86_400.0


def readings(folder: Path, before: Manifest, given: Mapping[str, GeoparsedArticle]) -> int:
    """Replace what is known of the articles with these ids; the lock must be held.

    Returns how many of the articles the atlas has. Raises AtlasError.
    """
    after: list[Part] = []
    count = 0
    for part in before.parts:
        ids = parts.read(folder, part.articles, ["article_id"]).column("article_id").to_pylist()
        here = [given[id_] for id_ in ids if id_ in given]
        after.append(_changed(folder, part, here) if here else part)
        count += len(here)
    if count:
        let_go(folder, before, write.publish(folder, after))
    return count


def _changed(folder: Path, part: Part, articles: Sequence[GeoparsedArticle]) -> Part:
    """The part with these articles read anew."""
    read_anew = pa.array([parsed.article.id for parsed in articles])
    kinds = part.kinds()
    files = {}
    for kind, found in schema.readings(articles).items():
        table = schema.table(kind, found)
        if kind in kinds:
            stored = parts.read(folder, kinds[kind])
            others = pc.invert(pc.is_in(stored.column("article_id"), value_set=read_anew))
            table = pa.concat_tables([stored.filter(others), table])
        files[kind] = write.file(folder, kind, table)
    return replace(part, **files)


def let_go(folder: Path, before: Manifest, after: Manifest) -> None:
    """Remove what was superseded a day ago or longer; note the time of what is now."""
    listed = {file for part in after.parts for file in part.files()}
    for name in {file for part in before.parts for file in part.files()} - listed:
        with suppress(FileNotFoundError):
            os.utime(folder / name)
    remove_unlisted(folder, after, _KEPT_FOR)


def remove_unlisted(folder: Path, published: Manifest, older_than: float = 0.0) -> None:
    """Remove the files of parts that are not published, for at least so many seconds."""
    listed = {file for part in published.parts for file in part.files()}
    for path in folder.glob("*.parquet"):
        with suppress(FileNotFoundError):
            if path.name not in listed and path.stat().st_mtime <= time.time() - older_than:
                path.unlink()
