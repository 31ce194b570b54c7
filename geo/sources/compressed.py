"""What is packed: gzip, bzip2, xz and Zstandard files, unpacked as they are read, and the
bodies of web responses.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO, cast

import brotli

from geo.settings import Bounds
from geo.sources.formats import read_document
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# Below this a packed file does no harm, however well it is packed.
_HARMLESS = 50_000_000
# A packed file says how much of what it has unpacked must be at hand. All of xz's presets need
# 65 MB or less, all of zstd's but --ultra and --long 8 MB.
_WINDOW = 1 << 27

ACCEPTED_ENCODINGS = "gzip, deflate, br"
"""The Accept-Encoding header for what ``unpack_content`` can unpack."""


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """The articles in ``articles.jsonl.gz``, ``crawl.warc.gz``, ``news.tar.xz`` and the like."""
    if options.depth >= options.bounds.archive_depth:
        raise Unreadable(f"archives in archives, over {options.bounds.archive_depth} deep")
    inner = unpacked(document, options.bounds)
    yield from read_document(inner, replace(options, depth=options.depth + 1))


def unpacked(document: Document, bounds: Bounds) -> Document:
    """What is in a packed document, to be unpacked as it is read."""
    return Document(
        document.name,
        lambda: _unpacked(document, bounds),
        file=_inner_name(document.filename),
        url=document.url,
        latest=document.latest,
        folder=document.folder,
    )


def _inner_name(file: str) -> str:
    """``news.tar`` of ``news.tar.xz`` and of ``news.txz``."""
    stem, dot, suffix = file.rpartition(".")
    if dot and suffix.lower() in ("tgz", "tbz", "tbz2", "txz", "tzst"):
        return f"{stem}.tar"
    return stem if dot and suffix.lower() in ("gz", "bz2", "xz", "lzma", "zst") else file


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
        except (EOFError, zlib.error, brotli.error, zstd.ZstdError) as error:
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
    if encoding == "zstd":
        return _zstd(io.BytesIO(raw)).read(limit + 1)
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


def _gzip(packed: Any) -> BinaryIO:
    return cast(BinaryIO, gzip.GzipFile(fileobj=packed))


def _bzip2(packed: Any) -> BinaryIO:
    return cast(BinaryIO, bz2.BZ2File(packed))


def _zstd(packed: Any) -> BinaryIO:
    most: dict[int, int] = {zstd.DecompressionParameter.window_log_max: _WINDOW.bit_length() - 1}
    return cast(BinaryIO, zstd.ZstdFile(packed, options=most))


class _Xz(io.RawIOBase):
    """What an xz file holds; ``lzma.LZMAFile`` knows no limit to the memory that it may take."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._unpacking: lzma.LZMADecompressor | None = None
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes; none at the end."""
        while True:
            if self._unpacking is None:
                self._rest = (self._rest or self._packed.read(1 << 16)).lstrip(b"\x00")
                if not self._rest:
                    return b""
                self._unpacking = lzma.LZMADecompressor(memlimit=_WINDOW)
            more = b""
            if self._unpacking.needs_input:
                more, self._rest = self._rest or self._packed.read(1 << 16), b""
                if not more:
                    raise EOFError("it ends before its end is marked")
            chunk = self._unpacking.decompress(more, max(1, size))
            if self._unpacking.eof:
                self._rest, self._unpacking = self._unpacking.unused_data, None
            if chunk:
                return chunk


_KINDS: Mapping[bytes, Callable[[Any], BinaryIO]] = {
    b"\x1f\x8b": _gzip,
    b"BZh": _bzip2,
    b"\xfd7zXZ\x00": cast(Callable[[Any], BinaryIO], _Xz),
    b"\x28\xb5\x2f\xfd": _zstd,
}
"""What unpacks a file, by what the file begins with."""

MAGIC = tuple(_KINDS)
"""What packed files begin with."""

# What the unpackers raise for damage, each its own.
_DAMAGE = (EOFError, zlib.error, lzma.LZMAError, zstd.ZstdError, gzip.BadGzipFile)


class _Unpacking(io.RawIOBase):
    """What a packed file holds, as long as it is in proportion to the file."""

    def __init__(self, packed: BinaryIO, bounds: Bounds) -> None:
        self._packed = _Counted(packed)
        self._unpacked = self._opened()
        self._bounds = bounds
        self._size = 0

    def _opened(self) -> BinaryIO:
        start = self._packed.start(6)
        for magic, opened in _KINDS.items():
            if start.startswith(magic):
                return opened(self._packed)
        return _gzip(self._packed)

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """The next bytes. Raises Unreadable where the file turns out to be a bomb."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        chunk = self._next(len(view))
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

    def _next(self, size: int) -> bytes:
        read1 = getattr(self._unpacked, "read1", self._unpacked.read)
        try:
            return cast(bytes, read1(size))
        except _DAMAGE as error:
            raise EOFError(str(error)) from error
        except OSError as error:
            # bz2 says so of damaged data, the file system of what it cannot read.
            if error.errno is None:
                raise EOFError(str(error)) from error
            raise

    def close(self) -> None:
        """Close the packed file, too."""
        self._unpacked.close()
        self._packed.close()
        super().close()


class _Counted(io.RawIOBase):
    """A stream that counts what is read of it, and can be looked at before."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._start = b""
        self.count = 0

    def start(self, size: int) -> bytes:
        """The first bytes, which are still to be read."""
        while len(self._start) < size and (more := self._stream.read(size - len(self._start))):
            self._start += more
        return self._start

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """The next bytes."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        chunk = self.read(len(view))
        view[: len(chunk)] = chunk
        return len(chunk)

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        if self._start:
            size = len(self._start) if size < 0 else size
            chunk, self._start = self._start[:size], self._start[size:]
        else:
            chunk = self._stream.read(size)
        self.count += len(chunk)
        return chunk

    def close(self) -> None:
        """Close the stream, too."""
        self._stream.close()
        super().close()
