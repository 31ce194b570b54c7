"""A text as a short signature whose agreement with another tells how much the two share.

MinHash (Broder 1997): each of ``SIZE`` numbers is the least of the hashes, under a hash
function of its own, of all runs of three words; the share of equal numbers in two signatures
estimates the Jaccard similarity of their runs, with a standard error of at most 0.05. Only 16
bits of each are kept (Li and König 2010). The hashes are fixed for good: signatures are
stored.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

SIZE = 96
"""Numbers in a signature; it has twice as many bytes."""

# Words in a run: single words are shared by all news, runs of five lost by any edit.
_RUN = 3
# A text with fewer runs is too short to be told from another by them.
_LEAST_RUNS = 20
# Characters read; the beginning of a longer text stands for it.
_LONGEST = 200_000
# Runs hashed at a time, which bounds the memory that a long text takes.
_CHUNK = 2048

_WORD = re.compile(r"\w+")
_DRAWN = np.frombuffer(hashlib.shake_128(b"stories").digest(16 * SIZE), "<u8").reshape(2, SIZE, 1)
_FACTORS, _OFFSETS = _DRAWN[0] | np.uint64(1), _DRAWN[1]
_PLACES = (
    np.uint64(0x9E3779B97F4A7C15),
    np.uint64(0xC2B2AE3D27D4EB4F),
    np.uint64(0x165667B19E3779F9),
)


def signature(text: str) -> bytes:
    """The signature of ``text``, 2 * ``SIZE`` bytes; empty for a text that is too short.

    Case, punctuation, white space and repetition make no difference.
    """
    runs = _runs(_WORD.findall(text[:_LONGEST].casefold()))
    if len(runs) < _LEAST_RUNS:
        return b""
    least = np.full(SIZE, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(runs), _CHUNK):
        hashes = _FACTORS * runs[None, start : start + _CHUNK] + _OFFSETS
        np.minimum(least, hashes.min(axis=1), out=least)
    return (least >> np.uint64(24)).astype("<u2").tobytes()


def similarity(one: bytes, other: bytes) -> float:
    """The estimated Jaccard similarity of two texts, 0 to 1; 0 where either is too short."""
    if not (one and other):
        return 0.0
    return float(np.mean(np.frombuffer(one, "<u2") == np.frombuffer(other, "<u2")))


def _runs(words: list[str]) -> NDArray[np.uint64]:
    """The hashes of all runs of words, each once."""
    hashes = np.fromiter(map(_hash, words), dtype=np.uint64, count=len(words))
    count = len(words) - _RUN + 1
    if count < 1:
        return hashes[:0]
    mixed = np.zeros(count, dtype=np.uint64)
    for place, factor in enumerate(_PLACES):
        mixed = (mixed ^ hashes[place : place + count]) * factor
        mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed)


@lru_cache(maxsize=100_000)
def _hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest())
