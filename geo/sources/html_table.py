"""Tables in HTML and Excel's XML of 2003, as databases write them under the name .xls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from lxml import etree

from geo.sources import markup
from geo.sources.named_fields import check_columns, row_draft
from geo.sources.protocol import Document, Draft, ReadOptions, Reject
from geo.sources.table import LOOKED_AT, header_row
from geo.sources.xml_records import records

_ROWS = ("tr", "Row")
_CELLS = ("td", "th", "Cell")
_MOST_CELLS = 1_000  # in a row


def read(document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
    """A row an article, as in other tables."""
    rows = enumerate(_rows(document, options), start=1)
    first = list(islice(rows, LOOKED_AT))
    at = header_row([cells for _, cells in first], options.columns)
    names = [cell.strip() for cell in first[at][1]] if first else []
    check_columns(names, options.columns)
    for number, cells in chain(first[at + 1 :], rows):
        if any(cell.strip() for cell in cells):
            yield row_draft(names, cells, f"{document.name}: row {number}", document, options)


def _rows(document: Document, options: ReadOptions) -> Iterator[Sequence[str]]:
    with document.open() as stream:
        is_xml = b"<html" not in stream.read(4_096).lower() and _is_workbook(document)
    for row in records(document, _ROWS, options, html=not is_xml):
        yield _cells(row, numbered=is_xml)


def _is_workbook(document: Document) -> bool:
    with document.open() as stream:
        return b"urn:schemas-microsoft-com:office:spreadsheet" in stream.read(4_096)


def _cells(row: etree._Element, *, numbered: bool) -> list[str]:
    cells: list[str] = []
    for cell in row:
        tag = cell.tag
        if tag not in _CELLS and not (isinstance(tag, str) and _local(tag) in _CELLS):
            continue
        # Excel leaves out empty cells, and says which number the next one has.
        stated = next((v for k, v in cell.items() if _local(k) == "Index"), "") if numbered else ""
        if stated.isascii() and stated.isdigit() and int(stated) <= _MOST_CELLS:
            cells += [""] * (int(stated) - 1 - len(cells))
        cells.append(markup.text_of_element(cell) if len(cell) else _flowing(cell.text))
    return cells


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _flowing(text: str | None) -> str:
    """What ``markup.text_of_element`` makes of a cell that has only text."""
    return " ".join(text.split()) if text else ""
