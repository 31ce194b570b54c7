"""Lists of feeds (OPML), as feed readers export them: the articles of each feed."""

from __future__ import annotations

from collections.abc import Iterator

from geo.sources.address_list import fetched
from geo.sources.documents import is_address
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable
from geo.sources.xml_records import records


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """What the feeds of the list hold, one after the other; each address is asked once."""
    asked: set[str] = set()
    for body in records(document, ("body",), options):
        for outline in body.iter("{*}outline"):
            url = next((v for k, v in outline.items() if k.lower() == "xmlurl"), "").strip()
            if not url or url in asked:
                continue
            asked.add(url)
            if is_address(url):
                yield from fetched(url, options)
            else:
                yield Reject(document.name, f"{url[:200]!r} is no web address of a feed")
    if not asked:
        raise Unreadable("a list of feeds (OPML) that names none")
