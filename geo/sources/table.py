"""Tables of articles in text: CSV, TSV and their kin, a row an article."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from geo.settings import Bounds
from geo.sources.lines import TextLine, lines
from geo.sources.named_fields import check_columns, count_recognised, holds_article, row_draft
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable

_DELIMITERS = ",;\t|"
_SEPARATOR = re.compile(r"\"?sep=([,;\t|])\"?", re.IGNORECASE)
_LONG = 10_000  # characters of a line that is more than names
# Lines after a quote that is never closed, among which the next row is looked for.
_NEAR = 50
# Characters that may be read once more for such quotes: a table of them must come to an end.
_AGAIN = 100_000_000


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """A row at a time, under the names of the columns, however they are separated. Titles
    and Excel's ``sep=;`` may stand above the names.

    A quote that is never closed costs its row, and not those that it seems to hold.
    """
    bounds, rejects = options.bounds, list[Reject]()
    text = _TableLines(document, bounds, rejects)
    # Python has one limit for all readers; ours never differ within a process.
    csv.field_size_limit(min(bounds.article_bytes, 2**31 - 1))
    header = _header(text, options.columns)
    names = header.names
    check_columns(names, options.columns)
    rows = _TableRows(text, len(names), header.delimiter)
    for row in options.wanted(_with_rejects(rows, rejects)):
        if isinstance(row, Reject):
            yield row
            continue
        place = f"{document.name}:{row.line}"
        if row.fault:
            yield Reject(place, row.fault)
        elif any(cell.strip() for cell in row.cells):
            yield row_draft(names, row.cells, place, document, options)


def _with_rejects(
    rows: Iterable[_DelimitedRow], rejects: list[Reject]
) -> Iterator[_DelimitedRow | Reject]:
    """The rows, each after what was set aside while the one before it was read."""
    yield from _emptied(rejects)
    for row in rows:
        yield row
        yield from _emptied(rejects)
    yield from _emptied(rejects)


def _emptied(rejects: list[Reject]) -> list[Reject]:
    taken = rejects[:]
    rejects.clear()
    return taken


@dataclass(frozen=True, slots=True)
class _DelimitedRow:
    """What stands at a line, counted from 1; or what is wrong with it."""

    line: int
    cells: Sequence[str] = ()
    fault: str = ""


class _TableRows:
    """The rows of a table of ``width`` columns, each read strictly, and then as it may be meant."""

    def __init__(self, text: _TableLines, width: int, delimiter: str) -> None:
        self._text = text
        self._width = width
        self._delimiter = delimiter
        self._strict = csv.reader(text, delimiter=delimiter, strict=True)

    def __iter__(self) -> Iterator[_DelimitedRow]:
        while True:
            self._text.begin()
            line = self._text.number + 1
            try:
                yield _DelimitedRow(line, next(self._strict))
            except StopIteration:
                return
            except csv.Error as error:
                yield self._meant(line, error)

    def _meant(self, line: int, error: csv.Error) -> _DelimitedRow:
        """The row at a line that is not as it should be."""
        text = self._text
        taken = [each.text for each in text.taken]
        fault = _DelimitedRow(line, fault=f"not a row of a table: {error}; is a quote missing?")
        following = next((n for n, each in enumerate(taken[1:_NEAR], 1) if self._is_row(each)), 0)
        if following:
            text.search_again(following)
            return fault
        if not text.more:
            return fault
        text.give_back(0)
        escape = "\\" if any('\\"' in each for each in taken) else None
        try:
            return _DelimitedRow(
                line, next(csv.reader(text, delimiter=self._delimiter, escapechar=escape))
            )
        except csv.Error:
            return fault

    def _is_row(self, text: str) -> bool:
        """Whether a line is a whole row by itself."""
        try:
            cells = next(csv.reader([text], delimiter=self._delimiter, strict=True), [])
        except csv.Error:
            return False
        return len(cells) == self._width > 1


class _TableLines:
    """The lines of a table for ``csv``; what is too long is set aside in ``rejects``.

    ``taken`` are those since the row began, which can be given back. A row may have as many
    characters as a line and an article together.
    """

    def __init__(self, document: Document, bounds: Bounds, rejects: list[Reject]) -> None:
        self.number = 0
        self.more = True
        self.taken: list[TextLine] = []
        self._lines = lines(document, bounds.line_bytes)
        self._given_back: deque[TextLine] = deque()
        self._rejects = rejects
        self._again = _AGAIN
        self._most = bounds.line_bytes + bounds.article_bytes
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        while (line := self._next()) is not None:
            if isinstance(line, Reject):
                self.number += 1
                self._rejects.append(line)
                continue
            self.number = line.number
            self.taken.append(line)
            self._size += len(line.text)
            if self._size > self._most:
                raise csv.Error(f"over {self._most:,} characters in one row")
            return line.text
        self.more = False
        raise StopIteration

    def begin(self) -> None:
        """A row begins: what was taken before is not asked for again."""
        self.taken, self._size = [], 0

    def give_back(self, first: int) -> None:
        """Have the lines from the ``first`` of those taken come once more."""
        back = self.taken[first:]
        self._given_back.extendleft(reversed(back))
        self.number, self.more = back[0].number - 1, True
        self.begin()

    def search_again(self, first: int) -> None:
        """As ``give_back``, as long as that does not make a table of many times its size."""
        self._again -= sum(len(each.text) for each in self.taken[first:])
        if self._again >= 0:
            self.give_back(first)

    def _next(self) -> TextLine | Reject | None:
        return self._given_back.popleft() if self._given_back else next(self._lines, None)


@dataclass(frozen=True, slots=True)
class _Header:
    """The names of the columns, and what separates them."""

    names: Sequence[str]
    delimiter: str


def _header(text: _TableLines, columns: Mapping[str, str]) -> _Header:
    """The first line that names columns. Raises Unreadable where there is none."""
    text.begin()
    lines = list(islice(text, 1))
    stated = _SEPARATOR.fullmatch(lines[0].strip()) if lines else None
    while len(lines) < LOOKED_AT and (not lines or len(lines[-1]) < _LONG) and text.more:
        lines += islice(text, 1)
    split = [_split(line, stated[1] if stated else _delimiter(line)) for line in lines]
    at = header_row(split, columns)
    if not any(split[at]) if split else True:
        at = next((n for n, names in enumerate(split) if any(names)), -1)
    if at < 0:
        raise Unreadable("empty")
    if at + 1 < len(text.taken):
        text.give_back(at + 1)
    return _Header(split[at], stated[1] if stated else _delimiter(lines[at]))


def _split(line: str, delimiter: str) -> list[str]:
    return [name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])]


def _delimiter(header: str) -> str:
    """What separates the header into the most names that we know, or into the most."""

    def names(delimiter: str) -> tuple[int, int]:
        found = next(csv.reader([header], delimiter=delimiter), [])
        return count_recognised(found), len(found)

    return max(_DELIMITERS, key=names)


LOOKED_AT = 20
"""Rows among which the one that names the columns is looked for."""


def header_row(rows: Sequence[Sequence[Any]], columns: Mapping[str, str]) -> int:
    """The number of the first of these rows that names a column for the text or the headline
    and another one, or all that the user names; 0 where none does.
    """
    told = [[str(cell).strip() for cell in row if cell not in (None, "")] for row in rows]
    wanted = {name for field, name in columns.items() if field != "items"}
    if wanted:
        return next((n for n, names in enumerate(told) if wanted <= set(names)), 0)
    named = [n for n, names in enumerate(told) if holds_article(names)]
    full = [n for n in named if count_recognised(told[n]) > 1]
    return next(iter(full or named), 0)
