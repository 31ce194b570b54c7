"""Building the gazetteer: once, atomically, one process at a time.

The new file grows under a temporary name in the target's folder and is renamed over the
target when it is complete and on disk, so a killed build leaves the old gazetteer or none.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from geo.errors import GazetteerBuildFailed
from geo.gazetteer import bundled
from geo.gazetteer.store import SCHEMA_VERSION, Writer, open_for_reading, read_meta

Progress = Callable[[int, int, str], None]
"""Called with (done, total, what is being done)."""


def build(target: Path, progress: Progress | None = None, geonames: Path | None = None) -> None:
    """Make the gazetteer at ``target`` from the bundled sources, or from a GeoNames dump folder.

    Waits for another process that is building the same file, then builds anew. Raises
    GazetteerBuildFailed; an earlier gazetteer is untouched until the new one is complete.
    """
    target = Path(target)
    with _lock(target):
        _build(target, progress or _silent, geonames)


def ensure(target: Path, progress: Progress | None = None) -> Path:
    """``target``, built first if it is missing or of another schema version.

    Of two processes that start at once, the second waits and uses what the first built.
    """
    target = Path(target)
    if not is_current(target):
        with _lock(target):
            if not is_current(target):
                _build(target, progress or _silent, None)
    return target


def is_current(target: Path) -> bool:
    """Whether a finished gazetteer of this schema version stands at ``target``."""
    if not target.is_file():
        return False
    with contextlib.closing(open_for_reading(target)) as connection:
        return read_meta(connection).get("schema") == str(SCHEMA_VERSION)


def _build(target: Path, progress: Progress, geonames: Path | None) -> None:
    _sweep(target)
    partial = target.with_name(f"{target.name}.{os.getpid()}.partial")
    try:
        writer = Writer(partial)
        try:
            versions = bundled.fill(writer, progress)
            writer.finish(
                {
                    "schema": str(SCHEMA_VERSION),
                    "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
                    **{f"source:{name}": version for name, version in versions.items()},
                }
            )
        finally:
            writer.close()
        _publish(partial, target)
    except (OSError, sqlite3.Error) as error:
        raise GazetteerBuildFailed(
            f"{target} could not be built: {error}; free some disk space or choose"
            " another folder with DATELINE_CACHE"
        ) from error
    finally:
        partial.unlink(missing_ok=True)


def _publish(partial: Path, target: Path) -> None:
    """The rename must not reach the disk before the content does."""
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _sweep(target: Path) -> None:
    """Remove what builds that were killed have left; the lock says that none is alive."""
    for stale in target.parent.glob(f"{target.name}.*.partial*"):
        stale.unlink(missing_ok=True)


@contextlib.contextmanager
def _lock(target: Path) -> Iterator[None]:
    """Hold the build lock; the system frees it when the holder dies."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        file = target.with_name(f"{target.name}.lock").open("w")
    except OSError as error:
        raise GazetteerBuildFailed(
            f"{target.parent} cannot be written: {error}; choose another folder with DATELINE_CACHE"
        ) from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _silent(done: int, total: int, what: str) -> None:
    pass
