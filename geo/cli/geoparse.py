"""``dateline geoparse``: the places that texts name, one JSON object a line."""

from __future__ import annotations

import argparse
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from geo.cli import options
from geo.cli.input_output import STANDARD, plain, progress, reading, writing
from geo.cli.jsonl import InputLine, input_lines, render
from geo.models import GeoparsedArticle
from geo.text.reading_bound import MOST_READ

if TYPE_CHECKING:
    from geo.pipeline.engines import Geoparses

EXAMPLE = """examples:
  dateline geoparse articles.jsonl -o places.jsonl
  dateline geoparse < articles.jsonl | head
  dateline geoparse articles.jsonl --outlet 'Springfield, Illinois'
  dateline geoparse annotated.jsonl --gold-spans --min-confidence 0

Each line in is a JSON object with id and text (optional: title, source, published).
Each line out has the id and the toponyms: start, end, phrase, label, role, lat, lon,
geonameid, name, country, feature_class, feature_code, confidence, id, in_town, alternatives;
the id says where the place is from, such as geonames:1138958 or own:beat-12-0a1b2c3d,
in_town that the place is the town in which the street or site lies that is named.
"""


# Bad lines that are shown; of the rest only how many. A file of another kind has many.
_SHOWN = 20


def add_parser(subparsers: Any) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser(
        "geoparse",
        help="find the places that texts name: JSON lines in, JSON lines out",
        description="Find the places that texts name and say where they are.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "input", metavar="IN.jsonl", nargs="?", default=STANDARD, help="default: standard input"
    )
    parser.add_argument(
        "-o", dest="output", metavar="OUT.jsonl", default=STANDARD, help="default: standard output"
    )
    parser.add_argument(
        "--gold-spans",
        action="store_true",
        help="resolve exactly the spans (start, end) under toponyms of each line",
    )
    parser.add_argument(
        "--min-confidence",
        metavar="X",
        type=options.confidence,
        help="name no place below this, 0 to 1; 0 always names the best candidate",
    )
    options.add_outlet(parser)
    options.add_workers(parser, 1, "1")
    options.add_geocoder(parser)


def run(args: argparse.Namespace) -> int:
    """Geoparse every line; 1 when some lines were bad."""
    from geo.pipeline.engines.processes import geoparser

    settings = options.settings(args)
    with (
        reading(args.input, settings.bounds.line_bytes) as lines,
        progress("lines") as shown,
        writing(args.output) as out,
        geoparser(settings, args.workers, shown) as parser,
    ):
        source = _Lines(lines, args.input, args.gold_spans, settings.bounds.line_bytes)
        waiting = 0
        cut = 0
        for done, (record, parsed) in enumerate(_geoparse(parser, source), start=1):
            out.write(render(record, parsed))
            cut += not args.gold_spans and len(parsed.article.text) > MOST_READ
            waiting += sum(resolution.pending for resolution in parsed.resolutions)
            shown(done, 0, "geoparsing")
    if source.bad > _SHOWN:
        print(f"dateline: and {source.bad - _SHOWN:,} more bad lines", file=sys.stderr)
    if cut:
        print(
            f"dateline: of {cut:,} article{'' if cut == 1 else 's'} only the first {MOST_READ:,} "
            "characters were read for places: make articles of the parts to have the others read",
            file=sys.stderr,
        )
    if waiting:
        print(
            f"dateline: {waiting} mentions are without a place because a geocoding service could "
            "not be asked: run `dateline geocode --pending`, then this again",
            file=sys.stderr,
        )
    return 1 if source.bad else 0


class _Lines:
    """The good lines of the input, one at a time; the bad ones are reported and counted."""

    def __init__(self, lines: Iterable[bytes], name: str, with_spans: bool, longest: int) -> None:
        self.bad = 0
        self.with_spans = with_spans
        self._name = "standard input" if name == STANDARD else name
        self._records = input_lines(lines, with_spans, longest)

    def __iter__(self) -> Iterator[InputLine]:
        for number, record in self._records:
            if isinstance(record, InputLine):
                yield record
            else:
                self.bad += 1
                if self.bad <= _SHOWN:
                    print(plain(f"{self._name}:{number}: {record}"), file=sys.stderr)


def _geoparse(parser: Geoparses, source: _Lines) -> Iterator[tuple[InputLine, GeoparsedArticle]]:
    """Each record with what was found in it: the geoparser reads ahead and keeps the order."""
    ahead: deque[InputLine] = deque()

    def taken() -> Iterator[InputLine]:
        for record in source:
            ahead.append(record)
            yield record

    results = (
        parser.geoparse_spans((r.article, r.spans) for r in taken())
        if source.with_spans
        else parser.geoparse(r.article for r in taken())
    )
    for parsed in results:
        yield ahead.popleft(), parsed
