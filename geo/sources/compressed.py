"""What is packed: gzip files, unpacked as they are read, and the bodies of web responses."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, cast

import brotli

from geo.settings import Bounds
from geo.sources.formats import read_document
from geo.sources.protocol import Document, Draft, Reject, Terms, Unreadable

# Below this a packed file does no harm, however well it is packed.
_HARMLESS = 50_000_000

ACCEPTED_ENCODINGS = "gzip, deflate, br"
"""The Accept-Encoding header for what ``unpack_content`` can unpack."""


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
    yield from read_document(inner, replace(terms, depth=terms.depth + 1))


def _unpacked(document: Document, bounds: Bounds) -> BinaryIO:
    packed = document.open()
    return cast(BinaryIO, io.BufferedReader(_Unpacking(packed, bounds)))


def unpack_content(raw: bytes, encodings: str, limit: int) -> bytes:
    """The body of a response under its Content-Encoding.

    Raises Unreadable where it is damaged, cut off, in an unknown encoding or unpacks to more
    than ``limit`` bytes.
    """
    for encoding in reversed([each.strip().lower() for each in encodings.split(",")]):
        if encoding in ("", "identity"):
            continue
        try:
            raw = _decoded(raw, encoding, limit)
        except (zlib.error, brotli.error) as error:
            raise Unreadable(f"damaged: its {encoding} encoding is broken ({error})") from error
        if len(raw) > limit:
            raise Unreadable(f"too large: unpacks to over {limit:,} bytes")
    return raw


def _decoded(raw: bytes, encoding: str, limit: int) -> bytes:
    if encoding in ("gzip", "x-gzip"):
        return _zlib(raw, 16 + zlib.MAX_WBITS, limit)
    if encoding == "deflate":  # with or without zlib's header: servers never agreed
        bare = raw[:1] and raw[0] & 0x0F != 8
        return _zlib(raw, -zlib.MAX_WBITS if bare else zlib.MAX_WBITS, limit)
    if encoding == "br":
        return _brotli(raw, limit)
    raise Unreadable(f"encoded as {encoding!r}, which is not read")


def _zlib(raw: bytes, window: int, limit: int) -> bytes:
    unpacking = zlib.decompressobj(window)
    found = unpacking.decompress(raw, limit + 1)
    if not unpacking.eof and len(found) <= limit:
        raise Unreadable("cut off: its compressed data does not end")
    return found


def _brotli(raw: bytes, limit: int) -> bytes:
    unpacking = brotli.Decompressor()
    found = unpacking.process(raw, output_buffer_limit=limit + 1)
    while len(found) <= limit and not unpacking.can_accept_more_data():
        found += unpacking.process(b"", output_buffer_limit=limit + 1 - len(found))
    if not unpacking.is_finished() and len(found) <= limit:
        raise Unreadable("cut off: its compressed data does not end")
    return bytes(found)


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
