"""Which of the texts seen so far nearly repeat a new one, found without comparing it to each.

Signatures are MinHash (Broder 1997): each of ``SIZE`` numbers is the least of the hashes, under a
hash function of its own, of all runs of three words; the share of equal numbers in two
signatures estimates the Jaccard similarity of their runs, with a standard error of at most
0.05. Only 16 bits of each are kept (Li and König 2010). The hashes are fixed for good:
signatures are stored.

The index is locality-sensitive hashing (Indyk and Motwani 1998): a signature is cut into bands,
and two texts are compared when any band of theirs is equal. With these bands a pair with
similarity 0.4 is compared with probability 0.88, one with 0.5 with 0.99, one with 0.05 with
0.004.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from geo.stories.segments import Buckets, Numbers, Rows, Segment

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

# Two texts that share this much are one story: independent reports of an event share less
# than 0.15, a copy cut to half shares 0.5.
SAME_STORY = 0.4

_ROWS = 3
_BANDS = SIZE // _ROWS
# At most so many texts are compared for one equal band, the first ones: a limit on time where
# thousands of texts share boilerplate.
_MOST_ALIKE = 64


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


class Index:
    """Signatures in the order they came, each known by its row: 0, 1, 2 ...

    They are in files of ``folder`` that nobody sees (without one, where the system keeps such),
    some 450 bytes for each; in memory are some ten megabytes, however many there are.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._signatures = Rows(SIZE, folder)
        # Sorted buckets, ever shorter: adding merges the last ones, as in a binary counter.
        self._segments: list[Segment] = []

    def __len__(self) -> int:
        return len(self._signatures)

    def put(self, signatures: Sequence[bytes]) -> None:
        """Add these without comparing them to anything."""
        self._extend(self._segment(signatures, self._append(signatures)))

    def add(self, signatures: Sequence[bytes]) -> list[list[int]]:
        """Add these, and for each the earlier rows that are the same story, in order.

        An empty signature gets a row and resembles nothing.
        """
        first = len(self)
        added = self._append(signatures)
        new_segment = self._segment(signatures, added)
        present = [row for row, each in enumerate(signatures) if each]
        keys = _keys(added[present])
        candidates: list[set[int]] = [set() for _ in signatures]
        for segment in (*self._segments, new_segment):
            # Among the new ones each finds itself.
            for position, rows in _equal(segment, keys, least=1 + (segment is new_segment)):
                candidates[present[position]].update(rows)
        self._extend(new_segment)
        return [self._alike(first + i, added[i], rows) for i, rows in enumerate(candidates)]

    def _segment(self, signatures: Sequence[bytes], added: Numbers) -> Segment:
        """The sorted buckets of the signatures last appended."""
        present = [row for row, each in enumerate(signatures) if each]
        rows = np.array(present, dtype=np.int64) + len(self) - len(signatures)
        return Segment.of(np.sort(_buckets(_keys(added[present]), rows), axis=1))

    def _append(self, signatures: Sequence[bytes]) -> Numbers:
        empty = bytes(2 * SIZE)
        numbers = np.frombuffer(b"".join(each or empty for each in signatures), "<u2")
        added = numbers.astype(np.uint16).reshape(-1, SIZE)
        self._signatures.append(added)
        return added

    def _extend(self, segment: Segment) -> None:
        if not segment.size:
            return  # texts that are all too short
        self._segments.append(segment)
        while len(self._segments) > 1 and self._segments[-2].size <= 2 * self._segments[-1].size:
            last = self._segments.pop()
            joined = Segment.merged(self._segments.pop(), last, _BANDS, self._folder)
            self._segments.append(joined)

    def _alike(self, row: int, signed: Numbers, candidates: set[int]) -> list[int]:
        earlier = sorted(other for other in candidates if other < row)
        if not earlier:
            return []
        shared = np.mean(self._signatures.at(earlier) == signed, axis=1)
        return [other for other, share in zip(earlier, shared, strict=True) if share >= SAME_STORY]


def _keys(numbers: Numbers) -> Buckets:
    """One 32-bit key a band and signature: an array of (bands, signatures)."""
    bands = numbers.astype(np.uint64).reshape(len(numbers), _BANDS, _ROWS)
    mixed = bands[..., 0] | bands[..., 1] << np.uint64(16) | bands[..., 2] << np.uint64(32)
    keys: Buckets = (mixed * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(32)
    return keys.T


def _buckets(keys: Buckets, rows: NDArray[np.int64]) -> Buckets:
    """Key and row in one number, so that sorting brings equal keys together."""
    return keys << np.uint64(32) | rows.astype(np.uint64)


def _equal(segment: Segment, keys: Buckets, least: int) -> Iterator[tuple[int, list[int]]]:
    """For each key the rows of the segment with the same key in the same band, where they are
    ``least`` or more.
    """
    for number, band in enumerate(keys):
        sorted_band = segment.band(number)
        low = np.searchsorted(sorted_band, band << np.uint64(32))
        high = np.searchsorted(sorted_band, (band + np.uint64(1)) << np.uint64(32))
        for position in np.flatnonzero(high >= low + least):
            rows = sorted_band[low[position] : min(high[position], low[position] + _MOST_ALIKE)]
            yield int(position), (rows & np.uint64(0xFFFFFFFF)).tolist()
