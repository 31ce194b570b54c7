"""Lists of web addresses, one a line, and of feeds (OPML), as feed readers export them; and the
documents that the web has at them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from geo.sources.documents import ADDRESS, is_address
from geo.sources.formats import read_document
from geo.sources.lines import TextLine, lines
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable
from geo.sources.xml_records import records

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """The articles at the address, or at each address of the list, one after the other.

    Empty lines and lines that begin with ``#`` are left out.
    """
    if document.format == ADDRESS:
        yield from fetched(document.url, options)
        return
    for line in lines(document, options.bounds.line_bytes):
        if isinstance(line, Reject):
            yield line
        elif not (url := line.text.strip()) or url.startswith("#"):
            continue
        elif is_address(url):
            yield from fetched(url, options)
        else:
            yield Reject(f"{document.name}:{line.number}", _reason(line))


def fetched(url: str, options: ReadOptions) -> Iterator[Draft | Reject]:
    """The articles that the web has at an address that the user gave."""
    if options.web is None:
        yield Reject(url, "nothing is fetched here: save the page and give the file")
        return
    try:
        document = options.web.fetch(url)
    except Unreadable as error:
        yield Reject(url, str(error))
        return
    # A list on the web must not send us on: what it names, nobody here has asked for.
    yield from read_document(document, replace(options, web=None))


def _reason(line: TextLine) -> str:
    if _SCHEME.match(line.text.strip()):
        return "only http and https addresses are fetched"
    return "not a web address: give one a line, such as https://example.org/news"


def read_opml(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
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
