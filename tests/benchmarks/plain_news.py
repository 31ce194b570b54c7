"""Print how plain sentences about well-known places fare: right, withheld, cut, missed, wrong.

    python tests/benchmarks/plain_news.py [--each N] [--addresses N]

Names are drawn by renown, ``--each`` of a kind (how: `tests.geo.regression.plain_news`),
and read without an address and from papers of twenty countries. Beside it stands a plain
look-up that is told where the name is and takes the most populous place that bears it.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Mapping

from geo.gazetteer.build import ensure
from geo.gazetteer.lookup import Gazetteer
from geo.pipeline import Geoparser
from geo.settings import Settings
from tests.geo.regression.plain_news import (
    ADDRESSES,
    Outcome,
    geoparsed,
    most_populous,
    sentences,
    tally,
)

OUTCOMES = tuple(Outcome)


def print_table(title: str, counts: Mapping[str, Counter[Outcome]]) -> None:
    """A line for each kind of place: how many, then the share of each outcome."""
    print(f"\n{title:<36}{'n':>7}" + "".join(f"{outcome:>10}" for outcome in OUTCOMES))
    for kind, counted in counts.items():
        total = counted.total()
        shares = "".join(f"{counted[outcome] / total:>10.3f}" for outcome in OUTCOMES)
        print(f"{kind:<36}{total:>7}{shares}")


def main() -> None:
    """Draw, read, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--each", type=int, default=150, help="sentences of each kind")
    parser.add_argument("--addresses", type=int, default=len(ADDRESSES))
    options = parser.parse_args()
    settings = Settings.load()
    gazetteer = Gazetteer(ensure(settings.gazetteer))
    geoparser = Geoparser.load(settings)
    drawn = list(sentences(gazetteer, options.each))
    print_table("without an address", tally(drawn, geoparsed(geoparser, drawn)))
    national: defaultdict[str, Counter[Outcome]] = defaultdict(Counter)
    for address in ADDRESSES[: options.addresses]:
        for kind, counted in tally(drawn, geoparsed(geoparser, drawn, address)).items():
            national[kind].update(counted)
    print_table("with national addresses", national)
    looked_up: defaultdict[str, Counter[Outcome]] = defaultdict(Counter)
    for sentence in drawn:
        looked_up[sentence.kind][most_populous(gazetteer, sentence)] += 1
    print_table("most populous of the name, span given", looked_up)


if __name__ == "__main__":
    main()
