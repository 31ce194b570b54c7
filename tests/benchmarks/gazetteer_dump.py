"""Peak memory and time of a build from a made-up GeoNames dump, extrapolated to the real one.

    python tests/benchmarks/gazetteer_dump.py [--rows N] [--folder DIR]

Writes N places in the format of allCountries.txt and 1.5 N names in that of alternateNamesV2.txt
(the real files hold about 12 and 18 million lines), builds from them in a process of its own, and
again with twice the rows: memory that does not grow with the rows is what matters.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import tempfile
import time
from pathlib import Path

from geo.gazetteer.build import build

REAL_ROWS = 12_000_000
SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]


def write_dump(folder: Path, rows: int) -> None:
    chance = random.Random(7)

    def name() -> str:
        return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 5))).title()

    with (folder / "allCountries.txt").open("w", encoding="utf-8") as file:
        for key in range(20_000_001, 20_000_001 + rows):
            one = name()
            latitude, longitude = chance.uniform(-60, 75), chance.uniform(-180, 180)
            file.write(
                f"{key}\t{one}\t{one}\t{name()},{name()}\t{latitude:.5f}\t{longitude:.5f}\tP\tPPL\t"
                f"US\t\tCA\t037\t\t\t{chance.randint(0, 9999)}\t\t10\tAmerica/Nome\t2024-01-01\n"
            )
    with (folder / "alternateNamesV2.txt").open("w", encoding="utf-8") as file:
        for number in range(rows + rows // 2):
            key = chance.randint(20_000_001, 20_000_000 + rows)
            file.write(f"{number}\t{key}\ten\t{name()} {name()}\t\t\t\t\t\t\n")


def measure(folder: Path, told: multiprocessing.Queue[float]) -> None:
    started = time.perf_counter()
    build(folder / "gazetteer.sqlite", geonames=folder)
    told.put(time.perf_counter() - started)
    told.put(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def run(folder: Path, rows: int) -> tuple[float, float, float]:
    """Seconds, peak memory in MB and size in MB of a build from ``rows`` places."""
    folder.mkdir()
    write_dump(folder, rows)
    told: multiprocessing.Queue[float] = multiprocessing.get_context("spawn").Queue()
    process = multiprocessing.get_context("spawn").Process(target=measure, args=(folder, told))
    process.start()
    seconds, memory = told.get(), told.get()
    process.join()
    return seconds, memory, (folder / "gazetteer.sqlite").stat().st_size / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=500_000)
    parser.add_argument("--folder", type=Path, help="where there is room (default: temporary)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        small = run(Path(folder) / "small", options.rows)
        large = run(Path(folder) / "large", 2 * options.rows)
    for rows, (seconds, memory, size) in ((options.rows, small), (2 * options.rows, large)):
        print(f"{rows:>10,} places: {seconds:6.0f} s, peak {memory:5.0f} MB, file {size:6.0f} MB")
    times = REAL_ROWS / options.rows - 1
    real = [one + (two - one) * times for one, two in zip(small, large, strict=True)]
    print(
        f"{REAL_ROWS:>10,} places, extrapolated: {real[0]:,.0f} s, peak {real[1]:,.0f} MB,"
        f" file {real[2]:,.0f} MB"
    )


if __name__ == "__main__":
    main()
