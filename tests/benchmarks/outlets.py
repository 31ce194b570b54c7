"""Print what it is worth to know where an article's publisher sits.

    python -m tests.benchmarks.outlets CORPUS.jsonl [--outlets TABLE.csv]

Each line of the corpus is an article: id, text, source, optional title, and toponyms with start,
end, lat, lon, geonameid. The table says where each source sits, as DATELINE_OUTLETS does; the one
beside this file has the papers of LGL. Spans are given, so that resolution alone is judged.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from geo.evaluation import Annotated, Mark, distance_km, mark_of, read_annotated
from geo.gazetteer.build import open_gazetteer
from geo.geocoders import resolver
from geo.models import Article, Resolution, Toponym
from geo.recognition.multilingual import MultilingualRecogniser
from geo.settings import Settings

TABLE = Path(__file__).with_name("lgl_outlets.csv")
NEAR_KM, FAR_KM = 40.2, 161.0  # 25 and 100 miles
ABSURD_KM = 1000.0

Described = tuple[Annotated, Article, tuple[Toponym, ...]]
Outcome = tuple[float, bool]
"""How far the best candidate is from the truth, in kilometres, and whether it was shown."""


def outcomes(described: Sequence[Described], settings: Settings) -> list[Outcome]:
    """One for each annotated toponym that has a point."""
    chosen = resolver(settings.override(min_confidence=0.0), open_gazetteer(settings))
    found = []
    for entry, article, toponyms in described:
        resolutions = chosen.resolve(article, toponyms).resolutions
        by_span = {(r.toponym.start, r.toponym.end): r for r in resolutions}
        found += [
            outcome(mark, by_span[mark.start, mark.end], settings.min_confidence)
            for mark in entry.marks
            if mark.placed
        ]
    return found


def outcome(truth: Mark, resolution: Resolution, threshold: float) -> Outcome:
    """The error; none for the very place that is annotated, however far its point."""
    mark = mark_of(resolution)
    same = mark.placed and mark.geonameid == truth.geonameid
    error = 0.0 if same else distance_km(truth, mark) if mark.placed else float("inf")
    return error, resolution.confidence >= threshold


def line(title: str, found: Sequence[Outcome]) -> str:
    """The figures of one setting."""
    shown = [error for error, is_shown in found if is_shown]
    near = sum(error <= NEAR_KM for error, _ in found) / len(found)
    far = sum(error <= FAR_KM for error, _ in found) / len(found)
    right = sum(error <= FAR_KM for error in shown) / len(shown)
    absurd = sum(error > ABSURD_KM for error in shown) / len(shown)
    share = len(shown) / len(found)
    return f"{title:18}{near:12.3f}{far:12.3f}{share:10.3f}{right:14.3f}{absurd:18.3f}"


def main() -> None:
    """Resolve with and without the table, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--outlets", type=Path, default=TABLE)
    args = parser.parse_args()
    settings = Settings.load().override(outlet="")
    recogniser = MultilingualRecogniser(open_gazetteer(settings))
    described = []
    for entry in read_annotated(args.corpus):
        article = Article(entry.id, entry.title, entry.text, entry.source)
        spans = [(mark.start, mark.end) for mark in entry.marks]
        described.append((entry, article, recogniser.describe(article, spans)))
    print("                  within 40 km      161 km     shown   right of it   beyond 1,000 km")
    print(line("as usual", outcomes(described, settings)))
    print(
        line("with its outlets", outcomes(described, settings.override(outlets_file=args.outlets)))
    )


if __name__ == "__main__":
    main()
