"""A bitmap of the names a gazetteer holds, so that most words need no look into the file."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

# Bits a name: one word in sixteen that is no name is looked up in vain.
_BITS = 16
_SMALLEST = 1 << 12


class Known:
    """Says of a normalised name that it is certainly not held, or that it may be."""

    def __init__(self, bits: bytes) -> None:
        self._bits = bits
        self._mask = len(bits) * 8 - 1

    def may_hold(self, name: str) -> bool:
        """False only for a name that is not in the gazetteer."""
        bit = crc32(name.encode()) & self._mask
        return bool(self._bits[bit >> 3] & (1 << (bit & 7)))


def bitmap(names: Iterable[str], count: int) -> bytes:
    """The bits of ``count`` or fewer names, as many bytes as a power of two."""
    size = _SMALLEST
    while size < count * _BITS:
        size *= 2
    bits = bytearray(size // 8)
    for name in names:
        bit = crc32(name.encode()) & (size - 1)
        bits[bit >> 3] |= 1 << (bit & 7)
    return bytes(bits)
