"""Lengths as JavaScript counts them, whose strings are UTF-16."""

from __future__ import annotations


def utf16_length(text: str) -> int:
    """The number of UTF-16 code units of a text; unpaired surrogates are one each."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
