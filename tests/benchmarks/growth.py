"""Ingest made news of growing size by the command itself: speed, memory, size, answers, growth.

    python -m tests.benchmarks.growth [--sizes 1000 10000] [--workers 2] [--seed 0]

Beside it stands spaCy's bare entity recogniser over the same texts, in as many processes, in the
same run. Times are processor seconds of all processes (other work on the machine weighs less on
them) and seconds of the clock. What was found is held against what is true of the articles.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import psutil
import pyarrow.parquet as pq

from geo.atlas import Atlas, Filter, Unit, manifest
from geo.places.sphere import distance_km
from geo.recognition.recogniser import BATCH
from tests.benchmarks.made_news import Made, write
from tests.benchmarks.speed import bare_recogniser

RADIUS_KM = 161.0


@dataclass(slots=True)
class Measured:
    """What was measured of one size."""

    articles: int
    words: int = 0
    clock: float = 0.0
    processor: float = 0.0
    publisher: float = 0.0
    parent_mb: float = 0.0
    worker_mb: float = 0.0
    disk_mb: float = 0.0
    queries: dict[str, float] = field(default_factory=dict)
    truth: dict[str, float] = field(default_factory=dict)


def watched(command: Sequence[str]) -> tuple[float, float, float, float, float, str]:
    """Run a command: seconds, processor seconds of all its processes and of the first, peak
    megabytes of the first and of the largest other, output.
    """
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as output:
        process = psutil.Popen(command, stdout=output, stderr=subprocess.DEVNULL)
        parent = worker = 0.0
        used: dict[int, float] = {}
        while process.poll() is None:
            for each in _family(process):
                try:
                    size = each.memory_info().rss / 1e6
                    spent = each.cpu_times()
                except psutil.Error:
                    continue
                used[each.pid] = spent.user + spent.system
                if each.pid == process.pid:
                    parent = max(parent, size)
                else:
                    worker = max(worker, size)
            time.sleep(0.1)
        output.seek(0)
        if process.returncode != 0:
            raise SystemExit(f"{command}: ended with {process.returncode}")
        ours = used.get(process.pid, 0.0)
        spent_all = sum(used.values())
        return time.perf_counter() - start, spent_all, ours, parent, worker, output.read()


def _family(process: psutil.Process) -> list[psutil.Process]:
    try:
        return [process, *process.children(recursive=True)]
    except psutil.Error:
        return []


def bare(texts: Sequence[str]) -> float:
    """Words that the bare recogniser has read, after it was loaded."""
    for _ in bare_recogniser().pipe(texts, batch_size=BATCH):
        pass
    return time.process_time()


def bare_seconds(texts: Sequence[str], workers: int) -> tuple[float, float]:
    """Seconds of the clock and of processors of the bare recogniser in so many processes."""
    shares = [texts[first::workers] for first in range(workers)]
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        before = list(pool.map(bare, [texts[:2]] * workers))
        start = time.perf_counter()
        after = list(pool.map(bare, shares))
        return time.perf_counter() - start, max(0.0, sum(after) - sum(before))


def seconds(work: Callable[[int], object]) -> float:
    """The least processor seconds of three questions, each another one: answers are kept."""
    taken = []
    for number in range(3):
        start = time.process_time()
        work(number)
        taken.append(time.process_time() - start)
    return min(taken)


def queries(folder: Path) -> dict[str, float]:
    """How long the atlas takes for what the page asks, in milliseconds."""
    atlas = Atlas(folder)
    found = {"open": seconds(lambda _: Atlas(folder).reader().close())}
    with atlas.reader() as reader:
        first, last = reader.date_span() or (None, None)
        assert first and last
        middle = first + (last - first) / 2

        def half(number: int) -> Filter:
            return Filter(date_from=first, date_to=middle + timedelta(number))

        places = [each.place.id for each in reader.places(Filter(), Unit.MENTIONS)[:3]]
        words = ("refinery fire", "harvest", "minister")
        found["counts"] = seconds(lambda number: reader.counts(half(number)))
        found["places"] = seconds(lambda number: reader.places(half(10 + number), Unit.MENTIONS))
        found["excerpts"] = seconds(
            lambda number: reader.excerpts(half(20), places[number], limit=20)
        )
        found["text search"] = seconds(lambda number: reader.counts(Filter(text=words[number])))
    return {name: 1000 * value for name, value in found.items()}


def truth(folder: Path, made: Sequence[Made]) -> dict[str, float]:
    """How much of what is true of the articles stands in the atlas."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for part in manifest.read(folder).parts:
        for kind in ("articles", "mentions", "dates"):
            rows[kind] += pq.read_table(folder / part.kinds()[kind].file).to_pylist()
    # A paper that prints the same twice is stored once, as what it printed first.
    by_text = {(each.text, each.source, each.title): each for each in reversed(made)}
    known: dict[str, Made] = {}
    for row in rows["articles"]:
        if each := by_text.get((row["text"], row["source"], row["title"])):
            known[row["article_id"]] = each
    stories = {row["article_id"]: row["story_id"] for row in rows["articles"]}
    return {
        "articles known": len(known) / len(rows["articles"]),
        **_true_places(known, rows["mentions"]),
        "days told": _true_days(known, rows["dates"]),
        **_true_stories({each.number: stories[id_] for id_, each in known.items()}, made),
    }


def _true_places(known: dict[str, Made], rows: list[dict[str, Any]]) -> dict[str, float]:
    mentions = {(row["article_id"], row["start"], row["end"]): row for row in rows}
    counts = Counter[str]()
    for id_, each in known.items():
        for start, end, _, latitude, longitude in each.places:
            row = mentions.get((id_, start, end))
            counts["all"] += 1
            counts["named"] += row is not None
            if row and row["latitude"] is not None:
                counts["placed"] += 1
                far = distance_km(latitude, longitude, row["latitude"], row["longitude"])
                counts["right"] += far <= RADIUS_KM
    return {
        "names found": counts["named"] / counts["all"],
        "names placed": counts["placed"] / counts["all"],
        "of these within 161 km": counts["right"] / max(1, counts["placed"]),
    }


def _true_days(known: dict[str, Made], rows: list[dict[str, Any]]) -> float:
    days = defaultdict(list)
    for row in rows:
        days[row["article_id"]].append((row["start"], row["end"], row["earliest"]))
    wanted = [(id_, date) for id_, each in known.items() for date in each.dates]
    found = sum(
        any(first < end and start < last and day == told for first, last, told in days[id_])
        for id_, (start, end, day) in wanted
    )
    return found / len(wanted)


def _true_stories(home: dict[int, str], made: Sequence[Made]) -> dict[str, float]:
    reprints = [each for each in made if each.story != each.number and each.number in home]
    together = sum(home[each.number] == home.get(each.story) for each in reprints)
    of_story = defaultdict(set)
    for each in made:
        if each.number in home:
            of_story[home[each.number]].add(each.story)
    return {
        "reprints with original": together / max(1, len(reprints)),
        "stories mixed": sum(len(of) > 1 for of in of_story.values()) / len(of_story),
    }


def measure(size: int, workers: int, seed: int, folder: Path) -> tuple[Measured, list[Made]]:
    """Make, ingest, ask and compare."""
    source, atlas = folder / f"{size}.jsonl", folder / f"atlas-{size}"
    made = write(source, size, seed)
    command = [sys.executable, "-m", "geo.cli", "ingest", str(source), "--atlas", str(atlas)]
    found = watched([*command, "--workers", str(workers), "--json"])
    assert json.loads(found[5])["read"] == size
    files = [path for path in atlas.iterdir() if path.is_file()]
    measured = Measured(size, sum(len(each.text.split()) for each in made), *found[:5])
    measured.disk_mb = sum(path.stat().st_size for path in files) / 1e6
    measured.queries = queries(atlas)
    measured.truth = truth(atlas, made)
    return measured, made


def slope(sizes: Sequence[int], values: Sequence[float]) -> float:
    """The exponent of growth between the smallest and the largest size; 0 of what was not there."""
    if not (values[0] and values[-1]):
        return 0.0
    return math.log(values[-1] / values[0]) / math.log(sizes[-1] / sizes[0])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="growth-") as name:
        all_ = []
        for size in sorted(args.sizes):
            measured, made = measure(size, args.workers, args.seed, Path(name))
            show(measured)
            all_.append(measured)
            if size == min(args.sizes):
                clock, processor = bare_seconds([each.text for each in made], args.workers)
                print(
                    f"  bare NER                  {measured.words / processor:9.0f} words a "
                    f"processor second, {measured.words / clock:.0f} a second\n"
                    f"  ratio                     {processor / measured.processor:9.2f} of "
                    "processor time, start included"
                )
    if len(all_) > 1:
        sizes = [each.articles for each in all_]
        print("growth, as the power of the number of articles")
        for what, values in {
            "processor time": [each.processor for each in all_],
            "memory, publisher": [each.parent_mb for each in all_],
            "memory, worker": [each.worker_mb for each in all_],
            "disk": [each.disk_mb for each in all_],
            **{f"query: {name}": [each.queries[name] for each in all_] for name in all_[0].queries},
        }.items():
            print(f"  {what:24} {slope(sizes, values):9.2f}")


def show(measured: Measured) -> None:
    """What was measured of one size."""
    print(f"{measured.articles:,} articles, {measured.words:,} words")
    print(f"  processor seconds         {measured.processor:9.1f}")
    print(f"  of these the publisher's  {measured.publisher:9.1f}")
    print(f"  seconds                   {measured.clock:9.1f}")
    print(f"  words a processor second  {measured.words / measured.processor:9.0f}")
    print(f"  peak of the publisher     {measured.parent_mb:9.0f} MB")
    print(f"  peak of a worker          {measured.worker_mb:9.0f} MB")
    print(f"  atlas                     {measured.disk_mb:9.1f} MB")
    for name, value in measured.queries.items():
        print(f"  query: {name:18} {value:9.1f} ms")
    for name, value in measured.truth.items():
        print(f"  {name:25} {value:9.3f}")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
