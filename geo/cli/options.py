"""What the subcommands' options have in common: how their values are read."""

from __future__ import annotations

import argparse
import math
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import BadInput

if TYPE_CHECKING:
    from geo.settings import Settings


def settings(args: argparse.Namespace) -> Settings:
    """The settings from the environment, with the flags that were given on top."""
    from geo.settings import Settings  # pydantic, which --help need not wait for

    given = vars(args)
    return Settings.load().override(
        atlas=given.get("atlas"),
        min_confidence=given.get("min_confidence"),
        geocoders=given.get("geocoder"),
        read_only=given.get("read_only") or None,
        writable=given.get("writable") or None,
        uploads=given.get("uploads"),
        outlet=given.get("outlet"),
    )


def add_geocoder(parser: argparse.ArgumentParser) -> None:
    """Declare ``--geocoder``."""
    parser.add_argument(
        "--geocoder",
        metavar="LIST",
        type=geocoders,
        help="who is asked for a name, in this order, such as gazetteer,nominatim "
        "(default: gazetteer, which is offline)",
    )


def add_outlet(parser: argparse.ArgumentParser) -> None:
    """Declare ``--outlet``."""
    parser.add_argument(
        "--outlet",
        metavar="PLACE",
        help="the town where these articles are published, such as 'Springfield, Illinois' or its "
        "GeoNames id: names are taken for places near it unless the text speaks for others "
        "(default: that counts for nothing)",
    )


def add_workers(parser: argparse.ArgumentParser, usual: int | None, told: str) -> None:
    """Declare ``--workers``; ``told`` says in words what is ``usual``."""
    parser.add_argument(
        "--workers",
        metavar="N",
        type=count,
        default=usual,
        help=f"processes that read at the same time (default: {told}); the result is the same",
    )


def add_atlas(parser: argparse.ArgumentParser) -> None:
    """Declare ``--atlas``."""
    parser.add_argument(
        "--atlas", metavar="DIR", help="the atlas's folder (default: the one that serve shows)"
    )


def add_corrections(parser: argparse.ArgumentParser) -> None:
    """Declare ``--corrections``."""
    parser.add_argument(
        "--corrections",
        metavar="FILE",
        type=Path,
        help="the file of corrections (default: the one beside the articles, or beside the "
        "atlas that is given)",
    )


def add_listening(parser: argparse.ArgumentParser, usual: int) -> None:
    """Where a server listens: ``--port``, ``usual`` where none is given, and ``--address``."""
    parser.add_argument("--port", metavar="N", type=port, default=usual, help=f"{usual}")
    parser.add_argument(
        "--address",
        metavar="A",
        default="127.0.0.1",
        help="where to listen (default: 127.0.0.1, this machine alone)",
    )


def geocoders(text: str) -> tuple[str, ...]:
    """``gazetteer,nominatim`` as names that are known."""
    from geo.settings import GAZETTEER, geocoder_list

    try:
        names = geocoder_list(text)
    except BadInput as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    if names != (GAZETTEER,):
        from geo.geocoders.service import names as services

        known = (GAZETTEER, *services())
        for name in names:
            if name not in known:
                raise argparse.ArgumentTypeError(
                    f"no geocoder is called {name!r}: give some of {', '.join(known)}"
                )
    return names


def column(text: str) -> tuple[str, str]:
    """``text=body`` as the field and the name of its column."""
    from geo.sources.named_fields import FIELDS

    field, _, name = text.partition("=")
    if field not in FIELDS or not name:
        raise argparse.ArgumentTypeError(
            f"{text!r} does not say which column is what: give FIELD=NAME, such as text=body; "
            f"the fields are {', '.join(FIELDS)}"
        )
    return field, name


def text(given: str) -> str:
    """What is text: an argument in another encoding than the terminal's is none."""
    try:
        given.encode()
    except UnicodeEncodeError as error:
        raise argparse.ArgumentTypeError(f"{given!r} is not in the terminal's encoding") from error
    return given


def language(text: str) -> str:
    """The code of a language that an installed model reads."""
    from geo.text.language_identification import readable

    if text.lower() not in readable():
        raise argparse.ArgumentTypeError(
            f"no installed model reads {text!r}: give one of {', '.join(sorted(readable()))}"
        )
    return text.lower()


def confidence(text: str) -> float:
    """A number from 0 to 1."""
    value = _number(text)
    if not 0.0 <= value <= 1.0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 1")
    return value


def count(text: str) -> int:
    """A whole number from 1."""
    if not re.fullmatch(r"[0-9]{1,6}", text) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)


def port(text: str) -> int:
    """A TCP port."""
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: give 1 to 65535")
    return int(text)


def country(text: str) -> str:
    """An ISO 3166-1 alpha-2 code, in capitals."""
    if not re.fullmatch(r"[A-Za-z]{2}", text):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a country's two-letter code (ISO 3166-1), such as AF"
        )
    return text.upper()


def position(text: str) -> tuple[float, float]:
    """``LAT,LON`` in degrees."""
    latitude, _, longitude = text.partition(",")
    pair = _number(latitude), _number(longitude)
    if not (abs(pair[0]) <= 90 and abs(pair[1]) <= 180):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not LAT,LON in degrees, such as 34.35,62.2 (west and south negative)"
        )
    return pair


def day(text: str) -> date:
    """A date as YYYY-MM-DD."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2021-07-31")


def area(text: str) -> tuple[float, float, float, float]:
    """``W,S,E,N`` in degrees; W greater than E crosses the antimeridian."""
    sides = [_number(part) for part in text.split(",")]
    if len(sides) == 4:
        west, south, east, north = sides
        if abs(west) <= 180 and abs(east) <= 180 and -90 <= south <= north <= 90:
            return west, south, east, north
    raise argparse.ArgumentTypeError(
        f"{text!r} is not W,S,E,N in degrees, such as 60.5,29.4,74.9,38.5 (west and south negative)"
    )


def accept_negative(parser: argparse.ArgumentParser) -> None:
    """Let ``--near -33.9,18.4`` be a value, though it begins like an option."""
    internals: Any = parser
    internals._negative_number_matcher = re.compile(r"^-\d[\d.,;+-]*$")


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return math.nan
    return value
