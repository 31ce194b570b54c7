"""What there is in an atlas, for people who look after it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from geo.atlas import text_index
from geo.atlas.filters import Filter
from geo.atlas.manifest import SCHEMA_VERSION, Manifest
from geo.atlas.query import AtlasReader


@dataclass(frozen=True, slots=True)
class Info:
    """What an atlas holds, and what it takes on the disk.

    ``bytes`` are those of its ``parts``, ``superseded_bytes`` those of files that were
    replaced and go a day later, ``index_bytes`` those of the index of texts. ``first`` and
    ``last`` are days of publication. ``sources`` and ``languages`` (ISO 639-1, "" where it
    cannot be told) come with their articles; ``unread`` are the languages that nobody could
    read. ``warnings`` names what is left out because it is missing or damaged.
    """

    path: str
    schema_version: int
    current_version: int
    parts: int
    bytes: int
    superseded_bytes: int
    index_bytes: int
    articles: int
    undated: int
    stories: int
    mentions: int
    unplaced: int
    places: int
    first: date | None
    last: date | None
    sources: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    unread: tuple[tuple[str, int], ...]
    warnings: tuple[str, ...]


def info(folder: Path, where: str, published: Manifest) -> Info:
    """Read what is published, and look at its files."""
    listed = {file.file: file.bytes for part in published.parts for file in part.kinds().values()}
    superseded = [path for path in folder.glob("*.parquet") if path.name not in listed]
    with AtlasReader(folder, published) as reader:
        counts = reader.counts(Filter())
        first, last = reader.date_span() or (None, None)
        return Info(
            path=where,
            schema_version=published.version,
            current_version=SCHEMA_VERSION,
            parts=len(published.parts),
            bytes=sum(listed.values()),
            superseded_bytes=_bytes(superseded),
            index_bytes=_bytes(list(folder.glob(f"{text_index.NAME}*"))),
            articles=counts.articles,
            undated=counts.undated,
            stories=counts.stories,
            mentions=counts.mentions + counts.unplaced,
            unplaced=counts.unplaced,
            places=counts.places,
            first=first,
            last=last,
            sources=tuple(reader.sources()),
            languages=tuple(reader.languages()),
            unread=tuple(reader.unread()),
            warnings=reader.warnings,
        )


def _bytes(paths: Collection[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.is_file())
