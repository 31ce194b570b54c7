"""``make bench``: how fast Dateline is beside references measured in the same run, and whether
it has become slower than it was.

    python -m tests.benchmarks.bench [--rounds 5] [--record] [NAME ...]

Each line is the reference's processor time over ours, the median of some rounds in which both
take turns; noise is half of what lies between the middle rounds and the rest. A ratio below the
one in ``recorded.json`` by more than the noise of both is a failure, and the exit status is 1;
``--record`` writes what was measured there instead.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import trafilatura

from geo.atlas import Atlas, Filter, Unit, manifest, staged
from geo.gazetteer.build import ensure
from geo.gazetteer.lookup import Gazetteer
from geo.models import Article
from geo.pipeline import Geoparser
from geo.pipeline.ingest import ingest
from geo.recognition.recogniser import BATCH
from geo.settings import Settings
from geo.sources import read
from geo.stories import Member, Stories, signature
from tests.benchmarks.made_news import write
from tests.benchmarks.speed import bare_recogniser

RECORDED = Path(__file__).with_name("recorded.json")
PAGES = Path(__file__).with_name("reading_pages")
ARTICLES = 60
# A ratio of two short times is never more certain than that.
LEAST_NOISE = 0.05

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Pair:
    """Something we do and what it is held against."""

    name: str
    ours: Work
    reference: Work


@dataclass(frozen=True, slots=True)
class Ratio:
    """The reference's time over ours, and how far it may be off."""

    ratio: float
    noise: float


def pairs(folder: Path, count: int) -> Iterator[Pair]:
    """All that is measured, on so many articles; files go into ``folder``."""
    settings = Settings.load()
    source = folder / "news.jsonl"
    write(source, count)
    articles = [each for each in read([str(source)]) if isinstance(each, Article)]
    texts = [each.text for each in articles]
    geoparser = Geoparser.load(settings)
    nlp = bare_recogniser()
    parsed = list(geoparser.geoparse(articles))

    def bare() -> object:
        return [len(doc.ents) for doc in nlp.pipe(texts, batch_size=BATCH)]

    numbers = iter(range(1_000_000))
    yield Pair("geoparsing / bare NER", lambda: list(geoparser.geoparse(articles)), bare)
    yield Pair(
        "ingest, the whole way / bare NER",
        lambda: ingest([str(source)], Atlas(folder / f"i{next(numbers)}"), geoparser),
        bare,
    )
    yield from _of_storage(folder, staged.stage(parsed), numbers)
    yield from _of_texts(texts)
    yield from _of_names(
        Gazetteer(ensure(settings.gazetteer)),
        [found.toponym.text for each in parsed for found in each.resolutions],
    )


def _of_storage(folder: Path, tables: staged.Tables, numbers: Iterator[int]) -> Iterator[Pair]:
    def plain() -> None:
        for kind, table in tables.items():
            pq.write_table(table, folder / f"{kind}.parquet", compression="zstd")

    yield Pair(
        "publishing with stories and index / Parquet",
        lambda: Atlas(folder / f"p{next(numbers)}").add_staged(tables),
        plain,
    )
    atlas = folder / "asked"
    Atlas(atlas).add_staged(tables)
    part = manifest.read(atlas).parts[0]
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    for kind in ("articles", "mentions"):
        file = atlas / part.kinds()[kind].file
        connection.execute(f"CREATE TABLE {kind} AS SELECT * FROM read_parquet('{file}')")
    reader = Atlas(atlas).reader()
    first, last = reader.date_span() or (None, None)
    assert first and last
    days = (last - first).days
    # Each time another range: what was asked before is remembered.
    ends = (first + timedelta(number % days) for number in itertools.count(days // 2))

    def asked() -> object:
        return reader.places(Filter(date_from=first, date_to=next(ends)), Unit.MENTIONS)

    yield Pair(
        "places in a range of dates / DuckDB in memory",
        asked,
        lambda: connection.execute(
            "SELECT place_id, count(*) FROM mentions JOIN articles USING (article_id)"
            f" WHERE published BETWEEN '{first}' AND '{next(ends)}' GROUP BY 1 ORDER BY 2 DESC"
        ).fetchall(),
    )


def _of_texts(texts: list[str]) -> Iterator[Pair]:
    def grouped() -> object:
        return Stories().add([Member(str(n), signature(text)) for n, text in enumerate(texts)])

    yield Pair(
        "stories / counting words",
        grouped,
        lambda: [len({word.casefold() for word in text.split()}) for text in texts],
    )
    pages = sorted(PAGES.glob("*.html"))
    raw = [page.read_text("utf-8", errors="replace") for page in pages]
    yield Pair(
        "pages, with dates / trafilatura",
        lambda: list(read([str(page) for page in pages])),
        lambda: [trafilatura.bare_extraction(page, fast=True, with_metadata=True) for page in raw],
    )


def _of_names(gazetteer: Gazetteer, names: list[str]) -> Iterator[Pair]:
    connection = sqlite3.connect(f"{gazetteer.path.resolve().as_uri()}?mode=ro", uri=True)

    def rows() -> object:
        return [
            connection.execute("SELECT place FROM name WHERE name = ?", (name,)).fetchall()
            for name in names
        ]

    def looked_up() -> object:
        # Opened anew: what was looked up before is remembered.
        opened = Gazetteer(gazetteer.path)
        return [opened.lookup(name) for name in names]

    yield Pair("names looked up / SQLite", looked_up, rows)


def measured(pair: Pair, rounds: int, least_seconds: float = 0.2) -> Ratio:
    """Time both in turns; a first turn warms up."""
    pair.ours(), pair.reference()
    ratios = sorted(
        _seconds(pair.reference, least_seconds) / _seconds(pair.ours, least_seconds)
        for _ in range(rounds)
    )
    quarter = len(ratios) // 4
    middle = ratios[quarter : len(ratios) - quarter]
    return Ratio(
        statistics.median(ratios), max(LEAST_NOISE * middle[0], (middle[-1] - middle[0]) / 2)
    )


def _seconds(work: Work, least: float) -> float:
    """Processor seconds, of as many repetitions as make a clock's ticks small."""
    count, start = 0, time.process_time()
    while count == 0 or time.process_time() - start < least:
        work()
        count += 1
    return max(1e-9, (time.process_time() - start) / count)


def verdict(found: Ratio, recorded: Ratio | None) -> str:
    """What is to be said of a ratio beside the one that was recorded."""
    if recorded is None:
        return "not recorded"
    if found.ratio < recorded.ratio - found.noise - recorded.noise:
        return "SLOWER"
    return "as recorded" if found.ratio <= recorded.ratio + found.noise else "faster"


def main() -> int:
    """Measure, print, and compare or record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="what to measure: beginnings of names")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--recorded", type=Path, default=RECORDED)
    args = parser.parse_args()
    known = json.loads(args.recorded.read_text()) if args.recorded.exists() else {}
    slower = 0
    print(f"{'':46}{'ratio':>8}{'noise':>8}{'recorded':>10}")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        for pair in pairs(folder, args.articles):
            if args.names and not pair.name.startswith(tuple(args.names)):
                continue
            found = measured(pair, args.rounds)
            before = Ratio(*known[pair.name]) if pair.name in known else None
            said = verdict(found, before)
            slower += said == "SLOWER"
            then = f"{before.ratio:10.2f}" if before else f"{'':10}"
            print(f"{pair.name:46}{found.ratio:8.2f}{found.noise:8.2f}{then}  {said}", flush=True)
            known[pair.name] = [round(found.ratio, 3), round(found.noise, 3)]
    if args.record:
        args.recorded.write_text(json.dumps(known, indent=1) + "\n")
        return 0
    if slower:
        print(f"{slower} slower than recorded by more than the noise", file=sys.stderr)
    return 1 if slower else 0


if __name__ == "__main__":
    sys.exit(main())
