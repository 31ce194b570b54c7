"""Building and opening the gazetteer: built once, atomically, one process at a time.

The new file grows under a temporary name in the target's folder and is renamed over the
target when it is complete and on disk, so a killed build leaves the old gazetteer or none.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from lzma import LZMAError
from pathlib import Path

from geo.errors import GazetteerBuildFailed
from geo.gazetteer import bundled, curated, geonames_dump, packed
from geo.gazetteer.lookup import Gazetteer
from geo.gazetteer.store import SCHEMA_VERSION, Writer, meta_of
from geo.logs import fields
from geo.settings import Settings
from geo.storage import atomic, locks

log = logging.getLogger(__name__)

# Beside the target: the one is made anew each time, the other goes on after a kill.
_PARTIAL = ".partial"
_RESUMABLE = ".geonames-partial"

Progress = Callable[[int, int, str], None]
"""Called with (done, total, what is being done)."""


def build(target: Path, progress: Progress | None = None, geonames: Path | None = None) -> None:
    """Make the gazetteer at ``target`` from the bundled sources, or from a GeoNames dump folder.

    Of an installed Dateline the first is packed in the package, and is unpacked.

    Waits for another process that is building the same file, then builds anew. A build from a
    dump that was killed goes on where it was. Raises GazetteerBuildFailed, or BadInput for a
    dump that cannot be read; an earlier gazetteer is untouched until the new one is complete.
    """
    target = Path(target)
    with _lock(target):
        _build(target, progress or _silent, geonames)


def ensure(target: Path, progress: Progress | None = None) -> Path:
    """``target``, built first if it is missing or out of date (see `is_current`).

    Of two processes that start at once, the second waits and uses what the first built.
    """
    target = Path(target)
    if not is_current(target):
        with _lock(target):
            if not is_current(target):
                _build(target, progress or _silent, None)
    return target


def is_current(target: Path) -> bool:
    """Whether a finished gazetteer of this schema and these tables stands at ``target``.

    One from a GeoNames dump is kept when only the tables have changed: it took hours.
    """
    meta = meta_of(target)
    if meta.get("schema") != str(SCHEMA_VERSION):
        return False
    return meta.get("tables") == curated.tables_digest() or "source:geonames" in meta


def _build(target: Path, progress: Progress, geonames: Path | None) -> None:
    log.info("building the gazetteer %s", target)
    began = time.monotonic()
    _sweep(target, keep=geonames is not None)
    partial = target.with_name(f"{target.name}{_PARTIAL if geonames is None else _RESUMABLE}")
    try:
        if geonames is None and packed.FILE.is_file():
            packed.unpack(packed.FILE, partial, progress)
        elif geonames is None:
            _fill(partial, lambda writer: bundled.fill(writer, progress))
        else:
            _forget_other_dump(partial, geonames)
            _fill(partial, lambda writer: geonames_dump.fill(writer, geonames, progress))
        atomic.publish(partial, target)
        seconds = round(time.monotonic() - began, 1)
        values = fields(seconds=seconds, bytes=target.stat().st_size)
        log.info("built the gazetteer %s in %.1f s", target, seconds, extra=values)
        _remove(partial)
    except (OSError, EOFError, LZMAError, sqlite3.Error) as error:
        raise GazetteerBuildFailed(
            f"{target} could not be built: {error}; free some disk space or choose"
            " another folder with DATELINE_CACHE"
        ) from error
    finally:
        if geonames is None:
            _remove(partial)


def _fill(partial: Path, fill: Callable[[Writer], dict[str, str]]) -> None:
    if is_current(partial):
        return  # complete; killed just before it was published
    writer = Writer(partial)
    try:
        versions = fill(writer)
        writer.finish(
            {
                "schema": str(SCHEMA_VERSION),
                "tables": curated.tables_digest(),
                "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
                **{f"source:{name}": version for name, version in versions.items()},
            }
        )
    finally:
        writer.close()


def _sweep(target: Path, keep: bool) -> None:
    """Remove what a killed build has left (none is alive: we hold the lock)."""
    _remove(target.with_name(f"{target.name}{_PARTIAL}"))
    if not keep:
        _remove(target.with_name(f"{target.name}{_RESUMABLE}"))


def _remove(partial: Path) -> None:
    for path in partial.parent.glob(f"{partial.name}*"):
        path.unlink(missing_ok=True)


def _forget_other_dump(partial: Path, geonames: Path) -> None:
    """Go on only with the very files, and the very schema, that the build began with."""
    mark = partial.with_name(f"{partial.name}-of")
    now = f"{SCHEMA_VERSION};{geonames_dump.fingerprint(geonames)}"
    if not mark.is_file() or mark.read_text(encoding="utf-8") != now:
        _remove(partial)
        mark.write_text(now, encoding="utf-8")


def _lock(target: Path) -> AbstractContextManager[object]:
    """Hold the build lock."""
    try:
        return locks.hold(target.with_name(f"{target.name}.lock"))
    except OSError as error:
        raise GazetteerBuildFailed(
            f"{target.parent} cannot be written: {error}; choose another folder with DATELINE_CACHE"
        ) from error


def _silent(done: int, total: int, what: str) -> None:
    pass


def open_gazetteer(settings: Settings, progress: Progress | None = None) -> Gazetteer:
    """Ready to be asked. Raises GazetteerBuildFailed, and DatelineError where one's own places
    cannot be read."""
    return Gazetteer(ensure(settings.gazetteer, progress), settings.places)
