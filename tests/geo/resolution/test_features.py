"""Every feature of an option, on values worked out by hand.

A scenario names an option and all features of one sort that are not zero for it, so a column
written in another's place is seen. The last test holds that no feature is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log, log10

import numpy as np
import pytest

from geo.models import Place, Role, Toponym
from geo.resolution.article_options import ArticleOptions
from geo.resolution.context import read_context
from geo.resolution.discourse import group_mentions
from geo.resolution.evidence_features import EVIDENCE_FEATURES, READING_FEATURES, worldliness
from geo.resolution.feature_table import FeatureTable
from geo.resolution.features import COLUMN, FEATURES, compare_options, with_evidence
from geo.resolution.mention_features import MENTION_FEATURES
from geo.resolution.options import OPTION_FEATURES, OptionFinder
from geo.resolution.origin import read_origin
from tests.geo.resolution.places import (
    DALLAS,
    FRANCE,
    LYON,
    MEMPHIS,
    PARIS,
    PARIS_TENNESSEE,
    PARIS_TEXAS,
    TENNESSEE,
    TEXAS,
    US,
    Bears,
    World,
    article,
    toponyms,
    town,
)


def place(number: int, name: str, feature: str, population: int = 0, within: Place = US) -> Place:
    letter, code = feature.split(".")
    chain = (within.id, *within.ancestors)
    where = f"geonames:{number}"
    return Place(where, name, -10, 10, letter, code, "US", "", population, ancestors=chain)


DALLAS_COUNTY = place(101, "Dallas County", "A.ADM2", 2_600_000, within=TEXAS)
FORT_WORTH = town(102, "Fort Worth", TEXAS, (32.75, -97.33), 900_000)  # 50 km from Dallas
GARLAND = town(103, "Garland", DALLAS_COUNTY, (32.91, -96.64), 240_000)  # 21 km from Dallas
MESQUITE = town(104, "Mesquite", DALLAS_COUNTY, (32.77, -96.6), 150_000)  # 16 km from Garland
BASTROP = town(105, "Bastrop", TEXAS, (30.11, -97.32), 9_999)
CAPITAL = place(106, "Ruritania", "P.PPLC", 999_999)
SEAT = place(107, "Austin", "P.PPLA", 999)
SECTION = place(108, "Oak Cliff", "P.PPLX", 9)
WATER = place(109, "Red River", "H.STM")
RED_RIVER = place(119, "Red River of the South", "H.STM")
RED_HALL = place(120, "Red Hall", "S.BLDG")
TERRAIN = place(110, "Mount Livermore", "T.MT")
REGION = place(111, "Big Bend", "L.RGN")
SITE = place(112, "Love Field", "S.AIRP")
NEW_YORK_CITY = town(113, "New York City", US, (40.7, -74), 9_999_999)
CHICAGO = town(114, "Chicago", US, (41.9, -87.6), 99_999)
GAZA = Place("geonames:115", "Gaza", 31.5, 34.5, "P", "PPL", "PS", "", 400_000, renown=0.8)
STRIP_TOWN = Place("geonames:117", "Ghazzah", 0, 0, "P", "PPL", "XX", "", 9, renown=0.6)
ZENDA = Place("geonames:118", "Zenda", 48, 15, "A", "PCLI", "ZE", "", 999)
ZENDA_CITY = Place("geonames:119", "Zenda", 48, 15, "P", "PPLC", "ZE", "", 99)

WORLD = World(
    {
        "united states": [Bears(US)],
        "american": [Bears(US, "demonym"), Bears(SEAT, "name")],
        "france": [Bears(FRANCE)],
        "texas": [Bears(TEXAS)],
        "tenn.": [Bears(TENNESSEE, "abbreviation")],
        "tennessee": [Bears(TENNESSEE)],
        "dallas county": [Bears(DALLAS_COUNTY)],
        "paris": [Bears(PARIS), Bears(PARIS_TEXAS), Bears(PARIS_TENNESSEE)],
        "dallas": [Bears(DALLAS)],
        "big d": [Bears(DALLAS, "alternate")],
        "fort worth": [Bears(FORT_WORTH)],
        "garland": [Bears(GARLAND)],
        "mesquite": [Bears(MESQUITE)],
        "mina": [Bears(BASTROP, "alternate")],
        "lyon": [Bears(LYON)],
        "memphis": [Bears(MEMPHIS)],
        "strelsau": [Bears(CAPITAL, "historic")],
        "austin": [Bears(SEAT)],
        "cliff": [Bears(SECTION, "short")],
        "red river": [Bears(WATER)],
        "red": [Bears(RED_RIVER, "short")],
        "red hall": [Bears(RED_HALL)],
        "livermore": [Bears(TERRAIN, "part")],
        "bend": [Bears(REGION, "site")],
        "love field": [Bears(SITE, "online")],
        "new york": [Bears(NEW_YORK_CITY, "short")],
        "chicago": [Bears(CHICAGO)],
        "gaza": [Bears(GAZA), Bears(STRIP_TOWN, "alternate")],
        "zenda": [Bears(ZENDA), Bears(ZENDA_CITY)],
    }
)


def compared(found: Sequence[Toponym], text: str, source: str = "") -> ArticleOptions:
    read = article(text, source=source)
    context = read_context(read, found)
    groups = group_mentions(context, OptionFinder(WORLD))
    options = compare_options(context, groups, read_origin(read))
    assert options is not None
    return options


def not_zero(
    options: ArticleOptions, features: np.ndarray, names: Sequence[str], of: Place
) -> dict[str, float]:
    """The features called ``names`` of the option that is the place, without the zeros."""
    ids = [options.option(row).place.id for row in range(len(options.group))]
    row = features[ids.index(of.id)]
    return {name: row[COLUMN[name]] for name in names if row[COLUMN[name]]}


def settlement(population: int) -> float:
    return log10(population + 1) / 7


# How widely a place is known, by itself and beside its namesakes: worked out below.
RENOWN_FEATURES = ("renown", "best known of the name", "behind the best known", "share of renown")
LARGEST = {"largest of the name": 1, "largest by far": 1}  # with no other bearer of the name
OPTION_SCENARIOS: list[tuple[str, Place, Mapping[str, float]]] = [
    (
        # log10(2,100,001 / 25,001) is 1.92, of 3 at most.
        "Paris",
        PARIS,
        {
            "population of a settlement": settlement(2_100_000),
            "largest of the name": 1,
            "largest by far": log10(2_100_001 / 25_001) / 3,
            "is town": 1,
            "by name": 1,
            "name spelt alike": 1,
        },
    ),
    (
        "Paris",
        PARIS_TEXAS,
        {
            "population of a settlement": settlement(25_000),
            "is town": 1,
            "by name": 1,
            "name spelt alike": 1,
        },
    ),
    (
        "Texas",
        TEXAS,
        {
            "population of an area": log10(29_000_001) / 7,
            "is admin1": 1,
            "by name": 1,
            "name spelt alike": 1,
            **LARGEST,
        },
    ),
    (
        "Dallas County",
        DALLAS_COUNTY,
        {
            "population of an area": log10(2_600_001) / 7,
            "is admin2": 1,
            "by name": 1,
            "name spelt alike": 1,
            **LARGEST,
        },
    ),
    (
        # Short for New York City, which counts as spelt alike; and it begins its full name.
        "New York",
        NEW_YORK_CITY,
        {
            "population of a settlement": 1,
            "is town": 1,
            "by short": 1,
            "name spelt alike": 1,
            "begins its full name": 1,
            **LARGEST,
        },
    ),
    (
        "American",
        US,
        {
            "population of an area": log10(330_000_001) / 7,
            "largest of the name": 1,
            "largest by far": 1,
            "is country": 1,
            "by demonym": 1,
        },
    ),
    (
        # 10,000 in log10 is 4; the lead of the only one is log10(10,000) / 3, 1 at most.
        "Mina",
        BASTROP,
        {
            "population of a settlement": 4 / 7,
            "is town": 1,
            "by alternate": 1,
            "alternate name of a small place": 1,
            **LARGEST,
        },
    ),
    (
        "Big D",
        DALLAS,
        {
            "population of a settlement": settlement(1_300_000),
            "is town": 1,
            "by alternate": 1,
            **LARGEST,
        },
    ),
    (
        "Strelsau",
        CAPITAL,
        {
            "population of a settlement": 6 / 7,
            "is capital": 1,
            "by historic": 1,
            **LARGEST,
        },
    ),
    (
        "Austin",
        SEAT,
        {
            "population of a settlement": 3 / 7,
            "is seat": 1,
            "by name": 1,
            "name spelt alike": 1,
            **LARGEST,
        },
    ),
    (
        "Cliff",
        SECTION,
        {
            "population of a settlement": 1 / 7,
            "is section": 1,
            "by short": 1,
            "largest of the name": 1,
            "largest by far": 1 / 3,
        },
    ),
    (
        "Red River",
        WATER,
        {"is water": 1, "by name": 1, "name spelt alike": 1, "largest of the name": 1},
    ),
    ("Livermore", TERRAIN, {"is terrain": 1, "by part": 1, "largest of the name": 1}),
    ("Bend", REGION, {"is area": 1, "by site": 1, "largest of the name": 1}),
    (
        "Love Field",
        SITE,
        {"is site": 1, "by other means": 1, "name spelt alike": 1, "largest of the name": 1},
    ),
    (
        "Tenn.",
        TENNESSEE,
        {
            "population of an area": log10(7_000_001) / 7,
            "is admin1": 1,
            "by abbreviation": 1,
            **LARGEST,
        },
    ),
    (
        # "northern Garland" is cut down to Garland.
        "northern Garland",
        GARLAND,
        {
            "population of a settlement": settlement(240_000),
            "is town": 1,
            "by name": 1,
            "name spelt alike": 1,
            "name cut down": 1,
            **LARGEST,
        },
    ),
]


@pytest.mark.parametrize(("name", "of", "expected"), OPTION_SCENARIOS)
def test_features_of_an_option_and_its_name(
    name: str, of: Place, expected: Mapping[str, float]
) -> None:
    options = compared([Toponym(name, 0, len(name), "GPE")], name)
    names = [each for each in OPTION_FEATURES if each not in RENOWN_FEATURES]
    assert not_zero(options, options.base, names, of) == pytest.approx(expected)


def known(people: float) -> float:
    """Renown of a place that no gazetteer knows more of than how many live there."""
    return log10(people + 1) / 7.5


RENOWN_SCENARIOS: list[tuple[str, Place, Mapping[str, float]]] = [
    (
        "Paris",
        PARIS,
        {
            "renown": known(2_100_000),
            "best known of the name": 1,
            "share of renown": 2_100_001 / (2_100_001 + 25_001 + 10_001),
        },
    ),
    (
        "Paris",
        PARIS_TEXAS,
        {
            "renown": known(25_000),
            "behind the best known": known(2_100_000) - known(25_000),
            "share of renown": 25_001 / (2_100_001 + 25_001 + 10_001),
        },
    ),
    (
        # The gazetteer knows it better than its people tell.
        "Gaza",
        GAZA,
        {"renown": 0.8, "best known of the name": 1, "share of renown": 1 / (1 + 10 ** (-1.5))},
    ),
]


@pytest.mark.parametrize(("name", "of", "expected"), RENOWN_SCENARIOS)
def test_how_widely_a_place_is_known(name: str, of: Place, expected: Mapping[str, float]) -> None:
    options = compared([Toponym(name, 0, len(name), "GPE")], name)
    found = not_zero(options, options.base, RENOWN_FEATURES, of)
    assert found == pytest.approx(expected, rel=1e-3)


NAMES_OF_COUNTRIES: list[tuple[str, Place, Mapping[str, float]]] = [
    # Its own name, but its country's too.
    ("Zenda", ZENDA_CITY, {"city of a country that is called so": 1}),
    ("Zenda", ZENDA, {}),
    # Called so by the side, where another is called so in the first place and as well known.
    ("Gaza", STRIP_TOWN, {"by-name of it, but another's own": 1}),
    ("Gaza", GAZA, {}),
]


@pytest.mark.parametrize(("name", "of", "expected"), NAMES_OF_COUNTRIES)
def test_names_that_another_has_more_right_to(
    name: str, of: Place, expected: Mapping[str, float]
) -> None:
    options = compared([Toponym(name, 0, len(name), "GPE")], name)
    asked = ("city of a country that is called so", "by-name of it, but another's own")
    assert not_zero(options, options.base, asked, of) == expected


@pytest.mark.parametrize(
    ("people", "counted"), [(10**6.375 - 1, 1.0), (10**4.875 - 1, 0.0), (10**5.625 - 1, 0.5)]
)
def test_a_division_counts_as_one_by_its_people(people: float, counted: float) -> None:
    parish = Place("geonames:130", "Portland", 18, -76, "A", "ADM1", "JM", "", round(people))
    (row,) = OptionFinder(World({"portland": [Bears(parish)]})).options("Portland").features
    assert row[OPTION_FEATURES.index("is admin1")] == pytest.approx(counted, abs=1e-3)


KITA = Place("geonames:141", "Kita", 35, 136, "P", "PPL", "JP", "", 300_000, renown=0.71)
QUITO = Place("geonames:142", "Quito", 0, -78, "P", "PPLC", "EC", "", 1_400_000, renown=0.9)
ODESSA = Place("geonames:143", "Odessa", 32, -102, "P", "PPL", "US", "", 114_000, renown=0.72)
ODESA = Place("geonames:144", "Odesa", 46, 31, "P", "PPL", "UA", "", 1_000_000, renown=0.85)
KOCHI_KEN = Place("geonames:145", "Kochi", 33, 133, "A", "ADM1", "JP", "Kochi", renown=0.7)
KOCHI_SHI = Place(
    "geonames:146", "Kochi", 33, 133, "P", "PPLA", "JP", "Kochi", 9, "", (KOCHI_KEN.id,), 0.75
)
KOCHI_INDIA = Place("geonames:147", "Kochi", 10, 76, "P", "PPL", "IN", "Kerala", renown=0.8)
OF_A_CITY, LESS_KNOWN = (
    "by-name of it, but a city's own",
    "division less known than a town elsewhere",
)
# The bearers of a name, one of them, and what is seen of it.
RIVAL_SCENARIOS: list[tuple[list[Bears], Place, Mapping[str, float]]] = [
    ([Bears(KITA), Bears(QUITO, "alternate")], QUITO, {OF_A_CITY: 1}),
    ([Bears(KITA), Bears(QUITO, "alternate")], KITA, {}),
    # A doubled letter makes no by-name.
    ([Bears(ODESSA), Bears(ODESA, "alternate")], ODESA, {}),
    # The town of the name lies in it.
    ([Bears(KOCHI_KEN), Bears(KOCHI_SHI)], KOCHI_KEN, {}),
    ([Bears(KOCHI_KEN), Bears(KOCHI_SHI), Bears(KOCHI_INDIA)], KOCHI_KEN, {LESS_KNOWN: 1}),
    ([Bears(KOCHI_KEN), Bears(KOCHI_SHI), Bears(KOCHI_INDIA)], KOCHI_SHI, {}),
]


@pytest.mark.parametrize(("bearers", "of", "expected"), RIVAL_SCENARIOS)
def test_others_of_the_name(bearers: list[Bears], of: Place, expected: Mapping[str, float]) -> None:
    name = bearers[0].place.name
    found = OptionFinder(World({name.casefold(): bearers})).options(name)
    row = [option.place for option in found.options].index(of)
    seen = {f: found.features[row, OPTION_FEATURES.index(f)] for f in (OF_A_CITY, LESS_KNOWN)}
    assert {feature: value for feature, value in seen.items() if value} == expected


AMONG_FEW = "renown among few names"


def test_renown_counts_most_where_few_names_say_where_the_article_is() -> None:
    def known(text: str, *names: str) -> float:
        return float(compared(toponyms(text, *names), text).base[0, COLUMN[AMONG_FEW]])

    alone, beside = known("Paris", "Paris"), known("Paris and Dallas", "Paris", "Dallas")
    assert alone == pytest.approx(2 * beside)


def test_mexico_is_not_mexico_city() -> None:
    country = Place("geonames:131", "Mexico", 20, -100, "A", "PCLI", "MX", "", 120_000_000)
    city = Place("geonames:132", "Mexico City", 19.4, -99, "P", "PPLC", "MX", "", 12_000_000)
    missouri = Place("geonames:133", "Mexico", 39, -92, "P", "PPL", "US", "", 11_000)
    bearers = [Bears(country), Bears(city, "alternate"), Bears(missouri)]
    found = OptionFinder(World({"mexico": bearers})).options("Mexico")
    assert [option.place.id for option in found.options] == [country.id, missouri.id]


def named(text: str, *names: str, label: str = "", role: Role = Role.PLACE) -> list[Toponym]:
    found = toponyms(text, *names, role=role)
    return [Toponym(each.text, each.start, each.end, label, role) for each in found]


MENTION_SCENARIOS: list[tuple[str, list[Toponym], str, Place, Mapping[str, float]]] = [
    ("the city of Paris", named("the city of Paris", "Paris"), "", PARIS, {"type word agrees": 1}),
    (
        "PARIS (AP)",
        named("PARIS (AP)", "PARIS", role=Role.DATELINE),
        "",
        PARIS,
        {"settlement by its dateline": 1},
    ),
    ("the river Paris", named("the river Paris", "Paris"), "", PARIS, {"type word disagrees": 1}),
    ("in Red", named("in Red", "Red"), "", RED_RIVER, {"river or sea without its article": 1}),
    ("in the Red.", named("in the Red.", "Red"), "", RED_RIVER, {"type word agrees": 1}),
    (
        "at Red Hall",
        named("at Red Hall", "Red Hall", label="FAC"),
        "",
        RED_HALL,
        {"site by its label": 1},
    ),
    (
        "the American army",
        named("the American army", "American", role=Role.DEMONYM),
        "",
        US,
        {"adjective of a country": 1},
    ),
    (
        "the American army",
        named("the American army", "American", role=Role.DEMONYM),
        "",
        SEAT,
        {"adjective taken for a name": 1},
    ),
    (
        "at Red River",
        named("at Red River", "Red River", label="LOC"),
        "",
        WATER,
        {"natural feature by its label": 1},
    ),
    ("at Red River", named("at Red River", "Red River", label="GPE"), "", WATER, {}),
    (
        "at Dallas",
        named("at Dallas", "Dallas", label="GPE"),
        "",
        DALLAS,
        {"settlement by its label": 1},
    ),
    ("at Dallas", named("at Dallas", "Dallas", label="LOC"), "", DALLAS, {}),
    (
        "at Lyon",
        named("at Lyon", "Lyon"),
        "https://example.fr/1",
        LYON,
        {"country of the address": 1},
    ),
    (
        # One word of a country's own, of the six that would be enough: log(2) / log(7).
        "$5 in Dallas",
        named("$5 in Dallas", "Dallas"),
        "",
        DALLAS,
        {"country by the wording": log(2) / log(7)},
    ),
    (
        "$5 at Lyon",
        named("$5 at Lyon", "Lyon"),
        "https://example.fr/1",
        LYON,
        {"country of the address": 1},
    ),
    (
        "Paris, Texas",
        named("Paris, Texas", "Paris", "Texas"),
        "",
        PARIS_TEXAS,
        {"lies in its qualifier (comma)": 1},
    ),
    ("Paris, Texas", named("Paris, Texas", "Paris", "Texas"), "", PARIS_TENNESSEE, {}),
    (
        "Paris, Texas",
        named("Paris, Texas", "Paris", "Texas"),
        "",
        TEXAS,
        {"qualifies a place in it (comma)": 1},
    ),
    (
        "Paris in Texas",
        named("Paris in Texas", "Paris", "Texas"),
        "",
        PARIS_TEXAS,
        {"lies in its qualifier (comma)": 1},
    ),
    (
        "Paris, Texas and Tennessee",
        named("Paris, Texas and Tennessee", "Paris", "Texas", "Tennessee"),
        "",
        PARIS_TEXAS,
        {"lies in its qualifier (list)": 1},
    ),
    (
        "Paris, Texas and Tennessee",
        named("Paris, Texas and Tennessee", "Paris", "Texas", "Tennessee"),
        "",
        TEXAS,
        {"qualifies a place in it (list)": 1},
    ),
    (
        "Texas's Paris",
        named("Texas's Paris", "Paris", "Texas"),
        "",
        PARIS_TEXAS,
        {"lies in its qualifier (owner)": 1},
    ),
    (
        "Texas's Paris",
        named("Texas's Paris", "Paris", "Texas"),
        "",
        TEXAS,
        {"qualifies a place in it (owner)": 1},
    ),
    (
        # Garland is no part of Dallas, but lies as near as a quarter of it would.
        "Garland, Dallas",
        named("Garland, Dallas", "Garland", "Dallas"),
        "",
        GARLAND,
        {"lies in its qualifier (comma)": 1},
    ),
]


@pytest.mark.parametrize(("text", "found", "source", "of", "expected"), MENTION_SCENARIOS)
def test_features_of_the_words_around(
    text: str, found: list[Toponym], source: str, of: Place, expected: Mapping[str, float]
) -> None:
    options = compared(found, text, source)
    asked = [feature for feature in MENTION_FEATURES if feature != AMONG_FEW]
    assert not_zero(options, options.base, asked, of) == pytest.approx(expected)


# A name counts 1 / log2(1 + its readings): Dallas 1, Paris with three readings 1/2. Names that
# count w together give w / (2 + w).
DIVISION, DISTRICT, WITHIN_30, WITHIN_100 = READING_FEATURES
READING_SCENARIOS: list[tuple[str, Place, Mapping[str, float]]] = [
    ("Dallas Paris", PARIS_TEXAS, {DIVISION: 1 / 3}),
    ("Dallas Paris", DALLAS, {DIVISION: 0.5 / 2.5}),
    ("Dallas Paris", PARIS, {}),
    ("Dallas Texas", DALLAS, {}),  # an area has no point to be near to
    ("Dallas Fort Worth", DALLAS, {DIVISION: 1 / 3, WITHIN_100: 1 / 3}),
    ("Garland Dallas", GARLAND, {DIVISION: 1 / 3, WITHIN_30: 1 / 3, WITHIN_100: 1 / 3}),
    (
        # Mesquite is in Garland's county and near; Dallas near; Paris, Texas, neither.
        "Garland Mesquite Dallas Paris Dallas County",
        GARLAND,
        {DIVISION: 3.5 / 5.5, DISTRICT: 2 / 4, WITHIN_30: 2 / 4, WITHIN_100: 2 / 4},
    ),
    ("Dallas", DALLAS, {}),
]


@pytest.mark.parametrize(("text", "of", "expected"), READING_SCENARIOS)
def test_features_of_what_other_names_could_be(
    text: str, of: Place, expected: Mapping[str, float]
) -> None:
    options = compared(named_in(text), text)
    assert not_zero(options, options.base, READING_FEATURES, of) == pytest.approx(expected)


def named_in(text: str) -> list[Toponym]:
    """The names of the world in a text, none inside another."""
    found: list[Toponym] = []
    for name in sorted(WORLD_NAMES, key=len, reverse=True):
        for each in named(text, name):
            if all(each.end <= other.start or other.end <= each.start for other in found):
                found.append(each)
    return sorted(found, key=lambda each: each.start)


WORLD_NAMES = (
    "United States",
    "France",
    "Texas",
    "Dallas County",
    "Paris",
    "Dallas",
    "Big D",
    "Fort Worth",
    "Garland",
    "Mesquite",
    "Lyon",
    "Memphis",
)


def close(*characters: int) -> float:
    """The weight of names that begin so many characters away."""
    return sum(exp(-each / 300) for each in characters)


ONE, TWO = 1 - exp(-1), 1 - exp(-2)  # "some" of one or two names that are surely meant
EVIDENCE_SCENARIOS: list[tuple[str, Place, Mapping[str, float]]] = [
    (
        "Dallas, the United States",
        DALLAS,
        {"country named": ONE, "container named close by": close(12) / (close(12) + 0.3)},
    ),
    (
        "Dallas as in Texas",
        DALLAS,
        {
            "division named": ONE,
            "container named close by": close(13) / (close(13) + 0.3),
            "country of the others": 1,
            "country of some others": ONE,
            "country of the names close by": close(13) / (close(13) + 0.3),
            "division of the others": 1,
            "division of some others": ONE,
            "division of the names close by": close(13) / (close(13) + 0.3),
        },
    ),
    (
        # Two other names; one is in the same country, 200 km and more away.
        "Dallas, Memphis or Lyon",
        DALLAS,
        {
            "country of the others": 1 / 2,
            "country of some others": ONE,
            "country of the names close by": close(8) / (close(8, 19) + 0.3),
            "population among many countries": settlement(1_300_000) * (1 - exp(-1 / 3)),
            "renown among many countries": known(1_300_000) * (1 - exp(-1 / 3)),
            "listed with places of its kind": 1,
        },
    ),
    (
        "Dallas, Fort Worth, Lyon",
        DALLAS,
        {
            "country of the others": 1 / 2,
            "country of some others": ONE,
            "country of the names close by": close(8) / (close(8, 20) + 0.3),
            "division of the others": 1 / 2,
            "division of some others": ONE,
            "division of the names close by": close(8) / (close(8, 20) + 0.3),
            "within 100 km of others": ONE,
            "within 100 km of names close by": close(8) / (close(8, 20) + 0.3),
            "within 300 km of the others": 1 / 2,
            "population among many countries": settlement(1_300_000) * (1 - exp(-1 / 3)),
            "renown among many countries": known(1_300_000) * (1 - exp(-1 / 3)),
            "listed with places of its kind": 1,
        },
    ),
    (
        # Mesquite is in Garland's county; all three are near each other, and Lyon is far.
        "Garland, Mesquite, Dallas, Lyon",
        GARLAND,
        {
            "country of the others": 2 / 3,
            "country of some others": TWO,
            "country of the names close by": close(9, 19) / (close(9, 19, 27) + 0.3),
            "division of the others": 2 / 3,
            "division of some others": TWO,
            "division of the names close by": close(9, 19) / (close(9, 19, 27) + 0.3),
            "district of some others": ONE,
            "within 30 km of others": TWO,
            "within 100 km of others": TWO,
            "within 100 km of names close by": close(9, 19) / (close(9, 19, 27) + 0.3),
            "within 300 km of the others": 2 / 3,
            "population among many countries": settlement(240_000) * (1 - exp(-1 / 3)),
            "renown among many countries": known(240_000) * (1 - exp(-1 / 3)),
            "listed with places of its kind": 1,
        },
    ),
    (
        "Garland of Dallas County",
        GARLAND,
        {
            "division named": ONE,
            "container named close by": close(11) / (close(11) + 0.3),
            "country of the others": 1,
            "country of some others": ONE,
            "country of the names close by": close(11) / (close(11) + 0.3),
            "division of the others": 1,
            "division of some others": ONE,
            "division of the names close by": close(11) / (close(11) + 0.3),
            "district of some others": ONE,
        },
    ),
    (
        "France and Lyon and Memphis",
        FRANCE,
        {
            "country of the others": 1 / 2,
            "country of some others": ONE,
            "country of the names close by": close(11) / (close(11, 20) + 0.3),
            "contains others": ONE,
            "contains names close by": close(11) / (close(11, 20) + 0.3),
            "renown among many countries": known(FRANCE.population) * (1 - exp(-1 / 3)),
        },
    ),
    (
        # Two names of one place, which is not evidence for its surroundings.
        "Dallas alias Big D",
        DALLAS,
        {"named otherwise too": ONE},
    ),
    ("Dallas", DALLAS, {}),
]


@pytest.mark.parametrize(("text", "of", "expected"), EVIDENCE_SCENARIOS)
def test_features_of_what_other_names_are_believed_to_be(
    text: str, of: Place, expected: Mapping[str, float]
) -> None:
    options = compared(named_in(text), text)
    features = with_evidence(options, np.ones(len(options.group)))
    assert not_zero(options, features, EVIDENCE_FEATURES, of) == pytest.approx(expected, abs=1e-12)


def test_evidence_counts_as_much_as_it_is_believed() -> None:
    text = "Texas or France for Paris"
    options = compared(named_in(text), text)
    belief = {PARIS.id: 0.5, PARIS_TEXAS.id: 0.3, PARIS_TENNESSEE.id: 0.2}
    rows = [options.option(row).place.id for row in range(len(options.group))]
    features = with_evidence(options, np.array([belief.get(each, 1.0) for each in rows]))
    texas = not_zero(options, features, EVIDENCE_FEATURES, TEXAS)
    assert texas["contains others"] == pytest.approx(1 - exp(-0.3))
    assert texas["country of the others"] == pytest.approx((0.3 + 0.2) / 2)


@pytest.mark.parametrize(
    ("apart", "kept"), [(0, 1.0), (300, 1 / 2.718281828), (1000, exp(-10 / 3))]
)
def test_closeness_falls_to_one_e_th_in_300_characters(apart: int, kept: float) -> None:
    text = "Dallas" + " " * (apart - 6) + "Lyon" if apart else "Dallas"
    found = [Toponym("Dallas", 0, 6, "GPE"), Toponym("Lyon", apart, apart + 4, "GPE")]
    options = compared(found, text)
    assert options.closeness[0, 1] == pytest.approx(kept)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Dallas and Memphis", 0), ("Dallas and Lyon", 1 - exp(-1 / 3)), ("Paris", 0)],
)
def test_worldliness_counts_the_countries_of_the_likeliest_places(
    text: str, expected: float
) -> None:
    options = compared(named_in(text), text)
    believed = {PARIS_TEXAS.id: 0.1, PARIS_TENNESSEE.id: 0.0}
    ids = [options.option(row).place.id for row in range(len(options.group))]
    belief = np.array([believed.get(each, 0.9) for each in ids])
    assert worldliness(options, belief) == pytest.approx(expected)


def test_every_feature_is_worked_out_in_some_scenario() -> None:
    shown = {
        feature
        for scenarios in (
            OPTION_SCENARIOS,
            RENOWN_SCENARIOS,
            NAMES_OF_COUNTRIES,
            RIVAL_SCENARIOS,
            MENTION_SCENARIOS,
            READING_SCENARIOS,
            EVIDENCE_SCENARIOS,
        )
        for *_, expected in scenarios
        for feature in expected
    }
    assert shown | {AMONG_FEW} == set(FEATURES)


def test_a_table_knows_its_columns_by_name() -> None:
    table = FeatureTable(("near", "large"), 2)
    table["large"] = [1, 2]
    table["near"][1] = 5
    assert table.values.tolist() == [[0, 1], [5, 2]]
    with pytest.raises(KeyError, match="far"):
        table["far"] = 1
    with pytest.raises(ValueError, match="twice"):
        FeatureTable(("near", "near"), 1)
