"""Counts by day as the bars of a histogram: pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

MOST_BARS = 120
_DAY = timedelta(days=1)
_STEPS = (
    *((1, "day"), (7, "week"), (30, "30 days"), (91, "quarter"), (365, "year")),
    (3653, "ten years"),
)


@dataclass(frozen=True, slots=True)
class Bars:
    """Counts in equal steps of days from ``first``."""

    first: date
    days: int
    step: str
    counts: tuple[int, ...]


def span(corpus_span: tuple[date, date]) -> tuple[date, date]:
    """The slider's ends; a corpus of one day gets room to either side, or there is no slider."""
    first, last = corpus_span
    return (first, last) if first < last else (first - _DAY, last + _DAY)


def bars(days: Iterable[tuple[date, int]], first: date, last: date) -> Bars:
    """The histogram between the slider's ends in the finest step that gives few enough bars."""
    length = (last - first).days + 1
    size, name = next(
        ((size, name) for size, name in _STEPS if length / size <= MOST_BARS), _STEPS[-1]
    )
    counts = Counter[int]()
    for day, count in days:
        counts[(day - first).days // size] += count
    return Bars(first, size, name, tuple(counts[i] for i in range(-(-length // size))))
