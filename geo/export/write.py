"""Writing a file whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from geo.errors import BadInput, DatelineError
from geo.export.formats import Format
from geo.export.tables import Content
from geo.storage import atomic


def write_file(content: Content, format_: Format, path: Path) -> None:
    """Make the selection the content of the file at ``path``, all at once.

    What was there before stays where anything goes wrong. Raises BadInput where no file can be
    made there, or the format has no such rows; AtlasError; DatelineError for a full disk.
    """
    format_.check(content.by)
    with whole_file(path) as temporary:
        if format_.file:
            format_.file(content, temporary)
        else:
            with temporary.open("wb") as out:
                write_stream(content, format_, out)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A file to be written, which takes the place of the one at ``path`` when nothing went wrong.

    Raises BadInput where no file can be made there, DatelineError for a full disk.
    """
    if path.is_dir():
        raise BadInput("is a folder: give the name of a file in it", path=str(path))
    if path.exists() and not path.is_file():
        raise BadInput("is a device or a pipe: give the name of a file", path=str(path))
    if not path.parent.is_dir():
        raise BadInput(f"cannot be written: there is no folder {path.parent}", path=str(path))
    try:
        with atomic.replacing(path) as temporary:
            yield temporary
    except PermissionError as error:
        raise BadInput(f"cannot be written: {error.strerror}", path=str(path)) from error
    except OSError as error:
        raise DatelineError(f"{path}: cannot be written: {error.strerror}") from error
    except sqlite3.Error as error:
        raise DatelineError(f"{path}: cannot be written: {error}") from error


def write_stream(content: Content, format_: Format, out: BinaryIO) -> None:
    """Write the selection from its beginning to its end. Raises BadInput, AtlasError, OSError."""
    format_.check(content.by)
    if format_.stream is None:
        raise BadInput(f".{format_.suffix} must be a file: give it a name")
    format_.stream(content, out)
