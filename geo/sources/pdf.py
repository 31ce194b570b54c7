"""PDF files, read by pypdf: their text, with the numbers of the pages."""

from __future__ import annotations

import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count, pairwise
from typing import Any

from pypdf import Configuration, PageObject, PdfReader, apply_configuration
from pypdf.errors import PyPdfError

from geo.settings import Bounds
from geo.sources import clean
from geo.sources.drafts import MAX_CHARACTERS, Fields, draft
from geo.sources.newspaper_database import is_export, text_drafts
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable
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
_COMPOUND = re.compile(r"(\w-)\n(?=\w)")  # "Hari-Rud": a capital follows, the hyphen is its own
# What programs write into a title by themselves.
_NO_TITLE = re.compile(
    r"untitled.*|microsoft (?:word|powerpoint|excel) ?-.*|(?:document|slide|layout|page|scan)\W?\d*"
    r"|(?:no )?title|print(?:ing)?|about:blank|.*\.(?:docx?|pdf|indd|qxd|rtf|odt|pages"
    r"|pptx?|xlsx?|txt|tmp|html?)",
    re.IGNORECASE,
)
# Bounds of a page's drawing, beyond which no printed page goes: two files of 30 kB took 26 s.
_WORK = Configuration(
    zlib_maximum_output_length=10_000_000,
    lzw_maximum_output_length=10_000_000,
    run_length_maximum_output_length=10_000_000,
    stream_decoding_work_maximum_length=40_000_000,
    stream_parsing_work_maximum_count=500_000,
    array_based_stream_maximum_output_length=20_000_000,
)
# Of all pages together, since thousands of them may share what one draws: a page of a book has some
# hundreds of steps, each a few bytes of the file.
_STEPS, _STEPS_OF_A_BYTE = 300_000, 0.5
_SHOWS_TEXT = (b"Tj", b"TJ", b"'", b'"')
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_COLUMN_GAP = 100  # points from the left edge of one column to that of the next, at least
_COLUMN_LINES = 6  # a column has at least

# What pypdf thinks of a file is said once, in the Reject.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """One article; ``[p. 2]`` stands in its text where the second page begins.

    The mark stands by itself between paragraphs, and within a sentence that goes on over
    the page. Headers, footers and page numbers are left out.
    """
    with seekable(document, options.bounds.file_bytes) as stream, apply_configuration(_WORK):
        title, day, pages = _read(stream, options.bounds)
    if not any(page.strip() for page in pages):
        yield Reject(document.name, "no text in it: the pages are pictures; run OCR on it first")
        return
    lines = _without_running_lines(pages)
    exported = "\n\n".join(block for page in lines for block in _blocks(page))
    if is_export(exported):
        yield from text_drafts(exported, document, options)
        return
    text = _joined(lines)
    title = "" if _NO_TITLE.fullmatch(title.strip()) else title
    yield draft(Fields(text, title, made=day), document, options)


def _read(stream: Any, bounds: Bounds) -> tuple[str, date | None, list[str]]:
    length = stream.seek(0, 2)
    if length > bounds.file_bytes:
        raise Unreadable(f"too large: over {bounds.file_bytes:,} bytes in one file")
    try:
        file = PdfReader(stream)
        if file.is_encrypted and not file.decrypt(""):
            raise Unreadable("encrypted: save it without a password")
        if len(file.pages) > bounds.pdf_pages:
            raise Unreadable(f"too long: over {bounds.pdf_pages:,} pages; split it")
        pages: list[str] = []
        size, steps = 0, count()
        for page in file.pages:
            pages.append(_text_of(page, steps, _STEPS + _STEPS_OF_A_BYTE * length))
            size += len(pages[-1])
            if size > 2 * MAX_CHARACTERS:
                raise Unreadable(f"too long: over {MAX_CHARACTERS:,} characters; split it")
        return *_about(file), pages
    except _MALFORMED as error:
        raise Unreadable(f"damaged, or no PDF: {error}") from error


def _about(file: PdfReader) -> tuple[str, date | None]:
    """The title, and when the file was made; nothing where that cannot be read."""
    try:
        about = file.metadata
        title = str((about and about.title) or "")
    except _MALFORMED:
        return "", None
    try:
        made = about.creation_date if about else None
    except _MALFORMED:
        made = None
    return title, made.date() if made else None


def _text_of(page: PageObject, steps: Iterator[int], most: float) -> str:
    """The text of a page in the order of reading. Raises Unreadable where it takes more ``steps``
    of drawing, counted over all pages, than ``most``."""
    begun: list[tuple[int, int]] = []

    def keep(operator: bytes, _: Any, __: Any, at: Sequence[float]) -> None:
        if next(steps) > most:
            raise Unreadable("draws far more than a printed page; print it to a new PDF")
        if operator in _SHOWS_TEXT:
            begun.append((round(at[4]), round(at[5])))

    text: str = page.extract_text(visitor_operand_before=keep)
    if _is_written_across(begun):
        return _by_columns(page.extract_text(extraction_mode="layout")) or text
    return text


def _is_written_across(begun: Sequence[tuple[int, int]]) -> bool:
    """Whether texts that begin at these points stand in two columns, but come line by line."""
    edges = Counter(x for x, _ in begun).most_common(2)
    if (
        len(edges) < 2
        or edges[1][1] < _COLUMN_LINES
        or abs(edges[0][0] - edges[1][0]) < _COLUMN_GAP
    ):
        return False
    body = [x for x, _ in begun if x in (edges[0][0], edges[1][0])]
    crossings = sum(before != after for before, after in pairwise(body))
    return len(body) >= 0.7 * len(begun) and 2 * crossings >= len(body)


def _by_columns(layout: str) -> str:
    """A page of two columns, one after the other; ``layout`` has them side by side."""
    lines = layout.split("\n")
    starts = Counter(gap.end() for line in lines for gap in _GAP.finditer(line))
    if not starts:
        return ""
    edge = starts.most_common(1)[0][0]
    read: list[str] = []
    left: list[str] = []
    right: list[str] = []
    for line in lines:
        if line[:edge].rstrip() != line[: edge - 1].rstrip():  # a headline over both columns
            read += [*left, *right, line.strip()]
            left, right = [], []
        else:
            left.append(line[:edge].strip())
            right.append(line[edge:].strip())
    return "\n".join(line for line in (*read, *left, *right) if line)


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
    return "\n\n".join(map(_unbroken, _blocks(lines)))


def _blocks(lines: Sequence[str]) -> list[str]:
    """The lines of each paragraph of a page."""
    width = max(map(len, lines), default=0)
    blocks: list[str] = []
    ended = True
    for line in lines:
        if ended or not blocks:
            blocks.append(line)
        else:
            blocks[-1] += "\n" + line
        ended = len(line) < 0.8 * width and (clean.ends_a_sentence(line) or len(blocks[-1]) < 80)
    return blocks


def _unbroken(block: str) -> str:
    """A paragraph in one line; a word that was divided is whole again."""
    return _COMPOUND.sub(r"\1", _HYPHENATED.sub(r"\1", block)).replace("\n", " ")
