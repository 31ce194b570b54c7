"""Questions to one publication of the atlas, answered by DuckDB over its parts."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb

from geo.atlas import filters
from geo.atlas.filters import Clause, Filter, Unit
from geo.atlas.manifest import Manifest
from geo.atlas.snapshot import connect
from geo.errors import AtlasError
from geo.models import Article, Excerpt, Place

__all__ = [
    "AtlasReader",
    "Counts",
    "Filter",
    "Mention",
    "MentionExcerpt",
    "PlaceCount",
    "Unit",
    "Unplaced",
]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a filter lets through, for the status line.

    ``articles`` of ``articles_total``; ``places`` distinct; ``mentions`` placed and
    ``unplaced`` not; ``undated`` articles, whether or not the filter shows them.
    """

    articles: int
    articles_total: int
    places: int
    mentions: int
    undated: int
    unplaced: int


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A place with ``count`` in the unit asked for and the mean confidence of its mentions.

    ``place`` is as much as the atlas keeps: no population, no ancestors.
    """

    place: Place
    count: int
    mentions: int
    articles: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention as stored; ``place`` is None where naming one would have misled."""

    excerpt: Excerpt
    mention_id: str
    phrase: str
    start: int
    end: int
    label: str
    role: str
    place: Place | None
    confidence: float
    method: str


@dataclass(frozen=True, slots=True)
class MentionExcerpt:
    """A mention in its sentence, with what is known of the article it stands in."""

    excerpt: Excerpt
    mention_id: str
    phrase: str
    role: str
    label: str
    confidence: float
    place: Place | None
    method: str
    title: str
    source: str
    url: str
    published: date | None
    published_from: str | None
    story_id: str

    @property
    def article_id(self) -> str:
        """The article the excerpt is taken from."""
        return self.excerpt.article_id

    @property
    def place_id(self) -> str:
        """The id of the place; empty when unplaced."""
        return self.place.id if self.place else ""

    @property
    def place_name(self) -> str:
        """The name of the place; empty when unplaced."""
        return self.place.name if self.place else ""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A name for which no place was named: how often, in how many articles.

    ``confidence`` is the highest that any of these mentions reached. For ``pending`` of them
    a geocoding service is still to be asked.
    """

    phrase: str
    count: int
    articles: int
    confidence: float
    pending: int = 0


_STRUCT = (
    "{'id': place_id, 'name': place_name, 'latitude': latitude, 'longitude': longitude, "
    "'feature_class': feature_class, 'feature_code': feature_code, "
    "'country_code': country_code, 'admin1': admin1}"
)
_PLACE = f"CASE WHEN place_id IS NOT NULL THEN {_STRUCT} END"
_COUNT = {
    Unit.MENTIONS: "count(*)",
    Unit.ARTICLES: "count(DISTINCT article_id)",
    Unit.STORIES: "count(DISTINCT story_id)",
}
_EXCERPT = f"""
    SELECT article_id, excerpt, excerpt_start, excerpt_end, mention_id, phrase, role, label,
           confidence, {_PLACE}, coalesce(method, ''), title, source,
           url, published, published_from, story_id"""
_NEWEST = 'ORDER BY published DESC NULLS LAST, article_id, "start" LIMIT ? OFFSET ?'


class AtlasReader:
    """One consistent publication of an atlas, whatever is written meanwhile.

    May be shared between threads. ``warnings`` names the parts that had to be left out
    because they are missing or damaged. Every method raises AtlasError where a part
    becomes unreadable after opening.
    """

    def __init__(self, folder: Path, published: Manifest) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._connection, self.warnings = connect(folder, published)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Free the memory; the reader cannot be asked any more."""
        self._connection.close()

    def counts(self, f: Filter) -> Counts:
        """How much the filter lets through."""
        [(total,)] = self._ask(Clause("SELECT count(*) FROM articles"))
        [(matching,)] = self._ask(_matching(f, "SELECT count(*) FROM matching"))
        [(places, mentions)] = self._ask(
            _placed(f, "SELECT count(DISTINCT place_id), count(*) FROM placed")
        )
        [(unplaced,)] = self._ask(_unplaced(f, "SELECT count(*) FROM unplaced"))
        [(undated,)] = self._ask(
            _matching(f, "SELECT count(*) FROM matching", filters.undated_articles(f))
        )
        return Counts(matching, total, places, mentions, undated, unplaced)

    def places(self, f: Filter, unit: Unit = Unit.MENTIONS) -> list[PlaceCount]:
        """Every place that is named, the most counted first."""
        found = self._ask(
            _placed(
                f,
                f"""SELECT any_value({_STRUCT}), {_COUNT[unit]} AS n, count(*),
                           count(DISTINCT article_id), avg(confidence)
                    FROM placed GROUP BY place_id ORDER BY n DESC, place_id""",
            )
        )
        return [PlaceCount(*row) for row in found]

    def excerpts(
        self, f: Filter, place_id: str, limit: int, offset: int = 0
    ) -> list[MentionExcerpt]:
        """The sentences that name this place, newest article first."""
        return self._excerpts(
            _placed(f, f"{_EXCERPT} FROM placed WHERE place_id = ? {_NEWEST}"),
            (place_id, limit, offset),
        )

    def unplaced(self, f: Filter, limit: int) -> list[Unplaced]:
        """Names that could not be placed, in the articles the filter lets through.

        Of the conditions on mentions, only the roles are asked of the name itself.
        """
        found = self._ask(
            _unplaced(
                f,
                """SELECT phrase, count(*) AS n, count(DISTINCT article_id), max(confidence),
                          count(*) FILTER (method = 'pending')
                   FROM unplaced GROUP BY phrase ORDER BY n DESC, phrase LIMIT ?""",
            ),
            (limit,),
        )
        return [Unplaced(*row) for row in found]

    def unplaced_excerpts(
        self, f: Filter, phrase: str, limit: int, offset: int = 0
    ) -> list[MentionExcerpt]:
        """The sentences with this name that could not be placed, newest first."""
        return self._excerpts(
            _unplaced(f, f"{_EXCERPT} FROM unplaced WHERE phrase = ? {_NEWEST}"),
            (phrase, limit, offset),
        )

    def pending(self) -> list[tuple[str, str]]:
        """Article id and phrase of each name for which a service is still to be asked."""
        return self._ask(
            Clause(
                "SELECT DISTINCT article_id, phrase FROM mentions WHERE method = 'pending'"
                " ORDER BY article_id, phrase"
            )
        )

    def histogram(self, f: Filter, unit: Unit = Unit.ARTICLES) -> list[tuple[date, int]]:
        """The count of each publication day that has one; for mentions, the placed ones."""
        group = f"SELECT published, {_COUNT[unit]} FROM {{}} WHERE published IS NOT NULL "
        group += "GROUP BY published ORDER BY published"
        if unit is Unit.MENTIONS:
            return self._days(_placed(f, group.format("placed")))
        return self._days(_matching(f, group.format("matching")))

    def date_span(self) -> tuple[date, date] | None:
        """The first and the last publication day; None when no article is dated."""
        [(first, last)] = self._ask(Clause("SELECT min(published), max(published) FROM articles"))
        return None if first is None else (first, last)

    def article(self, article_id: str) -> Article | None:
        """The article as it was read, or None."""
        found = self._ask(
            Clause(
                """SELECT article_id, title, text, source, url, published, published_from, language
                   FROM articles WHERE article_id = ?""",
                (article_id,),
            )
        )
        return Article(*found[0]) if found else None

    def mentions(self, article_id: str) -> list[Mention]:
        """Every mention in the article, in the order of its text."""
        found = self._ask(
            Clause(
                f"""SELECT article_id, excerpt, excerpt_start, excerpt_end, mention_id, phrase,
                           "start", "end", label, role, {_PLACE}, confidence, coalesce(method, '')
                    FROM mentions WHERE article_id = ? ORDER BY "start", "end" """,
                (article_id,),
            )
        )
        return [Mention(Excerpt(*row[:4]), *row[4:]) for row in found]

    def sources(self) -> list[tuple[str, int]]:
        """Every source with its number of articles, by name."""
        return self._pairs("SELECT source, count(*) FROM articles GROUP BY source ORDER BY source")

    def countries(self) -> list[tuple[str, int]]:
        """Every country code (ISO 3166-1 alpha-2) with its number of mentions, by code."""
        return self._pairs(
            "SELECT country_code, count(*) FROM mentions WHERE country_code <> '' "
            "GROUP BY country_code ORDER BY country_code"
        )

    def roles(self) -> list[tuple[str, int]]:
        """Every role with its number of mentions, by name."""
        return self._pairs("SELECT role, count(*) FROM mentions GROUP BY role ORDER BY role")

    def _excerpts(self, clause: Clause, values: tuple[object, ...]) -> list[MentionExcerpt]:
        found = self._ask(clause, values)
        return [MentionExcerpt(Excerpt(*row[:4]), *row[4:]) for row in found]

    def _days(self, clause: Clause) -> list[tuple[date, int]]:
        return [(day, count) for day, count in self._ask(clause)]

    def _pairs(self, sql: str) -> list[tuple[str, int]]:
        return [(value, count) for value, count in self._ask(Clause(sql))]

    def _ask(self, clause: Clause, more: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        # A DuckDB connection serves one thread at a time; its cursors share the views.
        with self._lock:
            cursor = self._connection.cursor()
        try:
            found = cursor.execute(clause.sql, [*clause.values, *more]).fetchall()
        except duckdb.Error as error:
            raise AtlasError(f"{self._folder}: the atlas cannot be read: {error}") from error
        finally:
            cursor.close()
        return [tuple(_value(value) for value in row) for row in found]


def _matching(f: Filter, select: str, articles: Clause | None = None) -> Clause:
    """``select`` over ``matching``: the articles that the filter lets through."""
    where = articles or filters.articles(f)
    if not filters.chooses_mentions(f):
        return Clause(
            f"WITH matching AS (SELECT * FROM articles WHERE {where.sql}) {select}", where.values
        )
    chosen = filters.mentions(f)
    return Clause(
        f"""WITH matching AS (
                SELECT * FROM articles WHERE {where.sql} AND article_id IN
                    (SELECT article_id FROM mentions WHERE {chosen.sql})
            ) {select}""",
        where.values + chosen.values,
    )


def _placed(f: Filter, select: str) -> Clause:
    """``select`` over ``placed``: the mentions that the filter lets through, with a place."""
    where, chosen = filters.articles(f), filters.mentions(f)
    return Clause(
        f"""WITH placed AS (
                SELECT * FROM
                    (SELECT * FROM mentions WHERE place_id IS NOT NULL AND {chosen.sql})
                    JOIN (SELECT * FROM articles WHERE {where.sql}) USING (article_id)
            ) {select}""",
        chosen.values + where.values,
    )


def _unplaced(f: Filter, select: str) -> Clause:
    """``select`` over ``unplaced``: names without a place in the articles let through."""
    roles = filters.roles(f)
    within = (
        "SELECT * FROM (SELECT * FROM mentions WHERE place_id IS NULL AND "
        f"{roles.sql}) JOIN matching USING (article_id)"
    )
    matching = _matching(f, f", unplaced AS ({within}) {select}")
    return Clause(matching.sql, matching.values + roles.values)


def _value(value: Any) -> Any:
    """A value as DuckDB gives it, its one kind of struct as the place it is."""
    if isinstance(value, dict):
        return Place(**value, source=value["id"].partition(":")[0])
    return value
