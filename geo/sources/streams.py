"""The bytes of a document: all of them within a limit, the next ones, or in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO, FileIO
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from geo.sources.protocol import Document, Unreadable

_IN_MEMORY = 16_000_000
_CHUNK = 1 << 16


@contextmanager
def seekable(document: Document, limit: int) -> Iterator[BinaryIO]:
    """The document itself where it is a file or bytes, else a copy of it in a temporary file.

    A stream that is unpacked on the way could be wound back at the price of unpacking it
    again, over and over. Raises Unreadable where a copy would have more than ``limit`` bytes.
    """
    with document.open() as stream:
        simple = isinstance(stream, BytesIO) or isinstance(getattr(stream, "raw", None), FileIO)
        if simple and stream.seekable():
            yield stream
            return
        with SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
            size = 0
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > limit:
                    raise Unreadable(f"too large: over {limit:,} bytes")
                copy.write(chunk)
            copy.seek(0)
            yield cast(BinaryIO, copy)


def read_whole(document: Document, limit: int, what: str = "article") -> bytes:
    """All bytes of a document. Raises Unreadable where there are more than ``limit``."""
    with document.open() as stream:
        raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise Unreadable(f"too large: over {limit:,} bytes in one {what}")
    return raw


def read_some(stream: BinaryIO, size: int) -> bytes:
    """The next bytes of a stream, ``size`` at most; none at its end.

    Asked for all of them, a stream that is damaged further on would lose those before.
    """
    read1: Callable[[int], bytes] | None = getattr(stream, "read1", None)
    return read1(size) if read1 else stream.read(size)
