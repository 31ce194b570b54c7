"""The files that the user's paths, folders and patterns stand for."""

from __future__ import annotations

import glob
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from geo.sources.protocol import Reject

# A folder's own description is no article; named by itself it is read.
_NOT_ARTICLES = re.compile(
    r"\..*|.*~|readme(?:\..*)?|__macosx|thumbs\.db|desktop\.ini", re.IGNORECASE
)

_PATTERN = re.compile(r"[*?\[]")


def find(sources: Sequence[str]) -> list[Path | Reject]:
    """The files in the order of ``sources``, sorted by path within each, each file once.

    Folders are searched to the bottom, links followed; hidden files and README files in
    them are left out.
    """
    found: list[Path | Reject] = []
    seen: set[Path] = set()
    for source in sources:
        for item in _expand(source):
            if isinstance(item, Path):
                if (real := item.resolve()) in seen:
                    continue
                seen.add(real)
            found.append(item)
    return found


def _expand(source: str) -> Iterator[Path | Reject]:
    path = Path(source).expanduser()
    try:
        if path.exists() or not _PATTERN.search(source):
            yield from _under(path, frozenset())
            return
        # Path.glob takes no absolute patterns.
        matches = sorted(map(Path, glob.iglob(str(path), recursive=True)))  # noqa: PTH207
    except (OSError, ValueError, RuntimeError) as error:
        yield Reject(source, f"cannot be used as a path: {error}")
        return
    matches = [match for match in matches if not _NOT_ARTICLES.fullmatch(match.name)]
    if not matches:
        yield Reject(source, "nothing matches this pattern")
    for match in matches:
        yield from _under(match, frozenset())


def _under(path: Path, above: frozenset[tuple[int, int]]) -> Iterator[Path | Reject]:
    """The files at and below ``path``; ``above`` are the folders it is in, against loops."""
    try:
        status = path.stat()
        if stat.S_ISREG(status.st_mode):
            yield path
            return
        # A pipe or a device would be waited on for ever.
        if not stat.S_ISDIR(status.st_mode):
            yield Reject(str(path), "not a file or a folder")
            return
        inside = sorted(path.iterdir())
    except FileNotFoundError:
        yield Reject(str(path), "no such file or folder")
        return
    except OSError as error:
        yield Reject(str(path), f"cannot be read: {error.strerror or error}")
        return
    identity = (status.st_dev, status.st_ino)
    if identity in above:
        yield Reject(str(path), "a link back to a folder that contains it")
        return
    for child in inside:
        if not _NOT_ARTICLES.fullmatch(child.name):
            yield from _under(child, above | {identity})
