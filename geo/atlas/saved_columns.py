"""The columns of an atlas as tables that can be saved, and back: the arrays are those tables'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from geo.atlas import saved_tables
from geo.atlas.columns import (
    PLACE_COLUMNS,
    Articles,
    Bools,
    Columns,
    Mentions,
    with_places,
)
from geo.atlas.schema import place_of, place_row


def to_tables(columns: Columns, focus: Bools) -> list[pa.Table]:
    """Columns, and for each mention whether its article is about its place, as tables."""
    places = {name: [place_row(place)[name] for place in columns.places] for name in PLACE_COLUMNS}
    mentions = saved_tables.table(columns.mentions, ("phrases",))
    return [
        saved_tables.table(columns.articles, ("story_ids",)),
        pa.table({"story_ids": columns.articles.story_ids}),
        mentions.append_column("focus", saved_tables.array(focus)),
        pa.table({"phrases": columns.mentions.phrases}),
        pa.table(places, schema=_PLACES),
    ]


def from_tables(tables: Sequence[pa.Table]) -> tuple[Columns, Bools]:
    """The inverse of ``to_tables``; the arrays are read-only, as the tables are."""
    of_articles, story_ids, of_mentions, phrases, of_places = tables
    articles: Any = saved_tables.values(of_articles) | saved_tables.values(story_ids)
    mentions: Any = saved_tables.values(of_mentions) | saved_tables.values(phrases)
    focus = mentions.pop("focus")
    places = tuple(place_of(row) for row in of_places.to_pylist())
    return with_places(Articles(**articles), Mentions(**mentions), places), focus


_PLACES = pa.schema(
    [
        (name, pa.float64() if name in ("latitude", "longitude") else pa.string())
        for name in PLACE_COLUMNS
    ]
)
