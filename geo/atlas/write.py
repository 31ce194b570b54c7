"""Publishing a part so that a reader, or a crash at any moment, finds the old or the new."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from geo.atlas import manifest
from geo.atlas.manifest import Manifest, Part, PartFile
from geo.errors import AtlasError

LOCK = ".lock"
# Rows read together: a reader that wants one excerpt reads so many.
ROW_GROUP = 8192
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


@dataclass(frozen=True, slots=True)
class Tables:
    """What a part is made of, as Arrow tables."""

    articles: pa.Table
    mentions: pa.Table
    dates: pa.Table
    signatures: pa.Table


def publish(
    folder: Path, before: Manifest, new: Tables, changed: Mapping[int, pa.Table] | None = None
) -> Manifest:
    """Write the tables as one part and make it visible; the lock must be held.

    ``changed`` holds other articles for the parts at these indices, visible at the same time.
    Raises AtlasError where the disk refuses; nothing is visible then.
    """
    with _translated(folder):
        parts = [
            replace(part, articles=_write(folder, "articles", changed[index]))
            if changed and index in changed
            else part
            for index, part in enumerate(before.parts)
        ]
        part = Part(
            _write(folder, "articles", new.articles),
            _write(folder, "mentions", new.mentions),
            _write(folder, "dates", new.dates),
            _write(folder, "signatures", new.signatures),
        )
        after = Manifest((*parts, part))
        _replace(folder / manifest.NAME, after.to_json().encode())
    return after


def republish(folder: Path, before: Manifest, mentions: Mapping[int, pa.Table]) -> Manifest:
    """Give the parts at these indices other mentions, all at once; the lock must be held.

    Raises AtlasError where the disk refuses; what was published stands then.
    """
    with _translated(folder):
        after = Manifest(
            tuple(
                replace(part, mentions=_write(folder, "mentions", mentions[index]))
                if index in mentions
                else part
                for index, part in enumerate(before.parts)
            )
        )
        _replace(folder / manifest.NAME, after.to_json().encode())
    return after


def sweep(folder: Path) -> None:
    """Remove what writers that died left half-written; the lock must be held."""
    with _translated(folder):
        for path in folder.glob(f"*{_TEMPORARY}"):
            path.unlink(missing_ok=True)


def _write(folder: Path, kind: str, table: pa.Table) -> PartFile:
    sink = pa.BufferOutputStream()
    pq.write_table(
        table, sink, compression="zstd", write_page_checksum=True, row_group_size=ROW_GROUP
    )
    data = sink.getvalue().to_pybytes()
    name = f"{kind}-{hashlib.sha256(data).hexdigest()}.parquet"
    _replace(folder / name, data)
    return PartFile(name, table.num_rows, len(data))


def _replace(path: Path, data: bytes) -> None:
    temporary = path.with_name(path.name + _TEMPORARY)
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
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
