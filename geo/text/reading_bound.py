"""How far an article is read for places."""

from __future__ import annotations

# A hundred printed pages: a book, or a year of articles in one file, is longer. English takes a
# processor 20 seconds a million characters, hostile texts two or three times that, and whoever
# waits for an article waits for all of it.
MOST_READ = 200_000
_WORD = 100  # characters in which the beginning of a word is looked for


def read_for_places(text: str) -> str:
    """The beginning of ``text``, up to MOST_READ characters, in which places are looked for."""
    if len(text) <= MOST_READ:
        return text
    space = text.rfind(" ", MOST_READ - _WORD, MOST_READ)
    return text[: MOST_READ if space < 0 else space]
