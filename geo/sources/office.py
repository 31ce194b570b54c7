"""Documents of Word (.docx) and LibreOffice (.odt): the text of their paragraphs.

Both are XML in a zip archive. It is read as a stream, a paragraph at a time, so that a
document made to do harm does not fill the memory; python-docx and odfpy hold all of it.
"""

from __future__ import annotations

import lzma
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast
from zipfile import BadZipFile, ZipFile

from lxml import etree

from geo.settings import Bounds
from geo.sources.archive import check_sizes
from geo.sources.newspaper_database import text_drafts
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable
from geo.sources.streams import seekable
from geo.sources.xml_records import records

_DAMAGED = (BadZipFile, KeyError, ValueError, RuntimeError, EOFError, zlib.error, lzma.LZMAError)
_MOST = 100_000_000  # bytes of XML, of which the text is a tenth or less
_MOST_PARAGRAPHS = 200_000
_WORD = "word/document.xml"
_OPEN = "content.xml"
# What is in a paragraph and no reader sees there: text struck out while changes were tracked,
# notes, comments, and what is there a second time for other programs.
_UNSEEN = frozenset(
    (
        *("delText", "moveFrom", "del", "instrText", "Fallback", "pPr", "rPr"),
        *("annotation", "note", "ruby-text"),
    )
)
_MARKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "line-break": "\n", "s": " "}


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """The article in a document, or those in an export of a newspaper database.

    A document's own title and dates are not used: they tell of the template and of the file.
    """
    yield from text_drafts(_text(document, options), document, options)


def _text(document: Document, options: ReadOptions) -> str:
    with seekable(document, options.bounds.file_bytes) as stream:
        try:
            archive = ZipFile(stream)
            check_sizes(archive, 4 * options.bounds.file_bytes, options.bounds)
            paragraphs = _paragraphs(_part(archive), options)
            return "\n\n".join(_within(paragraphs, options.bounds))
        except _DAMAGED as error:
            raise Unreadable(f"damaged, or no document of Word or LibreOffice: {error}") from error


def _part(archive: ZipFile) -> Document:
    names = set(archive.namelist())
    part = next((name for name in (_WORD, _OPEN) if name in names), "")
    if not part:
        raise Unreadable("no document of Word or LibreOffice: it has no text in it")
    if archive.getinfo(part).file_size > _MOST:
        raise Unreadable(f"too large: over {_MOST:,} bytes in one document")
    return Document(part, lambda: cast(BinaryIO, archive.open(part)))


def _paragraphs(part: Document, options: ReadOptions) -> Iterator[str]:
    names = ("p", "h", "tracked-changes")
    for element in records(part, names, options):
        if etree.QName(element).localname != "tracked-changes":
            yield paragraph_text(element)


def _within(paragraphs: Iterator[str], bounds: Bounds) -> Iterator[str]:
    size = 0
    for number, text in enumerate(paragraphs):
        if number >= _MOST_PARAGRAPHS:
            raise Unreadable(f"over {_MOST_PARAGRAPHS:,} paragraphs in one document")
        size += len(text)
        if size > bounds.article_bytes:
            raise Unreadable(f"too large: over {bounds.article_bytes:,} characters in one document")
        yield text


def paragraph_text(element: etree._Element) -> str:
    """What a reader sees of a paragraph; those within it, in a frame, come after a blank line."""
    pieces: list[str] = []
    # Text stands in elements of its own in Word's XML, and between all of them in LibreOffice's.
    loose = "opendocument" in (etree.QName(element).namespace or "")
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        name = etree.QName(inner).localname if isinstance(inner.tag, str) else ""
        framed = inner is not element and name in ("p", "h")
        if event == "end":
            pieces.append("\n\n" if framed else "")
            pieces.append((inner.tail or "") if loose and inner is not element else "")
        elif name in _UNSEEN:
            walk.skip_subtree()
        elif framed:
            pieces.append("\n\n" + ((inner.text or "") if loose else ""))
        else:
            pieces.append(_MARKS.get(name, ""))
            pieces.append((inner.text or "") if loose or name == "t" else "")
    return "".join(pieces)
