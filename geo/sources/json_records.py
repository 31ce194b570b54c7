"""JSON articles: a list of them, one after the other, the answer of a news service, or JSONL.

Python's parser takes a whole text at once and recurses into it. Here the records are found
by their brackets alone, in a text of any length; each is parsed by itself, so that one that
is broken, too long or too deep costs nothing but itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from geo.settings import Bounds
from geo.sources.json_articles import find_articles, is_notice, nested, unwrapped
from geo.sources.lines import TextStream, lines
from geo.sources.named_fields import holds_article, record_draft, row_draft
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable

_CHUNK = 1 << 16
_OUTSIDE = re.compile(r"[\"{}\[\]]")
_LAST_COMMA = re.compile(r"(\"[^\"\\]*(?:\\.[^\"\\]*)*\")|,(\s*[}\]])", re.DOTALL)
_IN_STRING = re.compile(r"[\"\\]")


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """The articles of JSON, one record after the other, as the file is read."""
    empty = True
    with document.open() as stream:
        text = TextStream(stream)
        found = scan_records(iter(lambda: text.read(_CHUNK), ""), options.bounds)
        columns, found = _named_columns(found)
        for value in options.wanted(found):
            empty = False
            name = f"{document.name}: record {value.number}"
            value = replace(value, text=text.mended(value.text))
            row = _list_of(value) if columns else None
            if row is not None:
                yield row_draft(columns, row, name, document, options)
            else:
                yield from _drafts(value, name, document, options)
    if empty and options.records is None:
        raise Unreadable('holds no JSON object: an article is an object such as {"text": "…"}')


def _named_columns(found: Iterator[JsonRecord]) -> tuple[list[str], Iterator[JsonRecord]]:
    """The names in the first list of a list of lists, as of a table, and the other records; no
    names where it is none.
    """
    first = next(found, None)
    row = _list_of(first) if first else None
    if row and all(isinstance(cell, str) for cell in row) and holds_article(row):
        return row, found
    return [], chain([first] if first else [], found)


def _list_of(value: JsonRecord) -> list[Any] | None:
    """The list that a record is, if it is one."""
    if value.fault or not value.nested or not value.text.startswith("["):
        return None
    with suppress(ValueError):  # told of when it is read as a record
        parsed = parse_json(value.text)
        return parsed if isinstance(parsed, list) else None
    return None


def _drafts(
    value: JsonRecord, name: str, document: Document, options: ReadOptions
) -> Iterator[Draft | Reject]:
    """The article, or the articles, in a value; ``name`` says where it stands."""
    try:
        if value.fault:
            raise ValueError(value.fault)
        record = parse_json(value.text)
    except ValueError as error:
        reason = str(error)
        yield Reject(name, reason if value.fault else f"not valid JSON: {reason}")
        return
    # What stands in a list was found there, so that the list is not to be looked for again.
    items = "" if value.nested else options.columns.get("items", "")
    try:
        listed = find_articles(record, items)
    except Unreadable as error:
        yield Reject(name, str(error))
        return
    if listed is None:
        yield from _article(record, name, document, options)
        return
    prefix = name if value.nested or value.number > 1 else document.name
    for number, element in enumerate(listed, start=1):
        place = f"{prefix}: record {number}"
        within = nested(element)
        if within is None:
            yield from _article(element, place, document, options)
        for inner, each in enumerate(within or (), start=1):
            yield from _article(each, f"{place}: record {inner}", document, options)


def _article(
    record: Any, name: str, document: Document, options: ReadOptions
) -> Iterator[Draft | Reject]:
    if not isinstance(record, Mapping):
        yield Reject(name, 'not an object: an article is one, such as {"text": "…"}')
    elif not is_notice(record):
        yield record_draft(unwrapped(record), name, document, options)


def read_lines(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """The articles of JSONL, one object a line; a bad line costs itself alone."""
    for line in options.wanted(lines(document, options.bounds.line_bytes)):
        if isinstance(line, Reject):
            yield line
        elif text := line.text.strip():
            # Only for its depth: a line is a value, whatever brackets are in it.
            fault = next((found.fault for found in scan_records([text], options.bounds)), "")
            fault = fault if "deeply" in fault else ""
            value = JsonRecord(line.number, text, fault, nested=True)
            yield from _drafts(value, f"{document.name}:{line.number}", document, options)


@dataclass(frozen=True, slots=True)
class JsonRecord:
    """A record as it stands in the text, counted from 1; or what is wrong with it.

    ``nested`` says that it is an element of a list, not a text of its own.
    """

    number: int
    text: str = ""
    fault: str = ""
    nested: bool = False


def _nothing(constant: str) -> None:
    """``NaN`` and ``Infinity``, which programs write for what is missing though JSON has none."""


def parse_json(text: str) -> Any:
    """A record; the comma after the last of a list is passed over, as people leave it there.

    Raises ValueError for what is not JSON; NaN and Infinity are not.
    """
    try:
        return json.loads(text, parse_constant=_nothing)
    except ValueError:
        meant = _LAST_COMMA.sub(r"\1\2", text)
        if meant == text:
            raise
        return json.loads(meant, parse_constant=_nothing)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def scan_records(chunks: Iterable[str], bounds: Bounds) -> Iterator[JsonRecord]:
    """The elements of a list, or the values that follow each other in the text.

    A value that is no list may have ``file_bytes`` characters, an element ``article_bytes``.
    """
    scan = _Scan(bounds)
    for chunk in chunks:
        yield from scan.feed(chunk)
    yield from scan.end()


class _Scan:
    """How deep the text is at the moment, and the record that is under way."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._number = 0
        self._depth = 0
        self._base = 0  # 1 within a list of records
        self._quoted = False
        self._escaped = False
        self._pieces: list[str] = []
        self._size = 0
        self._fault = ""
        self._open = False

    def feed(self, chunk: str) -> Iterator[JsonRecord]:
        """The records that end in this piece of the text."""
        position = start = 0
        while position < len(chunk):
            if self._escaped:
                self._escaped = False
                position += 1
                continue
            match = (_IN_STRING if self._quoted else _OUTSIDE).search(chunk, position)
            if match is None:
                break
            mark, position = match[0], match.end()
            if mark == "\\":
                self._escaped = True
            elif mark == '"':
                self._quoted = not self._quoted
            elif mark in "{[":
                if self._begins_record(mark):
                    start = match.start()
            elif self._ends_record():
                yield self._ended(chunk[start:position])
                start = position
        if self._open:
            self._keep(chunk[start:])

    def _begins_record(self, mark: str) -> bool:
        """Go a level deeper, and say whether a record begins there."""
        if mark == "[" and self._depth == 0 and not self._base:
            self._base = self._depth = 1
            return False
        begins = self._depth == self._base
        self._open = self._open or begins
        self._depth += 1
        if self._depth - self._base > self._bounds.json_depth:
            self._fault = f"nested too deeply: over {self._bounds.json_depth} levels"
        return begins

    def _ends_record(self) -> bool:
        """Go a level up, and say whether that ends a record."""
        self._depth -= 1
        if self._open and self._depth == self._base:
            return True
        if self._depth <= 0:
            self._depth = self._base = 0  # the end of a list, or one bracket too many
        return False

    def end(self) -> Iterator[JsonRecord]:
        """What the end of the text cut off."""
        if self._open:
            self._fault = self._fault or "the file ends in the middle of it"
            yield self._ended("")

    def _ended(self, last: str) -> JsonRecord:
        self._keep(last)
        self._number += 1
        text = "" if self._fault else "".join(self._pieces)
        value = JsonRecord(self._number, text, self._fault, nested=bool(self._base))
        self._pieces, self._size, self._fault, self._open = [], 0, "", False
        return value

    def _keep(self, piece: str) -> None:
        bounds = self._bounds
        limit = bounds.article_bytes if self._base else bounds.file_bytes
        self._size += len(piece)
        if self._size > limit:
            self._fault = f"too large: over {limit:,} characters in one record"
        if self._fault:
            self._pieces.clear()
        else:
            self._pieces.append(piece)
