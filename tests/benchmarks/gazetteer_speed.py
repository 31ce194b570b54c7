"""Lookups a second, one process, against a plain dictionary of the same names; memory; opening.

    python tests/benchmarks/gazetteer_speed.py [--gazetteer FILE] [--names N]

Three streams of names: every distinct name once (nothing is cached), names as often as news
repeats them (Zipf), and words that no place bears. The dictionary holds ready answers: it is
the ceiling of what Python can do, at hundreds of times the memory.
"""

from __future__ import annotations

import argparse
import random
import resource
import sqlite3
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from geo.gazetteer import Gazetteer, normalise
from geo.settings import Settings

RUNS = 5


def rate(lookup: Callable[[str], object], names: Sequence[str]) -> float:
    started = time.process_time()
    for name in names:
        lookup(name)
    return len(names) / (time.process_time() - started)


def streams(path: Path, count: int) -> dict[str, list[str]]:
    connection = sqlite3.connect(path)
    titled = [name.title() for (name,) in connection.execute("SELECT DISTINCT name FROM name")]
    connection.close()
    chance = random.Random(1)
    distinct = chance.sample([name for name in titled if name.isascii()], count)
    weights = [1 / rank for rank in range(1, count + 1)]
    return {
        "distinct": distinct,
        "as in news": chance.choices(distinct, weights, k=count),
        "misses": [f"{name[::-1].title()}q" for name in distinct],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gazetteer", type=Path, default=Settings.load().gazetteer)
    parser.add_argument("--names", type=int, default=50_000)
    options = parser.parse_args()
    started = time.perf_counter()
    gazetteer = Gazetteer(options.gazetteer)
    gazetteer.lookup("Kabul")
    print(f"first answer after {1000 * (time.perf_counter() - started):.1f} ms")
    for name, names in streams(options.gazetteer, options.names).items():
        ready = {normalise(one): one for one in names}
        pairs = [
            (
                rate(Gazetteer(options.gazetteer).lookup, names),
                rate(lambda one, ready=ready: ready.get(normalise(one)), names),
            )
            for _ in range(RUNS)
        ]
        ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
        print(
            f"{name:12} {ours:>10,.0f}/s  dictionary {theirs:>10,.0f}/s  ratio {ours / theirs:.3f}"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = options.gazetteer.stat().st_size / 1e6
    print(f"file {size:.0f} MB, peak memory with the benchmark's own lists {peak:.0f} MB")


if __name__ == "__main__":
    main()
