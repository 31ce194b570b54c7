"""What a reader asks for: a filter, and the unit to count in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Unit(StrEnum):
    """What is counted: names in texts, texts, or events told by several texts."""

    MENTIONS = "mentions"
    ARTICLES = "articles"
    STORIES = "stories"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles and mentions count; the default lets everything through.

    Dates are inclusive and are publication dates; ``undated`` lets articles without one
    through, whatever the dates. ``text`` is looked for in title and text, whatever its case.
    Countries are ISO 3166-1 alpha-2. ``bbox`` is (west, south, east, north) in degrees;
    west > east crosses the antimeridian. An empty tuple or text asks for nothing.

    Countries, roles, ``bbox``, ``place_id`` and ``min_confidence`` choose mentions; when
    any of them is set, only articles with such a mention count. So do ``spoken_from`` and
    ``spoken_to``, inclusive: the mention's sentence speaks about a time that meets them.
    """

    date_from: date | None = None
    date_to: date | None = None
    undated: bool = True
    sources: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    text: str = ""
    bbox: tuple[float, float, float, float] | None = None
    place_id: str = ""
    min_confidence: float = 0.0
    spoken_from: date | None = None
    spoken_to: date | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of SQL, written here and nowhere else, with the values bound to it."""

    sql: str
    values: tuple[object, ...] = ()

    def __and__(self, other: Clause) -> Clause:
        return Clause(f"{self.sql} AND {other.sql}", self.values + other.values)


ALL = Clause("true")


def articles(f: Filter) -> Clause:
    """The condition on columns of ``articles``."""
    return days(f) & origin(f)


def undated_articles(f: Filter) -> Clause:
    """The condition on articles without a date, as if ``f.undated`` were on."""
    return Clause("published IS NULL") & origin(f)


def days(f: Filter) -> Clause:
    """The condition on ``published``, a column of articles and mentions alike."""
    clause = ALL if f.undated else Clause("published IS NOT NULL")
    if f.date_from:
        clause &= Clause("coalesce(published >= ?, true)", (f.date_from,))
    if f.date_to:
        clause &= Clause("coalesce(published <= ?, true)", (f.date_to,))
    return clause


def origin(f: Filter) -> Clause:
    """The condition on the other columns of ``articles``."""
    clause = ALL
    if f.sources:
        clause &= Clause("list_contains(?::VARCHAR[], source)", (list(f.sources),))
    if f.text.strip():
        pattern = f"%{_literally(f.text.strip())}%"
        clause &= Clause(
            "article_id IN (SELECT article_id FROM texts "
            "WHERE title ILIKE ? ESCAPE '\\' OR text ILIKE ? ESCAPE '\\')",
            (pattern, pattern),
        )
    return clause


def mentions(f: Filter) -> Clause:
    """The condition on columns of ``mentions``, but for those of its article."""
    clause = roles(f)
    if f.min_confidence > 0:
        clause &= Clause("place IS NOT NULL AND confidence >= ?", (f.min_confidence,))
    if f.spoken_from or f.spoken_to:
        clause &= Clause(
            """rowid IN (
                SELECT m.rowid FROM mentions AS m JOIN (
                    SELECT article, sentence_start, sentence_end FROM dates
                    WHERE latest >= ? AND earliest <= ?
                ) AS d ON m.article = d.article
                      AND m."start" >= sentence_start AND m."end" <= sentence_end)""",
            (f.spoken_from or date.min, f.spoken_to or date.max),
        )
    where = _places(f)
    if where != ALL:
        clause &= Clause(f"place IN (SELECT place FROM places WHERE {where.sql})", where.values)
    return clause


def roles(f: Filter) -> Clause:
    """The one condition on mentions that unplaced names can meet too."""
    if not f.roles:
        return ALL
    return Clause("list_contains(?::VARCHAR[], role)", ([str(role) for role in f.roles],))


def chooses_mentions(f: Filter) -> bool:
    """Whether an article must hold a certain mention to count."""
    return mentions(f) != ALL


def _places(f: Filter) -> Clause:
    clause = ALL
    if f.countries:
        clause &= Clause("list_contains(?::VARCHAR[], country_code)", (list(f.countries),))
    if f.place_id:
        clause &= Clause("place_id = ?", (f.place_id,))
    if f.bbox:
        clause &= _inside(f.bbox)
    return clause


def _inside(bbox: tuple[float, float, float, float]) -> Clause:
    west, south, east, north = bbox
    across = "AND" if west <= east else "OR"
    return Clause(
        f"latitude BETWEEN ? AND ? AND (longitude >= ? {across} longitude <= ?)",
        (south, north, west, east),
    )


def _literally(text: str) -> str:
    """``text`` as a LIKE pattern that means just itself."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
