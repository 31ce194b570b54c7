"""RSS and Atom feeds, read by feedparser: an entry an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.entities import html5
from io import BytesIO
from typing import Any

import feedparser

from geo.sources import markup
from geo.sources.drafts import Fields, draft
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable
from geo.sources.streams import read_whole

# What feedparser stumbles over where a feed is damaged, though it means to read anything.
_MALFORMED = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
# Entities of one's own making multiply; no feed needs any.
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30});")
_OF_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))
_BEGINS_ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ENDS = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """The entries in the order of the feed: their full text, else their summary."""
    raw = read_whole(document, options.bounds.file_bytes, "feed")
    if _ENTITY.search(raw):
        raise Unreadable("declares entities, which no feed needs and some do harm with")
    # What is beyond is not even parsed: an entry takes ten times its size while it is.
    begun = [match.start() for match in _BEGINS_ENTRY.finditer(raw)]
    most = options.bounds.feed_entries
    found = _parsed(_NAMED.sub(_numbered, raw[: begun[most]] if len(begun) > most else raw))
    entries = found.entries[:most]
    if not entries and found.bozo:
        raise Unreadable(f"damaged, or no feed: {found.get('bozo_exception')}")
    if not entries:
        yield Reject(document.name, "a feed without entries")
    for number, entry in enumerate(entries, start=1):
        yield _entry(entry, found.feed, f"{document.name}: entry {number}", document, options)
    if (left := len(begun) - most) > 0:
        yield Reject(
            document.name,
            f"{left:,} entries beyond the first {most:,} were not read: "
            "DATELINE_FEED_ENTRIES sets how many are",
        )
    elif entries and found.bozo and _is_cut(raw, len(found.entries)):
        yield Reject(document.name, f"damaged after entry {len(entries)}: {found.bozo_exception}")


def _parsed(raw: bytes) -> Any:
    try:
        # Nothing but bytes: a string might be taken for an address or a file's name.
        return feedparser.parse(BytesIO(raw), sanitize_html=False, resolve_relative_uris=False)
    except _MALFORMED as error:
        raise Unreadable(f"damaged, or no feed: {error}") from error


def _entry(
    entry: Any, feed: Any, name: str, document: Document, options: ReadOptions
) -> Draft | Reject:
    title = markup.text_of(entry.get("title", ""))
    given = Fields(
        text=_text(entry) or title,
        title=title,
        published=entry.get("published"),
        updated=entry.get("updated"),
        source=markup.text_of((entry.get("source") or {}).get("title") or feed.get("title") or ""),
        url=entry.get("link") or "",
        language=entry.get("language") or feed.get("language") or "",
    )
    found = draft(given, document, options, name=name, alone=False)
    if isinstance(found, Reject) and title:
        # What it says beside its headline is "Comments", or an advert.
        return draft(replace(given, text=title), document, options, name=name, alone=False)
    return found


def _text(entry: Any) -> str:
    """The longest of what the entry says in full, else its summary."""
    full = [markup.text_of(str(part.get("value") or "")) for part in entry.get("content", ())]
    return max(full, key=len, default="") or markup.text_of(str(entry.get("summary") or ""))


def _numbered(match: re.Match[bytes]) -> bytes:
    """HTML's names of characters, which XML does not know, by their numbers."""
    name = match[1].decode("ascii")
    found = "" if name in _OF_XML else html5.get(f"{name};", "")
    return "".join(f"&#{ord(each)};" for each in found).encode() or match[0]


def _is_cut(raw: bytes, entries: int) -> bool:
    """Whether entries are missing, whatever else is wrong with the feed."""
    return not _ENDS.search(raw) or len(_BEGINS_ENTRY.findall(raw)) > entries
