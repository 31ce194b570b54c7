"""Print how the atlas's columns compare with DuckDB and Polars when all have the data in memory.

    python -m tests.benchmarks.atlas_engines [MENTIONS] [--keep DIR] [--rounds N]

DuckDB is asked twice: of tables of its own, and of the Arrow tables that they were made from.
Polars, which Dateline does not need, is asked where it is installed. All have one thread, and
what suits them: numbers in place of ids, and what is asked of an article beside each of its
mentions, so that nothing need be joined; rows in the order of the places, as ours stand.

Every question is asked of other dates and places each time, of one engine after the other.
Answers are compared. Printed are milliseconds of processor time (medians), and how many times
as long as Dateline's reader the others take.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

os.environ["POLARS_MAX_THREADS"] = "1"

import duckdb
import numpy as np
import pyarrow as pa

from geo.atlas import Atlas, AtlasReader, Filter, Unit
from geo.atlas.columns import UNDATED
from tests.benchmarks import atlas_data
from tests.benchmarks.atlas_speed import PAGE, _days, _memory, _place

try:
    import polars as pl
except ImportError:
    pl = None

ROUNDS = 15
LISTED = 100  # places, the most counted first
CELL = 64 / (256 * 2**2)  # of the map at zoom 2, as a share of the world

Rows = list[tuple[Any, ...]]


class Engine(Protocol):
    """Every question gives rows in an order that is the same for all engines."""

    def places(self, first: date, last: date, unit: str) -> Rows: ...
    def markers(self, first: date, last: date) -> Rows: ...
    def counts(self, first: date, last: date) -> Rows: ...
    def days(self, country: str, confidence: float) -> Rows: ...
    def facets(self, first: date, last: date) -> Rows: ...
    def excerpts(self, place: str, first: date, last: date) -> Rows: ...


QUESTIONS: dict[str, Callable[[Engine, int], Rows]] = {
    "date range, places by mentions": lambda e, n: e.places(*_days(n), "mention"),
    "date range, places by articles": lambda e, n: e.places(*_days(n + 100), "article"),
    "date range, places by stories": lambda e, n: e.places(*_days(n + 200), "story"),
    "date range, markers of the map": lambda e, n: e.markers(*_days(n + 300)),
    "date range, counts": lambda e, n: e.counts(*_days(n + 400)),
    "a country by confidence, days": lambda e, n: e.days(f"A{'ABCDEFGHIJ'[n % 10]}", n / 100),
    "date range, choices with counts": lambda e, n: e.facets(*_days(n + 500)),
    "all a move of the slider asks": lambda e, n: _slider(e, *_days(n + 700)),
    "a place's newest 20 excerpts": lambda e, n: e.excerpts(
        _place(n), date(1900, 1, 1), date(2100, 1, 1)
    ),
    "a place's newest 20 excerpts, date range": lambda e, n: e.excerpts(
        _place(n + 40), *_days(n + 600)
    ),
}


def _slider(engine: Engine, first: date, last: date) -> Rows:
    """Status line, map, list of places and filters of one selection."""
    return [
        *engine.counts(first, last),
        *engine.markers(first, last),
        *engine.places(first, last, "article"),
        *engine.facets(first, last),
    ]


@dataclass(frozen=True)
class Ours:
    """Dateline's reader, whose excerpts are on the disk."""

    reader: AtlasReader

    def places(self, first: date, last: date, unit: str) -> Rows:
        units = {"mention": Unit.MENTIONS, "article": Unit.ARTICLES, "story": Unit.STORIES}
        found = self.reader.places(_dated(first, last), units[unit], LISTED)
        return [
            (c.place.id, c.count, c.mentions, c.articles, round(c.confidence, 6)) for c in found
        ]

    def markers(self, first: date, last: date) -> Rows:
        found = self.reader.clusters(_dated(first, last), Unit.MENTIONS, 2, actors=("actor",))
        return [(mark.count, mark.places) for mark in found]

    def counts(self, first: date, last: date) -> Rows:
        found = self.reader.counts(_dated(first, last))
        return [(found.articles, found.places, found.mentions)]

    def days(self, country: str, confidence: float) -> Rows:
        f = Filter(countries=(country,), min_confidence=confidence)
        return list(self.reader.histogram(f, Unit.ARTICLES))

    def facets(self, first: date, last: date) -> Rows:
        found = self.reader.facets(_dated(first, last))
        return [*found.sources, *found.languages, *found.countries, *found.roles]

    def excerpts(self, place: str, first: date, last: date) -> Rows:
        found = self.reader.excerpts(_dated(first, last), place, PAGE)
        return [(each.published, each.excerpt.text) for each in found]


@dataclass(frozen=True)
class InDuckDB:
    """SQL to tables in memory named ``mention``, ``article`` and ``place``."""

    connection: duckdb.DuckDBPyConnection

    def places(self, first: date, last: date, unit: str) -> Rows:
        count = "count(*)" if unit == "mention" else f"count(DISTINCT {unit})"
        return self._rows(
            "SELECT id, n, mentions, articles, confidence FROM (SELECT place, "
            f"{count} AS n, count(*) AS mentions, count(DISTINCT article) AS articles, "
            "round(avg(confidence), 6) AS confidence FROM mention "
            "WHERE day BETWEEN ? AND ? AND place >= 0 GROUP BY place) JOIN place USING (place) "
            f"ORDER BY n DESC, place LIMIT {LISTED}",
            first,
            last,
        )

    def markers(self, first: date, last: date) -> Rows:
        return self._rows(
            "SELECT sum(n)::BIGINT, count(*), sum(latitude * n) / sum(n), "
            "sum(longitude * n) / sum(n), min(latitude), max(latitude), min(longitude), "
            "max(longitude), arg_max(id, n), sum(confidence) / sum(n), sum(actors) / sum(n) FROM "
            "(SELECT place, count(*) AS n, sum(confidence) AS confidence, "
            "count(*) FILTER (role = 'actor') AS actors FROM mention "
            "WHERE day BETWEEN ? AND ? AND place >= 0 GROUP BY place) JOIN place USING (place) "
            "GROUP BY cell",
            first,
            last,
        )

    def counts(self, first: date, last: date) -> Rows:
        # Articles are counted in their own table: some name no place.
        return self._rows(
            "SELECT (SELECT count(*) FROM article WHERE day BETWEEN ? AND ?), "
            "count(DISTINCT place), count(*) FROM mention WHERE day BETWEEN ? AND ? AND place >= 0",
            *(first, last, first, last),
        )

    def days(self, country: str, confidence: float) -> Rows:
        return self._rows(
            "SELECT day, count(DISTINCT article) FROM mention WHERE place >= 0 AND country = ? "
            "AND confidence >= ? AND day IS NOT NULL GROUP BY day",
            country,
            confidence,
        )

    def facets(self, first: date, last: date) -> Rows:
        found: Rows = []
        for table, column, count in (
            *(("article", column, "*") for column in ("source", "language")),
            *(("mention", column, "DISTINCT article") for column in ("country", "role")),
        ):
            placed = "AND place >= 0" if table == "mention" else ""
            found += self._rows(
                f"SELECT {column}, count({count}) FROM {table} "
                f"WHERE day BETWEEN ? AND ? {placed} GROUP BY 1",
                first,
                last,
            )
        return found

    def excerpts(self, place: str, first: date, last: date) -> Rows:
        return self._rows(
            "SELECT day, excerpt FROM mention WHERE place = (SELECT place FROM place "
            f"WHERE id = ?) AND day BETWEEN ? AND ? ORDER BY rank, start LIMIT {PAGE}",
            place,
            first,
            last,
        )

    def _rows(self, sql: str, *values: object) -> Rows:
        return self.connection.execute(sql, values).fetchall()


@dataclass(frozen=True)
class InPolars:
    """Lazy queries of three frames."""

    mention: Any
    article: Any
    place: Any

    def _per_place(self, first: date, last: date, *counts: Any) -> Any:
        dated = self.mention.filter(pl.col("day").is_between(first, last) & (pl.col("place") >= 0))
        found = dated.group_by("place").agg(*counts)
        return found.join(self.place, on="place")

    def places(self, first: date, last: date, unit: str) -> Rows:
        count = pl.len() if unit == "mention" else pl.col(unit).n_unique()
        measures = (
            count.alias("n"),
            pl.len().alias("mentions"),
            pl.col("article").n_unique().alias("articles"),
            pl.col("confidence").mean().round(6),
        )
        found = self._per_place(first, last, *measures)
        most = found.sort("n", "place", descending=[True, False]).head(LISTED)
        return most.select("id", "n", "mentions", "articles", "confidence").collect().rows()

    def markers(self, first: date, last: date) -> Rows:
        n = pl.col("n")
        actors = (pl.col("role") == "actor").sum().alias("actors")
        return (
            self._per_place(first, last, pl.len().alias("n"), pl.col("confidence").sum(), actors)
            .group_by("cell")
            .agg(
                n.sum().alias("total"),
                pl.len().alias("places"),
                *((pl.col(at) * n).sum() / n.sum() for at in ("latitude", "longitude")),
                *(pl.col(at).min().alias(f"least {at}") for at in ("latitude", "longitude")),
                *(pl.col(at).max().alias(f"most {at}") for at in ("latitude", "longitude")),
                pl.col("id").get(n.arg_max()),
                pl.col("confidence").sum() / n.sum().alias("total"),
                pl.col("actors").sum() / n.sum().alias("total"),
            )
            .drop("cell")
            .collect()
            .rows()
        )

    def counts(self, first: date, last: date) -> Rows:
        dated = pl.col("day").is_between(first, last)
        articles, mentions = pl.collect_all(
            [
                self.article.filter(dated).select(pl.len()),
                self.mention.filter(dated & (pl.col("place") >= 0)).select(
                    pl.col("place").n_unique(), pl.len()
                ),
            ]
        )
        return [(articles.item(), *mentions.row(0))]

    def days(self, country: str, confidence: float) -> Rows:
        found = self.mention.filter(
            (pl.col("place") >= 0)
            & (pl.col("country") == country)
            & (pl.col("confidence") >= confidence)
            & pl.col("day").is_not_null()
        )
        return found.group_by("day").agg(pl.col("article").n_unique()).collect().rows()

    def facets(self, first: date, last: date) -> Rows:
        dated = pl.col("day").is_between(first, last)
        articles = self.article.filter(dated)
        mentions = self.mention.filter(dated & (pl.col("place") >= 0))
        articles_named = pl.col("article").n_unique()
        queries = [
            *(articles.group_by(by).agg(pl.len()) for by in ("source", "language")),
            *(mentions.group_by(by).agg(articles_named) for by in ("country", "role")),
        ]
        return [row for frame in pl.collect_all(queries) for row in frame.rows()]

    def excerpts(self, place: str, first: date, last: date) -> Rows:
        number = self.place.filter(pl.col("id") == place).select("place").collect().item()
        found = self.mention.filter(
            (pl.col("place") == number) & pl.col("day").is_between(first, last)
        )
        newest = found.sort("rank", "start").head(PAGE)
        return newest.select("day", "excerpt").collect().rows()


def main() -> None:
    """Fill an atlas unless it is there, ask all engines, and print what that took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("mentions", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--keep", type=Path, help="the atlas's folder; filled if it is not there")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    args = parser.parse_args()
    if args.keep:
        _run(args.keep, args.mentions, args.rounds)
    else:
        with tempfile.TemporaryDirectory() as folder:
            _run(Path(folder) / "atlas", args.mentions, args.rounds)


def _run(folder: Path, mentions: int, rounds: int) -> None:
    if not folder.exists():
        atlas_data.fill(folder, mentions)
    reader = Atlas(folder).reader()
    engines = _engines(reader)
    names = [name for name in engines if name != "ours"]
    print(f"{'':42}{'ours':>8}" + "".join(f"{name:>24}" for name in names))
    for question, ask in QUESTIONS.items():
        times: dict[str, list[float]] = {name: [] for name in engines}
        for number in range(rounds):
            answers = {}
            for name, engine in engines.items():
                start = time.process_time()
                answers[name] = ask(engine, number)
                times[name].append(time.process_time() - start)
            _compare(question, answers)
        ours, *others = (statistics.median(times[name]) * 1e3 for name in engines)
        told = "".join(f"{f'{each:.1f} ms  {each / ours:.1f} x':>24}" for each in others)
        print(f"{question:42}{ours:8.1f}{told}", flush=True)


def _engines(reader: AtlasReader) -> dict[str, Engine]:
    tables = _tables(reader)
    before = _memory()
    connections = [duckdb.connect(), duckdb.connect()]
    for name, table in tables.items():
        connections[0].register("given", table)
        connections[0].execute(f"CREATE TABLE {name} AS SELECT * FROM given")
        connections[0].unregister("given")
        connections[1].register(name, table)
    for connection in connections:
        connection.execute("SET threads = 1")
    print(f"DuckDB's own tables: {_memory() - before:+.0f} MB of memory")
    engines: dict[str, Engine] = {
        "ours": Ours(reader),
        "DuckDB, own tables": InDuckDB(connections[0]),
        "DuckDB, Arrow tables": InDuckDB(connections[1]),
    }
    if pl:
        frames = {name: pl.from_arrow(table).rechunk().lazy() for name, table in tables.items()}
        engines["Polars"] = InPolars(**frames)
    else:
        print("Polars is not installed, and not asked")
    print()
    return engines


def _tables(reader: AtlasReader) -> dict[str, pa.Table]:
    """What the reader has in memory, and the excerpts, as other engines would keep it."""
    atlas = reader._snapshot
    columns = atlas.columns
    articles, mentions = columns.articles, columns.mentions
    every = np.arange(len(mentions))
    on_disk = list(zip(mentions.part.tolist(), mentions.row.tolist(), strict=True))
    excerpts = [row["excerpt"] for row in atlas.stored("mentions", on_disk, ("excerpt",))]
    days = pa.array(articles.published, pa.int32(), mask=articles.published == UNDATED)
    days = days.cast(pa.date32())
    of_mention = pa.array(mentions.article[every])
    countries = pa.array([*columns.countries, None], pa.string()).dictionary_encode()
    cells = [_cell(*at) for at in zip(columns.latitudes, columns.longitudes, strict=True)]
    return {
        "mention": pa.table(
            {
                "article": mentions.article,
                "story": articles.story[mentions.article],
                "place": mentions.place,
                "country": countries.take(pa.array(mentions.place % (len(columns.places) + 1))),
                "day": days.take(of_mention),
                "rank": articles.rank[mentions.article],
                "start": mentions.start,
                "confidence": mentions.confidence,
                "role": _words(mentions.role, mentions.roles),
                "excerpt": excerpts,
            }
        ),
        "article": pa.table(
            {
                "day": days,
                "source": _words(articles.source, articles.sources),
                "language": _words(articles.language, articles.languages),
            }
        ),
        "place": pa.table(
            {
                "place": np.arange(len(columns.places), dtype=np.int32),
                "id": [place.id for place in columns.places],
                "latitude": columns.latitudes,
                "longitude": columns.longitudes,
                "cell": cells,
            }
        ),
    }


def _words(codes: Any, words: tuple[str, ...]) -> Any:
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(words))


def _cell(latitude: float, longitude: float) -> int:
    """The cell of the map's grid (Web Mercator) in which a place lies."""
    sine = np.sin(np.radians(np.clip(latitude, -85.05, 85.05)))
    down = 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)
    return int((longitude / 360 + 0.5) / CELL) << 32 | int(down / CELL)


def _compare(question: str, answers: dict[str, Rows]) -> None:
    """Whether all say the same; of markers, their counts and numbers of places."""
    if "slider" in question:
        return  # each of its parts is compared by itself
    compared = {
        name: sorted(row[:2] if "markers" in question else row for row in rows)
        for name, rows in answers.items()
    }
    for name, rows in compared.items():
        assert rows == compared["ours"], f"{question}: {name} says otherwise"


def _dated(first: date, last: date) -> Filter:
    """Articles of these days; without the undated, as in SQL."""
    return Filter(date_from=first, date_to=last, undated=False)


if __name__ == "__main__":
    sys.exit(main())
