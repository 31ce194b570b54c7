"""``dateline doctor``: what is installed, what can be read and written, what is in the way."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import Any

from geo.cli import options
from geo.cli.input_output import plain

EXAMPLE = """examples:
  dateline doctor
  dateline doctor --url https://news.example/map     through its reverse proxy
  dateline doctor --json
"""


def add_parser(subparsers: Any) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser(
        "doctor",
        help="say what is installed, what can be read and written, what is in the way",
        description="Look at the installation, models, gazetteer, disk, atlas, corrections and "
        "proxies, and say what is wrong and what to do. Nothing is changed. The exit status is 1 "
        "where something is wrong.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    options.add_atlas(parser)
    parser.add_argument(
        "--url", metavar="URL", default="", help="a dashboard to reach, as its visitors do"
    )
    parser.add_argument("--json", action="store_true", help="as JSON, an object a line")


def run(args: argparse.Namespace) -> int:
    """Print the findings as they are made; 1 where something is wrong."""
    from geo.doctor import State, examine

    wrong = False
    for found in examine(options.settings(args), args.url):
        wrong |= found.state is State.WRONG
        if args.json:
            print(json.dumps(asdict(found), ensure_ascii=False))
            continue
        print(plain(f"{found.state:5}  {found.about}: {found.seen}"))
        if found.do:
            print(plain(f"       {found.do}"))
    return 1 if wrong else 0
