"""Publishing parts so that a reader, or a crash at any moment, finds the old or the new."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from geo.atlas import manifest
from geo.atlas.manifest import SCHEMA_VERSION, Manifest, Part, PartFile
from geo.errors import AtlasError

LOCK = ".lock"
# Rows read together: a reader that wants one text or one excerpt reads so many.
_ROW_GROUPS = {"articles": 128, "mentions": 1024, "candidates": 512, "dates": 1024}
_ROW_GROUP = 8192
# Of what others may ask ranges; of every column they would be most of a footer.
_STATISTICS = ("published", "source", "place_id", "country_code", "latitude", "longitude")
_TEMPORARY = ".tmp"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Be the only writer of the atlas in ``folder``, which is made if need be.

    Waits for another writer to finish; the lock dies with the process that holds it.
    """
    with _translated(folder):
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        with _translated(folder):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def part(folder: Path, tables: Mapping[str, pa.Table]) -> Part:
    """Write the tables of a part by what they hold; nobody sees it before it is published.

    Raises AtlasError where the disk refuses.
    """
    return Part(**{kind: file(folder, kind, table) for kind, table in tables.items()})


def file(folder: Path, kind: str, table: pa.Table) -> PartFile:
    """Write one file of a part. Raises AtlasError where the disk refuses."""
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
    with _translated(folder):
        replace(folder / name, data)
    return PartFile(name, table.num_rows, len(data))


def publish(folder: Path, parts: Iterable[Part], version: int = SCHEMA_VERSION) -> Manifest:
    """Make these the parts of the atlas, all at once; the lock must be held.

    Raises AtlasError where the disk refuses; what was published before stands then.
    """
    after = Manifest(tuple(parts), version)
    with _translated(folder):
        replace(folder / manifest.NAME, after.to_json().encode())
    return after


def sweep(folder: Path) -> None:
    """Remove what writers that died left half-written; the lock must be held."""
    with _translated(folder):
        for path in folder.glob(f"*{_TEMPORARY}"):
            path.unlink(missing_ok=True)


def replace(path: Path, data: bytes | memoryview) -> None:
    """Write a file so that others see it whole or not at all. Raises OSError."""
    temporary = path.with_name(path.name + _TEMPORARY)
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        # On a full disk what is half-written takes the place that others need.
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """A rename is on the disk only when the folder that records it is."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


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
