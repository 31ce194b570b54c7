"""Rich text (.rtf), read by striprtf: the text, without what is said of its looks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from geo.sources.newspaper_database import text_drafts
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable
from geo.sources.streams import read_whole

# striprtf reads about a million characters a second.
_MOST = 6_000_000
_MOST_GROUPS = 500_000
_PICTURE = re.compile(rb"[0-9a-fA-F\r\n]{300,}")  # in hexadecimal; no text is like that
_BRACE = re.compile(r"[{}]")
_FONT = re.compile(r"(?=\\f\d)")
_FONT_NUMBER = re.compile(r"\\f(\d{1,6})")
_CHARSET = re.compile(r"\\fcharset(\d{1,6})")


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """The article in a document, or those in an export of a newspaper database."""
    raw = _PICTURE.sub(b"", read_whole(document, options.bounds.file_bytes, "document"))
    if len(raw) > min(_MOST, options.bounds.article_bytes) or raw.count(b"{") > _MOST_GROUPS:
        raise Unreadable("too large for rich text: save it as .docx or .txt")
    if not raw.lstrip().startswith(b"{\\rtf"):
        raise Unreadable("no rich text, whatever its name says: save it as .docx or .txt")
    try:
        plain = _harmless(raw.decode("latin-1"))
        text: str = rtf_to_text(plain, errors="replace")  # type: ignore[no-untyped-call]
        # Characters beyond 16 bits are written as two halves.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    except (ValueError, LookupError, TypeError, OverflowError) as error:
        raise Unreadable(f"damaged rich text: {error}") from error
    yield from text_drafts(text, document, options)


def _harmless(text: str) -> str:
    """The document with nothing in it that striprtf's patterns would search for hours.

    Links lose their address, which it would write into the text; of the fonts only their
    character sets are told, a line each.
    """
    text = re.sub(r"\\fldinst\{", r"\\fldinst {", text, flags=re.IGNORECASE)
    start = text.find("{\\fonttbl")
    if start < 0:
        return text.replace("\\fonttbl", "\\colortbl")
    end = _closing(text, start)
    fonts = [
        f"{{\\f{number[1]}\\fcharset{charset[1]} a;}}"
        for entry in _FONT.split(text[start:end])
        if (number := _FONT_NUMBER.match(entry)) and (charset := _CHARSET.search(entry))
    ]
    rest = text[end:].replace("\\fonttbl", "\\colortbl")
    return text[:start] + "\n".join(["{\\fonttbl", *fonts, "}", rest])


def _closing(text: str, start: int) -> int:
    """Where the group ends that begins at ``start``."""
    depth = 0
    for brace in _BRACE.finditer(text, start):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.end()
    return len(text)
