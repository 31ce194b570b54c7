"""Print how fast an atlas answers, beside DuckDB on the same Parquet parts, in one run.

    python -m tests.benchmarks.atlas_speed [MENTIONS] [--keep DIR]

The articles are made up and do not repeat each other. Every question is asked of many dates,
places and words, none twice. Printed are milliseconds of processor time of all threads, so
that other work on the machine weighs on neither; on an idle machine one thread takes as long
by the clock. What is asked first, when nothing is warm, is printed too. Then 20 visitors ask
at once, and how long they wait is told by the clock.
"""

from __future__ import annotations

import argparse
import math
import resource
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import duckdb

from geo.atlas import Atlas, AtlasReader, DateBasis, Filter, Unit, manifest
from tests.benchmarks import atlas_data

ROUNDS = 15
VISITORS = 20
PAGE = 20

Question = Callable[[int], object]


def main() -> None:
    """Fill an atlas unless it is there, ask it, and print what that took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("mentions", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--keep", type=Path, help="the atlas's folder; filled if it is not there")
    args = parser.parse_args()
    if args.keep:
        _run(args.keep, args.mentions)
    else:
        with tempfile.TemporaryDirectory() as folder:
            _run(Path(folder) / "atlas", args.mentions)


def _run(folder: Path, mentions: int) -> None:
    if not folder.exists():
        filled = _seconds(lambda: atlas_data.fill(folder, mentions))
        print(f"made up and written in {filled:.0f} s")
    size = sum(path.stat().st_size for path in folder.glob("*.parquet"))
    print(f"{len(manifest.read(folder).parts)} parts, {size / 1e6:.0f} MB\n")

    before = _memory()
    opening = [_seconds(lambda: Atlas(folder).reader().close()) for _ in range(3)]
    reader = Atlas(folder).reader()
    print(f"opening: {_ms(opening)} ms; memory {_memory() - before:+.0f} MB over {before:.0f} MB")
    counts = reader.counts(Filter())
    print(f"{counts.mentions + counts.unplaced:,} mentions, {counts.articles:,} articles\n")

    indexed = _seconds(lambda: reader.counts(Filter(text=_word(0))))
    print(f"first search of all (the index of texts is made if it is not there): {indexed:.1f} s")
    index = sum(path.stat().st_size for path in folder.glob("search.sqlite*"))
    print(f"index of texts: {index / 1e6:.0f} MB\n")

    print(f"{'':44}{'first':>8}{'median':>8}{'slowest':>9}{'DuckDB':>9}   (ms)")
    reference = dict(_duckdb(folder))
    for name, ask in _questions(reader).items():
        times = _times(ask, ROUNDS)
        slow = _ms(_times(reference[name], 5)) if name in reference else ""
        print(f"{name:44}{times[0] * 1e3:8.1f}{_ms(times):>8}{max(times) * 1e3:9.1f}{slow:>9}")
    _visitors(reader)


def _questions(reader: AtlasReader) -> dict[str, Question]:
    """What the dashboard asks, of other dates, places and words every time."""
    return {
        "date range + places by mentions": lambda n: reader.places(_range(n), Unit.MENTIONS),
        "date range + places by stories": lambda n: reader.places(_range(n), Unit.STORIES),
        "date range + clusters of the map": lambda n: reader.clusters(
            _range(n + 100), Unit.ARTICLES, 3, actors=("actor",)
        ),
        "date range + counts": lambda n: reader.counts(_range(n + 200)),
        "rectangle + places and counts": lambda n: _in_area(reader, area(4, n)),
        "area of 200 corners + places and counts": lambda n: _in_area(reader, area(200, n)),
        "days of the timeline": lambda n: reader.histogram(
            Filter(countries=(f"A{'ABCDEFGHIJ'[n % 10]}",), min_confidence=n / 100), Unit.ARTICLES
        ),
        "facets": lambda n: reader.facets(_range(n + 300)),
        "differences of two months": lambda n: reader.differences(_range(n + 9), _range(n + 39)),
        "a place's newest excerpts": lambda n: reader.excerpts(Filter(), _place(n), PAGE),
        "a place's newest stories": lambda n: reader.story_excerpts(Filter(), _place(n + 50), PAGE),
        "names not placed": lambda n: reader.unplaced(_range(n + 400), 200),
        "newest articles": lambda n: reader.articles(_range(n + 500), 50),
        "search: a word": lambda n: reader.counts(Filter(text=_word(n + 20))),
        "search: a frequent word": lambda n: reader.counts(Filter(text=_word(n + 1))),
        "search: a phrase": lambda n: reader.counts(Filter(text=f'"{_word(n)} {_word(n + 3)}"')),
        "search: a OR b NOT c*": lambda n: reader.counts(
            Filter(text=f"{_word(n + 60)} OR {_word(n + 90)} NOT {_word(n + 7)}*")
        ),
        "search + date range + places": lambda n: reader.places(
            Filter(text=_word(n + 200), date_from=atlas_data.FIRST_DAY + timedelta(days=n)),
            Unit.MENTIONS,
        ),
        "spoken of: date range + places": lambda n: reader.places(
            Filter(
                date_from=_range(n).date_from,
                date_to=_range(n).date_to,
                date_basis=DateBasis.SPOKEN,
            ),
            Unit.MENTIONS,
        ),
        "why here?": lambda n: _explained(reader, n),
    }


def _in_area(reader: AtlasReader, corners: tuple[tuple[float, float], ...]) -> object:
    """What the page asks for when an area was drawn."""
    f = Filter(area=corners)
    return reader.counts(f), reader.places(f), reader.clusters(f, Unit.MENTIONS, 3)


def area(corners: int, number: int) -> tuple[tuple[float, float], ...]:
    """An area of so many corners around a point that is another every time."""
    turns = [2 * math.pi * at / corners for at in range(corners)]
    return tuple((5 * number + 40 * math.cos(t), 20 + 30 * math.sin(t)) for t in turns)


def _explained(reader: AtlasReader, number: int) -> object:
    [found] = reader.excerpts(Filter(), _place(number), 1)
    *_, span = found.mention_id.split(":")
    start, end = map(int, span.split("-"))
    candidates = reader.explain(found.article_id, start, end)
    assert candidates
    return candidates


def _duckdb(folder: Path) -> Iterator[tuple[str, Question]]:
    """The same questions in SQL, to the Parquet files as they lie there."""
    parts = manifest.read(folder).parts
    connection = duckdb.connect()
    for kind in ("articles", "mentions"):
        files = [str(folder / part.kinds()[kind].file) for part in parts]
        connection.from_parquet(files).create_view(kind)

    def asked(sql: str, *values: object) -> object:
        return connection.execute(sql, values).fetchall()

    both = "FROM mentions JOIN articles USING (article_id) WHERE place_id IS NOT NULL"
    dated = f"{both} AND published BETWEEN ? AND ?"
    yield (
        "date range + places by mentions",
        lambda n: asked(f"SELECT place_id, count(*) {dated} GROUP BY 1", *_days(n)),
    )
    yield (
        "date range + places by stories",
        lambda n: asked(f"SELECT place_id, count(DISTINCT story_id) {dated} GROUP BY 1", *_days(n)),
    )
    yield (
        "a place's newest excerpts",
        lambda n: asked(
            f"SELECT excerpt, title, source {both} AND place_id = ? "
            f"ORDER BY published DESC NULLS LAST, article_id LIMIT {PAGE}",
            _place(n),
        ),
    )
    yield (
        "search: a word",
        lambda n: asked("SELECT count(*) FROM articles WHERE text ILIKE ?", f"% {_word(n + 20)} %"),
    )


def _visitors(reader: AtlasReader) -> None:
    """20 people each move the slider, search, and open a place, at the same time."""
    wall = time.perf_counter
    barrier, waits = threading.Barrier(VISITORS), list[float]()

    def visit(number: int) -> None:
        barrier.wait()
        for step in range(5):
            n = 1000 + number * 5 + step
            waits.append(_seconds(lambda n=n: reader.clusters(_range(n), Unit.MENTIONS, 3), wall))
            waits.append(_seconds(lambda n=n: reader.counts(Filter(text=_word(n))), wall))
            waits.append(_seconds(lambda n=n: reader.excerpts(_range(n), _place(n), PAGE), wall))

    with ThreadPoolExecutor(VISITORS) as pool:
        list(pool.map(visit, range(VISITORS)))
    print(f"\n{VISITORS} visitors at once, {len(waits)} answers: median {_ms(waits)} ms")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory now {_memory():.0f} MB, at its peak {peak:.0f} MB (DuckDB included)")


def _range(number: int) -> Filter:
    first, last = _days(number)
    return Filter(date_from=first, date_to=last)


def _days(number: int) -> tuple[date, date]:
    """Some months, other ones for each number."""
    first = atlas_data.FIRST_DAY + timedelta(days=number * 17 % 500)
    return first, first + timedelta(days=60 + number % 90)


def _place(number: int) -> str:
    return atlas_data.place_id(number * 13)


def _word(number: int) -> str:
    return atlas_data.word(number)


def _seconds(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    start = clock()
    work()
    return clock() - start


def _times(ask: Question, rounds: int) -> list[float]:
    return [_seconds(partial(ask, number)) for number in range(rounds)]


def _ms(seconds: list[float]) -> str:
    return f"{statistics.median(seconds) * 1e3:.1f}"


def _memory() -> float:
    """Megabytes of this process in memory."""
    status = Path("/proc/self/status").read_text().split()
    return int(status[status.index("VmRSS:") + 1]) / 1024


if __name__ == "__main__":
    sys.exit(main())
