"""Airports and air bases, from `airportsdata` (MIT)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import airportsdata

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
    path = Path(airportsdata.__file__).parent / "airports.csv"
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
