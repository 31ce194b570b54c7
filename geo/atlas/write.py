"""Publishing parts so that a reader, or a crash at any moment, finds the old or the new."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from geo.atlas import manifest
from geo.atlas.manifest import SCHEMA_VERSION, AtlasPart, Manifest, PartFile
from geo.errors import AtlasError
from geo.storage import atomic, locks

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


def part(folder: Path, tables: Mapping[str, pa.Table]) -> AtlasPart:
    """Write the tables of a part by what they hold; nobody sees it before it is published.

    Raises AtlasError where the disk refuses.
    """
    return AtlasPart(**{kind: file(folder, kind, table) for kind, table in tables.items()})


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
        atomic.write(folder / name, data)
    return PartFile(name, table.num_rows, len(data))


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
