"""The sentence around a mention, quoted letter for letter."""

from __future__ import annotations

from geo.models import Excerpt
from geo.sentences import REACH, around

__all__ = ["REACH", "excerpt"]


def excerpt(article_id: str, text: str, start: int, end: int) -> Excerpt:
    """The sentence or sentences that hold ``text[start:end]``.

    The excerpt is a verbatim slice of ``text``: ``excerpt.text[excerpt.start:excerpt.end]``
    is the mention. It reaches at most ``REACH`` characters to either side, cut between
    words where there is a gap to cut at. Raises ValueError for a span outside the text.
    """
    first, last = around(text, start, end)
    return Excerpt(article_id, text[first:last], start - first, end - first)
