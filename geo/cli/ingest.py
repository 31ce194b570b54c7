"""``dateline ingest``: read articles, place what they name, add them to the atlas."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from geo.cli import options, pending
from geo.cli.plain import plain
from geo.cli.terminal import progress

if TYPE_CHECKING:
    from geo.ingest import Summary

EXAMPLE = """examples:
  dateline ingest articles/
  dateline ingest 'reports/2021-*.txt' --atlas ~/afghanistan --workers 2
  dateline ingest articles/ --geocoder gazetteer,nominatim      see docs/geocoding.md

Doing it twice changes nothing: an article is stored once, wherever it is read from.
"""

# Names shown of those that could not be placed; --json has them all.
_SHOWN = 20


def add_parser(subparsers: Any) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser(
        "ingest",
        help="read articles, place what they name, add them to the atlas",
        description="Read articles, place what they name, add them to the atlas.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "sources", metavar="SOURCE", nargs="+", help="a file, a folder or a quoted glob"
    )
    options.add_atlas(parser)
    options.add_workers(parser)
    options.add_geocoder(parser)
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")


def run(args: argparse.Namespace) -> int:
    """Ingest and print the summary; 1 when nothing at all could be read."""
    from geo.atlas import Atlas
    from geo.engines.processes import geoparser
    from geo.ingest import ingest

    settings = options.settings(args)
    atlas = Atlas(settings.atlas)
    with (
        progress("articles") as shown,
        geoparser(settings, args.workers, shown) as parser,
        pending.caught_up(settings, atlas, parser, shown) as completion,
    ):
        summary = ingest(args.sources, atlas, parser, shown)
    if args.json:
        print(json.dumps(asdict(summary) | pending.as_json(completion), ensure_ascii=False))
    else:
        print("\n".join([*_lines(summary), *pending.lines(completion)]))
    return 1 if summary.rejects and not summary.read else 0


def _lines(summary: Summary) -> list[str]:
    return [
        f"{summary.read} articles read: {summary.new} new, {summary.duplicates} duplicates, "
        f"{len(summary.rejects)} rejected",
        f"{summary.mentions} mentions in the new ones; {summary.undated} without a date",
        *_unread(summary.unread),
        *_unresolved(summary.unresolved),
        *(f"look at: {plain(d.name)}: {plain(d.reason)}" for d in summary.doubts),
        *(f"rejected: {plain(r.name)}: {plain(r.reason)}" for r in summary.rejects),
    ]


def _unread(languages: tuple[tuple[str, int], ...]) -> list[str]:
    if not languages:
        return []
    return [
        "not read: language: " + ", ".join(f"{code or 'unknown'} ({n})" for code, n in languages)
    ]


def _unresolved(names: tuple[tuple[str, int], ...]) -> list[str]:
    if not names:
        return []
    shown = ", ".join(f"{plain(name)} ({count})" for name, count in names[:_SHOWN])
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return [f"not placed: {shown}{more}"]
