"""What the geoparser makes of the articles, as a text file that is reviewed as a diff.

An article is a line ``# id  characters  checksum of its text``, a toponym a line of
``start:end  phrase  label  role  place id or -  confidence``, separated by tabs. ``make golden``
writes ``golden.txt`` anew: do it when a change is meant to change results, and read the diff.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from geo.gazetteer.build import ensure
from geo.gazetteer.lookup import Gazetteer
from geo.models import GeoparsedArticle, Resolution
from geo.pipeline import Geoparser
from geo.settings import Settings
from tests.geo.golden.articles import articles

FILE = Path(__file__).parent / "golden.txt"
# Sums of floats differ in their last digits between processors, and so may the fourth digit
# of a confidence after rounding; everything else must be the same everywhere.
CONFIDENCE_TOLERANCE = 0.0001 + 1e-9


@dataclass(frozen=True)
class GoldenToponym:
    """One line: what is compared exactly, and the confidence."""

    exact: str
    confidence: float

    def __str__(self) -> str:
        return f"{self.exact}\t{self.confidence:.4f}"


GoldenArticles = dict[str, list[GoldenToponym]]


def geoparsed() -> GoldenArticles:
    """The articles as this version of the geoparser reads them."""
    settings = Settings.load({})
    # Without the places that whoever runs this has added.
    geoparser = Geoparser.load(settings, gazetteer=Gazetteer(ensure(settings.gazetteer)))
    return {
        heading(parsed): [toponym(resolution) for resolution in parsed.resolutions]
        for parsed in geoparser.geoparse(articles())
    }


def heading(parsed: GeoparsedArticle) -> str:
    text = parsed.article.text
    return f"# {parsed.article.id}\t{len(text)}\t{zlib.crc32(text.encode()):08x}"


def toponym(resolution: Resolution) -> GoldenToponym:
    found, place = resolution.toponym, resolution.place
    cells = (
        f"{found.start}:{found.end}",
        found.text.replace("\n", "\\n"),
        found.label,
        found.role.value,
        place.id if place else "-",
    )
    return GoldenToponym("\t".join(cells), resolution.confidence)


def serialise(results: GoldenArticles) -> str:
    return "".join(
        f"{heading}\n" + "".join(f"{toponym}\n" for toponym in toponyms)
        for heading, toponyms in results.items()
    )


def parse(text: str) -> GoldenArticles:
    results: GoldenArticles = {}
    for line in text.splitlines():
        if line.startswith("# "):
            results[line] = toponyms = []
        else:
            exact, _, confidence = line.rpartition("\t")
            toponyms.append(GoldenToponym(exact, float(confidence)))
    return results


def differences(golden: GoldenArticles, actual: GoldenArticles) -> Iterator[str]:
    """Every line that is not as it was, in the order of the articles."""
    for heading in dict.fromkeys([*golden, *actual]):
        if heading not in actual:
            yield f"{heading}: no such article any more"
        elif heading not in golden:
            yield f"{heading}: not in the golden file"
        else:
            for line in _different(golden[heading], actual[heading]):
                yield f"{heading.split()[1]}: {line}"


def _different(golden: Iterable[GoldenToponym], actual: Iterable[GoldenToponym]) -> Iterator[str]:
    for was, now in zip_longest(golden, actual):
        same = (
            was
            and now
            and was.exact == now.exact
            and abs(was.confidence - now.confidence) <= CONFIDENCE_TOLERANCE
        )
        if not same:
            yield f"was {was}, is {now}"


def main() -> None:
    """Rewrite the golden file and say what has changed."""
    actual = geoparsed()
    golden = parse(FILE.read_text("utf-8")) if FILE.exists() else {}
    changed = list(differences(golden, actual))
    FILE.write_text(serialise(actual), "utf-8")
    print(*changed, f"{len(actual)} articles, {len(changed)} changes", sep="\n")


if __name__ == "__main__":
    main()
