"""How fast the geocode cache is, against requests-cache on the same names in the same run.

    python -m tests.benchmarks.geocode_cache [--names 20000] [--entries 1000000]

Prints names a second from one process, their ratio, and how long a fresh process takes to
its first answer from a cache of a million entries.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import requests_cache

from geo.geocoders.cache import PARSER_VERSION, VERSION, Cache, Cached, compress_raw, pack
from geo.geocoders.protocol import FoundPlace, GeocoderAnswer, Query
from geo.geocoders.result_parsers import RESULT_PARSERS
from tests.geo.geocoders.loopback import Server, Spot, serving

RESULTS = 3  # places a name has, on average, in Nominatim's answers
COLD = """
import sys, time
from pathlib import Path
from geo.geocoders.cache import Cache, Source
began = time.perf_counter()
found = Cache(Path(sys.argv[1])).get(Source("nominatim", {version}, '{options}'), "name 77")
print((time.perf_counter() - began) * 1000 if found else float("nan"))
"""
OPTIONS = '{"limit": 10}'


class Silent:
    """A service that must not be needed."""

    name, options = "nominatim", "{}"

    def geocode(self, query: Query) -> GeocoderAnswer:
        raise AssertionError(f"{query.name} was asked")

    def read(self, raw: object) -> tuple[FoundPlace, ...]:
        return ()


def spots(name: str) -> list[Spot]:
    return [
        Spot(name, 30 + n, 60 + n, state="Herat Province", county="Kushk", osm_id=n + 1)
        for n in range(RESULTS)
    ]


def answer(name: str) -> tuple[tuple[FoundPlace, ...], list[dict[str, object]]]:
    raw = [spot.nominatim() for spot in spots(name)]
    read = (RESULT_PARSERS["nominatim"].read("nominatim", r) for r in raw)
    return tuple(found for found in read if found), raw


def rate(work: Callable[[str], object], names: list[str], rounds: int = 3) -> float:
    """Names a second of CPU time, the best of some rounds: the machine is not ours alone."""
    best = 0.0
    for _ in range(rounds):
        began = time.process_time()
        for name in names:
            work(name)
        best = max(best, len(names) / (time.process_time() - began))
    return best


def fill(path: Path, entries: int) -> None:
    """A cache of that many answers, all of one source."""
    import json

    cache = Cache(path)
    found, raw = answer("Torghundi")
    packed, text = pack(found), compress_raw(json.dumps(raw))

    def work(connection: object) -> None:
        connection.execute("INSERT INTO source VALUES (1, 'nominatim', ?, ?)", (VERSION, OPTIONS))  # type: ignore[attr-defined]
        connection.executemany(  # type: ignore[attr-defined]
            "INSERT INTO answer (source, query, asked_at, results, reading, found, raw)"
            " VALUES (1, ?, 1.7e9, ?, ?, ?, ?)",
            ((f"name {n}", RESULTS, PARSER_VERSION, packed, text) for n in range(entries)),
        )

    cache.file.write(work)
    cache.file.close()


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--names", type=int, default=20_000)
    arguments.add_argument("--others", type=int, default=2_000, help="names for requests-cache")
    arguments.add_argument("--entries", type=int, default=1_000_000)
    args = arguments.parse_args()
    with TemporaryDirectory() as folder:
        ours = Path(folder) / "ours" / "geocode.sqlite"
        fill(ours, args.entries)
        names = random.sample([f"name {n}" for n in range(args.entries)], args.names)
        cached = Cached(Silent(), Cache(ours))
        mine = rate(lambda name: cached.geocode(Query(name)), names)
        print(
            f"dateline:        {mine:>9,.0f} names/s of CPU ({args.names:,} distinct names, "
            f"{RESULTS} places each, {args.entries:,} entries, {ours.stat().st_size / 1e6:,.0f} MB)"
        )

        few = names[: args.others]
        with serving(Server(places={name: list(spots(name)) for name in few})) as server:
            session = requests_cache.CachedSession(str(Path(folder) / "theirs"), backend="sqlite")
            address = f"{server.address}/search"
            asked = {name: {"q": name, "format": "json", "limit": 10} for name in few}
            for name in few:
                session.get(address, params=asked[name])
            theirs = rate(lambda name: session.get(address, params=asked[name]).json(), few)
            assert sum(server.asked.values()) == len(few)
        print(f"requests-cache:  {theirs:>9,.0f} names/s of CPU ({len(few):,} distinct names)")
        print(f"ratio:           {mine / theirs:>9.1f}   (at least 10 wanted)")

        code = COLD.format(version=VERSION, options=OPTIONS)
        command = [sys.executable, "-c", code, str(ours)]
        cold = [float(subprocess.check_output(command, text=True)) for _ in range(5)]
        print(
            f"cold start:      {min(cold):>9.1f} ms best, {max(cold):.1f} ms worst of {len(cold)} "
            f"(at most 20 wanted)"
        )


if __name__ == "__main__":
    main()
