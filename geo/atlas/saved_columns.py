"""The columns of an atlas as tables that can be saved, and back: the arrays are those tables'."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from geo.atlas.columns import (
    PLACE_COLUMNS,
    Articles,
    Bools,
    Columns,
    Mentions,
    with_places,
)
from geo.atlas.schema import place_of, place_row

_WORDS = b"words"


def to_tables(columns: Columns, focus: Bools) -> list[pa.Table]:
    """Columns, and for each mention whether its article is about its place, as tables."""
    places = {name: [place_row(place)[name] for place in columns.places] for name in PLACE_COLUMNS}
    mentions = _table(columns.mentions, ("phrases",))
    return [
        _table(columns.articles, ("story_ids",)),
        pa.table({"story_ids": columns.articles.story_ids}),
        mentions.append_column("focus", _array(focus)),
        pa.table({"phrases": columns.mentions.phrases}),
        pa.table(places, schema=_PLACES),
    ]


def from_tables(tables: Sequence[pa.Table]) -> tuple[Columns, Bools]:
    """The inverse of ``to_tables``; the arrays are read-only, as the tables are."""
    of_articles, story_ids, of_mentions, phrases, of_places = tables
    articles: Any = _values(of_articles) | {"story_ids": _one(story_ids, "story_ids")}
    mentions: Any = _values(of_mentions) | {"phrases": _one(phrases, "phrases")}
    focus = mentions.pop("focus")
    places = tuple(place_of(row) for row in of_places.to_pylist())
    return with_places(Articles(**articles), Mentions(**mentions), places), focus


_PLACES = pa.schema(
    [
        (name, pa.float64() if name in ("latitude", "longitude") else pa.string())
        for name in PLACE_COLUMNS
    ]
)


def _table(of: Articles | Mentions, apart: Sequence[str]) -> pa.Table:
    """The columns of one length; words that they number are in the table's metadata."""
    values = {each.name: getattr(of, each.name) for each in fields(of) if each.name not in apart}
    words = {name: value for name, value in values.items() if isinstance(value, tuple)}
    arrays = {name: _array(value) for name, value in values.items() if name not in words}
    return pa.table(arrays).replace_schema_metadata({_WORDS: json.dumps(words).encode()})


def _array(values: Any) -> pa.Array:
    if isinstance(values, pa.Array):
        return values
    # Arrow's truth values are bits; whole bytes can be used where they lie.
    return pa.array(values.view(np.uint8) if values.dtype == np.bool_ else values)


def _values(table: pa.Table) -> dict[str, Any]:
    words = json.loads(table.schema.metadata[_WORDS])
    columns = {name: _one(table, name) for name in table.column_names}
    return {name: tuple(each) for name, each in words.items()} | {
        name: column if pa.types.is_string(column.type) else _numbers(column)
        for name, column in columns.items()
    }


def _numbers(column: pa.Array) -> NDArray[Any]:
    numbers: NDArray[Any] = column.to_numpy()
    return numbers.view(np.bool_) if numbers.dtype == np.uint8 else numbers


def _one(table: pa.Table, name: str) -> pa.Array:
    """A column as one array, as it was saved."""
    chunks = table.column(name).chunks
    return chunks[0] if chunks else pa.array([], table.column(name).type)
