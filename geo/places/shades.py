"""How darkly areas are shaded: from which value on each shade is."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence

SHADES = 5
MOST_AREAS = 400
"""Areas that are shaded, the most counted first: an update to the page's map stays small, and a
picture shows the same."""

_NICE = (1, 2, 3, 5, 7)


def breaks(most: float, least: float = 1) -> list[float]:
    """The least value of each shade: round numbers, each about as many times the one before,
    for counts of places differ by orders of magnitude."""
    first = _round(least)
    if first > least:
        first = max((nice for nice in _nice(least) if nice <= least), default=least)
    steps = [first]
    for step in range(1, SHADES):
        nice = _round(first * (max(most, first) / first) ** (step / SHADES))
        if steps[-1] < nice <= most:
            steps.append(nice)
    return steps


def shade(value: float, steps: Sequence[float]) -> int:
    """The number of a value's shade, of those that ``breaks`` gives."""
    return max(0, bisect_right(steps, value) - 1)


def _round(value: float) -> float:
    """The nearest number that people count in."""
    return min(_nice(value), key=lambda choice: abs(choice - value))


def _nice(value: float) -> list[float]:
    """Numbers that people count in, of the value's order of magnitude and one more."""
    power = math.floor(math.log10(value))
    return [short(float(f"{digit}e{power}")) for digit in (*_NICE, 10)]


def short(value: float) -> float:
    """Three digits are enough, and a whole number needs no point."""
    rounded = float(f"{value:.3g}")
    return int(rounded) if rounded.is_integer() else rounded
