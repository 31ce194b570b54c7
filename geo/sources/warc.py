"""Web archives (WARC), such as Common Crawl's of news: each page in them an article."""

from __future__ import annotations

import re
import zlib
from collections.abc import Container, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO
from typing import BinaryIO, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from geo.settings import Bounds
from geo.sources.compressed import unpack_content
from geo.sources.decode import as_utf8
from geo.sources.documents import from_bytes
from geo.sources.formats import read_document
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable
from geo.sources.streams import read_some
from geo.sources.warc_repair import Repaired

_MALFORMED = (OSError, ValueError, EOFError)
# How compressed bodies begin.
_MAGIC = {"gzip": b"\x1f\x8b", "x-gzip": b"\x1f\x8b", "zstd": b"\x28\xb5\x2f\xfd"}
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_TEXTS = frozenset({"text/plain"})
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """Page after page, as the archive is read; pictures, scripts and errors are left out.

    No page is from a later day than the one on which it was archived.
    """
    for page in _pages(document, options):
        name = f"{document.name}: record {page.number} ({page.url})"
        if page.fault:
            yield Reject(name, page.fault)
            continue
        inner = from_bytes(page.raw, name, file=page.file, url=page.url)
        yield from read_document(replace(inner, latest=page.latest), options.within())


def records_of_articles(
    document: Document, options: ReadOptions, ids: Container[str]
) -> Iterator[tuple[str, bytes]]:
    """The records from which these articles are read, each with the article's id, as they are in
    the archive but for its compression. Raises Unreadable for what is no archive.
    """
    wanted: dict[int, str] = {}
    for page in _pages(document, options):
        inner = from_bytes(page.raw, document.name, file=page.file, url=page.url)
        for found in read_document(replace(inner, latest=page.latest), options):
            if isinstance(found, Draft) and found.article.id in ids:
                wanted[page.number] = found.article.id
    for repaired in (False, True):
        with document.open() as opened:
            stream = _Stream(_stream(opened, options, repaired))
            records = ArchiveIterator(stream, parse_http=False, strict_mode=False)
            with suppress(*_MALFORMED):
                for number, record in enumerate(records, start=1):
                    if number in wanted:
                        copy = BytesIO()
                        record.write(copy)
                        yield wanted.pop(number), copy.getvalue()
        if not wanted:
            return


@dataclass(frozen=True, slots=True)
class _CapturedPage:
    """A page in the archive; records are counted from 1."""

    number: int
    url: str
    raw: bytes = b""
    latest: date | None = None
    fault: str = ""
    file: str = "page.html"
    is_cut: bool = False


def _pages(document: Document, options: ReadOptions) -> Iterator[_CapturedPage]:
    """The pages of an archive; where its records are not as long as they say, from there on as
    they are when that is put right.
    """
    last = 0
    try:
        for page in _read_pages(document, options, repaired=False):
            if page.is_cut:
                break
            last = page.number
            yield page
        else:
            return
        fault = None
    except Unreadable as error:
        fault = error
    records = options.records
    again = replace(options, records=records and replace(records, seen=0))
    found = False
    try:
        for page in _read_pages(document, again, repaired=True):
            if page.number > last:
                found = True
                yield page
    except Unreadable as error:
        fault = fault or error
    if records and again.records:
        records.seen = max(records.seen, again.records.seen)
    if fault and not found:
        raise fault


def _read_pages(
    document: Document, options: ReadOptions, *, repaired: bool
) -> Iterator[_CapturedPage]:
    number = pages = 0
    with document.open() as opened:
        stream = _Stream(_stream(opened, options, repaired))
        try:
            records = ArchiveIterator(stream, auto_decode="none", strict_mode=False)
            for number, record in options.wanted(enumerate(records, start=1)):
                if _is_page(record) or _is_bare(record):
                    pages += 1
                    yield _page(number, record, options.bounds)
        except _MALFORMED as error:
            raise Unreadable(f"damaged or cut off after record {number}: {error}") from error
        if stream.fault:
            raise stream.fault
    if not pages and options.records is None:
        raise Unreadable(f"no web page among its {number} records")


def _stream(opened: BinaryIO, options: ReadOptions, repaired: bool) -> BinaryIO | Repaired:
    return Repaired(opened, 2 * options.bounds.article_bytes) if repaired else opened


def _is_page(record: WarcRecord) -> bool:
    return (
        record.record_type == WarcRecordType.response
        and record.is_http
        and record.http_headers.status_code == 200
        and (record.http_content_type or "").lower() in _PAGES
    )


def _is_bare(record: WarcRecord) -> bool:
    """Whether it is a page or a text without the server's answer around it: a file that
    somebody put into the archive, or the text of a page, as in Common Crawl's WET files.
    """
    if record.record_type == WarcRecordType.resource:
        return _type(record) in _PAGES | _TEXTS
    return record.record_type == WarcRecordType.conversion and _type(record) in _TEXTS


def _type(record: WarcRecord) -> str:
    return (record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()


def _bare(number: int, url: str, record: WarcRecord, bounds: Bounds) -> _CapturedPage:
    try:
        raw = record.reader.read(bounds.article_bytes + 1)
    except _MALFORMED as error:
        return _CapturedPage(number, url, fault=f"damaged: {error}")
    if len(raw) > bounds.article_bytes:
        return _CapturedPage(
            number, url, fault=f"too large: over {bounds.article_bytes:,} bytes in a page"
        )
    kind = "text.txt" if _type(record) in _TEXTS else "page.html"
    return _CapturedPage(number, url, raw, _day_after(record), file=kind)


def _page(number: int, record: WarcRecord, bounds: Bounds) -> _CapturedPage:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    if _is_bare(record):
        return _bare(number, url, record, bounds)
    stated = record.content_length
    try:
        # Chunks have their sizes with them, which is no part of the page.
        raw = record.reader.read(2 * bounds.article_bytes)
        if stated is not None and len(raw) < min(stated, 2 * bounds.article_bytes):
            fault = "cut off: the archive ends in the middle of it"
            return _CapturedPage(number, url, fault=fault, is_cut=True)
        raw = _unpacked(raw, record, bounds.article_bytes)
    except _MALFORMED as error:
        return _CapturedPage(number, url, fault=f"damaged: {error}")
    except Unreadable as error:
        return _CapturedPage(number, url, fault=str(error))
    if len(raw) > bounds.article_bytes:
        return _CapturedPage(
            number, url, fault=f"too large: over {bounds.article_bytes:,} bytes in a page"
        )
    raw = as_utf8(raw, record.http_charset or "")
    return _CapturedPage(number, url, raw, _day_after(record))


def _unpacked(raw: bytes, record: WarcRecord, limit: int) -> bytes:
    """The body, whose chunks and compression may be gone though its headers still name them:
    some archives keep what the server said and store what the browser saw.
    """
    headers = record.http_headers
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        raw = _joined_chunks(raw)
    encoding = (headers.get("Content-Encoding") or "").strip().lower()
    magic = _MAGIC.get(encoding)
    if magic and not raw.startswith(magic) and raw.lstrip()[:1] == b"<":
        return raw
    try:
        return unpack_content(raw, encoding, limit)
    except Unreadable:
        if raw.lstrip()[:1] == b"<":
            return raw
        raise


def _joined_chunks(raw: bytes) -> bytes:
    """What the chunks of a body hold (RFC 9112, 7.1); a body that is not in chunks, as it is."""
    pieces: list[bytes] = []
    position = 0
    while match := _CHUNK.match(raw, position):
        size = int(match[1], 16)
        if size == 0:
            return b"".join(pieces)
        pieces.append(raw[match.end() : match.end() + size])
        position = match.end() + size + 2
    # The last ones may be missing.
    return b"".join(pieces) if pieces else raw


def _day_after(record: WarcRecord) -> date | None:
    """The day after it was archived, where the record says when; it may have begun there."""
    try:
        archived = record.record_date
        return (archived + timedelta(days=1)).date() if archived else None
    except (ValueError, OverflowError):
        return None


class _Stream:
    """A stream as fastwarc wants one: an error in it is its end, told afterwards.

    fastwarc does not survive an exception in what it calls.
    """

    def __init__(self, stream: BinaryIO | Repaired) -> None:
        self.fault: Unreadable | OSError | EOFError | zlib.error | None = None
        self._stream = stream
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        try:
            chunk = b"" if self.fault else read_some(cast(BinaryIO, self._stream), size)
        except (Unreadable, OSError, EOFError, zlib.error) as error:
            self.fault, chunk = error, b""
        self._position += len(chunk)
        return chunk

    def seek(self, offset: int, whence: int = 0) -> int:
        """Where the stream is; it never goes anywhere else."""
        return self._position

    def tell(self) -> int:
        """Where the stream is."""
        return self._position

    def close(self) -> None:
        """Whoever opened the stream closes it."""
