"""Which signatures are found alike, on signatures made by hand: 96 numbers, in bands of three."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from geo.stories import segments
from geo.stories.near_duplicates import SIZE, Index


def numbers(start: int) -> np.ndarray:
    """A signature none of whose numbers is in another's with a start 1000 away."""
    return np.arange(start, start + SIZE, dtype="<u2")


@pytest.mark.parametrize(("equal", "alike"), [(38, []), (39, [0]), (43, [0]), (SIZE, [0])])
def test_two_fifths_of_the_numbers_make_one_story(equal: int, alike: list[int]) -> None:
    other = numbers(1000)
    other[:equal] = numbers(0)[:equal]
    index = Index()
    index.put([numbers(0).tobytes()])
    assert index.add([other.tobytes()]) == [alike]


@pytest.mark.parametrize(("before", "alike"), [(5, [5]), (63, [63]), (64, [])])
def test_of_texts_that_share_a_band_the_first_64_are_compared(
    before: int, alike: list[int]
) -> None:
    """Boilerplate makes a band of many texts equal, which must hide none that is a copy."""
    new = numbers(60_000)
    boilerplate = []
    for number in range(before):
        text = numbers(100 * (number + 1))
        text[:3] = new[:3]
        boilerplate.append(text.tobytes())
    # Two of three numbers are equal everywhere, so that no other band than the first is.
    copy = new.copy()
    copy[5::3] += 1
    index = Index()
    index.put([*boilerplate, copy.tobytes()])
    assert index.add([new.tobytes()]) == [alike]


def test_articles_that_come_together_are_compared_with_those_before_them() -> None:
    index = Index()
    same = [numbers(0).tobytes()] * 3
    assert index.add(same) == [[], [0], [0, 1]]
    assert index.add([b"", numbers(0).tobytes()]) == [[], [0, 1, 2]]
    assert len(index) == 5


def copies(count: int, seed: int) -> list[bytes]:
    """Signatures of which each third one is another's with some numbers changed."""
    random = np.random.default_rng(seed)
    signed = random.integers(0, 1 << 16, (count, SIZE), dtype="<u2")
    for row in range(2, count, 3):
        changed = random.integers(0, SIZE, 30)
        signed[row] = signed[random.integers(row)]
        signed[row, changed] += 1
    return [row.tobytes() for row in signed]


def test_on_the_disk_the_same_are_found_as_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    signed = copies(1200, 3)
    batches = [signed[first : first + 50] for first in range(0, len(signed), 50)]
    in_memory = Index()
    expected = [in_memory.add(batch) for batch in batches]
    assert any(found for batch in expected for found in batch)
    monkeypatch.setattr(segments, "MOST_IN_MEMORY", 60)
    monkeypatch.setattr(segments, "_CHUNK", 7)
    on_disk = Index()
    assert [on_disk.add(batch) for batch in batches] == expected


def test_memory_does_not_grow_with_what_was_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "MOST_IN_MEMORY", 100)

    def peak(articles: int) -> int:
        """Bytes in memory at most while so many are added, with all that is kept of them."""
        signed = copies(articles, 1)
        tracemalloc.start()
        index = Index()
        for first in range(0, articles, 100):
            index.add(signed[first : first + 100])
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(800) < 1.2 * peak(200)
