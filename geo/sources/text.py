"""Plain text files, as people save them from the web, to articles."""

from __future__ import annotations

from collections.abc import Iterator

from geo.sources.decode import decode
from geo.sources.newspaper_database import text_drafts
from geo.sources.protocol import Document, Draft, ReadOptions, Reject
from geo.sources.streams import read_whole


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """The one article in a plain text file: its head says what it is called and from when.

    An export of a newspaper database holds many.
    """
    raw = read_whole(document, options.bounds.article_bytes)
    yield from text_drafts(decode(raw), document, options)
