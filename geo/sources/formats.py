"""Which reader a document is for: by what it holds, then by what it is called."""

from __future__ import annotations

import re
from importlib import import_module

from geo.sources.addresses import is_list
from geo.sources.files import ADDRESS
from geo.sources.protocol import DAMAGE, Document, Reader, Unreadable, some

LIST = ".urls"
"""The format of lists of web addresses."""

HEAD = 8_192  # bytes of a document by which it is told

# Modules, so that a library is loaded only when its format is read.
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
    ".json": "json_values",
    ".geojson": "json_values",
    ".jsonl": "json_lines",
    ".ndjson": "json_lines",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    LIST: "urls",
    ".warc": "warc",
    ".zip": "archive",
    ".gz": "compressed",
    ".pdf": "pdf",
    ADDRESS: "urls",
}
_WORKBOOKS = (".xlsx", ".xlsm")
_OFFICE = (".docx", ".docm", ".pptx", ".odt", ".ods", ".odp", ".epub", ".pages", ".jar", ".apk")
# What Office's programs put first into such a file; its name begins at the 30th byte.
_OFFICE_FIRST = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/")
_MARKUP = (".html", ".htm", ".xhtml", ".rss", ".atom", ".rdf", ".xml", "")
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_PAGE = re.compile(rb"<!doctype html|<html[\s>]", re.IGNORECASE)
_JSON = re.compile(rb"\{\s*(?:\"|\})|\[\s*(?:\{|\])")


def reader(document: Document) -> Reader:
    """The reader of a document's format. Raises as ``format_of``."""
    found: Reader = import_module(f"geo.sources.{_READERS[format_of(document)]}").read
    return found


def format_of(document: Document) -> str:
    """The suffix that files of its format have. Raises Unreadable where it is none that is
    read, OSError, and what is DAMAGE.
    """
    if document.format:
        return document.format
    suffix = suffix_of(document.filename)
    start = _start(document)
    return _binary(start, suffix) or _textual(start, suffix)


def _start(document: Document) -> bytes:
    """The first bytes; of what is damaged further on, those before the damage."""
    start = b""
    with document.open() as stream:
        try:
            while len(start) < HEAD and (piece := some(stream, HEAD - len(start))):
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
    if suffix in (".txt", "") and is_list(text, whole=len(start) < HEAD):
        return LIST
    if suffix == "":
        return ".json" if _JSON.match(text) else ".txt"
    if suffix not in _READERS:
        raise Unreadable(f"{suffix} files are not read: save the article as .txt, .html or .pdf")
    return suffix
