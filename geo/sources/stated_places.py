"""A place that a row states with its coordinates: taken as it is, never geocoded anew."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from babel import Locale
from babel.core import get_global

from geo.models import GIVEN, Place

PLACE_FIELDS = ("latitude", "longitude", "place")
"""What ``--map`` can name of a place: its coordinates in degrees (WGS 84), and its name."""

_DEGREES = re.compile(r"([+\-\u2212]?)(\d{1,3}(?:[.,]\d{1,20})?)\s*°?\s*([NSEWnsew]?)")
_HEX_DIGITS = 16


class BadCoordinates(ValueError):
    """Coordinates that are stated and are none; the text says why."""


def stated_place(
    latitude: Any,
    longitude: Any,
    name: str,
    country: str = "",
    admin1: str = "",
    feature: tuple[str, str] = ("", ""),
) -> Place | None:
    """The place with these coordinates; None where there are no coordinates at all.

    ``country`` may be a code of ISO 3166-1 or an English name; ``feature`` is the class and code
    of GeoNames for as precise as the coordinates are. A place without a name is called by its
    coordinates. Raises BadCoordinates.
    """
    if _is_empty(latitude) and _is_empty(longitude):
        return None
    at = _degrees(latitude, 90.0, "latitude", "NS"), _degrees(longitude, 180.0, "longitude", "EW")
    if at == (0.0, 0.0):
        raise BadCoordinates("its coordinates are 0, 0, where there is no place")
    name = name or f"{at[0]:g}, {at[1]:g}"
    return Place(
        id=f"{GIVEN}:{_digest(name, *at, *feature)}",
        name=name,
        latitude=at[0],
        longitude=at[1],
        feature_class=feature[0],
        feature_code=feature[1],
        country_code=country_code(country),
        admin1=admin1,
        source=GIVEN,
    )


def country_code(stated: str) -> str:
    """ISO 3166-1 alpha-2 of a code (of two or three letters, or the number) or an English name
    of a country, or of a name that ends with that ("Herat, Afghanistan"); "" where it is none.
    """
    stated = stated.strip().removesuffix(".0")
    if stated.isascii() and stated.isdigit():
        stated = stated.zfill(3)
    known = get_global("territory_aliases").get(stated.upper(), ())
    if len(known) == 1:
        return str(known[0])
    names = _countries()
    if stated.upper() in names.values():
        return stated.upper()
    return names.get(_bare(stated)) or names.get(_bare(stated.rpartition(",")[2]), "")


@cache
def _countries() -> Mapping[str, str]:
    """Codes by CLDR's English names, and by those with the other name in brackets left out."""
    named = {
        code: name
        for code, name in Locale("en").territories.items()
        if len(code) == 2 and code not in ("ZZ", "EU", "EZ", "UN", "XA", "XB", "QO")
    }
    return {_bare(name): code for code, name in named.items()} | {
        "ivory coast": "CI",
        "democratic republic of congo": "CD",
        "dr congo": "CD",
        "republic of congo": "CG",
        "congo": "CG",
        "palestine": "PS",
        "czech republic": "CZ",
        "turkey": "TR",
        "swaziland": "SZ",
        "macedonia": "MK",
        "united states of america": "US",
    }


def _bare(name: str) -> str:
    return re.sub(r"\s*\(.*\)", "", name.casefold().replace("&", "and")).strip()


def _is_empty(value: Any) -> bool:
    """Also what is not a number, as programs write it where nothing is known."""
    if isinstance(value, float) and math.isnan(value):
        return True
    return value is None or str(value).strip().casefold() in ("", "nan", "null", "none", "na")


def _degrees(value: Any, most: float, what: str, letters: str) -> float:
    if _is_empty(value):
        raise BadCoordinates(f"its {what} is missing")
    shown = str(value).strip()[:40]
    try:
        match = _DEGREES.fullmatch(shown)
        number = float(match[2].replace(",", ".")) if match else float(shown)
    except ValueError as error:
        raise BadCoordinates(f"its {what} {shown!r} is no number of degrees") from error
    letter = match[3].upper() if match else ""
    if letter and (letter not in letters or (match and match[1])):
        raise BadCoordinates(f"its {what} {shown!r} is no number of degrees")
    if (match and match[1] in ("-", "\u2212")) or letter in ("S", "W"):
        number = -number
    if not abs(number) <= most:
        raise BadCoordinates(f"its {what} {shown!r} is beyond {most:g} degrees")
    return number + 0.0  # no minus before nought


def _digest(*what: object) -> str:
    content = "\x00".join(map(str, what))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:_HEX_DIGITS]
