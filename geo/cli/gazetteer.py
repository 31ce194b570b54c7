"""``dateline gazetteer``: build the gazetteer, or say what it holds."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from geo.cli import options
from geo.cli.terminal import progress
from geo.errors import BadInput, GazetteerMissing

EXAMPLE = """examples:
  dateline gazetteer info
  dateline gazetteer build
  dateline gazetteer build --geonames ~/geonames/     allCountries.txt and its companions
"""


def add_parser(subparsers: Any) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser(
        "gazetteer",
        help="build the gazetteer, or say what it holds",
        description="The gazetteer knows which places bear a name. It is built once, offline.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(metavar="build|info", dest="action", required=True)
    build = actions.add_parser(
        "build",
        help="build it anew",
        description="Build the gazetteer anew; the one in use stays until the new one is complete.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    build.add_argument(
        "--geonames", metavar="DIR", type=Path, help="from a GeoNames dump in this folder"
    )
    actions.add_parser("info", help="say what it holds", epilog=EXAMPLE)


def run(args: argparse.Namespace) -> int:
    """Build, or print what there is."""
    path = options.settings(args).gazetteer
    return _build(path, args) if args.action == "build" else _info(path)


def _build(path: Path, args: argparse.Namespace) -> int:
    from geo.gazetteer.build import build

    if args.geonames is not None and not args.geonames.is_dir():
        raise BadInput("is not a folder with a GeoNames dump", path=str(args.geonames))
    with progress("places") as shown:
        build(path, shown, args.geonames)
    return _info(path)


def _info(path: Path) -> int:
    from geo.gazetteer.store import open_for_reading, read_meta

    if not path.is_file():
        raise GazetteerMissing(f"{path}: there is none yet: run `dateline gazetteer build`")
    connection = open_for_reading(path)
    try:
        meta = read_meta(connection)
    finally:
        connection.close()
    print(f"{path} ({path.stat().st_size / 1e6:.0f} MB)")
    for key, value in meta.items():
        print(f"{key}: {value}")
    return 0
