"""What the readers of tables have in common: a row under its names to an article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from geo.sources import columns
from geo.sources.protocol import Document, Draft, Reject, Terms, Unreadable
from geo.sources.record import draft


def row_draft(
    names: Sequence[str], row: Sequence[Any], name: str, document: Document, terms: Terms
) -> Draft | Reject:
    """The article in a row; ``name`` says where the row stands."""
    cells = list(row)
    while len(cells) > len(names) and cells[-1] in (None, ""):
        cells.pop()
    if len(cells) > len(names):
        return Reject(name, f"{len(cells)} cells under {len(names)} columns: is a quote missing?")
    return record_draft(dict(zip(names, cells, strict=False)), name, document, terms)


def record_draft(
    record: Mapping[str, Any], name: str, document: Document, terms: Terms
) -> Draft | Reject:
    """The article in a record; ``name`` says where the record stands."""
    if any(isinstance(value, str) and "\x00" in value for value in record.values()):
        return Reject(name, "binary, not text (it contains NUL bytes)")
    try:
        given = columns.fields(record, terms.columns)
    except Unreadable as error:
        return Reject(name, str(error))
    if len(given.text) > terms.bounds.article_bytes:
        limit = terms.bounds.article_bytes
        return Reject(name, f"too large: over {limit:,} characters in one article")
    return draft(given, document, terms, name=name, alone=False)
