"""Parts that were made elsewhere and wait to be taken into the atlas.

They have everything but their stories, which nobody can know who sees a few articles only. The
time at which they are published is put in last, so that the same articles always make the same
files.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.compute as pc

from geo.atlas import schema
from geo.atlas.stories import GroupedArticles, member
from geo.models import Article, GeoparsedArticle
from geo.stories import Member, signature

Tables = Mapping[str, pa.Table]
"""The tables of a part by what they hold, its signatures among them."""

_NOT_YET = datetime(1970, 1, 1, tzinfo=UTC)


def stage(geoparsed: Collection[GeoparsedArticle]) -> dict[str, pa.Table]:
    """The tables of these articles; each is a story of its own."""
    signed = {each.article.id: signature(each.article.text) for each in geoparsed}
    return schema.tables(geoparsed, _NOT_YET) | {"signatures": schema.signatures(signed)}


def ids(tables: Tables) -> list[str]:
    """The ids of the articles, in their order."""
    found: list[str] = tables["articles"].column("article_id").to_pylist()
    return found


def without(tables: Tables, known: Collection[str]) -> Tables:
    """The same without the articles with these ids, and each other article once."""
    wanted = [id_ for id_ in dict.fromkeys(ids(tables)) if id_ not in known]
    if len(wanted) == tables["articles"].num_rows:
        return tables
    kept = pa.array(wanted, pa.string())
    return {
        kind: table.filter(pc.is_in(table.column("article_id"), value_set=kept))
        for kind, table in tables.items()
    }


def members(tables: Tables) -> list[Member]:
    """The articles as far as stories are concerned."""
    signed = dict(
        zip(*(column.to_pylist() for column in tables["signatures"].columns), strict=True)
    )
    return [member(each, signed[each.id]) for each in _articles(tables)]


def grouped(tables: Tables, grouping: GroupedArticles, now: datetime) -> dict[str, pa.Table]:
    """The tables with the stories, what follows from them, and the time of their publication.

    What an article says of days is read anew where its own date is its story's.
    """
    articles = tables["articles"].to_pylist()
    for row in articles:
        row |= {"story_id": grouping.stories[row["article_id"]], "ingested_at": now}
        if day := grouping.dates.get(row["article_id"]):
            row |= {"published": day, "published_from": "story"}
    return {
        **tables,
        "articles": schema.table("articles", articles),
        "dates": _dates(tables, grouping.dates),
    }


def _dates(tables: Tables, days: Mapping[str, date]) -> pa.Table:
    dates = tables["dates"]
    if not days:
        return dates
    found: list[dict[str, object]] = []
    of_article: dict[str, list[dict[str, object]]] = {}
    for row in dates.to_pylist():
        of_article.setdefault(row["article_id"], []).append(row)
    for article in _articles(tables):
        day = days.get(article.id)
        found += schema.dates(article, day) if day else of_article.get(article.id, ())
    return schema.table("dates", found)


def _articles(tables: Tables) -> Iterator[Article]:
    for row in tables["articles"].select(_ARTICLE).to_pylist():
        yield Article(row.pop("article_id"), **row)


_ARTICLE: Sequence[str] = (
    *("article_id", "title", "text", "source", "url"),
    *("published", "published_from", "language"),
)
