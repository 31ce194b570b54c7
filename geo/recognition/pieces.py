"""Cut very long texts where they can be cut, so that memory does not grow with them."""

from __future__ import annotations

from collections.abc import Iterator

# Longer than nearly every news article; the model's memory grows with what it reads at once.
LONGEST = 12_000


def pieces(text: str, longest: int = LONGEST) -> Iterator[tuple[int, str]]:
    """The text in order as (offset, piece), cut at a line's end, a sentence's, or a space."""
    start = 0
    while len(text) - start > longest:
        end = _cut(text, start, start + longest)
        yield start, text[start:end]
        start = end
    if start < len(text):
        yield start, text[start:]


def _cut(text: str, start: int, limit: int) -> int:
    earliest = start + (limit - start) // 2
    for mark in ("\n", ". ", " "):
        found = text.rfind(mark, earliest, limit)
        if found >= 0:
            return found + len(mark)
    return limit
