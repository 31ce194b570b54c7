"""Excel workbooks (.xlsx): on each sheet a table of articles, a row an article."""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import chain, groupby, islice
from lzma import LZMAError
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from geo.settings import Bounds
from geo.sources.archive import check_sizes
from geo.sources.named_fields import check_columns, row_draft
from geo.sources.protocol import Document, Draft, ReadOptions, Reject, Unreadable
from geo.sources.streams import read_whole
from geo.sources.table import LOOKED_AT, header_row

# What openpyxl raises for a workbook that is not well formed (ParseError is a SyntaxError).
_MALFORMED = (
    *(BadZipFile, InvalidFileException, SyntaxError, KeyError, ValueError, TypeError),
    *(AttributeError, IndexError, EOFError, RuntimeError, zlib.error, LZMAError),
)

# Cells of a workbook, the empty ones before a row's last one too: a sheet of 1 MB may have a
# cell in the last of 16,384 columns in each of its rows.
_MOST_CELLS = 30_000_000


@dataclass(frozen=True, slots=True)
class _SheetRow:
    """A row that is not empty, and where it stands."""

    sheet: str
    number: int
    cells: Sequence[Any]


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """The rows of every sheet; titles may stand above the one that names the columns.

    A sheet without a column for the text gives one Reject, unless it is empty.
    """
    raw = read_whole(document, options.bounds.file_bytes, "workbook")
    for title, rows in groupby(_rows(raw, options.bounds), key=lambda row: row.sheet):
        place = f"{document.name}!{title}"
        first = list(islice(rows, LOOKED_AT))
        at = header_row([row.cells for row in first], options.columns)
        names = ["" if cell is None else str(cell).strip() for cell in first[at].cells]
        try:
            check_columns(names, options.columns)
        except Unreadable as error:
            yield Reject(place, str(error))
            continue
        for row in chain(first[at + 1 :], rows):
            yield row_draft(names, row.cells, f"{place}:{row.number}", document, options)


def _rows(raw: bytes, bounds: Bounds) -> Iterator[_SheetRow]:
    try:
        with ZipFile(BytesIO(raw)) as parts:
            check_sizes(parts, 4 * bounds.file_bytes, bounds)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles that nobody sees here
            book = load_workbook(BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        count = 0
        for sheet in book.worksheets:
            # Rows as wide as their cells: a sheet may claim 16,384 columns and a million rows.
            sheet.reset_dimensions()
            for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                count += len(cells)
                if count > _MOST_CELLS:
                    raise Unreadable(f"over {_MOST_CELLS:,} cells in one workbook: split it")
                if cells and any(cell not in (None, "") for cell in cells):
                    yield _SheetRow(sheet.title, number, cells)
    except _MALFORMED as error:
        raise Unreadable(f"damaged, or no Excel workbook: {error}") from error
