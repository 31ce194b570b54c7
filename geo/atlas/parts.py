"""The files of an atlas, written and read.

Writing: a reader, or a crash at any moment, finds the old or the new. Reading: what was damaged
on the disk is noticed, never taken for data.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from geo.atlas import manifest
from geo.atlas.manifest import SCHEMA_VERSION, AtlasPart, Manifest, PartFile
from geo.errors import AtlasError
from geo.storage import atomic, locks

Used = TypeVar("Used")

_BLOCK = 1 << 20
LOCK = ".lock"
# Rows read together: a reader that wants one text or one excerpt reads so many.
_ROW_GROUPS = {"articles": 128, "mentions": 1024, "candidates": 512, "dates": 1024}
_ROW_GROUP = 8192
# Of what others may ask ranges; of every column they would be most of a footer.
_STATISTICS = ("published", "source", "place_id", "country_code", "latitude", "longitude")


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Be the only writer of the atlas in ``folder``, which is made if need be.

    Waits for another writer to finish; the lock dies with the process that holds it.
    """
    with _translated(folder):
        lock = locks.hold(folder / LOCK)
    with lock:
        yield


def write_part(folder: Path, tables: Mapping[str, pa.Table]) -> AtlasPart:
    """Write the tables of a part by what they hold; nobody sees it before it is published.

    Raises AtlasError where the disk refuses.
    """
    return AtlasPart(**{kind: write_file(folder, kind, table) for kind, table in tables.items()})


def write_file(folder: Path, kind: str, table: pa.Table) -> PartFile:
    """Write one file of a part. Raises AtlasError where the disk refuses."""
    file, data = to_bytes(kind, table)
    with _translated(folder):
        atomic.write(folder / file.file, data)
    return file


def to_bytes(kind: str, table: pa.Table) -> tuple[PartFile, memoryview]:
    """One file of a part: what it is called by what it holds, and that."""
    sink = pa.BufferOutputStream()
    pq.write_table(
        table,
        sink,
        compression="zstd",
        write_page_checksum=True,
        row_group_size=_ROW_GROUPS.get(kind, _ROW_GROUP),
        write_statistics=[name for name in _STATISTICS if name in table.column_names],
    )
    data = memoryview(sink.getvalue())
    name = f"{kind}-{hashlib.sha256(data).hexdigest()}.parquet"
    return PartFile(name, table.num_rows, len(data)), data


def publish(folder: Path, parts: Iterable[AtlasPart], version: int = SCHEMA_VERSION) -> Manifest:
    """Make these the parts of the atlas, all at once; the lock must be held.

    Raises AtlasError where the disk refuses; what was published before stands then.
    """
    after = Manifest(tuple(parts), version)
    with _translated(folder):
        atomic.write(folder / manifest.NAME, after.to_json().encode())
    return after


def sweep(folder: Path) -> None:
    """Remove what writers that died left half-written; the lock must be held."""
    with _translated(folder):
        for path in folder.glob(f"*{atomic.TEMPORARY}"):
            path.unlink(missing_ok=True)


class Damaged(AtlasError):
    """A file of the atlas is missing or is not what was written; ``what`` says which."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            f"{path}: this part of the atlas is {what}: restore it from a copy, or take it out "
            "with `dateline atlas verify --drop` and ingest its articles again"
        )
        self.path = path
        self.what = what


def read(
    folder: Path,
    file: PartFile,
    columns: Sequence[str] | None = None,
    encoded: Sequence[str] = (),
) -> pa.Table:
    """The table in a file, or some columns of it; those ``encoded`` as dictionaries.

    Raises Damaged.
    """
    _trust(folder, file)
    path = folder / file.file

    def read_table(path: Path) -> pa.Table:
        with pq.ParquetFile(
            path, read_dictionary=list(encoded), page_checksum_verification=True
        ) as stored:
            return stored.read(None if columns is None else list(columns))

    table = _guarded(path, read_table)
    if table.num_rows != file.rows or (columns and table.column_names != list(columns)):
        raise Damaged(path, "damaged: it does not hold what was written")
    return table


def rows(folder: Path, file: PartFile, numbers: Sequence[int], columns: Sequence[str]) -> pa.Table:
    """The rows with these numbers, in their order; as little as possible is read.

    Raises Damaged.
    """

    version = _trust(folder, file)

    def read_rows(path: Path) -> pa.Table:
        footer, ends = _footer(*version)
        with pq.ParquetFile(path, metadata=footer, page_checksum_verification=True) as stored:
            return _rows(stored, ends, numbers, columns)

    return _guarded(folder / file.file, read_rows)


def encoded(folder: Path, file: PartFile, column: str) -> pa.DictionaryArray:
    """One column of words as a dictionary and indices into it. Raises Damaged."""
    words = read(folder, file, (column,), (column,)).column(column)
    return dictionary(words)


def joined(tables: Sequence[pa.Table], name: str) -> pa.DictionaryArray:
    """A column of encoded words of all of these tables as one array."""
    return dictionary(pa.chunked_array([c for t in tables for c in t.column(name).chunks], WORDS))


def dictionary(column: pa.ChunkedArray) -> pa.DictionaryArray:
    """A column of encoded words as one array."""
    unified = column.unify_dictionaries().combine_chunks()
    if isinstance(unified, pa.ChunkedArray):
        unified = unified.chunk(0) if unified.num_chunks else pa.array([], WORDS)
    return unified


WORDS = pa.dictionary(pa.int32(), pa.string())


def look(folder: Path, file: PartFile) -> None:
    """Whether a file is there and as long as it was. Raises Damaged."""
    path = folder / file.file
    if _guarded(path, lambda path: path.stat().st_size) != file.bytes:
        raise Damaged(path, "damaged: not as long as it was")


def check(folder: Path, file: PartFile) -> None:
    """Read all of a file and hold it against the digest that is its name. Raises Damaged."""
    look(folder, file)
    path = folder / file.file
    if _guarded(path, digest) != file.digest:
        raise Damaged(path, "damaged: its content is not what was written")


Version = tuple[str, int, int]
"""A file as it is: its path, when it was changed, its inode."""


def _trust(folder: Path, file: PartFile) -> Version:
    """Check a file unless this process has found it whole, and it has not changed since.

    Parquet's own checksums cover the pages, but neither their headers nor the footer: a bit
    flipped there may be anything from a crash to another column's values.
    """
    look(folder, file)
    path = folder / file.file
    status = _guarded(path, Path.stat)
    version = str(path), status.st_mtime_ns, status.st_ino
    if _guarded(path, lambda _: _known(*version)) != file.digest:
        raise Damaged(path, "damaged: its content is not what was written")
    return version


@lru_cache(maxsize=65_536)
def _known(path: str, changed: int, inode: int) -> str:
    return digest(Path(path))


# Reading a footer takes as long as reading the rows; one takes some 400 kB of memory.
@lru_cache(maxsize=128)
def _footer(path: str, changed: int, inode: int) -> tuple[pq.FileMetaData, tuple[int, ...]]:
    """The footer of a file, and for each of its groups where the next one begins."""
    footer = pq.read_metadata(path)
    sizes = (footer.row_group(group).num_rows for group in range(footer.num_row_groups))
    return footer, tuple(accumulate(sizes))


def digest(path: Path) -> str:
    """The SHA-256 of what is in a file. Raises OSError."""
    found = hashlib.sha256()
    with path.open("rb") as stored:
        while block := stored.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


def _guarded(path: Path, use: Callable[[Path], Used]) -> Used:
    """What ``use`` makes of a file. Raises Damaged."""
    try:
        return use(path)
    except FileNotFoundError as error:
        raise Damaged(path, "missing") from error
    except (OSError, pa.ArrowException) as error:
        raise Damaged(path, f"damaged: {error}") from error


def _rows(
    stored: pq.ParquetFile, ends: Sequence[int], numbers: Sequence[int], columns: Sequence[str]
) -> pa.Table:
    """The rows with these numbers; ``ends`` says where each group of rows ends."""
    of_group: dict[int, list[int]] = {}
    for number in sorted(set(numbers)):
        of_group.setdefault(bisect_right(ends, number), []).append(number)
    found: list[pa.Table] = []
    for group, wanted in of_group.items():
        # A group is too small for threads to be worth their while.
        read = stored.read_row_group(group, columns=list(columns), use_threads=False)
        first = ends[group - 1] if group else 0
        found.append(read.take([number - first for number in wanted]))
    place = {number: index for index, number in enumerate(sorted(set(numbers)))}
    return pa.concat_tables(found).take([place[number] for number in numbers])


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        where = error.filename or folder
        raise AtlasError(
            f"{where}: the atlas cannot be written: {error.strerror}: "
            "free some space or give a folder you may write to"
        ) from error
