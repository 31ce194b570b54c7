"""The lines of a text of any length, none of them longer than is good."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader, TextIOWrapper
from typing import Any

from geo.sources import decode
from geo.sources.protocol import Document, Reject

_SAMPLE = 100_000  # bytes by which the encoding is told
_CHUNK = 1 << 16
_DAMAGE = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line with its line break, counted from 1. A byte that is no text is a lone surrogate."""

    number: int
    text: str


class TextStream:
    """A stream of bytes as text, in which a byte that is no UTF-8 is a lone surrogate.

    Raises Undecodable for binary data and damaged UTF-16 and UTF-32, OSError.
    """

    def __init__(self, stream: Any) -> None:
        buffered = BufferedReader(stream, _SAMPLE)
        start = buffered.peek(_SAMPLE)[:_SAMPLE]
        encoding = decode.unicode_encoding(start)
        self._legacy = decode.legacy_encoding(start) if encoding == "utf-8" else None
        self._text = TextIOWrapper(
            buffered, encoding=encoding, errors="surrogateescape", newline=""
        )

    def read(self, size: int) -> str:
        """The next characters; none at the end."""
        with _whole_characters():
            return self._text.read(size)

    def readline(self, size: int) -> str:
        """The next line with its line break, or as much of it; nothing at the end."""
        with _whole_characters():
            return self._text.readline(size)

    def mended(self, piece: str) -> str:
        """A line or record of this text, where it is in another encoding and that can be told.

        Each is looked at by itself: that one is damaged says nothing of the others.
        """
        if not _DAMAGE.search(piece):
            return piece
        try:
            raw = piece.encode("utf-8", errors="surrogateescape")
            return raw.decode(self._legacy) if self._legacy else decode.decode(raw)
        except (UnicodeError, decode.Undecodable):
            return piece


@contextmanager
def _whole_characters() -> Iterator[None]:
    """Half a character of UTF-16 cannot be kept as a byte of UTF-8 can."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise decode.Undecodable(f"damaged {error.encoding} text: save it as UTF-8") from error


def lines(document: Document, limit: int) -> Iterator[TextLine | Reject]:
    """TextLine after line; one of more than ``limit`` characters is skipped, as a Reject.

    Raises Undecodable for binary data, OSError.
    """
    with document.open() as stream:
        text = TextStream(stream)
        number = 0
        while line := text.readline(limit + 1):
            number += 1
            if len(line) > limit:
                _skip(text, line)
                reason = f"too long: over {limit:,} characters in one line"
                yield Reject(f"{document.name}:{number}", reason)
            else:
                yield TextLine(number, text.mended(line))


def _skip(text: TextStream, line: str) -> None:
    while line and not line.endswith(("\n", "\r")):
        line = text.readline(_CHUNK)
