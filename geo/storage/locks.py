"""One process at a time: a lock file, which the system frees when its holder dies."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from filelock import FileLock, Timeout


def hold(path: Path) -> AbstractContextManager[object]:
    """Wait until nobody else holds the lock file at ``path``, and hold it from then on.

    Leaving the context that is returned frees it. The file and its folder are made if need be,
    and stay; nothing else may be kept in the file. Raises OSError where it cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(path).acquire()


def try_to_hold(path: Path) -> AbstractContextManager[object] | None:
    """The same without waiting: None where somebody else holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return FileLock(path).acquire(timeout=0)
    except Timeout:
        return None
