"""Which places of a site are drawn as areas, and which outlines come along."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.site import areas
from dashboard.site.files import _areas, site_files
from dashboard.site.storyline import Numbers
from geo.export import Content
from geo.export.site import Site
from geo.models import Place
from geo.places.outlines import outlines
from tests.dashboard.site.test_site_files import data_of
from tests.dashboard.world import AFGHANISTAN, HERAT, KABUL, RUSSIA
from tests.geo.export import newsroom

EUROPE = Place("geonames:6255148", "Europe", 48.7, 9.1, "L", "CONT", "", "")
KABUL_PROVINCE = Place(
    "geonames:1138957", "Kabul Province", 34.5, 69.4, "A", "ADM1", "AF", "Kabul Province"
)
COUNTED = [(KABUL, 9), (AFGHANISTAN, 3), (EUROPE, 8), (RUSSIA, 5), (KABUL_PROVINCE, 1)]


def test_areas_are_what_has_an_outline_the_most_counted_first() -> None:
    assert areas.drawn(COUNTED, countries_only=False) == [3, 1, 4]
    assert areas.drawn(COUNTED, countries_only=True) == [3, 1]


def test_the_scripts_know_what_lies_in_an_area() -> None:
    places = [KABUL, AFGHANISTAN, EUROPE, RUSSIA, KABUL_PROVINCE, HERAT]
    told = areas.columns(places, [3, 1, 4])
    assert told["outline"] == [-1, 1, -1, 0, 2, -1]
    assert told["elsewhere"] == [0, 0, 1, 0, 0, 0]
    inside = [at for at, held in enumerate(told["wholes"]) if told["whole"][1] in held]
    assert [places[at] for at in inside] == [KABUL, AFGHANISTAN, KABUL_PROVINCE, HERAT]
    assert told["whole"][0] == -1


def test_the_coarsest_outlines_always_come_along_the_finer_ones_as_far_as_they_fit() -> None:
    ids = [RUSSIA.id, AFGHANISTAN.id, KABUL_PROVINCE.id]
    every = areas.files(ids, 10**7)
    assert list(every) == ["far/areas", "coarse/areas", *(f"fine/areas/{n}" for n in range(3))]
    assert list(areas.files(ids, 0)) == ["far/areas"]
    assert len(areas.files(ids, 0)["far/areas"]) == 3
    size = len(json.dumps(every["coarse/areas"], separators=(",", ":")))
    some = areas.files(ids, size)
    assert list(some) == ["far/areas", "coarse/areas"]
    assert some["coarse/areas"] == every["coarse/areas"]
    russia, *others = areas.files(ids, size // 2)["coarse/areas"]
    assert russia is None
    assert others == every["coarse/areas"][1:]
    assert areas.files([], 1000) == {}


def test_outlines_are_those_of_their_places(content: Content) -> None:
    data = data_of(site_files(content, Site()))
    places = data["places"]
    drawn = [name for name, at in zip(places["name"], places["outline"], strict=True) if at >= 0]
    assert drawn == ["Afghanistan"]
    numbers = Numbers({}, {}, {"a": 0, "b": 1, "c": 2})
    assert _areas([1, -1, 0], numbers) == ["c", "a"]


def test_where_points_are_obscured_only_countries_have_outlines(content: Content) -> None:
    assert KABUL_PROVINCE.id in outlines()
    places = data_of(site_files(content, Site(obscure=50)))["places"]
    for code, outline in zip(places["countryCode"], places["outline"], strict=True):
        assert code or outline < 0


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    folder: Path = tmp_path_factory.mktemp("newsroom")
    return newsroom.filled(folder)
