"""Which reader a document is for: by what it holds, then by what it is called.

To add a format, write a module with ``read(document, options)`` and enter its suffixes in
``READERS``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module

from geo.sources.decode import Undecodable, decode
from geo.sources.documents import ADDRESS, is_address
from geo.sources.named_fields import count_recognised, holds_article
from geo.sources.protocol import (
    DAMAGE,
    Document,
    Draft,
    Reader,
    ReadOptions,
    Reject,
    Unreadable,
    unforeseen,
)
from geo.sources.streams import read_some

LIST = ".urls"
"""The format of lists of web addresses."""

HEAD = 8_192  # bytes of a document by which it is told

READERS = {
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
    ".xls": "html_table",
    ".json": "json_records",
    ".geojson": "json_records",
    ".js": "json_records",
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
    ".tar": "archive.read_tape",
    ".gz": "compressed",
    ".bz2": "compressed",
    ".xz": "compressed",
    ".zst": "compressed",
    ".docx": "office",
    ".docm": "office",
    ".odt": "office",
    ".rtf": "rich_text",
    ".epub": "epub",
    ".eml": "mail",
    ".mbox": "mail.read_mailbox",
    ".mhtml": "mail.read_page",
    ".mht": "mail.read_page",
    ".nitf": "news_xml",
    ".wxr": "wordpress",
    ".opml": "address_list.read_opml",
    ".ris": "reference_list",
    ".gkg": "gdelt",
    ".events": "gdelt.read_events",
    ".pdf": "pdf",
    ADDRESS: "address_list",
}
"""What reads files of each suffix: modules in this package, loaded only when their format is
read, for the libraries that they need. A module reads by its ``read``; ``module.function``
names another of its functions.
"""

_OFFICE = (".pptx", ".ods", ".odp", ".pages", ".jar", ".apk")
# What Office's programs put first into such a file; its name begins at the 30th byte.
_OFFICE_FIRST = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/", b"word/")
_ZIPPED = {".xlsx", ".xlsm", ".docx", ".docm", ".odt", ".epub"}
# The type that stands first and unpacked in files of these two kinds.
_STATED_TYPES = (
    (b"mimetypeapplication/vnd.oasis.opendocument.text", ".odt"),
    (b"mimetypeapplication/epub+zip", ".epub"),
)
_MAGIC = (
    (b"PAR1", ".parquet"),
    (b"\x1f\x8b", ".gz"),
    (b"BZh", ".bz2"),
    (b"\xfd7zXZ\x00", ".xz"),
    (b"\x28\xb5\x2f\xfd", ".zst"),
    (b"WARC/", ".warc"),
    (b"{\\rtf", ".rtf"),
)
_PACKED_OTHERWISE = ((b"7z\xbc\xaf\x27\x1c", "7z"), (b"Rar!\x1a\x07", "rar"))
_MARKUP = (".html", ".htm", ".xhtml", ".rss", ".atom", ".rdf", ".xml", "")
_XML = (
    (re.compile(rb"wordpress\.org/export/", re.IGNORECASE), ".wxr"),
    (re.compile(rb"<opml[\s>]", re.IGNORECASE), ".opml"),
    (
        re.compile(
            rb"<(?:[\w.-]+:)?(?:nitf|newsml|newsitem|newsmessage|packageitem|ppsarticle\w*)[\s>]"
            rb"|<leadparagraph[\s>]",
            re.IGNORECASE,
        ),
        ".nitf",
    ),
)
_MAILBOX = re.compile(rb"From \S[^\n]{0,300}\d{4}[^\n]{0,40}\n[A-Za-z][\w-]+:")
_SAVED_PAGE = re.compile(rb"From: <Saved by|Snapshot-Content-Location:", re.IGNORECASE)
# What holds a table, whatever begins with a tag in it.
_TABLES = (".xls", ".xlsx", ".csv", ".tsv", ".tab")
_SPREADSHEET = re.compile(rb"urn:schemas-microsoft-com:office:(?:spreadsheet|excel)")
# How a file of an archive of tweets begins, which is a script for its own page.
_TWEETS = re.compile(rb"(?:window\.)?YTD\.[\w.]+ *= *[\[{]")
_REFERENCES = re.compile(rb"TY  ?- [A-Z]{2,8}\s")
# GDELT's files have no names of columns: its knowledge graph and its events.
_GRAPH = re.compile(rb"\d{14}-T?\d+\t\d{14}\t\d\t")
_EVENTS = re.compile(rb"\d{6,12}\t\d{8}\t\d{6}\t\d{4}\t\d{4}\.\d+\t")
_SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_PAGE = re.compile(rb"<!doctype html|<html[\s>]", re.IGNORECASE)
_JSON = re.compile(rb"\{\s*(?:\"|\})|\[\s*(?:\{|\])")


def read_document(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """The articles in a document, by the reader of its format; where it cannot be read (on),
    the last thing is a Reject.
    """
    try:
        yield from _reader(format_of(document))(document, options)
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
    module, _, function = READERS[format_].partition(".")
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
    return suffix.startswith(".") and suffix in READERS


def _binary(start: bytes, suffix: str) -> str:
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(start, suffix)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("a file of old Word, Excel or Outlook: save it as .txt or .xlsx")
    for magic, name in _PACKED_OTHERWISE:
        if start.startswith(magic):
            raise Unreadable(f"{name} archives are not read: unpack it and give the files")
    if b"%PDF-" in start[:1024]:
        return ".pdf"
    if start[257:262] == b"ustar":
        return ".tar"
    return next((format_ for magic, format_ in _MAGIC if start.startswith(magic)), "")


def _zipped(start: bytes, suffix: str) -> str:
    if suffix in _OFFICE:
        raise Unreadable(f"{suffix} files are not read: save it as .pdf, .xlsx or .txt")
    for stated, format_ in _STATED_TYPES:
        if start[30:].startswith(stated):
            return format_
    if suffix in _ZIPPED:
        return suffix
    if start[30:].startswith(_OFFICE_FIRST):
        return ".docx" if b"word/" in start else ".xlsx"
    return ".zip"


def _textual(start: bytes, suffix: str) -> str:
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<") and (format_ := _marked_up(text, suffix)):
        return format_
    if suffix not in (".mbox", ".eml", ".mhtml", ".mht") and (format_ := _mail(text, suffix)):
        return format_
    if format_ := _listed(text):
        return format_
    if suffix in (".txt", "") and _is_address_list(text, whole=len(start) < HEAD):
        return LIST
    if suffix in (".txt", "") and _is_table(start):
        return ".csv"
    if suffix == "":
        return ".json" if _JSON.match(text) else ".txt"
    if suffix == ".js" and not _TWEETS.match(text):
        raise Unreadable("a script: of scripts only those of an archive of tweets are read")
    if suffix == ".xls":
        return ".csv"
    if suffix not in READERS:
        raise Unreadable(f"{suffix} files are not read: save the article as .txt, .html or .pdf")
    return suffix


def _marked_up(text: bytes, suffix: str) -> str:
    """What begins with a tag, by its tags; "" where these say nothing."""
    if suffix in _TABLES or _SPREADSHEET.search(text):
        return ".xls"
    if not _PAGE.match(text):
        for pattern, format_ in _XML:
            if pattern.search(text):
                return format_
    if _FEED.search(text) and not _PAGE.search(text):
        return ".rss"
    if _PAGE.match(text) or (suffix in _MARKUP and _PAGE.search(text)):
        return ".html"
    if _SITEMAP.search(text):
        raise Unreadable("a sitemap: make a list of its addresses, one a line, to have them read")
    if suffix == ".xml":
        raise Unreadable(
            "XML that is neither a feed nor NITF, NewsML, WordPress or Factiva is not read: "
            "save it as .html or .txt"
        )
    return ""


def _listed(text: bytes) -> str:
    """A list without names of columns, by its first line."""
    kinds = ((_REFERENCES, ".ris"), (_GRAPH, ".gkg"), (_EVENTS, ".events"))
    return next((format_ for pattern, format_ in kinds if pattern.match(text)), "")


def _mail(text: bytes, suffix: str) -> str:
    """A mailbox or a saved page under a name that does not say so."""
    if suffix in ("", ".txt", ".mail") and _MAILBOX.match(text):
        return ".mbox"
    return ".mhtml" if _SAVED_PAGE.search(text[:1_000]) and b"MIME-Version:" in text else ""


def _is_table(start: bytes) -> bool:
    """Whether a text begins with the names of a table's columns, and a row with as many cells."""
    try:
        lines = [line for line in decode(start).split("\n")[:20] if line.strip()]
    except Undecodable:
        return False
    if len(lines) < 2:
        return False
    for mark in "\t;|,":
        if f"{mark} " in lines[0]:  # as words are separated
            continue
        names = [name.strip("\"' \r") for name in lines[0].split(mark)]
        if 2 <= len(names) <= lines[1].count(mark) + 1 and all(len(n) <= 40 for n in names):
            known = count_recognised(names)
            if known >= 2 and 2 * known >= len(names) and holds_article(names):
                return True
    return False


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
