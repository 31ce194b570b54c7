"""CSV (RFC 4180) in UTF-8 with the mark by which spreadsheets know it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from geo.export.columns import By
from geo.export.tables import Content, Table
from geo.text.interchange import as_cell


def write(content: Content, out: BinaryIO) -> None:
    """One table. A text that a spreadsheet would take for a formula begins with an apostrophe."""
    for line in lines(content.table(content.by or By.MENTION)):
        out.write(line)


def lines(table: Table) -> Iterator[bytes]:
    """The header and each row."""
    yield _row(table.names).encode("utf-8-sig")
    for record in table.records():
        yield _row([_cell(record.values[name]) for name in table.names]).encode()


def _cell(value: Any) -> Any:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return as_cell(value)
    return value


def _row(cells: Any) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()
