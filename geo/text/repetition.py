"""Stretches of a text that are no prose: one word over and over, or single letters."""

from __future__ import annotations

from collections.abc import Iterator

_WINDOW = 4_000  # characters that are judged together
_KEPT = 2  # windows of a text that are read all the same, for their names
# In four thousand characters of news one word in two is new, and a word with its space has six
# characters; of tables and lists one in four, and four.
_LEAST_NEW = 0.1
_LEAST_LENGTH = 3.2


def repetition(text: str) -> Iterator[tuple[int, int]]:
    """The stretches (start, end) beyond the first few thousand characters of their kind.

    They would take ten times the time of news to read for names, and say nothing that the first
    ones do not.
    """
    found = 0
    for start in range(0, len(text) - _WINDOW + 1, _WINDOW):
        words = text[start : start + _WINDOW].split()
        if not words or (
            len(set(words)) >= _LEAST_NEW * len(words) and _LEAST_LENGTH * len(words) <= _WINDOW
        ):
            continue
        found += 1
        if found > _KEPT:
            yield start, start + _WINDOW
