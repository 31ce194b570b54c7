"""Streets, quarters and sites in plain local news: in their town, and never far away."""

from __future__ import annotations

import pytest

from geo.models import Article, Resolution
from geo.pipeline import Geoparser


def resolved(geoparser: Geoparser, text: str) -> dict[str, Resolution]:
    [parsed] = geoparser.geoparse([Article("a", "", text)])
    return {each.toponym.text: each for each in parsed.resolutions}


IN_TOWN = [
    ("Snow ploughs blocked South Main Street in Keene, New Hampshire.", "South Main Street"),
    ("Green Line trains in Boston were packed on Monday.", "Green Line"),
    ("A porch fell in Irish Hill in Louisville, Kentucky.", "Irish Hill"),
    ("A clinic opened in the Central District of Seattle.", "Central District"),
    ("The bank on Dodge Street in Omaha was robbed.", "Dodge Street"),
    ("OMAHA, Neb. — The bank on Dodge Street was robbed on Friday.", "Dodge Street"),
    ("The Berlin Turnpike in Newington, Connecticut, is closed.", "Berlin Turnpike"),
    ("Athens Boulevard in Buffalo has new lamps.", "Athens Boulevard"),
    ("A bakery on London Road, Oxford, is for sale.", "London Road"),
    ("German Village in Columbus, Ohio, held a fair.", "German Village"),
    ("Russian Hill in San Francisco lost power.", "Russian Hill"),
    ("Little Italy in San Diego lost power.", "Little Italy"),
    ("The Dundee neighborhood in Omaha lost power.", "Dundee"),
    ("The Grand Bazaar in Tehran stayed shut.", "Grand Bazaar"),
    ("Pupils of Kennedy Middle School in Eugene, Oregon, sang.", "Kennedy"),
]


@pytest.mark.parametrize(("text", "name"), IN_TOWN)
def test_a_site_is_somewhere_in_its_town(geoparser: Geoparser, text: str, name: str) -> None:
    found = resolved(geoparser, text)
    site = found[name]
    assert site.place is not None and site.in_town
    towns = [each for each in found.values() if each.place == site.place and not each.in_town]
    assert towns and site.confidence < max(each.confidence for each in towns)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Rain fell on Portland, Oregon, and the rest of the West Coast.", "West Coast", "US"),
        ("He walked over Capitol Hill in Washington.", "Capitol Hill", "US"),
        ("LONDON — They marched to Downing Street.", "Downing Street", "GB"),
        ("Envoys met in Geneva. Troops held the Golan Heights.", "Golan Heights", ""),
        ("A family from Virginia Beach in Washington for a day spoke.", "Virginia Beach", "US"),
    ],
)
def test_what_is_known_is_not_moved(
    geoparser: Geoparser, text: str, name: str, country: str
) -> None:
    site = resolved(geoparser, text)[name]
    assert site.place is not None and not site.in_town
    assert site.place.country_code == country


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("She has her R.D. from Northwestern and works in Chicago.", {"Chicago"}),
        ("Ann Lee, M.D., lives in Denver.", {"Denver"}),
    ],
)
def test_degrees_and_universities_are_no_places(
    geoparser: Geoparser, text: str, names: set[str]
) -> None:
    assert set(resolved(geoparser, text)) == names


@pytest.mark.parametrize(
    "text", ["Aleppo University opened on Sunday.", "Los Angeles Unified has a new chief."]
)
def test_names_inside_names_are_organisations_with_their_town(
    geoparser: Geoparser, text: str
) -> None:
    [name] = resolved(geoparser, text).values()
    assert name.toponym.role == "organisation"
    assert name.place is not None and text.startswith(name.place.name)


def test_without_a_town_a_site_is_not_placed_at_its_namesake(geoparser: Geoparser) -> None:
    for text in ("A porch fell in Irish Hill.", "They closed Vienna Street on Monday."):
        assert all(each.place is None for each in resolved(geoparser, text).values())


def test_what_a_site_is_called_after_stays_where_it_is(geoparser: Geoparser) -> None:
    text = "Iraq held a vote. The Iraq Museum in Baghdad was shut, and Iraq was calm."
    [parsed] = geoparser.geoparse([Article("a", "", text)])
    first, *_, last = [each for each in parsed.resolutions if each.toponym.text == "Iraq"]
    assert {each.place.name for each in (first, last) if each.place} == {"Iraq"}
    russian = resolved(geoparser, "Tourists like the Russian Market in Phnom Penh.")["Russian"]
    assert russian.place is not None and russian.place.country_code == "RU"
