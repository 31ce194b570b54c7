"""Questions to one publication of the atlas, answered by DuckDB over its parts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb

from geo.atlas import filters, snapshot
from geo.atlas.answers import Counts, Mention, MentionExcerpt, PlaceCount, Unplaced
from geo.atlas.filters import Clause, Filter, Unit
from geo.atlas.manifest import Manifest
from geo.errors import AtlasError
from geo.models import Article, Excerpt, Place
from geo.timing import EventDate, Precision

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


_COUNT = {
    Unit.MENTIONS: "count(*)",
    Unit.ARTICLES: "count(DISTINCT article)",
    Unit.STORIES: "count(DISTINCT story)",
}
_NEWEST = 'published DESC NULLS LAST, article, "start"'


class AtlasReader:
    """One consistent publication of an atlas, whatever is written meanwhile.

    May be shared between threads. ``warnings`` names the parts that had to be left out
    because they are missing or damaged. Every method raises AtlasError where a part
    becomes unreadable after opening.
    """

    def __init__(self, folder: Path, published: Manifest) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._snapshot = snapshot.take(folder, published)

    @property
    def warnings(self) -> tuple[str, ...]:
        """One line for each file that was left out, and why."""
        return self._snapshot.warnings

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
        self._snapshot.connection.close()

    def counts(self, f: Filter) -> Counts:
        """How much the filter lets through."""
        [(total,)] = self._ask(Clause("SELECT count(*) FROM articles"))
        [(matching,)] = self._ask(_matching(f, "SELECT count(*) FROM matching"))
        [(places, mentions)] = self._ask(
            _placed(f, "SELECT count(DISTINCT place), count(*) FROM placed")
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
                f"""SELECT shown, n, mentions, articles, confidence FROM (
                        SELECT place, {_COUNT[unit]} AS n, count(*) AS mentions,
                               count(DISTINCT article) AS articles, avg(confidence) AS confidence
                        FROM placed GROUP BY place
                    ) JOIN places USING (place) ORDER BY n DESC, place_id""",
            )
        )
        return [PlaceCount(*row) for row in found]

    def excerpts(
        self, f: Filter, place_id: str, limit: int, offset: int = 0
    ) -> list[MentionExcerpt]:
        """The sentences that name this place, newest article first."""
        return self._excerpts(
            lambda newest: _placed(
                f,
                newest.format(
                    "placed WHERE place IN (SELECT place FROM places WHERE place_id = ?)"
                ),
            ),
            (place_id, limit, offset),
        )

    def unplaced(self, f: Filter, limit: int) -> list[Unplaced]:
        """Names that could not be placed, in the articles the filter lets through.

        Of the conditions on mentions, only the roles are asked of the name itself.
        """
        found = self._ask(
            _unplaced(
                f,
                """SELECT phrase, count(*) AS n, count(DISTINCT article), max(confidence),
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
            lambda newest: _unplaced(f, newest.format("unplaced WHERE phrase = ?")),
            (phrase, limit, offset),
        )

    def pending(self) -> list[tuple[str, str]]:
        """Article id and phrase of each name for which a service is still to be asked."""
        return self._ask(
            Clause(
                "SELECT DISTINCT article_id, phrase FROM mentions JOIN articles USING (article)"
                " WHERE method = 'pending' ORDER BY article_id, phrase"
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
                """SELECT part, "row", article_id, title, source, url, published, published_from,
                          language FROM articles WHERE article_id = ?""",
                (article_id,),
            )
        )
        if not found:
            return None
        part, row, id_, title, *rest = found[0]
        [(_, text)] = self._stored(self._snapshot.articles[part], "text", [row])
        return Article(id_, title, text, *rest)

    def mentions(self, article_id: str) -> list[Mention]:
        """Every mention in the article, in the order of its text."""
        found = self._ask(
            Clause(
                """SELECT part, "row", article_id, phrase, "start", "end", label, role, shown,
                          confidence, method
                   FROM (SELECT * FROM mentions WHERE article IN
                            (SELECT article FROM articles WHERE article_id = ?))
                        JOIN (SELECT article, article_id FROM articles) USING (article)
                        LEFT JOIN places USING (place)
                   ORDER BY "start", "end" """,
                (article_id,),
            )
        )
        quotes = self._quotes(found)
        return [Mention(*quotes[part, row], *rest) for part, row, _, *rest in found]

    def sources(self) -> list[tuple[str, int]]:
        """Every source with its number of articles, by name."""
        return self._pairs("SELECT source, count(*) FROM articles GROUP BY source ORDER BY source")

    def countries(self) -> list[tuple[str, int]]:
        """Every country code (ISO 3166-1 alpha-2) with its number of mentions, by code."""
        return self._pairs(
            "SELECT country_code, count(*) FROM mentions JOIN places USING (place) "
            "WHERE country_code <> '' GROUP BY country_code ORDER BY country_code"
        )

    def roles(self) -> list[tuple[str, int]]:
        """Every role with its number of mentions, by name."""
        return self._pairs("SELECT role, count(*) FROM mentions GROUP BY role ORDER BY role")

    def languages(self) -> list[tuple[str, int]]:
        """Every language (ISO 639-1, "" where unknown) with its number of articles, by code."""
        return self._pairs(
            "SELECT language, count(*) FROM articles GROUP BY language ORDER BY language"
        )

    def _excerpts(
        self, among: Callable[[str], Clause], values: tuple[object, ...]
    ) -> list[MentionExcerpt]:
        """``among`` puts a SELECT over ``{}`` to the mentions in question."""
        # Sort numbers and look up words for the few that are shown, not for all.
        newest = f"""
            SELECT m.part, m."row", article_id, m.article, m."start", m."end", phrase, role, label,
                   confidence, shown, method, title, source, url, m.published, published_from,
                   story_id
            FROM (SELECT * FROM {{}} ORDER BY {_NEWEST} LIMIT ? OFFSET ?) AS m
                 JOIN articles USING (article) LEFT JOIN places USING (place)
            ORDER BY m.{_NEWEST}"""
        found = self._ask(among(newest), values)
        quotes = self._quotes(found)
        dates = self._dates({article for _, _, _, article, *_ in found})
        answers: list[MentionExcerpt] = []
        for part, row, _, article, start, end, *rest in found:
            rest.append(
                tuple(each.date for each in dates.get(article, ()) if each.holds(start, end))
            )
            answers.append(MentionExcerpt(*quotes[part, row], *rest))
        return answers

    def _dates(self, articles: Collection[int]) -> dict[int, list[_Spoken]]:
        """The times that these articles speak about, each with its sentence."""
        dates: dict[int, list[_Spoken]] = {}
        if not articles:
            return dates
        found = self._ask(
            Clause(
                'SELECT article, sentence_start, sentence_end, text, "start", "end", earliest, '
                "latest, precision, anchored FROM dates "
                f"""WHERE article IN ({", ".join("?" * len(articles))}) ORDER BY "start" """,
                tuple(articles),
            )
        )
        for article, first, last, text, start, end, earliest, latest, precision, anchored in found:
            told = EventDate(text, start, end, earliest, latest, Precision(precision), anchored)
            dates.setdefault(article, []).append(_Spoken(first, last, told))
        return dates

    def _quotes(self, found: list[tuple[Any, ...]]) -> dict[tuple[int, int], tuple[Excerpt, str]]:
        """Excerpt and mention id, by part and row, of rows that begin (part, row, article_id)."""
        wanted: dict[int, dict[int, str]] = {}
        for part, row, article_id, *_ in found:
            wanted.setdefault(part, {})[row] = article_id
        quotes = {}
        for part, articles in wanted.items():
            columns = "excerpt, excerpt_start, excerpt_end, mention_id"
            stored = self._stored(self._snapshot.mentions[part], columns, list(articles))
            for row, text, start, end, id_ in stored:
                quotes[part, row] = (Excerpt(articles[row], text, start, end), id_)
        return quotes

    def _stored(self, file: str, columns: str, rows: list[int]) -> list[tuple[Any, ...]]:
        """Row number and columns, as they are on the disk, of some rows of a part."""
        marks = ", ".join("?" * len(rows))
        return self._ask(
            Clause(
                f"SELECT file_row_number, {columns} FROM read_parquet(?) "
                f"WHERE file_row_number IN ({marks})",
                (file, *rows),
            )
        )

    def _days(self, clause: Clause) -> list[tuple[date, int]]:
        return [(day, count) for day, count in self._ask(clause)]

    def _pairs(self, sql: str) -> list[tuple[str, int]]:
        return [(value, count) for value, count in self._ask(Clause(sql))]

    def _ask(self, clause: Clause, more: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        # A DuckDB connection serves one thread at a time; its cursors share the views.
        with self._lock:
            cursor = self._snapshot.connection.cursor()
        try:
            found = cursor.execute(clause.sql, [*clause.values, *more]).fetchall()
        except duckdb.Error as error:
            raise AtlasError(f"{self._folder}: the atlas cannot be read: {error}") from error
        finally:
            cursor.close()
        return [tuple(_value(value) for value in row) for row in found]


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A time, and the span of the sentence that speaks about it."""

    start: int
    end: int
    date: EventDate

    def holds(self, start: int, end: int) -> bool:
        """Whether the sentence holds a mention."""
        return self.start <= start and end <= self.end


def _matching(f: Filter, select: str, articles: Clause | None = None) -> Clause:
    """``select`` over ``matching``: the articles that the filter lets through."""
    where = articles or filters.articles(f)
    if filters.chooses_mentions(f):
        chosen = filters.mentions(f)
        where &= Clause(
            f"article IN (SELECT article FROM mentions WHERE {chosen.sql})", chosen.values
        )
    return Clause(
        f"WITH matching AS (SELECT * FROM articles WHERE {where.sql}) {select}", where.values
    )


def _placed(f: Filter, select: str) -> Clause:
    """``select`` over ``placed``: the mentions that the filter lets through, with a place."""
    where = Clause("place IS NOT NULL") & filters.days(f) & filters.mentions(f)
    origin = filters.origin(f)
    if origin != filters.ALL:
        where &= Clause(
            f"article IN (SELECT article FROM articles WHERE {origin.sql})", origin.values
        )
    return Clause(
        f"WITH placed AS (SELECT * FROM mentions WHERE {where.sql}) {select}", where.values
    )


def _unplaced(f: Filter, select: str) -> Clause:
    """``select`` over ``unplaced``: names without a place in the articles let through."""
    roles = filters.roles(f)
    matching = _matching(
        f,
        f""", unplaced AS (SELECT * FROM mentions WHERE place IS NULL AND {roles.sql}
                           AND article IN (SELECT article FROM matching)) {select}""",
    )
    return Clause(matching.sql, matching.values + roles.values)


def _value(value: Any) -> Any:
    """A value as DuckDB gives it, its one kind of struct as the place it is."""
    if isinstance(value, dict):
        return Place(**value, source=value["id"].partition(":")[0])
    return value
