"""What English usage says of bearers of one name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.models import Place
from geo.resolution.resolver import Resolver
from tests.geo.resolution.places import (
    DALLAS,
    FRANCE,
    TEXAS,
    US,
    Bears,
    World,
    article,
    country,
    toponyms,
    town,
)

RICA = country(3, "Rica", "CR", (10, -84), 5_000_000)
CAPITAL = replace(town(31, "San Josa", RICA, (9.9, -84.1), 330_000), feature_code="PPLC")
CITY = town(32, "San Josa", TEXAS, (30.0, -97.0), 1_000_000)
RIVER = Place("geonames:33", "Rio Tal", 29, -100, "H", "STM", "", "", 0, renown=0.75)
TALTOWN = town(34, "Rio Tal", TEXAS, (27.0, -98.0), 150_000)
METROPOLIS = town(35, "Jakra", FRANCE, (46.0, 3.0), 900_000)
SAKRA = town(36, "Sakra", TEXAS, (32.0, -95.0), 100_000)
NAMES = World(
    {
        "san josa": [Bears(CAPITAL), Bears(CITY)],
        "rio tal": [Bears(RIVER), Bears(TALTOWN)],
        "sakra": [Bears(SAKRA), Bears(METROPOLIS, "alternate")],
        "dallas": [Bears(DALLAS)],
        "united states": [Bears(US)],
    }
)


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("San Josa rejected the treaty.", "San Josa", CAPITAL),
        ("Police in San Josa held a man.", "San Josa", CITY),
        ("A fire in Rio Tal killed two.", "Rio Tal", TALTOWN),
        ("Troops crossed the Rio Tal.", "Rio Tal", RIVER),
        ("A fire in Sakra killed two.", "Sakra", SAKRA),
    ],
)
def test_usage_tells_bearers_apart(text: str, name: str, place: Place) -> None:
    [found] = Resolver(NAMES, 0.0).resolve(article(text), toponyms(text, name)).resolutions
    assert found.place == place
