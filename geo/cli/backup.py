"""``dateline backup``: a copy of all that cannot be made again."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.cli import options
from geo.cli.input_output import named_file, plain

if TYPE_CHECKING:
    from geo.backup import Copied

EXAMPLE = """examples:
  dateline backup monday.zip
  dateline backup ~/backups/afghanistan.zip --atlas ~/afghanistan
"""


def add_parser(subparsers: Any) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser(
        "backup",
        help="copy the atlas and what people wrote into one file; dateline restore puts it back",
        description="Copy the atlas, corrections, own places and whatever else people have "
        "written into one zip, whole or not at all; the dashboard may run meanwhile. The "
        "gazetteer and the caches are made anew and are not in it.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("out", metavar="OUT.zip", type=Path, help="the file to write")
    options.add_atlas(parser)


def run(args: argparse.Namespace) -> int:
    """Write the copy and say what is in it."""
    from geo.backup import back_up

    copied = back_up(options.settings(args), named_file(args.out))
    print(plain(f"{args.out}: {copied_line(copied)}"))
    return 0


def copied_line(copied: Copied) -> str:
    """What was copied, in a line."""
    held = (f"{copied.parts} files of the atlas", *copied.written)
    return f"{', '.join(held)} ({copied.bytes / 1e6:,.1f} MB)"
