"""An Excel workbook: mentions, places and articles on a sheet each, and how they were made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, BinaryIO

from geo.export.columns import By
from geo.export.tables import Content, Table
from geo.text.interchange import is_formula, xml_safe

if TYPE_CHECKING:
    from openpyxl import Workbook

# Excel's limits: rows of a sheet, characters of a cell.
_ROWS = 1_048_576
_CHARACTERS = 32_767
_SHEETS = (By.MENTION, By.PLACE, By.ARTICLE)


def write(content: Content, out: BinaryIO) -> None:
    """All the sheets, or the one that was asked for and the method."""
    from openpyxl import Workbook  # which the other formats need not wait for

    workbook = Workbook(write_only=True)
    try:
        for by in (content.by,) if content.by else _SHEETS:
            _fill(workbook, content.table(by))
        sheet = workbook.create_sheet("method")
        for row in (("subject", "what is so"), *content.method()):
            sheet.append(_cells(sheet, row))
    except BaseException:
        _discard(workbook)
        raise
    workbook.save(out)


def _discard(workbook: Workbook) -> None:
    """Remove the temporary files of the sheets, as ``save`` does."""
    for sheet in workbook.worksheets:
        sheet.close()
        sheet._writer.cleanup()


def _fill(workbook: Workbook, table: Table) -> None:
    """A sheet of rows; what does not fit goes on in another."""
    sheet: Any = None
    for number, record in enumerate(table.records()):
        if number % (_ROWS - 1) == 0:
            sheet = _sheet(workbook, table, number // (_ROWS - 1) + 1)
        sheet.append(_cells(sheet, (record.values[name] for name in table.names)))
    if sheet is None:
        _sheet(workbook, table, 1)


def _sheet(workbook: Workbook, table: Table, number: int) -> Any:
    name = table.by.plural if number == 1 else f"{table.by.plural} {number}"
    sheet = workbook.create_sheet(name)
    sheet.freeze_panes = "A2"
    sheet.append(table.names)
    return sheet


def _cells(sheet: Any, values: Iterable[Any]) -> list[Any]:
    return [_cell(sheet, value) if isinstance(value, str) else value for value in values]


def _cell(sheet: Any, text: str) -> Any:
    """A text that stays one, also where somebody edits the cell or saves the sheet anew."""
    plain = xml_safe(text)[:_CHARACTERS]
    if not is_formula(plain):
        return plain
    from openpyxl.cell import WriteOnlyCell

    cell: Any = WriteOnlyCell(sheet, value=plain)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
