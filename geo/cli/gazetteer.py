"""``dateline gazetteer``: build the gazetteer, or say what it holds."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from geo.cli import options
from geo.cli.input_output import progress
from geo.errors import BadInput

EXAMPLE = """examples:
  dateline gazetteer info
  dateline gazetteer build
  dateline gazetteer build --geonames ~/geonames/     allCountries.txt and its companions
  dateline gazetteer build --geonames-url https://download.geonames.org/export/dump/
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
    source = build.add_mutually_exclusive_group()
    source.add_argument(
        "--geonames", metavar="DIR", type=Path, help="from a GeoNames dump in this folder"
    )
    source.add_argument(
        "--geonames-url",
        metavar="URL",
        help="download a GeoNames dump from this folder, then build",
    )
    actions.add_parser("info", help="say what it holds", epilog=EXAMPLE)


def run(args: argparse.Namespace) -> int:
    """Build, or print what there is."""
    path = options.settings(args).gazetteer
    return _build(path, _dump(args, path.parent)) if args.action == "build" else _info(path)


def _build(path: Path, dump: Path | None) -> int:
    from geo.gazetteer.build import build

    with progress("places") as shown:
        build(path, shown, dump)
    return _info(path)


def _dump(args: argparse.Namespace, cache: Path) -> Path | None:
    """The folder of the GeoNames dump that was asked for, downloaded if need be."""
    if args.geonames_url:
        from geo.gazetteer.geonames_dump import download

        with progress("bytes") as shown:
            return download(args.geonames_url, cache / "geonames", shown)
    folder: Path | None = args.geonames
    if folder is not None and not folder.is_dir():
        raise BadInput("is not a folder with a GeoNames dump", path=str(folder))
    return folder


def _info(path: Path) -> int:
    from geo.gazetteer.store import FEATURE_CLASSES, info

    held = info(path)
    print(f"{held.path} ({held.size / 1e6:.0f} MB, built {held.built_at}, schema {held.schema})")
    print(f"places: {sum(held.places.values()):,}")
    for letter, count in held.places.items():
        print(f"  {letter} {FEATURE_CLASSES.get(letter, '')}: {count:,}")
    print(f"names: {sum(held.names.values()):,}")
    for kind, count in held.names.items():
        print(f"  {kind}: {count:,}")
    for name, version in held.sources.items():
        print(f"from {name} {version}")
    return 0
