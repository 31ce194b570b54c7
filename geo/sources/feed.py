"""RSS and Atom feeds, read by feedparser: an entry an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import feedparser

from geo.sources import markup
from geo.sources.drafts import Fields, draft
from geo.sources.protocol import Document, Draft, Reject, Terms, Unreadable
from geo.sources.streams import read_whole

# What feedparser stumbles over where a feed is damaged, though it means to read anything.
_MALFORMED = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
# Entities of one's own making multiply; no feed needs any.
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def read(document: Document, terms: Terms) -> Iterator[Draft | Reject]:
    """The entries in the order of the feed: their full text, else their summary."""
    raw = read_whole(document, terms.bounds.file_bytes, "feed")
    if _ENTITY.search(raw):
        raise Unreadable("declares entities, which no feed needs and some do harm with")
    found = _parsed(raw)
    entries = found.entries[: terms.bounds.feed_entries]
    if not entries and found.bozo:
        raise Unreadable(f"damaged, or no feed: {found.get('bozo_exception')}")
    for number, entry in enumerate(entries, start=1):
        yield _entry(entry, found.feed, f"{document.name}: entry {number}", document, terms)
    if left := len(found.entries) - len(entries):
        yield Reject(
            document.name,
            f"{left:,} entries beyond the first {len(entries):,} were not read: "
            "DATELINE_FEED_ENTRIES sets how many are",
        )
    if entries and found.bozo and _is_cut(found.get("bozo_exception")):
        yield Reject(document.name, f"damaged after entry {len(entries)}: {found.bozo_exception}")


def _parsed(raw: bytes) -> Any:
    try:
        # Nothing but bytes: a string might be taken for an address or a file's name.
        return feedparser.parse(BytesIO(raw), sanitize_html=False, resolve_relative_uris=False)
    except _MALFORMED as error:
        raise Unreadable(f"damaged, or no feed: {error}") from error


def _entry(entry: Any, feed: Any, name: str, document: Document, terms: Terms) -> Draft | Reject:
    text = _text(entry)
    title = markup.text_of(entry.get("title", ""))
    if not text.strip():
        return Reject(name, f"neither text nor summary: {title[:80]!r}")
    given = Fields(
        text=text,
        title=title,
        published=entry.get("published") or entry.get("updated"),
        source=markup.text_of((entry.get("source") or {}).get("title") or feed.get("title") or ""),
        url=entry.get("link") or "",
        language=entry.get("language") or feed.get("language") or "",
    )
    return draft(given, document, terms, name=name, alone=False)


def _text(entry: Any) -> str:
    """The longest of what the entry says in full, else its summary."""
    full = [markup.text_of(str(part.get("value") or "")) for part in entry.get("content", ())]
    return max(full, key=len, default="") or markup.text_of(str(entry.get("summary") or ""))


def _is_cut(error: Any) -> bool:
    """Whether the feed was broken off or malformed, rather than wrong about its encoding."""
    return not isinstance(
        error, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType
    )
