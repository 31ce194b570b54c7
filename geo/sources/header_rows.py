"""Which row of a table names its columns: titles, notes and empty rows may stand above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from geo.sources.named_fields import count_recognised, holds_article

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
