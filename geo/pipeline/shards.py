"""Shards: what one task of an ingest on several machines reads.

A shard is a group of files, a file (such as a WARC), or a run of a file's records. It is all that
travels: where to read, never what was read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from geo.sources.documents import fingerprint, from_path, from_store, is_in_store, size
from geo.sources.protocol import Document, Records

# Files that are read together: some minutes of work, which is what a lost worker costs.
GROUP_FILES = 256
GROUP_BYTES = 4_000_000
# A table of more bytes is read in slices of so many records.
WHOLE_BYTES = 16_000_000
SLICE = 2_048
# Into so many a shard is divided in which something ends the process.
PIECES = 8
_TABLES = (".jsonl", ".ndjson", ".csv", ".tsv", ".tab", ".parquet", ".pq")
_PACKED = (".gz", ".bz2", ".xz", ".zst")


@dataclass(frozen=True, slots=True)
class ShardFile:
    """A file by its path or the URL of a store; ``folder`` names the one that it was found in."""

    url: str
    folder: str = ""

    def document(self) -> Document:
        """To be read."""
        if is_in_store(self.url):
            return from_store(self.url)
        return replace(from_path(Path(self.url)), folder=self.folder)


@dataclass(frozen=True, slots=True)
class Shard:
    """Some files, or of a single file the records from ``first`` on, up to ``stop`` without it."""

    files: tuple[ShardFile, ...]
    first: int = 0
    stop: int | None = None

    @property
    def name(self) -> str:
        """For people."""
        where = self.files[0].url
        if len(self.files) > 1:
            return f"{where} and {len(self.files) - 1} more"
        if self.first == 0 and self.stop is None:
            return where
        if self.stop == self.first + 1:
            return f"{where}: record {self.stop}"
        return f"{where}: records {self.first + 1} to {self.stop or 'the last'}"

    @property
    def records(self) -> Records | None:
        """Which records of its file are read, for one reading; None for all."""
        whole = self.first == 0 and self.stop is None
        return None if whole else Records(self.first, self.stop)

    @property
    def is_one_record(self) -> bool:
        """Whether there is nothing to divide."""
        return self.stop is not None and self.stop - self.first <= 1

    @property
    def can_be_divided(self) -> bool:
        """Whether its pieces are known without looking into its file."""
        return len(self.files) > 1 or (self.stop is not None and not self.is_one_record)

    def pieces(self) -> list[Shard]:
        """The pieces of one that can be divided, in its order.

        They are more than two, since each division to find what ends a process costs a process.
        """
        if len(self.files) > 1:
            size = -(-len(self.files) // PIECES)
            starts = range(0, len(self.files), size)
            return [Shard(self.files[start : start + size]) for start in starts]
        return self.slices(-(-self._length // PIECES))

    def slices(self, records: int) -> list[Shard]:
        """It in runs of so many records."""
        stop = self.first + self._length
        return [
            replace(self, first=start, stop=min(stop, start + records))
            for start in range(self.first, stop, records)
        ]

    def ending(self, records: int) -> Shard:
        """The same where its file is known to have so many records."""
        return replace(self, stop=records)

    @property
    def is_large_table(self) -> bool:
        """Whether it is a whole file that should be read in slices."""
        return (
            len(self.files) == 1
            and self.stop is None
            and _suffix(self.files[0].url) in _TABLES
            and size(self.files[0].url) > WHOLE_BYTES
        )

    def key(self, way: str) -> str:
        """A name that follows from what is to be read, and in which ``way``."""
        prints = [fingerprint(file.url) for file in self.files]
        said = json.dumps([self.to_list(), prints, way], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()

    def to_list(self) -> list[Any]:
        """As JSON can hold it."""
        return [[list(asdict(file).values()) for file in self.files], self.first, self.stop]

    @classmethod
    def from_list(cls, data: Sequence[Any]) -> Shard:
        """The inverse of ``to_list``."""
        files, first, stop = data
        return cls(tuple(ShardFile(*file) for file in files), first, stop)

    @property
    def _length(self) -> int:
        return (self.stop or 0) - self.first


def shards(documents: Sequence[Document]) -> Iterator[Shard]:
    """The shards of files in folders and stores, in their order; small files are read together.

    Files in stores are not looked at: each is a shard.
    """
    group: list[ShardFile] = []
    total = 0
    for document in documents:
        if document.path is None:
            yield from _closed(group)
            group, total = [], 0
            yield Shard((ShardFile(document.name),))
            continue
        url = str(document.path.absolute())
        bytes_ = size(url)
        if group and (total + bytes_ > GROUP_BYTES or len(group) >= GROUP_FILES):
            yield from _closed(group)
            group, total = [], 0
        group.append(ShardFile(url, document.folder))
        total += bytes_
    yield from _closed(group)


def _closed(group: Sequence[ShardFile]) -> Iterator[Shard]:
    if group:
        yield Shard(tuple(group))


def _suffix(url: str) -> str:
    """The suffix of a file's format, whatever packs it."""
    stem, dot, suffix = url.lower().rpartition(".")
    if f".{suffix}" in _PACKED:
        stem, dot, suffix = stem.rpartition(".")
    return f"{dot}{suffix}"
