"""Text cut at what is marked in it, as data for our scripts: text, never HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TextPart:
    """A piece of text and whether it is a mention."""

    text: str
    marked: bool = False

    def payload(self) -> dict[str, Any]:
        """For our scripts."""
        return {"text": self.text, "marked": self.marked}


def parts(text: str, spans: Iterable[tuple[int, int]]) -> list[TextPart]:
    """The text cut at the mentions. Cut here, where offsets count characters as the atlas
    does; a browser counts otherwise."""
    cut: list[TextPart] = []
    at = 0
    for start, end in sorted(spans):
        if start < at:
            continue  # a name within a name is marked with it
        cut += [TextPart(text[at:start]), TextPart(text[start:end], marked=True)]
        at = end
    cut.append(TextPart(text[at:]))
    return [part for part in cut if part.text]
