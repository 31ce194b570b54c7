"""Sorted numbers outside of memory: what the index of near-duplicates consists of.

Files have no name and go with the process that made them. Of what is read, no more is held than
an answer needs, so that memory does not grow with the numbers.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, cast

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint16]
Buckets = NDArray[np.uint64]

# Numbers of each band up to which a segment stays in memory: 16 MB with 32 bands.
MOST_IN_MEMORY = 65_536
# Numbers of each of two segments that are merged at a time.
_CHUNK = 65_536


class Segment:
    """Sorted numbers in each of some bands, all bands of one length."""

    def __init__(self, bands: Buckets | None, file: IO[bytes] | None = None, size: int = 0) -> None:
        self._bands = bands
        self._file = file
        self.size = size if bands is None else bands.shape[1]

    @classmethod
    def of(cls, bands: Buckets) -> Segment:
        """A segment in memory of numbers that are sorted in each band."""
        return cls(bands)

    @classmethod
    def merged(cls, one: Segment, other: Segment, bands: int, folder: Path | None) -> Segment:
        """A segment of the numbers of both; in a file of ``folder`` where they are many."""
        size = one.size + other.size
        merged = (chunk for band in range(bands) for chunk in _merged(one, other, band))
        if size <= MOST_IN_MEMORY:
            return cls(np.concatenate(list(merged)).reshape(bands, size))
        file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - open as long as the segment is
        for chunk in merged:
            file.write(chunk.tobytes())
        file.flush()
        return cls(None, file, size)

    def band(self, number: int) -> Buckets:
        """The numbers of a band. Those in a file are in memory as far as they are looked at, and
        for as long as the array is held.
        """
        if self._bands is not None:
            return cast(Buckets, self._bands[number])
        found: Buckets = _mapped(self._file, np.uint64, (self.size,), 8 * number * self.size)
        return found

    def some(self, band: int, first: int, count: int) -> Buckets:
        """Up to so many numbers of a band, read into memory."""
        end = min(self.size, first + count)
        if self._bands is not None or self._file is None:
            return self.band(band)[first:end]
        found = np.empty(max(0, end - first), np.uint64)
        self._file.seek(8 * (band * self.size + first))
        self._file.readinto(found.data)  # type: ignore[attr-defined]
        return found


class Rows:
    """Rows of so many numbers each, in a file of ``folder``, in the order they came."""

    def __init__(self, width: int, folder: Path | None) -> None:
        self._width = width
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - open as long as this is
        self._size = 0
        self._mapped: Numbers | None = None

    def __len__(self) -> int:
        return self._size

    def append(self, rows: Numbers) -> None:
        """Add rows at the end."""
        self._file.seek(2 * self._width * self._size)
        self._file.write(np.ascontiguousarray(rows).tobytes())
        self._file.flush()
        self._size += len(rows)
        self._mapped = None

    def at(self, numbers: Sequence[int]) -> Numbers:
        """The rows with these numbers."""
        if self._mapped is None:
            self._mapped = _mapped(self._file, np.uint16, (self._size, self._width), 0)
        return np.array(self._mapped[numbers])


def _mapped(file: Any, kind: Any, shape: tuple[int, ...], offset: int) -> NDArray[Any]:
    return np.memmap(file, kind, "r", offset, shape)


def _merged(one: Segment, other: Segment, band: int) -> Iterator[Buckets]:
    """A band of both segments in order, some numbers at a time."""
    at, to = 0, 0
    while at < one.size and to < other.size:
        mine, theirs = one.some(band, at, _CHUNK), other.some(band, to, _CHUNK)
        # What is above the last number that is at hand of either may not be written yet.
        least = min(mine[-1], theirs[-1])
        mine = mine[: np.searchsorted(mine, least, "right")]
        theirs = theirs[: np.searchsorted(theirs, least, "right")]
        yield np.sort(np.concatenate((mine, theirs)), kind="stable")
        at, to = at + len(mine), to + len(theirs)
    for rest, first in ((one, at), (other, to)):
        for start in range(first, rest.size, _CHUNK):
            yield rest.some(band, start, _CHUNK)
