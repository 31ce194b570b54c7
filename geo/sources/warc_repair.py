"""Web archives whose records are not as long as they say, or whose lines end otherwise than a
web archive's do: made what they should be, a record at a time, as they are read.

An editor or a version control that changes line breaks makes them, and careless writers do.
Where a record ends is told by where the next one begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from geo.sources.streams import read_some

_BEGINS = re.compile(rb"(?:\A|(?<=\n))WARC/[01]\.\d+[ \t]*\r?\n(?=[A-Za-z-]{1,40}:)")
_BEGINNING = 100  # bytes that tell the beginning of a record
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.M)
_WHOLE = re.compile(rb"</html>\s*\Z", re.IGNORECASE)
_LINE_BREAK = re.compile(rb"\r?\n")
_MOST_HEAD = 1 << 16
_BETWEEN = 8  # bytes of line breaks between two records
_CHUNK = 1 << 18


class Repaired:
    """A stream of the records of an archive, each with the length that it has.

    Records longer than ``most`` bytes are cut to them: no page has more.
    """

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream = stream
        self._most = most
        self._held = bytearray()
        self._ended = False
        self._pieces = self._records()
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes; none at the end."""
        if not self._rest:
            self._rest = next(self._pieces, b"")
        size = len(self._rest) if size < 0 else size
        chunk, self._rest = self._rest[:size], self._rest[size:]
        return chunk

    def _records(self) -> Iterator[bytes]:
        while self._next_beginning():
            self._hold(_MOST_HEAD)
            end = _HEAD_ENDS.search(self._held, 0, _MOST_HEAD)
            if end is None:
                del self._held[:_MOST_HEAD]
                continue
            head = bytes(self._held[: end.start()])
            del self._held[: end.end()]
            stated = _LENGTH.search(head)
            length = int(stated[1]) if stated else 0
            content = _with_answer(self._content(length))
            # Where the archive ends in the middle of a record, that is for its reader to tell.
            if self._ended and not self._held and not _WHOLE.search(content[-50:]):
                length = max(length, len(content))
            else:
                length = len(content)
            lines = [
                each
                for each in _LINE_BREAK.split(head)
                if not each.lower().startswith(b"content-length")
            ]
            lines.append(b"Content-Length: %d" % length)
            yield b"\r\n".join((*lines, b"", content, b"", b""))

    def _content(self, stated: int) -> bytes:
        """What is in a record, up to the next one; the rest of the archive where none follows."""
        if stated <= self._most:
            self._hold(stated + _BETWEEN + _BEGINNING)
            after = bytes(self._held[stated : stated + _BETWEEN + _BEGINNING])
            # The first of a record's line breaks may have been counted as its content.
            gap = len(after) - len(after.lstrip(b"\r\n"))
            if stated <= len(self._held) and (
                gap == len(after) or (gap <= _BETWEEN and _BEGINS.match(after[gap:]))
            ):
                content = bytes(self._held[:stated])
                del self._held[:stated]
                return content
        end = self._next_record()
        content = bytes(self._held[: min(end, self._most)])
        del self._held[:end]
        return content.rstrip(b"\r\n")

    def _next_record(self) -> int:
        """Where the next record begins, or the archive ends; beyond the limit what is held is
        let go of, and the place is counted from there.
        """
        position = 0
        while True:
            match = _BEGINS.search(self._held, position)
            if match and match.start() > 0:
                return match.start()
            if self._ended:
                return len(self._held)
            position = max(0, len(self._held) - _BEGINNING)
            if position > 2 * self._most:
                del self._held[self._most : position]
                position = self._most
            self._hold(len(self._held) + _CHUNK)

    def _next_beginning(self) -> bool:
        """Whether there is another record; what stands before it is let go of."""
        while True:
            self._hold(_CHUNK)
            if match := _BEGINS.search(self._held):
                del self._held[: match.start()]
                return True
            if self._ended:
                return False
            del self._held[: max(1, len(self._held) - _BEGINNING)]

    def _hold(self, size: int) -> None:
        while len(self._held) < size and not self._ended:
            chunk = read_some(self._stream, max(_CHUNK, size - len(self._held)))
            self._held += chunk
            self._ended = not chunk


def _with_answer(content: bytes) -> bytes:
    """A record's content, the lines of the server's answer ending as they were sent."""
    end = _HEAD_ENDS.search(content, 0, _MOST_HEAD) if content.startswith(b"HTTP/") else None
    if end is None:
        return content
    answer = b"\r\n".join(_LINE_BREAK.split(content[: end.start()]))
    return b"%s\r\n\r\n%s" % (answer, content[end.end() :])
