"""A page of the web as a document: what it is called, and what kind it is said to be."""

from __future__ import annotations

from email.message import Message
from urllib.parse import unquote

from geo.fetch.http_cache import CachedPage
from geo.fetch.web_address import WebAddress
from geo.sources.decode import as_utf8
from geo.sources.documents import from_bytes
from geo.sources.formats import is_read, suffix_of
from geo.sources.protocol import Document

# What a type is read as; other types say less than the address, or than the content.
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".rdf",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/json": ".json",
    "application/feed+json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
}
_TEXTS = ("", ".html", ".xhtml", ".txt", ".csv", ".tsv", ".md", ".jsonl")
_LONGEST = 200


def to_document(url: str, address: WebAddress, page: CachedPage) -> Document:
    """The page that ``address`` answered with when ``url`` was asked for."""
    header = Message()
    header["Content-Type"] = page.type.partition(",")[0] or "application/octet-stream"
    name = unquote(address.path.partition("?")[0]).rpartition("/")[2][-_LONGEST:]
    known = suffix_of(name)
    suffix = _SUFFIXES.get(header.get_content_type(), known if is_read(known) else "")
    file = f"{name[: len(name) - len(known)] or address.host}{suffix}"
    charset = header.get_content_charset("") if suffix in _TEXTS else ""
    return from_bytes(as_utf8(page.body, charset), url, file=file, url=address.url)
