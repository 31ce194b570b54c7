"""How widely a place is known: one number from 0 (its neighbours) to 1 (the world).

People who read of Gaza think of the city and not of the province in Mozambique, though as many
live there. What tells the two apart stands in the data: how many people live in a place, whether
it is a capital, in how many spellings and scripts its name is written, and at what scale
cartographers begin to show it (Natural Earth's scale rank, see ``tables/renown.tsv``).

The unit is the decimal logarithm of the people by whom a settlement would be as well known,
divided by that of the largest, so that places of all kinds can be compared.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from geo.gazetteer.curated import read_table
from geo.gazetteer.store import Writer
from geo.places.kinds import Feature, FeatureKind, feature_kind

_MOST = 7.5
# A settlement's people, as a logarithm, that go with a scale rank on average.
_OF_RANK = (7.3, 7.0, 6.7, 6.4, 6.1, 5.9, 5.7, 5.3, 4.9, 4.6, 4.3)
# What an area or landform is worth at each rank; without one it is in our tables, so news names it.
_OF_LANDSCAPE = (7.2, 6.9, 6.6, 6.3, 5.9, 5.6, 5.3, 5.0)
_UNRANKED = 5.2
_BY_CODE = {"CONT": 7.4, "OCN": 7.2}
_CAPITAL = 6.0
_COUNTRY, _DEPENDENCY = 6.6, 5.6
# Of so many people in a division one is taken to know as much of it as of a town.
_OF_DIVISION = {FeatureKind.ADMIN1: 0.6, FeatureKind.ADMIN2: 1.4, FeatureKind.DIVISION: 0.6}
# Where the first level are nations or historic provinces, people know the counties below it.
_OF_COUNTY = {"GB": 0.3, "IE": 0.3}
_SITE = {"AIRP": 4.0}
_OTHER_SITE = 4.5
# The names that a settlement or a first-level division usually has; three times as many are
# worth as much as three times the people.
_USUAL_NAMES = {True: 10.0, False: 4.0}
_LEAST_BONUS, _MOST_BONUS = -0.35, 0.35


def renown(
    place: Feature, population: int, names: int, rank: int | None = None, country: str = ""
) -> float:
    """Renown (0 to 1) of a place with so many inhabitants and distinct names (1 or more).

    ``rank`` is Natural Earth's scale rank, 0 the best known; None where it has none. ``country``
    is the place's, as ISO 3166-1 alpha-2 code.
    """
    kind = feature_kind(place)
    people = math.log10(population + 1)
    match kind:
        case FeatureKind.COUNTRY:
            least = _COUNTRY if place.feature_code == "PCLI" else _DEPENDENCY
            value = max(people, least)
        case FeatureKind.ADMIN1 | FeatureKind.ADMIN2 | FeatureKind.DIVISION:
            bonus = _bonus(names, settlement=False)
            value = people - _OF_DIVISION[kind] + bonus
            if kind is FeatureKind.ADMIN2 and country in _OF_COUNTY:
                value = people - _OF_COUNTY[country] + max(0.0, bonus)
            if kind is FeatureKind.DIVISION and not population:
                value = _of_landscape(rank)
        case FeatureKind.CAPITAL | FeatureKind.SEAT | FeatureKind.TOWN | FeatureKind.SECTION:
            value = _settlement(people, names, rank, capital=kind is FeatureKind.CAPITAL)
        case FeatureKind.SITE:
            value = _SITE.get(place.feature_code, _OTHER_SITE)
        case _:
            value = _BY_CODE.get(place.feature_code) or _of_landscape(rank)
    return round(min(1.0, max(0.0, value / _MOST)), 3)


def _settlement(people: float, names: int, rank: int | None, *, capital: bool) -> float:
    if rank is not None:
        shown = _OF_RANK[min(rank, len(_OF_RANK) - 1)]
        people = max(people, (people + shown) / 2)
    known = people + _bonus(names, settlement=True)
    return max(known, (known + _CAPITAL) / 2) if capital else known


def _bonus(names: int, *, settlement: bool) -> float:
    more = math.log10(max(1, names) / _USUAL_NAMES[settlement]) * 0.7
    return min(_MOST_BONUS, max(_LEAST_BONUS, more))


def _of_landscape(rank: int | None) -> float:
    return _UNRANKED if rank is None else _OF_LANDSCAPE[min(rank, len(_OF_LANDSCAPE) - 1)]


def store_renown(writer: Writer, codes: Mapping[str, int]) -> None:
    """Write the renown of every place; ``codes`` are the references of our tables.

    Raises BadInput for a row of the table that is not as it should be.
    """
    ranks = _ranks(codes)
    rows = writer.named_places()
    writer.set_renown(
        (key, renown(place, population, names, ranks.get(key), country))
        for key, place, country, population, names in rows
    )


def _ranks(codes: Mapping[str, int]) -> Mapping[int, int]:
    ranks: dict[int, int] = {}
    for row in read_table("renown.tsv"):
        origin, _, number = row["place"].partition(":")
        key = int(number) if origin == "geonames" else codes.get(row["place"])
        if key is not None:
            ranks[key] = int(row.number("rank"))
    return ranks
