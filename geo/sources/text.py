"""Plain text files, as people save them from the web, to articles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from geo.models import Article
from geo.sources import clean, dates, decode, head
from geo.sources.identity import article_id
from geo.sources.protocol import Reject

SUFFIXES = frozenset({"", ".txt", ".text"})

MAX_BYTES = 8_000_000
# What spaCy's pipelines take as one document by default.
MAX_CHARACTERS = 1_000_000


def read(path: Path, latest: date) -> Iterator[Article | Reject]:
    """The one article in a plain text file."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        yield Reject(str(path), f"cannot be read: {error.strerror or error}")
        return
    if len(raw) > MAX_BYTES:
        yield Reject(str(path), f"too large: over {MAX_BYTES:,} bytes in one article")
        return
    yield parse(raw, path, latest)


def parse(raw: bytes, path: Path, latest: date) -> Article | Reject:
    """The article that ``raw``, the content of ``path``, holds, or why it holds none.

    Its ``text`` is the body without boilerplate, paragraphs separated by blank lines.
    Without an outlet or agency in the head the file's name stands for the source.
    """
    try:
        text = decode.tidy(decode.decode(raw))
    except decode.Undecodable as error:
        return Reject(str(path), str(error))
    lines = clean.without_boilerplate(clean.paragraphs(text))
    if not lines:
        return Reject(str(path), "no text but boilerplate" if text.strip() else "empty")
    found = head.split(lines)
    body = "\n\n".join(found.paragraphs)
    if len(body) > MAX_CHARACTERS:
        return Reject(str(path), f"too long: over {MAX_CHARACTERS:,} characters in one article")
    published = dates.publication(found.stamps, latest).value
    return Article(
        id=article_id(found.title, body),
        title=found.title,
        text=body,
        source=found.source or path.stem,
        published=published,
        published_from="text" if published else None,
    )
