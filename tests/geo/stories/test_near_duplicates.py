"""Which signatures are found alike, on signatures made by hand: 96 numbers, in bands of three."""

from __future__ import annotations

import numpy as np
import pytest

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
