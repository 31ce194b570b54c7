"""``dateline export``: a selection of the atlas in the formats of others."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.cli import options
from geo.cli.input_output import STANDARD, give_back_memory, plain, progress
from geo.cli.selection import add_selection, selected

if TYPE_CHECKING:
    from geo.export import Content, Format
    from geo.picture import Request

EXAMPLE = """examples:
  dateline export mentions.xlsx
  dateline export july.csv --from 2021-07-01 --to 2021-07-31
  dateline export places.geojson --by place --country AF,IR
  dateline export herat.kml --text 'Herat AND flood' --no-text
  dateline export area.gpkg --bbox 60.5,29.4,74.9,38.5
  dateline export - --format geojson | jq .features
  dateline export map.png --title "Floods in July" --size a4
  dateline export dates.gif --view 60,29,75,39

The end of the name says the format: .csv .xlsx .geojson .kml .parquet (GeoParquet) .gpkg
.lp.json (Linked Places) .jsonld (Web Annotations) .sqlite .bib .ris .png .svg
.gif (the dates playing)
"""

_BY = ("mention", "place", "article", "day")


def add_parser(subparsers: Any) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser(
        "export",
        help="take a selection out: spreadsheet, GIS, Google Earth, database, bibliography",
        description="Write what the page would show for the same selection, corrections applied. "
        "The file is written whole or not at all.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("output", metavar="OUT", help="the file; - for standard output")
    options.add_atlas(parser)
    options.add_corrections(parser)
    parser.add_argument(
        "--format",
        metavar="NAME",
        help="the format, where the name does not end in it: csv, geojson (default for -: csv)",
    )
    parser.add_argument("--by", choices=_BY, help="what a row is (default: mention, or as usual)")
    text = parser.add_mutually_exclusive_group()
    text.add_argument(
        "--no-text", action="store_true", help="leave the sentences out, for copyright"
    )
    text.add_argument(
        "--sentence-length",
        metavar="N",
        type=options.count,
        help="at most so many characters of each sentence, around the name",
    )
    _add_picture(parser)
    add_selection(parser)


def run(args: argparse.Namespace) -> int:
    """Write it; 1 where a part of the atlas or of the corrections could not be read."""
    from geo.export import By, Content, open_source, write_file, write_stream

    format_ = _format(args)
    by = By(args.by) if args.by else None
    format_.check(by)
    f = selected(args)
    settings = options.settings(args).override(corrections_file=args.corrections)
    give_back_memory()
    source = open_source(settings)
    problems = list(source.problems)
    with source.reader as reader, progress("rows") as shown:
        content = Content(
            reader,
            f,
            source.provenance,
            by,
            not args.no_text,
            args.sentence_length,
            shown,
            _picture(args),
        )
        if args.output == STANDARD:
            write_stream(content, format_, sys.stdout.buffer)
        else:
            write_file(content, format_, Path(args.output))
        problems += reader.warnings
        summary = _summary(content, format_, args.output)
    for line in (*map(plain, problems), *_boxes(format_, args.title), summary):
        print(line, file=sys.stderr)
    return 1 if problems else 0


def _boxes(format_: Format, title: str) -> Iterator[str]:
    """What is to be said of a title that a picture in pixels cannot show."""
    from geo.picture import undrawable

    lacking = undrawable(title) if format_.suffix in ("png", "gif") else ""
    if lacking:
        yield (
            f"the title has characters that the picture's typeface lacks, drawn as boxes: "
            f"{plain(lacking)}; an .svg shows them in the typefaces of whoever opens it"
        )


def _add_picture(parser: argparse.ArgumentParser) -> None:
    picture = parser.add_argument_group("pictures (.png, .svg, .gif)")
    picture.add_argument("--title", metavar="T", default="", help="what stands above the map")
    picture.add_argument(
        "--size",
        choices=("screen", "16:9", "a4"),
        default="screen",
        help="for a screen (default), for slides or for A4; .png of the last two has 300 dpi",
    )
    picture.add_argument(
        "--view",
        metavar="W,S,E,N",
        type=options.area,
        help="what the map shows, in degrees (default: where most of the places are)",
    )
    picture.add_argument(
        "--captions", choices=("en", "fr"), default="en", help="the language of the legend"
    )
    picture.add_argument(
        "--layers",
        choices=("points", "areas", "both"),
        default="both",
        help="markers, areas shaded by how often they are named, or both (default)",
    )


def _picture(args: argparse.Namespace) -> Request:
    from geo.picture import BY_LANGUAGE, SIZES, Layers, Request

    return Request(
        args.title,
        SIZES[args.size],
        BY_LANGUAGE[args.captions],
        args.view,
        layers=Layers(args.layers),
    )


def _format(args: argparse.Namespace) -> Format:
    from geo.export import format_named, format_of

    if args.format:
        return format_named(args.format.lower().lstrip("."))
    return format_named("csv") if args.output == STANDARD else format_of(args.output)


def _summary(content: Content, format_: Format, output: str) -> str:
    by = content.by or format_.by[0]
    rows, counts = content.count(by), content.counts
    where = "standard output" if output == STANDARD else plain(output)
    if not rows:
        return f"nothing is in this selection: {where} has no rows"
    return (
        f"{rows:,} {by.plural if rows != 1 else by} written to {where}: {counts.mentions:,} "
        f"placed mentions in {counts.articles:,} of {counts.articles_total:,} articles; "
        f"names not placed: {counts.unplaced:,}"
    )
