"""Kill workers, scheduler and client of a cluster at random; compare the atlas with one machine's.

    python -m tests.benchmarks.cluster_kills [--kills 40] [--seed 1]

Prints who was killed how often, and fails where a row is missing, doubled or another.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

from geo.atlas import Atlas
from geo.pipeline.ingest import ingest
from tests.geo.faults import clusters, ingests


def main() -> None:
    """Kill and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=3_600)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cluster-kills-") as name:
        folder = Path(name)
        corpus = clusters.files(folder / "wire", count=2 * args.kills, articles=12)
        ingest([str(corpus)], Atlas(folder / "alone"), ingests.EverySuva())
        start = time.monotonic()
        with clusters.clustered(corpus, folder / "atlas") as made:
            killed = clusters.killed_at_random(made, args.kills, args.seed, args.seconds)
        print(f"{len(killed)} kills in {time.monotonic() - start:.0f} s: {dict(Counter(killed))}")
        if not made.finished:
            raise SystemExit("the ingest did not end")
        if Atlas(folder / "atlas").verify().damages:
            raise SystemExit("the atlas is damaged")
        ours, alone = (clusters.contents(folder / name) for name in ("atlas", "alone"))
        rows = {kind: len(found) for kind, found in alone.items()}
        print(f"rows: {rows}")
        if ours != alone:
            raise SystemExit("the atlas is another than that of one machine")
        print("identical")


if __name__ == "__main__":
    main()
