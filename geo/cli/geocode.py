"""``dateline geocode``: which places a name may mean, and why."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from geo.cli import options, pending
from geo.cli.input_output import plain, progress
from geo.errors import BadInput
from geo.models import Candidate

EXAMPLE = """examples:
  dateline geocode Herat
  dateline geocode Georgia --country US
  dateline geocode Springfield --near 39.8,-89.6 --json
  dateline geocode Torghundi --geocoder gazetteer,nominatim
  dateline geocode --pending              ask what a service could not be asked before
"""


def add_parser(subparsers: Any) -> None:
    """Declare the subcommand and its options."""
    parser = subparsers.add_parser(
        "geocode",
        help="say which places a name may mean, and why",
        description="Rank the places that bear a name, the likeliest first, with the reasons.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    options.accept_negative(parser)
    parser.add_argument(
        "name",
        metavar="NAME",
        type=options.text,
        nargs="?",
        help="a place's name, as one would write it",
    )
    parser.add_argument(
        "--country", metavar="CC", type=options.country, help="a country, such as AF"
    )
    parser.add_argument(
        "--near", metavar="LAT,LON", type=options.position, help="prefer places near here"
    )
    options.add_geocoder(parser)
    options.add_atlas(parser)
    parser.add_argument(
        "--pending",
        action="store_true",
        help="ask for the names that wait, and resolve anew the articles of the atlas with them",
    )
    parser.add_argument("--json", action="store_true", help="print the candidates as JSON")


def run(args: argparse.Namespace) -> int:
    """Print the candidates; 1 when there are none."""
    from geo.gazetteer.build import open_gazetteer
    from geo.geocoders import resolver as described

    settings = options.settings(args)
    if args.pending == bool(args.name):
        raise BadInput("give either a NAME or --pending; see dateline geocode --help")
    if args.pending:
        return pending.run_pending(settings)
    with progress("places") as shown:
        gazetteer = open_gazetteer(settings, shown)
    resolver = described(settings, gazetteer)
    candidates = resolver.rank(args.name, country=args.country, near=args.near)
    if args.json:
        print(json.dumps([_json(c) for c in candidates], ensure_ascii=False, indent=1))
    elif candidates:
        print("\n".join(_lines(candidates)))
    if not candidates:
        within = f" in {args.country}" if args.country else ""
        print(f"dateline: no place called {args.name!r} is known{within}", file=sys.stderr)
    return 0 if candidates else 1


def _lines(candidates: Sequence[Candidate]) -> list[str]:
    lines = []
    for rank, candidate in enumerate(candidates, start=1):
        place = candidate.place
        where = ", ".join(part for part in (place.name, place.admin1, place.country_code) if part)
        lines.append(
            f"{rank}. {where}  [{place.feature_class}.{place.feature_code}]  "
            f"{place.latitude:.4f},{place.longitude:.4f}  {place.id}  score {candidate.score:.3f}"
        )
        lines.extend(f"     {r.weight:+.2f}  {r.text}" for r in candidate.reasons)
    return [plain(line) for line in lines]


def _json(candidate: Candidate) -> dict[str, Any]:
    place = candidate.place
    return {
        "id": place.id,
        "geonameid": place.geonameid,
        "name": place.name,
        "country": place.country_code or None,
        "admin1": place.admin1 or None,
        "feature_class": place.feature_class,
        "feature_code": place.feature_code,
        "lat": place.latitude,
        "lon": place.longitude,
        "population": place.population,
        "score": candidate.score,
        "reasons": [
            {"name": r.name, "weight": r.weight, "text": r.text} for r in candidate.reasons
        ],
    }
