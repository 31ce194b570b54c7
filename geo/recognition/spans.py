"""The exact extent of a name: what the annotators of news corpora would underline."""

from __future__ import annotations

_EDGES = "'’‘`,;:.!?()[]“”\"…—–-|/*"
_ARTICLES = ("the ", "The ", "THE ")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the name alone: no possessive, leading article, quotes or space around it.

    A full stop stays where it belongs to an abbreviation ("U.S.", "Calif."); the span is empty
    when nothing is left. "The Hague" keeps its article.
    """
    while start < end and (text[start].isspace() or text[start] in _EDGES):
        start += 1
    while start < end and (text[end - 1].isspace() or _hangs_over(text, start, end)):
        end -= 1
    if text[max(start, end - 2) : end] in ("'s", "’s", "'S", "’S"):
        end -= 2
    if text.startswith(_ARTICLES, start, end) and text[start:end].casefold() != "the hague":
        start = min(end, start + 4)
        while start < end and text[start].isspace():
            start += 1
    return start, end


def _hangs_over(text: str, start: int, end: int) -> bool:
    last = text[end - 1]
    if last == ".":
        return not _is_abbreviation(text[start:end])
    if last == ")":
        return "(" not in text[start:end]
    return last in _EDGES


def _is_abbreviation(name: str) -> bool:
    """ "U.S.", "D.C.", "Calif.", "Washington D.C.": but "Moscow." ends a sentence."""
    last = name.split()[-1]
    return "." in last[:-1] or len(last) <= 6
