"""Lists of references (RIS), as Zotero and databases export them: an entry an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from geo.sources.drafts import Fields, draft
from geo.sources.lines import lines
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable

_TAG = re.compile(r"(?P<tag>[A-Z][A-Z0-9])  ?-(?: (?P<value>.*))?")
_DAY = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(?:/.*)?")
# Which tags hold a field, in the order in which they are believed.
_TAGS: Mapping[str, tuple[str, ...]] = {
    "text": ("AB", "N2", "N1"),
    "title": ("TI", "T1", "CT", "ST"),
    "published": ("DA", "Y1", "PY"),
    "source": ("T2", "JO", "JF", "JA", "BT", "PB"),
    "url": ("UR", "L2", "LK"),
    "language": ("LA",),
}


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """Each entry: its abstract, which some databases fill with the text, else its headline."""
    number = 0
    for entry in _entries(document, options):
        if isinstance(entry, Reject):
            yield entry
            continue
        number += 1
        name = f"{document.name}: entry {number}"
        if sum(map(len, entry.values())) > options.bounds.article_bytes:
            yield Reject(name, f"too large: over {options.bounds.article_bytes:,} characters")
            continue
        yield draft(_fields(entry), document, options, name=name, alone=False)
    if not number:
        raise Unreadable("a list of references without an entry")


def _entries(document: Document, options: ReadOptions) -> Iterator[dict[str, str] | Reject]:
    entry: dict[str, str] = {}
    tag = ""
    for line in lines(document, options.bounds.line_bytes):
        if isinstance(line, Reject):
            yield line
            continue
        text = line.text.strip()
        match = _TAG.fullmatch(text)
        if match is None:
            # An abstract has lines of its own.
            if tag and text and len(entry[tag]) <= options.bounds.article_bytes:
                entry[tag] += f"\n{text}"
            continue
        tag, value = match["tag"], (match["value"] or "").strip()
        if tag in ("TY", "ER"):
            if entry:
                yield entry
            entry, tag = {}, ""
        else:
            entry[tag] = entry.get(tag) or value
    if entry:
        yield entry


def _fields(entry: Mapping[str, str]) -> Fields:
    told = {
        field: next((entry[tag] for tag in tags if entry.get(tag)), "")
        for field, tags in _TAGS.items()
    }
    day = _DAY.fullmatch(told["published"])
    # A year alone is no day.
    published = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}" if day else told["published"]
    return Fields(
        text=told["text"] or told["title"],
        title=told["title"],
        published=published if len(published) > 4 else None,
        source=told["source"],
        url=told["url"],
        language=told["language"],
    )
