"""Cutting the toponyms of a huge text into runs that are weighed by themselves.

Weighing names together takes room in the square of their number. An article has a few dozen
names; a book, or a year of articles in one file, has as many as it likes, and its beginning
says little about its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geo.models import Toponym

# Far more than any news article has (37 and 80 in 624 of them); about 100 MB at the worst.
MOST_NAMES = 150
MOST_MENTIONS = 1500


def sections(toponyms: Sequence[Toponym]) -> Iterator[Sequence[Toponym]]:
    """The toponyms in runs of so few names and mentions that they fit into memory."""
    start = 0
    names: set[str] = set()
    for i, toponym in enumerate(toponyms):
        names.add(toponym.text)
        if len(names) > MOST_NAMES or i - start >= MOST_MENTIONS:
            yield toponyms[start:i]
            start, names = i, {toponym.text}
    if start < len(toponyms):
        yield toponyms[start:]
