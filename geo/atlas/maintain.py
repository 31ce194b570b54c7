"""Looking after an atlas: what it holds, files verified, parts joined or replaced, a source
forgotten.

Also: an atlas of an older Dateline made one of this one, a step for each schema version.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from itertools import takewhile
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from geo.atlas import parts, schema, text_index
from geo.atlas.filters import Filter
from geo.atlas.manifest import KINDS, SCHEMA_VERSION, AtlasPart, Manifest
from geo.atlas.parts import Damaged
from geo.atlas.query import AtlasReader
from geo.atlas.text_index import TextIndex
from geo.models import GeoparsedArticle

# A joined part is at most so large, and so is what is in memory at a time while joining.
PART_BYTES = 64_000_000
PART_ARTICLES = 16_384
# So many parts with fewer articles than this are joined as they come: every part takes time
# to open. Each article is then written twice, not again and again.
MANY = 64
SMALL = 512


@dataclass(frozen=True, slots=True)
class Damage:
    """A file that is not what was written; ``articles`` of its part are not shown for it,
    those from these ``sources`` where that can still be read.
    """

    file: str
    what: str
    articles: int
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """How many files there are and which of them are damaged."""

    files: int
    bytes: int
    damages: tuple[Damage, ...] = ()


@dataclass(frozen=True, slots=True)
class Compacted:
    """How many parts there were and are; ``skipped`` are damaged and were left alone."""

    before: int
    after: int
    skipped: tuple[str, ...] = ()


def verify(folder: Path, published: Manifest) -> Verified:
    """Hold every file of the atlas against its checksum, and look at the index of texts."""
    # Parts that both hold nothing of a kind have that file in common.
    sizes = {file.file: file.bytes for part in published.parts for file in part.kinds().values()}
    damages = [damage for part in published.parts for damage in _damages(folder, part)]
    if index := TextIndex(folder).damage():
        damages.append(Damage(text_index.NAME, index, 0))
    return Verified(len(sizes), sum(sizes.values()), tuple(damages))


def drop_damaged(folder: Path, published: Manifest) -> Verified:
    """Take damaged files out of the atlas, and parts that cannot do without them.

    Returns what was damaged; the files are left where they are. The lock must be held.
    Raises AtlasError.
    """
    sound: list[AtlasPart] = []
    found = verify(folder, published)
    damaged = {damage.file for damage in found.damages}
    for part in published.parts:
        needed = {part.articles.file, part.mentions.file}
        if not needed & damaged:
            lost = {kind for kind, file in part.kinds().items() if file.file in damaged}
            sound.append(reduce(AtlasPart.without, lost, part))
    if text_index.NAME in damaged:
        TextIndex(folder).remove()
    if damaged - {text_index.NAME}:
        parts.publish(folder, sound, published.version)
    return found


def compact(folder: Path, before: Manifest) -> Compacted:
    """Join neighbouring parts as long as they stay within bounds; the lock must be held.

    Raises AtlasError, and then the atlas stays as it was.
    """
    after: list[AtlasPart] = []
    skipped: list[str] = []
    for group in _groups(before.parts):
        try:
            after.append(group[0] if len(group) == 1 else _joined(folder, group))
        except Damaged as damage:
            skipped.append(str(damage.path))
            after.extend(group)
    if len(after) < len(before.parts):
        retire_superseded(folder, before, parts.publish(folder, after))
    return Compacted(len(before.parts), len(after), tuple(skipped))


def join_small(folder: Path, before: Manifest) -> Manifest:
    """Join the newest parts once many small ones have come together; the lock must be held.

    Returns what is published then. Raises AtlasError, and then the atlas stays as it was.
    """
    small = len(list(takewhile(_is_small, reversed(before.parts))))
    if small < MANY:
        return before
    older, newest = before.parts[:-small], before.parts[-small:]
    joined = [_joined(folder, group) for group in _groups(newest)]
    after = parts.publish(folder, [*older, *joined])
    retire_superseded(folder, before, after)
    return after


def forget(folder: Path, before: Manifest, source: str) -> int:
    """Remove the articles from this source, and all that is known of them.

    Returns how many there were. What was superseded may hold some, so it is removed too,
    whether or not any are left: whoever was interrupted before need only ask again. The lock
    must be held. Raises AtlasError, and then nothing was removed: a damaged part might hold
    some.
    """
    after: list[AtlasPart] = []
    forgotten = 0
    for part in before.parts:
        articles = parts.read(folder, part.articles, ("article_id", "source"))
        ids = articles.filter(pc.equal(articles.column("source"), source)).column("article_id")
        forgotten += len(ids)
        if len(ids) == 0:
            after.append(part)
        elif len(ids) < len(articles):
            after.append(_without(folder, part, ids))
    remove_unlisted(folder, parts.publish(folder, after) if forgotten else before)
    return forgotten


def _damages(folder: Path, part: AtlasPart) -> Iterator[Damage]:
    for kind, file in part.kinds().items():
        try:
            parts.check(folder, file)
        except Damaged as damage:
            needed = kind in KINDS[:2]
            articles = part.articles.rows if needed else 0
            yield Damage(file.file, damage.what, articles, _sources(folder, part))


def _sources(folder: Path, part: AtlasPart) -> tuple[str, ...]:
    try:
        sources = parts.read(folder, part.articles, ("source",)).column("source")
    except Damaged:
        return ()
    return tuple(sorted(pc.unique(sources).to_pylist()))


def _is_small(part: AtlasPart) -> bool:
    return part.articles.rows < SMALL


def _groups(all_: Sequence[AtlasPart]) -> Iterator[list[AtlasPart]]:
    """Neighbours that are small enough to become one."""
    group: list[AtlasPart] = []
    size = articles = 0
    for part in all_:
        bytes_ = sum(file.bytes for file in part.kinds().values())
        if group and (size + bytes_ > PART_BYTES or articles + part.articles.rows > PART_ARTICLES):
            yield group
            group, size, articles = [], 0, 0
        group.append(part)
        size += bytes_
        articles += part.articles.rows
    if group:
        yield group


def _joined(folder: Path, group: Sequence[AtlasPart]) -> AtlasPart:
    """One part with all that these have, a file at a time.

    What one of them did not keep is missing for its articles, as it was before.
    """
    files = {}
    for kind in KINDS:
        stored = [part.kinds()[kind] for part in group if kind in part.kinds()]
        if stored:
            tables = [parts.read(folder, file).cast(schema.SCHEMAS[kind]) for file in stored]
            files[kind] = parts.write_file(folder, kind, pa.concat_tables(tables))
    return AtlasPart(**files)


def _without(folder: Path, part: AtlasPart, ids: pa.ChunkedArray) -> AtlasPart:
    files = {}
    for kind, file in part.kinds().items():
        table = parts.read(folder, file)
        others = pc.invert(pc.is_in(table.column("article_id"), value_set=ids))
        files[kind] = parts.write_file(folder, kind, table.filter(others))
    return AtlasPart(**files)


# Readers of the version before may still be at it.
_RETIRED_SECONDS = 86_400.0


def replace_readings(folder: Path, before: Manifest, given: Mapping[str, GeoparsedArticle]) -> int:
    """Replace what is known of the articles with these ids; the lock must be held.

    Returns how many of the articles the atlas has. Raises AtlasError.
    """
    after: list[AtlasPart] = []
    count = 0
    for part in before.parts:
        ids = parts.read(folder, part.articles, ["article_id"]).column("article_id").to_pylist()
        here = [given[id_] for id_ in ids if id_ in given]
        after.append(_changed(folder, part, here) if here else part)
        count += len(here)
    if count:
        retire_superseded(folder, before, parts.publish(folder, after))
    return count


def _changed(folder: Path, part: AtlasPart, articles: Sequence[GeoparsedArticle]) -> AtlasPart:
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
        files[kind] = parts.write_file(folder, kind, table)
    return replace(part, **files)


def retire_superseded(folder: Path, before: Manifest, after: Manifest) -> None:
    """Remove what was superseded a day ago or longer; note the time of what is now."""
    listed = {file for part in after.parts for file in part.files()}
    for name in {file for part in before.parts for file in part.files()} - listed:
        with suppress(FileNotFoundError):
            os.utime(folder / name)
    remove_unlisted(folder, after, _RETIRED_SECONDS)


def remove_unlisted(folder: Path, published: Manifest, older_than: float = 0.0) -> None:
    """Remove the files of parts that are not published, for at least so many seconds."""
    listed = {file for part in published.parts for file in part.files()}
    for path in folder.glob("*.parquet"):
        with suppress(FileNotFoundError):
            if path.name not in listed and path.stat().st_mtime <= time.time() - older_than:
                path.unlink()


_ALWAYS_READ = "en"


def migrate(folder: Path, published: Manifest) -> Manifest:
    """The atlas as this Dateline writes it, published where it was older; the lock must be held.

    An atlas of any older version can be read as it is. Raises AtlasError, and then the atlas
    stays as it was.
    """
    if published.version == SCHEMA_VERSION:
        return published
    migrated = published.parts
    for version in range(published.version, SCHEMA_VERSION):
        migrated = tuple(_STEPS[version](folder, part) for part in migrated)
    return parts.publish(folder, migrated)


def _add_unread(folder: Path, part: AtlasPart) -> AtlasPart:
    """Version 1 did not say which articles nobody had read: those in another language than
    English without a single mention.
    """
    articles = parts.read(folder, part.articles, ("article_id", "language"))
    mentions = parts.read(folder, part.mentions, ("article_id",))
    named = pc.is_in(articles.column("article_id"), value_set=mentions.column("article_id"))
    english = pc.equal(articles.column("language"), _ALWAYS_READ)
    unread = articles.filter(pc.invert(pc.or_(named, english)))
    return replace(part, unread=parts.write_file(folder, "unread", unread.cast(schema.UNREAD)))


_STEPS: dict[int, Callable[[Path, AtlasPart], AtlasPart]] = {1: _add_unread}


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
