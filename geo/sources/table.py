"""Tables of articles in text: CSV, TSV and their kin, a row an article."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from geo.sources import columns
from geo.sources.lines import lines
from geo.sources.protocol import Document, Draft, Reject, Terms, Unreadable
from geo.sources.rows import row_draft

_DELIMITERS = ",;\t|"


def read(document: Document, terms: Terms) -> Iterator[Draft | Reject]:
    """A row at a time; the first is the names of the columns, however they are separated."""
    rejects: list[Reject] = []
    text = _Text(document, terms.bounds.line_bytes, rejects)
    # Python has one limit for all readers; ours never differ within a process.
    csv.field_size_limit(min(terms.bounds.article_bytes, 2**31 - 1))
    first = next(text, "")
    while not first.strip() and text.more:
        first = next(text, "")
    names = _header(first)
    yield from rejects
    columns.check(names, terms.columns)
    reader = csv.reader(text, delimiter=_delimiter(first))
    while True:
        line = text.number + 1
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            yield Reject(f"{document.name}:{line}", f"not a row of a table: {error}")
            continue
        finally:
            yield from rejects
            rejects.clear()
        if any(cell.strip() for cell in row):
            yield row_draft(names, row, f"{document.name}:{line}", document, terms)


class _Text:
    """The lines of a table for ``csv``; what is too long is set aside in ``rejects``."""

    def __init__(self, document: Document, limit: int, rejects: list[Reject]) -> None:
        self.number = 0
        self.more = True
        self._lines = lines(document, limit)
        self._rejects = rejects

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        for line in self._lines:
            if isinstance(line, Reject):
                self.number += 1
                self._rejects.append(line)
            else:
                self.number = line.number
                return line.text
        self.more = False
        raise StopIteration


def _header(line: str) -> Sequence[str]:
    if not line.strip():
        raise Unreadable("empty")
    return [name.strip() for name in next(csv.reader([line], delimiter=_delimiter(line)))]


def _delimiter(header: str) -> str:
    """What separates the header into the most names that we know, or into the most."""

    def names(delimiter: str) -> tuple[int, int]:
        found = next(csv.reader([header], delimiter=delimiter), [])
        return columns.recognised(found), len(found)

    return max(_DELIMITERS, key=names)
