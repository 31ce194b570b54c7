"""``dateline restore``: what ``dateline backup`` has copied, put back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from geo.cli import options
from geo.cli.backup import copied_line
from geo.cli.input_output import plain, refuse_special

EXAMPLE = """examples:
  dateline restore monday.zip
  dateline restore monday.zip --replace              in the place of what is there now
  dateline restore afghanistan.zip --atlas ~/afghanistan
"""


def add_parser(subparsers: Any) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser(
        "restore",
        help="put back what dateline backup has copied",
        description="Put back the atlas and what people wrote from a file of `dateline backup`, "
        "whole or not at all. A dashboard that runs shows it at once.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("source", metavar="FILE.zip", type=Path, help="the copy")
    options.add_atlas(parser)
    parser.add_argument(
        "--replace",
        action="store_true",
        help="what is there now is put aside, under another name beside it",
    )


def run(args: argparse.Namespace) -> int:
    """Put it back, and say what and where what was there lies now."""
    from geo.backup import restore

    refuse_special(args.source)
    copied = restore(options.settings(args), args.source, args.replace)
    print(plain(f"restored {copied_line(copied)}"))
    for old in copied.aside:
        print(plain(f"what was there is now {old}"))
    return 0
