"""How many gold toponyms the gazetteer could place at best: is a right place among its answers?

    python tests/benchmarks/gazetteer_oracle.py GOLD.jsonl... [--losses N] [--km 161]

Prints, for each corpus of annotated articles (the format that `dateline evaluate` reads), the
share of gold spans with coordinates for which some place of `lookup(phrase)` has the gold
GeoNames id or lies within 161 km; then the same by kind, the causes of loss, and the most
frequent losses.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geopy.distance import great_circle

from geo.gazetteer import Gazetteer, NameMatch
from geo.settings import Settings


def gold(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            seen = set()
            for toponym in article["toponyms"]:
                span = toponym["start"], toponym["end"]
                if toponym.get("lat") is not None and span not in seen:
                    seen.add(span)
                    yield toponym


def distance(toponym: dict[str, Any], match: NameMatch) -> float:
    place = match.place
    if toponym.get("geonameid") and str(toponym["geonameid"]) == place.geonameid:
        return 0.0
    here = toponym["lat"], toponym["lon"]
    return float(great_circle(here, (place.latitude, place.longitude)).km)


def report(path: Path, gazetteer: Gazetteer, km: float, losses: int) -> None:
    total = found = 0
    by_kind: dict[str, Counter[bool]] = defaultdict(Counter)
    by_match: Counter[str] = Counter()
    causes: Counter[str] = Counter()
    lost: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    candidates = 0
    for toponym in gold(path):
        matches = gazetteer.lookup(toponym["phrase"])
        candidates += len(matches)
        near = [m for m in matches if distance(toponym, m) <= km]
        total += 1
        found += bool(near)
        by_kind[str(toponym.get("kind"))][bool(near)] += 1
        if near:
            by_match[near[0].kind] += 1
            continue
        cause = "entry elsewhere" if matches else "no entry"
        causes[cause] += 1
        lost[cause, toponym["phrase"]][
            f"{toponym.get('kind')} {toponym['lat']:.1f},{toponym['lon']:.1f}"
        ] += 1
    print(
        f"{path.stem}: oracle accuracy@{km:g} km {found / total:.4f} ({found}/{total}),"
        f" {candidates / total:.1f} candidates a name"
    )
    print("  found as", dict(by_match.most_common()))
    print("  lost", dict(causes.most_common()))
    for kind, counts in sorted(by_kind.items(), key=lambda item: -item[1][False])[:14]:
        print(
            f"  {kind:24} {counts.total():5} oracle {counts[True] / counts.total():.3f}"
            f" lost {counts[False]}"
        )
    for (cause, phrase), where in sorted(lost.items(), key=lambda i: -i[1].total())[:losses]:
        print(f"    {where.total():3} {phrase!r} {cause}: {', '.join(list(where)[:3])}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--losses", type=int, default=40)
    parser.add_argument("--km", type=float, default=161)
    parser.add_argument("--gazetteer", type=Path, default=Settings.load().gazetteer)
    options = parser.parse_args()
    gazetteer = Gazetteer(options.gazetteer)
    for path in options.gold:
        report(path, gazetteer, options.km, options.losses)


if __name__ == "__main__":
    main()
