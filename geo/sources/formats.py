"""Which reader a document is for: by what it holds, then by what it is called.

To add a format, write a module with ``read(document, terms)`` and enter its suffixes in
``_READERS``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module

from geo.sources.decode import Undecodable, decode
from geo.sources.documents import ADDRESS, is_address
from geo.sources.protocol import DAMAGE, Document, Draft, Reader, Reject, Terms, Unreadable
from geo.sources.streams import read_some
from geo.sources.unforeseen import unforeseen

LIST = ".urls"
"""The format of lists of web addresses."""

HEAD = 8_192  # bytes of a document by which it is told

# Modules in this package, loaded only when their format is read, for the libraries that they
# need. A module reads by its ``read``; ``module.function`` names another of its functions.
_READERS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".csv": "table",
    ".tsv": "table",
    ".tab": "table",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
    ".json": "json_records",
    ".geojson": "json_records",
    ".jsonl": "json_records.read_lines",
    ".ndjson": "json_records.read_lines",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    LIST: "address_list",
    ".warc": "warc",
    ".zip": "archive",
    ".gz": "compressed",
    ".pdf": "pdf",
    ADDRESS: "address_list",
}
_WORKBOOKS = (".xlsx", ".xlsm")
_OFFICE = (".docx", ".docm", ".pptx", ".odt", ".ods", ".odp", ".epub", ".pages", ".jar", ".apk")
# What Office's programs put first into such a file; its name begins at the 30th byte.
_OFFICE_FIRST = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/")
_MARKUP = (".html", ".htm", ".xhtml", ".rss", ".atom", ".rdf", ".xml", "")
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_PAGE = re.compile(rb"<!doctype html|<html[\s>]", re.IGNORECASE)
_JSON = re.compile(rb"\{\s*(?:\"|\})|\[\s*(?:\{|\])")


def read_document(document: Document, terms: Terms) -> Iterator[Draft | Reject]:
    """The articles in a document, by the reader of its format; where it cannot be read (on),
    the last thing is a Reject.
    """
    try:
        yield from _reader(format_of(document))(document, terms)
    except (Unreadable, Undecodable) as error:
        yield Reject(document.name, str(error))
    except OSError as error:
        yield Reject(document.name, f"cannot be read: {error.strerror or error}")
    except DAMAGE as error:
        yield Reject(document.name, f"its compressed data is damaged or cut off: {error}")
    except Exception as error:  # whatever a library stumbles over costs this document alone
        yield unforeseen(document.name, error)


def format_of(document: Document) -> str:
    """The suffix that files of its format have. Raises Unreadable where it is none that is
    read, OSError, and what is DAMAGE.
    """
    if document.format:
        return document.format
    suffix = suffix_of(document.filename)
    start = _start(document)
    return _binary(start, suffix) or _textual(start, suffix)


def _reader(format_: str) -> Reader:
    module, _, function = _READERS[format_].partition(".")
    found: Reader = getattr(import_module(f"geo.sources.{module}"), function or "read")
    return found


def _start(document: Document) -> bytes:
    """The first bytes; of what is damaged further on, those before the damage."""
    start = b""
    with document.open() as stream:
        try:
            while len(start) < HEAD and (piece := read_some(stream, HEAD - len(start))):
                start += piece
        except DAMAGE:
            if not start:
                raise
    return start


def suffix_of(file: str) -> str:
    """``.html`` of ``Envoys.HTML``; "U.S. troops leave Kabul" has none."""
    stem, dot, suffix = file.rpartition(".")
    return f".{suffix.lower()}" if dot and stem and " " not in suffix else ""


def is_read(suffix: str) -> bool:
    """Whether files with this suffix, such as ``.html``, have a reader."""
    return suffix.startswith(".") and suffix in _READERS


def _binary(start: bytes, suffix: str) -> str:
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if suffix in _OFFICE:
            raise Unreadable(f"{suffix} files are not read: save it as .pdf or .txt")
        office = suffix in _WORKBOOKS or start[30:].startswith(_OFFICE_FIRST)
        return ".xlsx" if office else ".zip"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("a file of old Word, Excel or Outlook: save it as .txt or .xlsx")
    if b"%PDF-" in start[:1024]:
        return ".pdf"
    for magic, format_ in ((b"PAR1", ".parquet"), (b"\x1f\x8b", ".gz"), (b"WARC/", ".warc")):
        if start.startswith(magic):
            return format_
    return ""


def _textual(start: bytes, suffix: str) -> str:
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<"):
        if _FEED.search(text) and not _PAGE.search(text):
            return ".rss"
        if _PAGE.match(text) or (suffix in _MARKUP and _PAGE.search(text)):
            return ".html"
        if suffix == ".xml":
            raise Unreadable("an XML file that is no feed is not read: save it as .html or .txt")
    if suffix in (".txt", "") and _is_address_list(text, whole=len(start) < HEAD):
        return LIST
    if suffix == "":
        return ".json" if _JSON.match(text) else ".txt"
    if suffix not in _READERS:
        raise Unreadable(f"{suffix} files are not read: save the article as .txt, .html or .pdf")
    return suffix


def _is_address_list(start: bytes, whole: bool) -> bool:
    """Whether a text begins with lines that are web addresses, most of them; the rest may be
    mistakes. Its last line may be cut.
    """
    try:
        found = decode(start).split("\n")
    except Undecodable:
        return False
    stated = [line.strip() for line in (found if whole else found[:-1])]
    stated = [line for line in stated if line and not line.startswith("#")]
    return 2 * sum(map(is_address, stated)) > len(stated)
