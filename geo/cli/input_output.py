"""Input, output, progress and plain text of a command; ``-`` is standard input and output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from tqdm import tqdm

from geo.errors import BadInput

STANDARD = "-"


@contextmanager
def reading(name: str) -> Iterator[BinaryIO]:
    """The bytes of a file, or of standard input. Raises BadInput where there are none."""
    if name == STANDARD:
        yield sys.stdin.buffer
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", path=name) from error
    with file:
        yield file


@contextmanager
def writing(name: str) -> Iterator[BinaryIO]:
    """A file that appears under its name only when all of it is written.

    Standard output, devices and pipes are written to as they are. Raises BadInput where
    the file cannot be made.
    """
    if name == STANDARD:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(name)
    special = path.exists() and not path.is_file()
    target = path if special else path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        file = target.open("wb")
    except OSError as error:
        raise BadInput(f"cannot be written: {error.strerror}", path=name) from error
    try:
        with file:
            yield file
        if not special:
            target.replace(path)
    except BaseException:
        if not special:
            with suppress(OSError):
                target.unlink()
        raise


def plain(text: str) -> str:
    """``text`` in one line; nothing in it breaks the line or steers the terminal."""
    return "".join(c if c.isprintable() else " " for c in text)


Progress = Callable[[int, int, str], None]


@contextmanager
def progress(unit: str) -> Iterator[Progress]:
    """A callback (done, total, what) that draws a bar when standard error is a terminal."""
    with tqdm(unit=f" {unit}", disable=not sys.stderr.isatty(), leave=False) as bar:

        def show(done: int, total: int, what: str) -> None:
            if total > 0:
                bar.total = total
            bar.set_description(plain(what)[-40:], refresh=False)
            bar.update(done - bar.n)

        yield show
