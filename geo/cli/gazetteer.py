"""``dateline gazetteer``: build it, say what it holds, add places of one's own to it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.cli import options
from geo.cli.input_output import plain, progress
from geo.errors import BadInput

if TYPE_CHECKING:
    from geo.gazetteer.own_places import OwnPlace
    from geo.settings import Settings

EXAMPLE = """examples:
  dateline gazetteer info
  dateline gazetteer build
  dateline gazetteer build --geonames ~/geonames/     allCountries.txt and its companions
  dateline gazetteer build --geonames-url https://download.geonames.org/export/dump/
  dateline gazetteer add beats.csv                    places of your own, see docs/places.md
  dateline gazetteer list
  dateline gazetteer remove 'Riverside Beat'
"""

ADD = """examples:
  dateline gazetteer add beats.csv
  dateline gazetteer add courts.geojson

A table has the columns name, latitude and longitude, and may have kind, country and other
names (several with | between them). GeoJSON has them as properties of points or areas.
Of a file with a mistake nothing is added. Adding the same places again changes nothing.
"""


# Bad lines that are shown; a file of another kind has thousands.
_SHOWN = 20


def add_parser(subparsers: Any) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser(
        "gazetteer",
        help="build the gazetteer, say what it holds, add places of your own",
        description="The gazetteer knows which places bear a name. It is built once, offline; "
        "places of your own stand beside it.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(
        metavar="build|info|add|list|remove", dest="action", required=True
    )
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
    _add_own_places(actions)


def _add_own_places(actions: Any) -> None:
    add = actions.add_parser(
        "add",
        help="add places of your own",
        description="Add places of your own: beats, court districts, camps. They are found in "
        "articles, win over their namesakes, and outlive the cache.",
        epilog=ADD,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add.add_argument("file", metavar="FILE", type=Path, help=".csv, .tsv or .geojson")
    show = actions.add_parser(
        "list", help="say which places are your own", epilog="example: dateline gazetteer list"
    )
    show.add_argument("--json", action="store_true", help="as JSON")
    remove = actions.add_parser(
        "remove",
        help="remove places of your own",
        epilog="example: dateline gazetteer remove 'Riverside Beat'",
    )
    remove.add_argument("wanted", metavar="NAME", nargs="+", help="names, or ids as list has them")


def run(args: argparse.Namespace) -> int:
    """Do one of the five; 1 where lines of the file of one's own places could not be read."""
    settings = options.settings(args)
    path = settings.gazetteer
    match args.action:
        case "build":
            return _build(path, _dump(args, path.parent))
        case "info":
            return _info(path)
        case "add":
            return _add(settings, args.file)
        case "remove":
            return _remove(settings, args.wanted)
        case _:
            return _list(settings, args.json)


def _build(path: Path, dump: Path | None) -> int:
    from geo.gazetteer.build import build

    with progress("places") as shown:
        build(path, shown, dump)
    return _info(path)


def _dump(args: argparse.Namespace, cache: Path) -> Path | None:
    """The folder of the GeoNames dump that was asked for, downloaded if need be."""
    if args.geonames_url:
        from geo.gazetteer import bundled
        from geo.gazetteer.geonames_dump import download

        bundled.versions()  # a dump stands on them: said before hours of downloading
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


def _add(settings: Settings, file: Path) -> int:
    from geo.gazetteer.own_places import OwnPlacesFile
    from geo.gazetteer.own_places_input import read_places

    added = OwnPlacesFile(settings.places).add(read_places(file, settings.bounds.file_bytes))
    print(f"{added.new} new, {added.changed} changed, {added.known} known already")
    print(f"kept in {settings.places}")
    return 0


def _remove(settings: Settings, wanted: Sequence[str]) -> int:
    from geo.gazetteer.own_places import OwnPlacesFile

    for place in OwnPlacesFile(settings.places).remove(wanted):
        print(plain(f"removed: {_words(place)}"))
    return 0


def _list(settings: Settings, as_json: bool) -> int:
    from geo.gazetteer.own_places import OwnPlacesFile

    stored = OwnPlacesFile(settings.places).read()
    if as_json:
        places = [{"id": place.id, **asdict(place)} for place in stored.places]
        print(json.dumps({"path": str(settings.places), "places": places}, ensure_ascii=False))
    else:
        print(f"{settings.places}: places: {len(stored.places)}")
        for place in sorted(stored.places, key=lambda each: each.name.casefold()):
            print(plain(_words(place)))
    for line in stored.unreadable[:_SHOWN]:
        print(plain(f"{settings.places}:{line.number}: {line.reason}"), file=sys.stderr)
    if len(stored.unreadable) > _SHOWN:
        print(f"and {len(stored.unreadable) - _SHOWN} more lines", file=sys.stderr)
    return 1 if stored.unreadable else 0


def _words(place: OwnPlace) -> str:
    """A place in a line: what it is called, what and where it is, its id."""
    others = f" (also {', '.join(place.other_names)})" if place.other_names else ""
    about = [part for part in (place.kind, place.country) if part]
    at = f"{place.latitude:.5f},{place.longitude:.5f}"
    return "  ".join((f"{place.name}{others}", *about, at, place.id))
