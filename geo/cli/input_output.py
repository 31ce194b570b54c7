"""Input, output, progress and plain text of a command; ``-`` is standard input and output.

The standard streams that a command is given may be closed, full, or know few characters.
"""

from __future__ import annotations

import codecs
import io
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from geo.errors import BadInput

STANDARD = "-"


# A line is given up, and with it what is read, after so many times what it may have: it has
# no end.
_ENDLESS = 16
_CHUNK = 1 << 16
_STREAMS = ("/dev/stdin", "/dev/fd/", "/dev/null", "/proc/")


@contextmanager
def reading(name: str, limit: int) -> Iterator[Iterator[bytes]]:
    """The lines of a file, or of standard input, with their line breaks.

    Of a line with more than ``limit`` bytes come the first ``limit + 1``. Raises BadInput where
    there is no file, and for what is not text in lines.
    """
    if name == STANDARD:
        if sys.stdin is None:
            raise BadInput("standard input is closed: give a file")
        yield _lines(sys.stdin.buffer, "standard input", limit)
        return
    try:
        kind = Path(name).stat().st_mode
        # Of a pipe or a device nobody knows whether anything will come, or ever end.
        if not stat.S_ISREG(kind) and not name.startswith(_STREAMS):
            raise BadInput("not a file: give one, or - for standard input", path=name)
        file = Path(name).open("rb")  # noqa: SIM115
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", path=name) from error
    except ValueError as error:
        raise BadInput(f"cannot be a file's name: {error}", path=plain(name)) from error
    with file:
        yield _lines(file, name, limit)


def _lines(stream: BinaryIO, name: str, limit: int) -> Iterator[bytes]:
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if number == 1 and b"\x00" in line:
            raise BadInput("binary, not lines of text", path=name)
        yield line
        rest, skipped = line, 0
        while len(line) > limit and rest and not rest.endswith(b"\n"):
            rest = stream.readline(_CHUNK)
            skipped += len(rest)
            if skipped > _ENDLESS * limit:
                raise BadInput("a line that does not end", path=name, line=number)


def refuse_special(path: Path) -> None:
    """Raises BadInput for a device or a pipe, which what must be read to and fro cannot be."""
    if path.exists() and not path.is_file():
        raise BadInput("not a file: give one", path=str(path))


def named_file(path: Path) -> Path:
    """Where to write what cannot be written to a pipe. Raises BadInput for ``-``."""
    if str(path) == STANDARD:
        raise BadInput("standard output will not do here: give the name of a file")
    return path


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
    from tqdm import tqdm  # a third of what `dateline --help` imports

    with tqdm(unit=f" {unit}", disable=not sys.stderr.isatty(), leave=False) as bar:

        def show(done: int, total: int, what: str) -> None:
            if total > 0:
                bar.total = total
            bar.set_description(plain(what)[-40:], refresh=False)
            bar.update(done - bar.n)

        yield show


_ESCAPES = "dateline-escapes"


def give_back_memory() -> None:
    """Have Arrow give back to the system what it has freed: what its own pool keeps of that is a
    fifth of the peak that opening a large atlas takes."""
    import pyarrow as pa

    pa.set_memory_pool(pa.system_memory_pool())


def prepare() -> bool:
    """Make the standard streams such that a command can rely on them; False where there is no
    standard output.

    What is closed leads nowhere, so that no file that is opened later takes its number. A
    terminal that lacks a character is sent its escape, as JSON has it, and no error.
    """
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free: this one
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123  # for as long as it runs
    codecs.register_error(_ESCAPES, _escaped)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not _is_unicode(stream.encoding):
            stream.reconfigure(errors=_ESCAPES)
    return sys.stdout is not None


def give_up_output() -> None:
    """Print no more: Python would try once more at its end, and complain."""
    with suppress(OSError, ValueError):  # there is no such file where a test captures it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is_unicode(encoding: str) -> bool:
    return codecs.lookup(encoding).name.startswith("utf")


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n : n + 2].hex()}" for n in range(0, len(units), 2)), error.end
