"""Files packed with gzip: what is in them, unpacked as it is read."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from geo.settings import Bounds
from geo.sources import read_document
from geo.sources.protocol import Document, Draft, Reject, Terms, Unreadable

_HARMLESS = 50_000_000


def read(document: Document, terms: Terms) -> Iterator[Draft | Reject]:
    """The articles in ``articles.jsonl.gz``, ``crawl.warc.gz`` and the like."""
    if terms.depth >= terms.bounds.archive_depth:
        raise Unreadable(f"archives in archives, over {terms.bounds.archive_depth} deep")
    file = document.filename
    inner = Document(
        document.name,
        lambda: _unpacked(document, terms.bounds),
        file=file[:-3] if file.lower().endswith(".gz") else file,
        url=document.url,
        latest=document.latest,
    )
    yield from read_document.opened(inner, replace(terms, depth=terms.depth + 1))


def _unpacked(document: Document, bounds: Bounds) -> BinaryIO:
    packed = document.open()
    return cast(BinaryIO, io.BufferedReader(_Unpacking(packed, bounds)))


class _Unpacking(io.RawIOBase):
    """What a gzip file holds, as long as it is in proportion to the file."""

    def __init__(self, packed: BinaryIO, bounds: Bounds) -> None:
        self._packed = _Counted(packed)
        self._unpacked = gzip.GzipFile(fileobj=self._packed)
        self._bounds = bounds
        self._size = 0

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """The next bytes. Raises Unreadable where the file turns out to be a bomb."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        chunk = self._unpacked.read1(len(view))
        view[: len(chunk)] = chunk
        self._size += len(chunk)
        if self._size > self._bounds.archive_bytes:
            raise Unreadable(f"too large: unpacks to over {self._bounds.archive_bytes:,} bytes")
        if self._size > max(_HARMLESS, self._bounds.archive_ratio * self._packed.count):
            raise Unreadable(
                f"unpacks to over {self._bounds.archive_ratio} times its size, as only archives "
                "made to do harm do"
            )
        return len(chunk)

    def close(self) -> None:
        """Close the packed file, too."""
        self._unpacked.close()
        self._packed.close()
        super().close()


class _Counted(io.RawIOBase):
    """A stream that counts what is read of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        chunk = self._stream.read(size)
        self.count += len(chunk)
        return chunk

    def close(self) -> None:
        """Close the stream, too."""
        self._stream.close()
        super().close()
