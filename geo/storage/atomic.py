"""Writing files and folders so that others, and a crash at any moment, find the old or the new."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

TEMPORARY = ".tmp"
"""What a file is called that is being written, after its own name."""


def write(path: Path, data: bytes | memoryview) -> None:
    """Make ``data`` the content of the file at ``path``, all at once. Raises OSError.

    One writer at a time: two that write the same file at once use the same temporary name.
    """
    temporary = path.with_name(path.name + TEMPORARY)
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


def publish(complete: Path, path: Path) -> None:
    """Rename a file that was written elsewhere in the same folder, all of it being on the disk
    before its name is. Raises OSError.
    """
    with complete.open("r+b") as file:
        os.fsync(file.fileno())
    complete.replace(path)
    _sync_folder(path.parent)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Another path to write to in this context: what is there at its end, without an error,
    becomes the file at ``path`` all at once. After an error nothing is left of it. Raises OSError,
    also where something else than a file is there: who may do anything would replace /dev/null.
    """
    if path.exists() and not path.is_file():
        raise FileExistsError(errno.EEXIST, "what is there is no file", str(path))
    temporary = path.with_name(f".{path.name}.{os.getpid()}{TEMPORARY}")
    try:
        yield temporary
        publish(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """A rename is on the disk only when the folder that records it is."""
    if os.name == "nt":  # folders cannot be opened there, and NTFS keeps a journal of renames
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make ``files``, by their names with slashes, all that ``folder`` holds.

    They are written beside it and take its place when all of them are on the disk; what was there
    before stays where anything goes wrong. Raises OSError.
    """
    folder = folder.resolve()
    new = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    old = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    try:
        new.mkdir()
        for name, content in files.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write(path, content)
        _exchange(folder, new, old)
    finally:
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _exchange(folder: Path, new: Path, old: Path) -> None:
    if not folder.exists():
        new.rename(folder)
        return
    folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        old.rename(folder)
        raise
