"""Looking after an atlas: verifying its files, joining its parts, forgetting a source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import takewhile
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from geo.atlas import parts, schema, textindex, write
from geo.atlas.manifest import KINDS, Manifest, Part
from geo.atlas.parts import Damaged
from geo.atlas.replace import let_go, remove_unlisted
from geo.atlas.textindex import TextIndex

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
        damages.append(Damage(textindex.NAME, index, 0))
    return Verified(len(sizes), sum(sizes.values()), tuple(damages))


def drop_damaged(folder: Path, published: Manifest) -> Verified:
    """Take damaged files out of the atlas, and parts that cannot do without them.

    Returns what was damaged; the files are left where they are. The lock must be held.
    Raises AtlasError.
    """
    kept: list[Part] = []
    found = verify(folder, published)
    damaged = {damage.file for damage in found.damages}
    for part in published.parts:
        needed = {part.articles.file, part.mentions.file}
        if not needed & damaged:
            lost = {kind for kind, file in part.kinds().items() if file.file in damaged}
            kept.append(reduce(Part.without, lost, part))
    if textindex.NAME in damaged:
        TextIndex(folder).remove()
    if damaged - {textindex.NAME}:
        write.publish(folder, kept, published.version)
    return found


def compact(folder: Path, before: Manifest) -> Compacted:
    """Join neighbouring parts as long as they stay within bounds; the lock must be held.

    Raises AtlasError, and then the atlas stays as it was.
    """
    after: list[Part] = []
    skipped: list[str] = []
    for group in _groups(before.parts):
        try:
            after.append(group[0] if len(group) == 1 else _joined(folder, group))
        except Damaged as damage:
            skipped.append(str(damage.path))
            after.extend(group)
    if len(after) < len(before.parts):
        let_go(folder, before, write.publish(folder, after))
    return Compacted(len(before.parts), len(after), tuple(skipped))


def join_small(folder: Path, before: Manifest) -> Manifest:
    """Join the newest parts once many small ones have come together; the lock must be held.

    Returns what is published then. Raises AtlasError, and then the atlas stays as it was.
    """
    small = len(list(takewhile(_is_small, reversed(before.parts))))
    if small < MANY:
        return before
    kept, newest = before.parts[:-small], before.parts[-small:]
    joined = [_joined(folder, group) for group in _groups(newest)]
    after = write.publish(folder, [*kept, *joined])
    let_go(folder, before, after)
    return after


def forget(folder: Path, before: Manifest, source: str) -> int:
    """Remove the articles from this source, and all that is known of them.

    Returns how many there were. What was superseded may hold some, so it is removed too,
    whether or not any are left: whoever was interrupted before need only ask again. The lock
    must be held. Raises AtlasError, and then nothing was removed: a damaged part might hold
    some.
    """
    after: list[Part] = []
    forgotten = 0
    for part in before.parts:
        articles = parts.read(folder, part.articles, ("article_id", "source"))
        ids = articles.filter(pc.equal(articles.column("source"), source)).column("article_id")
        forgotten += len(ids)
        if len(ids) == 0:
            after.append(part)
        elif len(ids) < len(articles):
            after.append(_without(folder, part, ids))
    remove_unlisted(folder, write.publish(folder, after) if forgotten else before)
    return forgotten


def _damages(folder: Path, part: Part) -> Iterator[Damage]:
    for kind, file in part.kinds().items():
        try:
            parts.check(folder, file)
        except Damaged as damage:
            needed = kind in KINDS[:2]
            articles = part.articles.rows if needed else 0
            yield Damage(file.file, damage.what, articles, _sources(folder, part))


def _sources(folder: Path, part: Part) -> tuple[str, ...]:
    try:
        sources = parts.read(folder, part.articles, ("source",)).column("source")
    except Damaged:
        return ()
    return tuple(sorted(pc.unique(sources).to_pylist()))


def _is_small(part: Part) -> bool:
    return part.articles.rows < SMALL


def _groups(all_: Sequence[Part]) -> Iterator[list[Part]]:
    """Neighbours that are small enough to become one."""
    group: list[Part] = []
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


def _joined(folder: Path, group: Sequence[Part]) -> Part:
    """One part with all that these have, a file at a time.

    What one of them did not keep is missing for its articles, as it was before.
    """
    files = {}
    for kind in KINDS:
        kept = [part.kinds()[kind] for part in group if kind in part.kinds()]
        if kept:
            tables = [parts.read(folder, file).cast(schema.SCHEMAS[kind]) for file in kept]
            files[kind] = write.file(folder, kind, pa.concat_tables(tables))
    return Part(**files)


def _without(folder: Path, part: Part, ids: pa.ChunkedArray) -> Part:
    files = {}
    for kind, file in part.kinds().items():
        table = parts.read(folder, file)
        others = pc.invert(pc.is_in(table.column("article_id"), value_set=ids))
        files[kind] = write.file(folder, kind, table.filter(others))
    return Part(**files)
