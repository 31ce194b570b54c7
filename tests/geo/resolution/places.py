"""A few places to choose from, where the real gazetteer would hide what is being tested."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from geo.models import Article, Place, Role, Toponym

EARTH = Place("geonames:6295630", "Earth", 0, 0, "L", "AREA")


@dataclass(frozen=True)
class Bears:
    place: Place
    kind: str = "name"


def country(number: int, name: str, code: str, at: tuple[float, float], population: int) -> Place:
    return Place(f"geonames:{number}", name, *at, "A", "PCLI", code, "", population)


def state(number: int, name: str, within: Place, at: tuple[float, float], population: int) -> Place:
    code, chain = within.country_code, (within.id, *within.ancestors)
    where = f"geonames:{number}"
    return Place(where, name, *at, "A", "ADM1", code, name, population, ancestors=chain)


def town(number: int, name: str, within: Place, at: tuple[float, float], population: int) -> Place:
    code, chain = within.country_code, (within.id, *within.ancestors)
    where = f"geonames:{number}"
    return Place(where, name, *at, "P", "PPL", code, within.admin1, population, ancestors=chain)


US = country(1, "United States", "US", (39.8, -98.6), 330_000_000)
FRANCE = country(2, "France", "FR", (46, 2), 67_000_000)
TEXAS = state(11, "Texas", US, (31.3, -99.2), 29_000_000)
TENNESSEE = state(12, "Tennessee", US, (35.8, -86.3), 7_000_000)
PARIS = town(21, "Paris", FRANCE, (48.85, 2.35), 2_100_000)
PARIS_TEXAS = town(22, "Paris", TEXAS, (33.66, -95.56), 25_000)
PARIS_TENNESSEE = town(23, "Paris", TENNESSEE, (36.3, -88.33), 10_000)
DALLAS = town(24, "Dallas", TEXAS, (32.78, -96.8), 1_300_000)
LYON = town(25, "Lyon", FRANCE, (45.75, 4.85), 520_000)
MEMPHIS = town(26, "Memphis", TENNESSEE, (35.15, -90.05), 650_000)


class World:
    """Names of a small world."""

    def __init__(self, named: Mapping[str, Sequence[Bears]]) -> None:
        self._named = named
        self._places = {bears.place.id: bears.place for all_ in named.values() for bears in all_}

    def lookup(self, name: str) -> Sequence[Bears]:
        return self._named.get(name.casefold(), ())

    def place(self, place_id: str) -> Place | None:
        return self._places.get(place_id)


WORLD = World(
    {
        "united states": [Bears(US)],
        "american": [Bears(US, "demonym")],
        "france": [Bears(FRANCE)],
        "french": [Bears(FRANCE, "demonym")],
        "texas": [Bears(TEXAS)],
        "tennessee": [Bears(TENNESSEE)],
        "tenn.": [Bears(TENNESSEE, "abbreviation")],
        "paris": [Bears(PARIS), Bears(PARIS_TEXAS), Bears(PARIS_TENNESSEE)],
        "dallas": [Bears(DALLAS)],
        "lyon": [Bears(LYON)],
        "memphis": [Bears(MEMPHIS)],
    }
)


def article(text: str, title: str = "", source: str = "") -> Article:
    return Article("a", title, text, source)


def toponyms(text: str, *names: str, role: Role = Role.PLACE) -> tuple[Toponym, ...]:
    """Every mention of the names, in the order of the text."""
    return tuple(sorted(_mentions(text, names, role), key=lambda toponym: toponym.start))


def _mentions(text: str, names: Sequence[str], role: Role) -> Iterator[Toponym]:
    for name in names:
        start = text.find(name)
        while start >= 0:
            yield Toponym(name, start, start + len(name), "GPE", role)
            start = text.find(name, start + 1)
