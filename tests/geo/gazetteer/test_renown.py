"""How widely places are known, by the bundled gazetteer."""

from __future__ import annotations

import pytest

from geo.gazetteer.lookup import Gazetteer
from geo.gazetteer.renown import renown
from geo.gazetteer.store import GeoNamesFeature

TOWN, CAPITAL, STATE = (GeoNamesFeature(*f) for f in (("P", "PPL"), ("P", "PPLC"), ("A", "ADM1")))


def test_people_names_and_maps_make_a_town_known() -> None:
    plain = renown(TOWN, 100_000, names=10)
    assert plain == pytest.approx(5 / 7.5, abs=1e-3)
    assert renown(TOWN, 1_000_000, names=10) > plain
    assert renown(TOWN, 100_000, names=40) > plain > renown(TOWN, 100_000, names=2)
    assert renown(TOWN, 100_000, names=10, rank=1) > renown(TOWN, 100_000, names=10, rank=6) > plain
    assert renown(CAPITAL, 100_000, names=10) > plain


def test_a_division_is_less_known_than_a_town_of_as_many_people() -> None:
    assert renown(STATE, 400_000, names=4) < renown(TOWN, 400_000, names=10)


def test_counties_below_nations_are_better_known_than_others() -> None:
    county = GeoNamesFeature("A", "ADM2")
    assert renown(county, 400_000, 1, country="GB") > renown(county, 400_000, 1, country="US")


def test_it_lies_between_0_and_1() -> None:
    assert renown(TOWN, 0, names=1) == 0
    assert renown(TOWN, 10**9, names=500, rank=0) == 1
    assert renown(GeoNamesFeature("L", "CONT"), 0, names=1) > 0.9


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Gaza", "PS"),
        ("Portland", "US"),
        ("Suzhou", "CN"),
        ("Salvador", "BR"),
        ("Georgetown", "GY"),
        ("Granada", "ES"),
        ("Georgia", "GE"),
        ("Washington", "US"),
        ("Essex", "GB"),
        ("Cornwall", "GB"),
    ],
)
def test_the_best_known_bearer_is_whom_anybody_means(
    gazetteer: Gazetteer, name: str, country: str
) -> None:
    best = max((match.place for match in gazetteer.lookup(name)), key=lambda place: place.renown)
    assert best.country_code == country
