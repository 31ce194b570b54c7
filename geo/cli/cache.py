"""``dateline cache``: what online geocoders have answered; see it, share it, clear it."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from geo.cli import options
from geo.cli.input_output import STANDARD, plain, progress, reading, writing

if TYPE_CHECKING:
    from geo.geocoders.cache import Cache

EXAMPLE = """examples:
  dateline cache info
  dateline cache export answers.jsonl          to share with a colleague
  dateline cache import answers.jsonl
  dateline cache clear --not-found             so that missing places are looked for again
"""


_SHOWN = 20  # bad lines of an import


def add_parser(subparsers: Any) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser(
        "cache",
        help="what online geocoders have answered: see it, share it, clear it",
        description="The geocode cache keeps what online services answered, so that none is "
        "asked the same thing twice.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(
        metavar="info|clear|export|import", dest="action", required=True
    )
    info = actions.add_parser("info", help="say what it holds", epilog="dateline cache info")
    info.add_argument("--json", action="store_true", help="as JSON")
    clear = actions.add_parser(
        "clear", help="forget answers", epilog="dateline cache clear --service photon"
    )
    clear.add_argument(
        "--service", metavar="NAME", type=options.text, help="only those of this service"
    )
    clear.add_argument(
        "--not-found", action="store_true", help="only those that say there is no such place"
    )
    export = actions.add_parser(
        "export", help="write the answers as JSON lines", epilog="dateline cache export -"
    )
    export.add_argument("output", metavar="OUT.jsonl", help="- for standard output")
    take = actions.add_parser(
        "import",
        help="take in answers that were exported",
        epilog="dateline cache import answers.jsonl",
    )
    take.add_argument("input", metavar="IN.jsonl", help="- for standard input")


def run(args: argparse.Namespace) -> int:
    """Do one of the four; 1 where some lines of an import were bad."""
    from geo.geocoders.cache import Cache

    settings = options.settings(args)
    cache = Cache(settings.geocode_cache, settings.read_only)
    if args.action == "info":
        return _info(cache, args.json)
    if args.action == "clear":
        from geo.geocoders.cache_contents import clear

        print(f"{clear(cache, args.service, args.not_found)} answers forgotten")
        return 0
    if args.action == "export":
        return _export(cache, args.output)
    return _import(cache, args.input, settings.bounds.line_bytes)


def _info(cache: Cache, as_json: bool) -> int:
    import json
    from dataclasses import asdict

    from geo.geocoders.cache_contents import cache_contents

    found = cache_contents(cache)
    if as_json:
        print(json.dumps(asdict(found), ensure_ascii=False))
        return 0
    mode = ", read-only" if found.read_only else ""
    print(f"{found.path} ({found.bytes / 1e6:.1f} MB{mode})")
    for held in found.services:
        span = f"{_day(held.first)} to {_day(held.last)}"
        print(f"{held.service}: {held.found} names found, {held.not_found} not found, {span}")
    for turn in found.turns:
        ill = f"; {turn.failures} failures in a row: {plain(turn.reason)}" if turn.failures else ""
        print(f"{turn.service}: {turn.asked} new names on {turn.day or 'no day'}{ill}")
    for waiting in found.pending:
        print(f"to be asked of {waiting.service}: {plain(waiting.name)} ({plain(waiting.reason)})")
    for notice in found.notices:
        print(f"{_day(notice.at)}: {plain(notice.text)}")
    return 0


def _export(cache: Cache, output: str) -> int:
    from geo.geocoders.cache_contents import export

    with writing(output) as out:
        count = export(cache, out.write)
    print(f"{count} answers written", file=sys.stderr)
    return 0


def _import(cache: Cache, name: str, longest: int) -> int:
    from geo.geocoders.cache_contents import import_answers

    shown_name = "standard input" if name == STANDARD else name
    with reading(name, longest) as lines, progress("answers") as shown:
        taken = import_answers(cache, lines, lambda done: shown(done, 0, "importing"))
    for number, reason in taken.bad[:_SHOWN]:
        print(plain(f"{shown_name}:{number}: {reason}"), file=sys.stderr)
    if len(taken.bad) > _SHOWN:
        print(f"and {len(taken.bad) - _SHOWN:,} more bad lines", file=sys.stderr)
    print(f"{taken.new} answers taken in, {taken.known} were known")
    return 1 if taken.bad else 0


def _day(when: float) -> str:
    return datetime.fromtimestamp(when, UTC).date().isoformat()
