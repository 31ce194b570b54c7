"""``dateline evaluate``: score the geoparser, or a file of its output, against annotations."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import BadInput
from geo.models import Article

if TYPE_CHECKING:
    from geo.evaluation import Annotated, Mark, Tally
    from geo.settings import Settings

EXAMPLE = """example:
  dateline evaluate corpus.jsonl                  recognition, resolution and both end to end
  dateline evaluate corpus.jsonl --gold-spans     resolution alone, the annotated spans given
  dateline evaluate corpus.jsonl --predictions geoparsed.jsonl --json

Each line of the corpus is a JSON object with id, text and toponyms (start, end, lat, lon,
geonameid; optional country, an ISO 3166-1 alpha-2 code).
"""


def add_parser(subparsers: Any) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser(
        "evaluate",
        help="score the geoparser against an annotated corpus",
        description=__doc__,
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("gold", metavar="GOLD.jsonl", type=Path, help="the annotated corpus")
    parser.add_argument(
        "--gold-spans", action="store_true", help="resolve exactly the annotated spans"
    )
    parser.add_argument(
        "--predictions",
        metavar="PRED.jsonl",
        type=Path,
        help="score this output of `dateline geoparse` instead of geoparsing now",
    )
    parser.add_argument(
        "--min-confidence",
        metavar="X",
        type=float,
        help="name no place below this confidence (default: the product's; 0 always names one)",
    )
    parser.add_argument(
        "--without-role",
        metavar="ROLE",
        action="append",
        default=[],
        help="leave out predictions with this role, for a corpus that does not annotate it",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the figures; the exit status is 0 whatever they are."""
    from geo.evaluation import read_annotated, report, tally, tally_given_spans
    from geo.gazetteer.build import ensure
    from geo.gazetteer.lookup import Gazetteer
    from geo.settings import Settings

    if not args.gold.is_file():
        raise BadInput("no such file; give an annotated corpus in JSON lines", path=str(args.gold))
    settings = Settings.load().override(min_confidence=args.min_confidence)
    corpus = list(read_annotated(args.gold))
    if args.predictions:
        predicted = _read_predictions(args.predictions, corpus)
    else:
        predicted = _geoparse(corpus, settings, gold_spans=args.gold_spans)
    gazetteer = Gazetteer(ensure(settings.gazetteer))

    def country_of(geonameid: str) -> str | None:
        place = gazetteer.place(f"geonames:{geonameid}")
        return place.country_code or None if place else None

    tallies: list[Tally] = []
    for article in corpus:
        marks = [m for m in predicted.get(article.id, ()) if m.kind not in args.without_role]
        score = tally_given_spans if args.gold_spans else tally
        tallies.append(score(article.marks, marks, country_of=country_of))
    figures = report(tallies, gold_spans=args.gold_spans)
    if args.json:
        print(json.dumps(figures, indent=1))
    else:
        print(f"{len(corpus)} articles")
        for section, values in figures.items():
            print(f"{section:20}", "  ".join(_show(name, v) for name, v in values.items()))
    return 0


def _geoparse(
    corpus: Sequence[Annotated], settings: Settings, *, gold_spans: bool
) -> dict[str, Sequence[Mark]]:
    from geo.evaluation import mark_of
    from geo.pipeline import Geoparser

    geoparser = Geoparser.load(settings)
    articles = [Article(a.id, a.title, a.text, a.source) for a in corpus]
    if gold_spans:
        spans = [[(mark.start, mark.end) for mark in a.marks] for a in corpus]
        parsed = geoparser.geoparse_spans(zip(articles, spans, strict=True))
    else:
        parsed = geoparser.geoparse(articles)
    return {p.article.id: [mark_of(resolution) for resolution in p.resolutions] for p in parsed}


def _read_predictions(path: Path, corpus: Sequence[Annotated]) -> dict[str, Sequence[Mark]]:
    from geo.evaluation import read_annotated

    if not path.is_file():
        raise BadInput("no such file; give the output of `dateline geoparse`", path=str(path))
    predicted: dict[str, Sequence[Mark]] = {a.id: a.marks for a in read_annotated(path)}
    unknown = predicted.keys() - {article.id for article in corpus}
    if unknown:
        raise BadInput(f"articles that the corpus lacks: {sorted(unknown)[:3]}", path=str(path))
    return predicted


def _show(name: str, value: float | int | None) -> str:
    if value is None:
        return f"{name} n/a"
    if isinstance(value, int):
        return f"{name} {value}"
    return f"{name} {value:.1f}" if name.startswith(("mean", "median")) else f"{name} {value:.3f}"
