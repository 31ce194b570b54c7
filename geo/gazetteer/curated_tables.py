"""Our own tables (tab-separated files in ``geo/gazetteer/tables``) as dictionaries.

A line starting with ``#`` is a comment, the first other line names the columns; a cell may
hold several values separated by ``|``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from geo.errors import BadInput

FOLDER = Path(__file__).resolve().parent / "tables"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of a table; ``path`` and ``line`` say where it stands."""

    path: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def values(self, column: str) -> tuple[str, ...]:
        """The values of a cell that may hold several; empty if the table lacks the column."""
        cell = self.cells.get(column, "")
        return tuple(value.strip() for value in cell.split("|") if value.strip())

    def number(self, column: str) -> float:
        """The cell as a number; raises BadInput naming file and line."""
        try:
            return float(self[column])
        except ValueError:
            raise self.error(f"{column} is {self[column]!r}: give degrees") from None

    def error(self, message: str) -> BadInput:
        """An error that names this line."""
        return BadInput(message, path=self.path, line=self.line)


def digest(folder: Path = FOLDER) -> str:
    """What identifies the tables: a gazetteer built from others gives other answers."""
    content = hashlib.blake2b(digest_size=8)
    for path in sorted(folder.glob("*.tsv")):
        content.update(path.read_bytes())
    return content.hexdigest()


def read(name: str, folder: Path = FOLDER) -> Iterator[TableRow]:
    """The rows of a table; raises BadInput for a line with another number of cells."""
    path = folder / name
    columns: list[str] = []
    with path.open(encoding="utf-8") as file:
        for number, text in enumerate(file, start=1):
            line = text.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            cells = line.split("\t")
            if not columns:
                columns = cells
                continue
            if len(cells) != len(columns):
                raise BadInput(
                    f"{len(cells)} cells, expected {len(columns)} ({', '.join(columns)})",
                    path=str(path),
                    line=number,
                )
            yield TableRow(str(path), number, dict(zip(columns, cells, strict=True)))
