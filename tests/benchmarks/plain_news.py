"""Print how plain sentences about well-known places fare: right, withheld, cut, missed, wrong.

    python tests/benchmarks/plain_news.py [--each N] [--addresses N]

Names are drawn by renown, ``--each`` of a kind (how: `tests.geo.regression.plain_news`),
and read without an address and from papers of twenty countries. Beside it stands a plain
look-up that is told where the name is and takes the most populous place that bears it.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from geo.gazetteer.build import ensure
from geo.gazetteer.lookup import Gazetteer
from geo.models import GeoparsedArticle
from geo.pipeline import Geoparser
from geo.settings import Settings
from tests.geo.regression.plain_news import (
    ADDRESSES,
    Outcome,
    Sentence,
    geoparsed,
    is_meant,
    most_populous,
    sentences,
    tally,
)

OUTCOMES = tuple(Outcome)
BANDS = (0.9, 0.8, 0.7, 0.6, 0.5, 0.0)


def print_table(title: str, counts: Mapping[str, Counter[Outcome]]) -> None:
    """A line for each kind of place: how many, then the share of each outcome."""
    print(f"\n{title:<36}{'n':>7}" + "".join(f"{outcome:>10}" for outcome in OUTCOMES))
    for kind, counted in counts.items():
        total = counted.total()
        shares = "".join(f"{counted[outcome] / total:>10.3f}" for outcome in OUTCOMES)
        print(f"{kind:<36}{total:>7}{shares}")


def print_bands(drawn: Sequence[Sentence], parsed: Sequence[GeoparsedArticle]) -> None:
    """How often the best candidate is right, by confidence; of names found whole."""
    bands: defaultdict[float, list[bool]] = defaultdict(list)
    for sentence, article in zip(drawn, parsed, strict=True):
        for found in article.resolutions:
            if found.toponym.text == sentence.name and found.candidates:
                low = next(low for low in BANDS if found.confidence >= low)
                bands[low].append(is_meant(sentence.place, found.candidates[0].place))
    print("\nconfidence from        n     right")
    for low, rights in sorted(bands.items(), reverse=True):
        print(f"{low:<15}{len(rights):>9}{sum(rights) / len(rights):>10.3f}")


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
    parsed = geoparsed(geoparser, drawn)
    print_table("without an address", tally(drawn, parsed))
    print_bands(drawn, parsed)
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
