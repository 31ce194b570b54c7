"""The sample articles show the places they are about, and nothing that is none."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from geo.models import Article, Place
from geo.pipeline import Geoparser
from geo.sources import read

SEEDS = Path(__file__).parents[3] / "seeds"

NEAR = 1.5  # degrees

PLACES = {
    "Moscow": ("RU", 55.75, 37.62),
    "Kabul": ("AF", 34.53, 69.17),
    "Herat Province": ("AF", 34.2, 62.2),
    "Doha": ("QA", 25.29, 51.53),
    "Geneva": ("CH", 46.2, 6.14),
    "Taloqan": ("AF", 36.74, 69.53),
}
COUNTRIES = {
    "Afghanistan": "AF",
    "Tajikistan": "TJ",
    "Uzbekistan": "UZ",
    "Turkmenistan": "TM",
    "Russia": "RU",
    "Pakistan": "PK",
}
NO_PLACES = ("Telegram", "PTI", "Tass", "Interfax", "Sputnik", "Reuters", "Taliban", "WhatsApp")


@pytest.fixture(scope="module")
def named(geoparser: Geoparser) -> dict[str, list[Place]]:
    """Every name on the map, with the places it was taken for."""
    articles = (item for item in read([str(SEEDS)]) if isinstance(item, Article))
    found = defaultdict(list)
    for parsed in geoparser.geoparse(articles):
        for resolution in parsed.resolutions:
            if resolution.place:
                found[resolution.toponym.text].append(resolution.place)
    return found


@pytest.mark.parametrize("name", PLACES)
def test_towns_and_provinces_are_where_they_are(name: str, named: dict[str, list[Place]]) -> None:
    country, latitude, longitude = PLACES[name]
    assert named[name]
    assert all(
        place.country_code == country
        and abs(place.latitude - latitude) < NEAR
        and abs(place.longitude - longitude) < NEAR
        for place in named[name]
    )


@pytest.mark.parametrize("name", COUNTRIES)
def test_countries_are_countries(name: str, named: dict[str, list[Place]]) -> None:
    assert named[name]
    assert all(
        place.country_code == COUNTRIES[name] and place.feature_code.startswith("PCL")
        for place in named[name]
    )


@pytest.mark.parametrize("name", NO_PLACES)
def test_agencies_networks_and_movements_are_no_places(
    name: str, named: dict[str, list[Place]]
) -> None:
    assert not [found for found in named if name.casefold() in found.casefold()]


def test_a_village_that_no_gazetteer_knows_is_left_without_a_place(
    named: dict[str, list[Place]],
) -> None:
    assert not [found for found in named if "Farkhar" in found]
