"""What docs/atlas.md promises to programs that know nothing of Dateline."""

from __future__ import annotations

import json
from datetime import date

import duckdb
import pandas as pd

from geo.atlas import Atlas
from tests.geo.atlas.samples import KABUL, article, named

TEXT = "Since Monday Kabul is quiet. Nobody is in Torhondi."


def filled(atlas: Atlas) -> list[dict[str, dict[str, str]]]:
    atlas.add([article(1), article(2, published=None)])
    found = named(TEXT, "Kabul", KABUL), named(TEXT, "Torhondi", None)
    atlas.add([article(3, TEXT, *found, published=date(2021, 7, 14))])
    published = json.loads((atlas.folder / "manifest.json").read_text())
    assert published["format"] == "dateline-atlas"
    parts: list[dict[str, dict[str, str]]] = published["parts"]
    return parts


def test_pandas_reads_the_parts(atlas: Atlas) -> None:
    parts = filled(atlas)
    articles, mentions, dates = (
        pd.concat(pd.read_parquet(atlas.folder / part[kind]["file"]) for part in parts)
        for kind in ("articles", "mentions", "dates")
    )
    both = mentions.merge(articles, on="article_id")
    assert len(articles) == 3 and len(both) == len(mentions) == 4
    for row in both.itertuples():
        assert row.text[row.start : row.end] == row.phrase
        assert row.excerpt[row.excerpt_start : row.excerpt_end] == row.phrase
    torhondi = both[both.phrase == "Torhondi"].iloc[0]
    assert pd.isna(torhondi.place_id) and pd.isna(torhondi.latitude)
    [monday] = dates.itertuples()
    assert (monday.text, monday.earliest, monday.precision) == ("Monday", date(2021, 7, 12), "day")


def test_duckdb_reads_the_parts(atlas: Atlas) -> None:
    parts = filled(atlas)
    connection = duckdb.connect()
    for kind in ("articles", "mentions"):
        files = [str(atlas.folder / part[kind]["file"]) for part in parts]
        connection.read_parquet(files).create_view(kind)
    found = connection.sql(
        """
        SELECT place_name, country_code, round(latitude, 2), count(*), count(DISTINCT story_id)
        FROM mentions JOIN articles USING (article_id)
        WHERE published BETWEEN DATE '2021-07-01' AND DATE '2021-07-31' AND place_id IS NOT NULL
        GROUP BY ALL ORDER BY place_name
        """
    )
    assert found.fetchall() == [("Kabul", "AF", 34.53, 1, 1), ("Moscow", "RU", 55.75, 1, 1)]
