"""Areas are shaded by how often they are named, and joined to outlines that exist."""

from __future__ import annotations

import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.map import areas
from dashboard.map.areas import Named
from dashboard.state.selection import Shade
from geo.atlas import PlaceCount
from geo.models import Place
from geo.places.outlines import OUTLINES, outlines
from geo.places.shades import breaks
from tests.dashboard.world import AFGHANISTAN, HERAT, KABUL, MOSCOW, RUSSIA

EUROPE = Place("geonames:6255148", "Europe", 48.7, 9.1, "L", "CONT", "", "")
WEST = Place("dateline:west-world", "West", 50.2, 7.4, "L", "RGN", "", "")
TEXAS = Place("geonames:4736286", "Texas", 31.25, -99.25, "A", "ADM1", "US", "Texas")
COOK_COUNTY = Place("geonames:4888671", "Cook County", 41.8, -87.8, "A", "ADM2", "US", "Illinois")
BLACK_SEA = Place("dateline:black-sea", "Black Sea", 43.0, 35.0, "H", "SEA", "", "")


@pytest.mark.parametrize(
    ("place", "group"),
    [
        (AFGHANISTAN, "countries"),
        (TEXAS, "divisions/US"),
        (COOK_COUNTY, "counties/17"),
        (BLACK_SEA, "regions/"),
    ],
)
def test_countries_divisions_counties_and_seas_have_outlines(place: Place, group: str) -> None:
    outline = outlines()[place.id]
    assert outline.group.startswith(group)
    assert outline.confirmed


def test_every_outline_that_is_named_is_in_its_files() -> None:
    with zipfile.ZipFile(OUTLINES) as archive:
        files = set(archive.namelist())
        sizes = {}
        for outline in outlines().values():
            if outline.group not in sizes:
                drawn = json.loads(archive.read(f"far/{outline.group}.json"))
                sizes[outline.group] = len(drawn)
            assert outline.number < sizes[outline.group]
            assert f"fine/{outline.group}/{outline.number}.json" in files


def test_what_no_outline_could_show_is_listed_beside_the_map() -> None:
    named = [Named(EUROPE, 3), Named(WEST, 5), Named(RUSSIA, 9)]
    assert areas.elsewhere(named) == {
        "id": [WEST.id, EUROPE.id],
        "name": ["West", "Europe"],
        "count": [5, 3],
    }
    assert areas.shading(named)["areas"]["id"] == [RUSSIA.id]


def test_the_more_an_area_is_named_the_darker_it_is() -> None:
    shaded = areas.shading([Named(AFGHANISTAN, 200), Named(TEXAS, 12), Named(RUSSIA, 1)])
    assert shaded["areas"]["shade"] == [4, 2, 0]
    assert shaded["breaks"] == [1, 3, 7, 20, 70]
    assert shaded["areas"]["count"] == [200, 12, 1]
    assert "value" not in shaded["areas"]


def test_an_area_that_only_acts_is_shaded_and_says_so_and_a_spot_is_none() -> None:
    shaded = areas.shading([Named(MOSCOW, 4), Named(RUSSIA, 3, actors=1.0)])["areas"]
    assert (shaded["id"], shaded["count"], shaded["acting"]) == ([RUSSIA.id], [3], [10])


def counted(place: Place, count: int, articles: int) -> PlaceCount:
    return PlaceCount(place, count, count, articles, 0.9)


def test_articles_per_place_are_of_all_that_lies_in_a_country_or_a_division() -> None:
    every = [
        counted(AFGHANISTAN, 9, 6),
        counted(HERAT, 3, 2),
        counted(KABUL, 1, 1),
        counted(COOK_COUNTY, 8, 5),
        counted(BLACK_SEA, 4, 4),
    ]
    found = areas.values(every, Shade.PER_PLACE, 0)
    assert found[AFGHANISTAN.id] == 3
    assert found[HERAT.id] == 2
    assert (found[COOK_COUNTY.id], found[BLACK_SEA.id]) == (5, 4)


def test_shares_are_of_all_that_is_counted_and_have_shades_of_their_own() -> None:
    every = [counted(AFGHANISTAN, 60, 9), counted(TEXAS, 3, 1)]
    found = areas.values(every, Shade.SHARE, 400)
    assert found == {AFGHANISTAN.id: 15, TEXAS.id: 0.75}
    named = [Named(each.place, each.count, 0.0, found[each.place.id]) for each in every]
    shaded = areas.shading(named, Shade.SHARE)
    assert shaded["areas"]["value"] == [15, 0.75]
    assert shaded["breaks"] == [0.7, 1, 2, 5, 7]
    assert shaded["areas"]["shade"] == [4, 0]


@given(st.integers(1, 10_000_000))
def test_shades_begin_at_one_and_grow(most: int) -> None:
    steps = breaks(most)
    assert steps[0] == 1 and len(steps) <= 5
    assert steps == sorted(set(steps)) and steps[-1] <= most


@given(st.floats(0.001, 1000), st.floats(1, 10_000))
def test_shades_of_shares_begin_at_or_below_the_least(least: float, times: float) -> None:
    steps = breaks(least * times, least)
    assert steps[0] <= least and len(steps) <= 5
    assert steps == sorted(set(steps)) and steps[-1] <= least * times
