"""Books and newspapers as EPUB: each chapter that has a text, in the order of reading."""

from __future__ import annotations

import lzma
import posixpath
import zlib
from collections.abc import Iterator
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from lxml import etree

from geo.sources import markup
from geo.sources.archive import check_sizes
from geo.sources.decode import Undecodable
from geo.sources.decode import page as decode_page
from geo.sources.documents import from_bytes
from geo.sources.drafts import Fields, draft
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable
from geo.sources.streams import seekable
from geo.sources.xml_records import all_of, first, records

_DAMAGED = (BadZipFile, KeyError, ValueError, RuntimeError, EOFError, zlib.error, lzma.LZMAError)
_MOST_TAGS = 100_000
_ENCRYPTION = "META-INF/encryption.xml"
_LEAST = 200  # characters: a cover, a half-title and a list of contents have less
_PAGES = (".xhtml", ".html", ".htm")


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """A chapter an article. All have the day and the publisher that the book states."""
    with seekable(document, options.bounds.file_bytes) as stream:
        try:
            book = ZipFile(stream)
            check_sizes(book, 4 * options.bounds.file_bytes, options.bounds)
            package = _package(book, options)
        except _DAMAGED as error:
            raise Unreadable(f"damaged, or no EPUB: {error}") from error
        about = Fields("") if package is None else _about(package[1])
        chapters = _chapters(book, package)
        if _locked(book, options) & set(chapters):
            raise Unreadable("locked against copying: what is in it cannot be read")
        told = 0
        for number, part in enumerate(chapters, start=1):
            name = f"{document.name}: chapter {number}"
            try:
                given = _chapter(book, part, about, options)
            except (*_DAMAGED, Unreadable) as error:
                yield Reject(name, f"damaged, or no text: {error}")
                continue
            if len(given.text) >= _LEAST or len(chapters) == 1:
                told += 1
                yield draft(given, document, options, name=name, alone=False)
        if chapters and not told:
            raise Unreadable("no chapter with a text in it")
    if not chapters:
        raise Unreadable("an EPUB without chapters")


def _package(book: ZipFile, options: ReadOptions) -> tuple[str, etree._Element] | None:
    """Where the book says what is in it, and what it says; None where it does not."""
    names = [name for name in book.namelist() if name.lower().endswith(".opf")]
    for name in names[:1]:
        raw = _read(book, name, options)
        for element in records(from_bytes(raw, name), ("package",), options):
            return name, etree.fromstring(
                etree.tostring(element), etree.XMLParser(resolve_entities=False, no_network=True)
            )
    return None


def _about(package: etree._Element) -> Fields:
    return Fields(
        "",
        published=first(package, "metadata/date") or None,
        source=first(package, "metadata/publisher", "metadata/title"),
        language=first(package, "metadata/language"),
    )


def _chapters(book: ZipFile, package: tuple[str, etree._Element] | None) -> list[str]:
    """The files of the chapters in the order of reading, else of their names."""
    names = set(book.namelist())
    order: list[str] = []
    if package is not None:
        folder = posixpath.dirname(package[0])
        items = {
            item.get("id"): posixpath.normpath(
                posixpath.join(folder, unquote(item.get("href") or ""))
            )
            for item in all_of(package[1], "manifest/item")
            if "nav" not in (item.get("properties") or "").split()
        }
        order = [items.get(ref.get("idref"), "") for ref in all_of(package[1], "spine/itemref")]
    found = [name for name in dict.fromkeys(order) if name in names]
    return found or sorted(name for name in names if name.lower().endswith(_PAGES))


def _locked(book: ZipFile, options: ReadOptions) -> set[str]:
    """The files in a book that are encrypted (OCF, "encryption.xml")."""
    if _ENCRYPTION not in book.namelist():
        return set()
    try:
        raw = _read(book, _ENCRYPTION, options)
        parts = records(from_bytes(raw, _ENCRYPTION), ("CipherReference",), options)
        return {unquote(part.get("URI") or "") for part in parts}
    except (*_DAMAGED, Unreadable):  # whether it can be read is then seen at each chapter
        return set()


def _chapter(book: ZipFile, part: str, about: Fields, options: ReadOptions) -> Fields:
    raw = _read(book, part, options)
    if raw.count(b"<") > _MOST_TAGS:
        raise Unreadable(f"over {_MOST_TAGS:,} tags in one chapter")
    try:
        text = decode_page(raw)
    except Undecodable as error:
        raise Unreadable(str(error)) from error
    # A declaration of the encoding is no text, and lxml takes none of what is decoded.
    told = markup.text_of(text.partition("?>")[2] if text.lstrip().startswith("<?xml") else text)
    return Fields(
        text=told,
        published=about.published,
        source=about.source,
        language=about.language,
    )


def _read(book: ZipFile, part: str, options: ReadOptions) -> bytes:
    limit = options.bounds.article_bytes
    if book.getinfo(part).file_size > limit:
        raise Unreadable(f"too large: over {limit:,} bytes in one chapter")
    return book.read(part)
