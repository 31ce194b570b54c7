"""PDF files, read by pypdf: their text, with the numbers of the pages."""

from __future__ import annotations

import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from geo.settings import Bounds
from geo.sources import clean
from geo.sources.drafts import MAX_CHARACTERS, Fields, draft
from geo.sources.protocol import Document, Draft, Reject, Terms, Unreadable
from geo.sources.streams import seekable

# pypdf looks up what a file promises: one that lies makes it stumble anywhere.
_MALFORMED = (
    *(PyPdfError, KeyError, IndexError, ValueError, TypeError, AttributeError, AssertionError),
    *(RecursionError, NotImplementedError, OverflowError, ArithmeticError, zlib.error, EOFError),
)
_EDGE = 2  # lines at the head and foot of a page that may be the same on every page
_PAGE_NUMBER = re.compile(
    r"(?:page |p\. ?)?[-–—\s]*\d{1,5}[-–—\s]*(?:(?:of|/) ?\d{1,5})?", re.IGNORECASE
)
_HYPHENATED = re.compile(r"(\w)-\n(?=[a-z])")

# What pypdf thinks of a file is said once, in the Reject.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read(document: Document, terms: Terms) -> Iterator[Draft | Reject]:
    """One article; ``[p. 2]`` stands in its text where the second page begins.

    The mark stands by itself between paragraphs, and within a sentence that goes on over
    the page. Headers, footers and page numbers are left out.
    """
    with seekable(document, terms.bounds.file_bytes) as stream:
        title, day, pages = _read(stream, terms.bounds)
    if not any(page.strip() for page in pages):
        yield Reject(document.name, "no text in it: the pages are pictures; run OCR on it first")
        return
    text = _joined(_without_running_lines(pages))
    yield draft(Fields(text, title, day), document, terms)


def _read(stream: Any, bounds: Bounds) -> tuple[str, object, list[str]]:
    if stream.seek(0, 2) > bounds.file_bytes:
        raise Unreadable(f"too large: over {bounds.file_bytes:,} bytes in one file")
    try:
        file = PdfReader(stream)
        if file.is_encrypted and not file.decrypt(""):
            raise Unreadable("encrypted: save it without a password")
        if len(file.pages) > bounds.pdf_pages:
            raise Unreadable(f"too long: over {bounds.pdf_pages:,} pages; split it")
        pages: list[str] = []
        size = 0
        for page in file.pages:
            pages.append(page.extract_text())
            size += len(pages[-1])
            if size > 2 * MAX_CHARACTERS:
                raise Unreadable(f"too long: over {MAX_CHARACTERS:,} characters; split it")
        about = file.metadata
        return (about and about.title) or "", about and about.creation_date, pages
    except _MALFORMED as error:
        raise Unreadable(f"damaged, or no PDF: {error}") from error


def _without_running_lines(pages: Sequence[str]) -> list[list[str]]:
    """The lines of each page, without what most pages begin or end with."""
    split = [[line.strip() for line in page.split("\n")] for page in pages]
    split = [[line for line in lines if line] for lines in split]
    edges = Counter(
        line for lines in split for line in {*lines[:_EDGE], *lines[-_EDGE:]} if len(pages) > 2
    )
    running = {line for line, count in edges.items() if count > len(pages) / 2}
    return [
        [
            line
            for number, line in enumerate(lines)
            if not (
                (number < _EDGE or number >= len(lines) - _EDGE)
                and (line in running or _PAGE_NUMBER.fullmatch(line))
            )
        ]
        for lines in split
    ]


def _joined(pages: Sequence[Sequence[str]]) -> str:
    """One text; lines that end short of the page's width end a paragraph."""
    texts = [_paragraphs(lines) for lines in pages]
    if len(texts) == 1:
        return texts[0]
    parts = [texts[0]]
    for number, (before, text) in enumerate(pairwise(texts), start=2):
        goes_on = bool(before) and not clean.ends_a_sentence(before) and text[:1].islower()
        parts.append(f" [p. {number}] {text}" if goes_on else f"\n\n[p. {number}]\n\n{text}")
    return "".join(parts)


def _paragraphs(lines: Sequence[str]) -> str:
    width = max(map(len, lines), default=0)
    blocks: list[str] = []
    ended = True
    for line in lines:
        if ended or not blocks:
            blocks.append(line)
        else:
            blocks[-1] += "\n" + line
        ended = len(line) < 0.8 * width and (clean.ends_a_sentence(line) or len(blocks[-1]) < 80)
    return "\n\n".join(_HYPHENATED.sub(r"\1", block).replace("\n", " ") for block in blocks)
