"""What a web server packed for the way, unpacked: gzip, deflate and Brotli, never without end."""

from __future__ import annotations

import zlib

import brotli

from geo.sources.protocol import Unreadable

ACCEPTED = "gzip, deflate, br"
"""What to tell a server that may be asked for."""


def inflate(raw: bytes, encodings: str, limit: int) -> bytes:
    """The body of a response under its Content-Encoding.

    Raises Unreadable where it is damaged, cut off, in an unknown encoding or unpacks to more
    than ``limit`` bytes.
    """
    for encoding in reversed([each.strip().lower() for each in encodings.split(",")]):
        if encoding in ("", "identity"):
            continue
        try:
            raw = _unpacked(raw, encoding, limit)
        except (zlib.error, brotli.error) as error:
            raise Unreadable(f"damaged: its {encoding} encoding is broken ({error})") from error
        if len(raw) > limit:
            raise Unreadable(f"too large: unpacks to over {limit:,} bytes")
    return raw


def _unpacked(raw: bytes, encoding: str, limit: int) -> bytes:
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
