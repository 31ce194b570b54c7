"""The options that choose what is taken out; they mean what they mean in the page's address."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from geo.cli import options
from geo.errors import BadInput
from geo.models import Role

if TYPE_CHECKING:
    from geo.atlas import Filter


def add_selection(parser: argparse.ArgumentParser, languages: str = "--language") -> None:
    """Declare them; ``languages`` is what the option of the articles' languages is called."""
    chosen = parser.add_argument_group("what is chosen (default: what the page shows)")
    chosen.add_argument(
        "--from", dest="first", metavar="DATE", type=options.day, help="not before this day"
    )
    chosen.add_argument(
        "--to", dest="last", metavar="DATE", type=options.day, help="not after this day"
    )
    chosen.add_argument(
        "--clock",
        choices=("published", "spoken"),
        default="published",
        help="whose days: of publication (default), or spoken of in the sentence",
    )
    dates = chosen.add_mutually_exclusive_group()
    dates.add_argument(
        "--dated", action="store_true", help="leave out what has no such date in any case"
    )
    dates.add_argument(
        "--undated",
        action="store_true",
        help="keep what has no such date also with --from or --to, which leave it out",
    )
    chosen.add_argument(
        "--place", metavar="ID", type=options.text, help="one place, such as geonames:524901"
    )
    chosen.add_argument(
        "--text", metavar="QUERY", type=options.text, help="a search in titles and texts"
    )
    chosen.add_argument(
        "--source",
        metavar="S",
        type=options.text,
        action="append",
        help="a source; may be given several times",
    )
    chosen.add_argument(
        "--country",
        metavar="CC",
        action="extend",
        type=_several(options.country),
        help="countries by their two-letter codes, with commas",
    )
    chosen.add_argument(
        languages,
        dest="article_languages",
        metavar="LL",
        action="extend",
        type=_several(str.lower),
        help="languages of articles (ISO 639-1), with commas; und for those not told",
    )
    chosen.add_argument(
        "--role",
        metavar="R",
        action="extend",
        type=_several(_role),
        help=f"what names stand for, with commas: {', '.join(Role)} (default: all but "
        "organisation and publisher)",
    )
    chosen.add_argument(
        "--min-confidence",
        dest="least",
        metavar="X",
        type=options.confidence,
        default=0.0,
        help="the least confidence, from 0 to 1 (default: 0)",
    )
    chosen.add_argument(
        "--tag",
        metavar="TAG",
        type=options.text,
        action="append",
        help="a tag of people's notes; may be given several times",
    )
    chosen.add_argument("--bbox", metavar="W,S,E,N", type=options.area, help="an area in degrees")
    chosen.add_argument(
        "--area",
        metavar="CORNERS",
        type=_area,
        default=(),
        help="an area as the page's address has it: W,S,E,N, or LON,LAT;LON,LAT;LON,LAT…",
    )
    chosen.add_argument(
        "--focus", action="store_true", help="only places that their article is about"
    )
    options.accept_negative(parser)


def selected(args: argparse.Namespace) -> Filter:
    """The filter. Raises BadInput for dates that contradict, and for a text that is no search."""
    from geo.atlas import DEFAULT_ROLES, DateBasis, Filter, search_problem
    from geo.corrections.notes import tag

    if args.first and args.last and args.first > args.last:
        raise BadInput(f"--from {args.first} is after --to {args.last}")
    problem = search_problem(args.text or "")
    if problem:
        raise BadInput(f"--text: {problem}")
    roles = args.role or DEFAULT_ROLES
    return Filter(
        date_from=args.first,
        date_to=args.last,
        undated=args.undated or not (args.dated or args.first or args.last),
        date_basis=DateBasis(args.clock),
        place_id=args.place or "",
        text=args.text or "",
        sources=tuple(args.source or ()),
        countries=tuple(args.country or ()),
        languages=tuple("" if code == "und" else code for code in args.article_languages or ()),
        roles=tuple(role for role in Role if role in roles),
        min_confidence=args.least,
        bbox=args.bbox,
        area=args.area,
        focus=args.focus,
        tags=tuple(filter(None, map(tag, args.tag or ()))),
    )


def _several(one: Callable[[str], Any]) -> Callable[[str], list[Any]]:
    """``AF,IR`` as a list of what ``one`` makes of each."""

    def read(text: str) -> list[Any]:
        return [one(part.strip()) for part in text.split(",")]

    return read


def _area(text: str) -> tuple[tuple[float, float], ...]:
    from geo.atlas.area import parse_area

    try:
        return parse_area(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _role(text: str) -> Role:
    try:
        return Role(text.lower())
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no role: give some of {', '.join(Role)}"
        ) from error
