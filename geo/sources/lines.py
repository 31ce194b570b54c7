"""The lines of a text of any length, none of them longer than is good."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader, TextIOWrapper
from typing import Any

from geo.sources import decode
from geo.sources.protocol import Document, Reject

_SAMPLE = 100_000  # bytes by which the encoding is told
_CHUNK = 1 << 16
_DAMAGE = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its line break, counted from 1. A byte that is no text is a lone surrogate."""

    number: int
    text: str


def text_of(stream: Any) -> TextIOWrapper:
    """A stream of bytes as text, in the encoding of its beginning.

    Raises Undecodable where that cannot be told, OSError.
    """
    buffered = BufferedReader(stream, _SAMPLE)
    return TextIOWrapper(
        buffered,
        encoding=decode.encoding(buffered.peek(_SAMPLE)[:_SAMPLE]),
        errors="surrogateescape",
        newline="",
    )


def lines(document: Document, limit: int) -> Iterator[Line | Reject]:
    """Line after line; one of more than ``limit`` characters is skipped, as a Reject.

    Raises Undecodable where the encoding cannot be told, OSError.
    """
    with document.open() as stream:
        text = text_of(stream)
        number = 0
        while line := text.readline(limit + 1):
            number += 1
            if len(line) > limit:
                _skip(text, line)
                reason = f"too long: over {limit:,} characters in one line"
                yield Reject(f"{document.name}:{number}", reason)
            else:
                yield Line(number, _mended(line) if _DAMAGE.search(line) else line)


def _mended(line: str) -> str:
    """A line in another encoding than the rest, where that can be told."""
    try:
        return decode.decode(line.encode("utf-8", errors="surrogateescape"))
    except (decode.Undecodable, UnicodeEncodeError):
        return line


def _skip(text: TextIOWrapper, line: str) -> None:
    while line and not line.endswith(("\n", "\r")):
        line = text.readline(_CHUNK)
