"""The streams that a command is given: they may be closed, full, or know few characters."""

from __future__ import annotations

import codecs
import io
import os
import sys
from contextlib import suppress

_ESCAPES = "dateline-escapes"


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
