"""What kind of place a GeoNames feature is, and so how closely it says where.

Classes and codes: https://www.geonames.org/export/codes.html. Every distinction that Dateline
makes between kinds of places is drawn from these.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Protocol

from geo.models import Place


class FeatureKind(StrEnum):
    """A feature class and code, coarsened."""

    COUNTRY = "country"  # also what has a country's code and is none: Hong Kong, Greenland
    ADMIN1 = "admin1"
    FORMER_ADMIN1 = "former admin1"
    ADMIN2 = "admin2"
    DIVISION = "division"  # any other administrative area
    CAPITAL = "capital"
    SEAT = "seat"  # of a division
    SECTION = "section"  # of a town
    TOWN = "town"
    AREA = "area"  # continents, regions, parks
    TERRAIN = "terrain"
    VEGETATION = "vegetation"
    WATER = "water"
    UNDERSEA = "undersea"
    SITE = "site"  # buildings, airports, roads
    UNKNOWN = "unknown"


SETTLEMENTS = frozenset(
    {FeatureKind.CAPITAL, FeatureKind.SEAT, FeatureKind.SECTION, FeatureKind.TOWN}
)
"""Populated places (class P)."""

POINTS = SETTLEMENTS | {FeatureKind.SITE}
"""What is small enough for a point to say where it is."""


class Extent(IntEnum):
    """How much of the earth a place is, as far as a map must tell it: what is of another extent
    is never drawn, or joined, as the same thing."""

    POINT = 0
    AREA = 1
    COUNTRY = 2
    CONTINENT = 3


_COUNTRY_CODES = ("PCL", "TERR")  # PCLI, PCLD, PCLS …; Western Sahara is a TERR
_DIVISIONS = {
    "ADM1": FeatureKind.ADMIN1,
    "ADM1H": FeatureKind.FORMER_ADMIN1,
    "ADM2": FeatureKind.ADMIN2,
}
_POPULATED = {"PPLC": FeatureKind.CAPITAL, "PPLX": FeatureKind.SECTION}
_CLASSES = {
    "H": FeatureKind.WATER,
    "L": FeatureKind.AREA,
    "R": FeatureKind.SITE,
    "S": FeatureKind.SITE,
    "T": FeatureKind.TERRAIN,
    "U": FeatureKind.UNDERSEA,
    "V": FeatureKind.VEGETATION,
}


class Feature(Protocol):
    """Anything that has a feature class and code, such as a ``geo.models.Place``."""

    @property
    def feature_class(self) -> str:
        """GeoNames feature class, a letter; "" where unknown."""

    @property
    def feature_code(self) -> str:
        """GeoNames feature code; "" where unknown."""


def feature_kind(feature: Feature) -> FeatureKind:
    """The kind of a place."""
    code = feature.feature_code
    if code.startswith(_COUNTRY_CODES):
        return FeatureKind.COUNTRY
    match feature.feature_class:
        case "A":
            return _DIVISIONS.get(code, FeatureKind.DIVISION)
        case "P":
            seat = FeatureKind.SEAT if code.startswith("PPLA") else FeatureKind.TOWN
            return _POPULATED.get(code, seat)
    return _CLASSES.get(feature.feature_class, FeatureKind.UNKNOWN)


def is_country(feature: Feature) -> bool:
    """Whether it is a country, or a dependency or territory with a country code of its own."""
    return feature_kind(feature) is FeatureKind.COUNTRY


def extent(feature: Feature) -> Extent:
    """A spot, an area, a country or a continent."""
    if feature.feature_code == "CONT":
        return Extent.CONTINENT
    kind = feature_kind(feature)
    if kind is FeatureKind.COUNTRY:
        return Extent.COUNTRY
    return Extent.POINT if kind in POINTS else Extent.AREA


_PRECISION_WORDS = {
    FeatureKind.COUNTRY: "country",
    FeatureKind.SITE: "site",
    FeatureKind.UNKNOWN: "",
    **dict.fromkeys(SETTLEMENTS, "town"),
}

_ACLED_PRECISION = {
    **dict.fromkeys((*SETTLEMENTS, FeatureKind.SITE), 1),
    **dict.fromkeys((FeatureKind.ADMIN2, FeatureKind.DIVISION, FeatureKind.TERRAIN), 2),
    FeatureKind.VEGETATION: 2,
}


def precision_in_words(place: Place) -> str:
    """``country``, ``region``, ``town`` or ``site``; "" where the kind of place is not known."""
    return _PRECISION_WORDS.get(feature_kind(place), "region")


def acled_precision(place: Place) -> int | None:
    """ACLED's ``geo_precision`` for what was named: 1 a town or an exact spot, 2 a part of a
    region, 3 a region or more. None where the kind of place is not known.

    After the ACLED Codebook, "Geo-precision": https://acleddata.com/knowledge-base/codebook/
    """
    kind = feature_kind(place)
    return None if kind is FeatureKind.UNKNOWN else _ACLED_PRECISION.get(kind, 3)
