"""``dateline publish``: a selection as a static site."""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.cli import options
from geo.cli.input_output import plain, progress
from geo.cli.selection import add_selection, selected
from geo.errors import BadInput

if TYPE_CHECKING:
    from geo.storylines import Storyline, StorylineFile

EXAMPLE = """examples:
  dateline publish site/
  dateline publish herat/ --text Herat --title "What was written of Herat"
  dateline publish july.html --from 2021-07-01 --to 2021-07-31
  dateline publish site/ --single-file --no-text --language fr
  dateline publish safe/ --obscure 25
  dateline publish talks/ --story the-talks

Open index.html with a double click, or put the folder on any web server: nothing else is needed,
and nothing is asked of the internet. A name that ends in .html makes one file.
"""

_LARGEST = 2000.0


def add_parser(subparsers: Any) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser(
        "publish",
        help="make a static site of a selection, which works from a double click",
        description="Write what the page would show for the same selection as a site: map, dates, "
        "search and sentences. It is written whole or not at all; of folders only empty ones and "
        "former publications are replaced.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("output", metavar="DIR", help="the folder, or a file in .html")
    options.add_atlas(parser)
    options.add_corrections(parser)
    parser.add_argument("--title", metavar="T", default="", help="what stands above the map")
    parser.add_argument(
        "--single-file", action="store_true", help="everything in one file, DIR/index.html"
    )
    parser.add_argument(
        "--no-text", action="store_true", help="links instead of sentences, for copyright"
    )
    parser.add_argument(
        "--obscure",
        metavar="KM",
        type=_kilometres,
        help="move every point onto a grid of so many kilometres, for people at risk; the page "
        "says so",
    )
    parser.add_argument(
        "--story",
        metavar="ID",
        type=options.text,
        help="a story that was arranged on the page, by its id or title: its steps are walked",
    )
    parser.add_argument(
        "--language",
        choices=("en", "fr"),
        default="en",
        help="the language of the page (that of articles is chosen by --article-language)",
    )
    add_selection(parser, languages="--article-language")


def run(args: argparse.Namespace) -> int:
    """Write it; 1 where a part of the atlas or of the corrections could not be read."""
    from geo.export import Content, open_source
    from geo.export.site import Site, check_folder, is_page, publish
    from geo.storylines import StorylineFile

    path = Path(args.output)
    if not is_page(path):
        check_folder(path)
    settings = options.settings(args).override(corrections_file=args.corrections)
    storyline = _storyline(StorylineFile(settings.storylines, read_only=True), args.story)
    single = args.single_file or is_page(path)
    site = Site(args.title, args.language, single, args.obscure, storyline, settings.gazetteer)
    source = open_source(settings)
    problems = list(source.problems)
    with source.reader as reader, progress("mentions") as shown:
        content = Content(
            reader, selected(args), source.provenance, text=not args.no_text, progress=shown
        )
        publish(content, site, path)
        problems += reader.warnings
        counts = content.counts
    summary = (
        f"{counts.mentions:,} placed mentions in {counts.articles:,} of {counts.articles_total:,} "
        f"articles published to {plain(args.output)}; names not placed: {counts.unplaced:,}"
    )
    for line in (*map(plain, problems), summary):
        print(line, file=sys.stderr)
    return 1 if problems else 0


def _storyline(file: StorylineFile, name: str | None) -> Storyline | None:
    """The story with this id or title. Raises BadInput where there is none."""
    if not name:
        return None
    found = file.find(name)
    if found is None:
        known = ", ".join(each.id for each in file.read()) or "none"
        raise BadInput(f"--story: no story {name!r} is there ({known})", path=str(file.path))
    return found


def _kilometres(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0.1 <= value <= _LARGEST:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a number of kilometres from 0.1 to {_LARGEST:g}"
        )
    return value
