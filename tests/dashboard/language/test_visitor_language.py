"""The page in the visitor's language: every word there is, and the right one for each visitor."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.language import texts, texts_fr, visitor_language
from geo.models import Place
from tests.dashboard.test_page import map_args, panel
from tests.dashboard.world import MOSCOW

# The same in every language: a name, a code, a number's form, and what is made of other texts.
NEUTRAL = {
    *("TITLE", "LANGUAGES", "named", "correction", "coordinates", "roles", "published", "country"),
    *("whereabouts", "percent", "marked", "points", "facet"),
}


def words(module: object) -> dict[str, Any]:
    """The texts and the functions that make some, by name."""
    return {
        name: value
        for name, value in vars(module).items()
        if name[0] != "_"
        and (
            isinstance(value, str | dict | tuple)
            or getattr(value, "__module__", "").startswith(texts.__name__)
        )
    }


def test_french_says_everything_that_english_does() -> None:
    english, french = words(texts), words(texts_fr)
    assert english.keys() - french.keys() - NEUTRAL == set()
    assert french.keys() - english.keys() == set()


@pytest.mark.parametrize("name", sorted(words(texts_fr)))
def test_a_translation_has_the_same_parts(name: str) -> None:
    english, french = words(texts)[name], words(texts_fr)[name]
    assert type(english) is type(french)
    if isinstance(english, dict):
        assert english.keys() == french.keys()
    if isinstance(english, str):
        assert fields(english) == fields(french)


def fields(text: str) -> list[str | None]:
    return [field for _, _, field, _ in string.Formatter().parse(text) if field is not None]


def test_what_is_put_together_is_french_throughout() -> None:
    french = visitor_language.translation("fr")
    assert french.whereabouts(MOSCOW) == "ville ou village · Russie"
    assert french.published(None, None) == "sans date"
    assert french.published(date(2021, 7, 9), "file") == "9 juil. 2021 (date du fichier)"
    assert french.count(0, "place", "places") == "0 lieu"
    assert french.count(1234, "article", "articles") == "1\u202f234 articles"
    assert texts.whereabouts(MOSCOW) == "city or town · Russia"


def test_the_address_chooses_the_language_and_keeps_it(page: AppTest) -> None:
    page.query_params["lang"] = "fr"
    page.run()
    assert not page.exception
    assert not page.warning
    assert "5 sur 5 articles · 6 lieux · 1 sans date" in panel(page, "chips")["status"]
    assert page.text_input[0].label == "Chercher dans les articles"
    [*_, scripts] = map_args(page)["js_links"]
    folder = page.session_state["basemap"].folder
    constants = folder.joinpath(*scripts.split("/")[-2:]).read_text("utf-8").splitlines()[-1]
    assert '"language":"fr"' in constants
    assert '"Russie"' in constants
    page.text_input[0].set_value("border").run()
    assert dict(page.query_params) == {"q": "border", "lang": "fr"}


def test_a_server_can_be_set_to_a_language(page: AppTest, environ: pytest.MonkeyPatch) -> None:
    environ.setenv("DATELINE_LANGUAGE", "fr")
    page.run()
    assert "5 sur 5 articles" in panel(page, "chips")["status"]
    page.button(key="speak-en").click().run()
    assert "5 of 5 articles" in panel(page, "chips")["status"]


def test_an_unknown_language_is_english(page: AppTest) -> None:
    page.query_params["lang"] = "tlh"
    page.run()
    assert "5 of 5 articles" in panel(page, "chips")["status"]


def test_the_browsers_language_is_taken(page: AppTest, environ: pytest.MonkeyPatch) -> None:
    environ.setattr(visitor_language, "_browsers", lambda: "fr")
    page.run()
    assert "5 sur 5 articles" in panel(page, "chips")["status"]


def test_continents_and_seas_are_french_and_a_town_of_such_a_name_is_not() -> None:
    french = visitor_language.translation("fr")
    europe = Place("geonames:6255148", "Europe", 48.7, 9.1, "L", "CONT", "", "")
    assert french.place_name(replace(europe, name="Africa")) == "Afrique"
    assert french.place_name(replace(europe, name="Black Sea", feature_code="SEA")) == "Mer Noire"
    town = replace(europe, name="West", country_code="US", feature_class="P")
    assert french.place_name(town) == "West"


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("Takhar Province", "Province de Takhar"),
        ("Odesa Oblast", "Oblast d'Odesa"),
        ("Eastern Province", "Eastern Province"),
        ("Sistan and Baluchestan Province", "Sistan and Baluchestan Province"),
        ("Lagos", "Lagos"),
    ],
)
def test_divisions_say_first_what_they_are(english: str, french: str) -> None:
    division = Place("geonames:1", english, 36.7, 69.5, "A", "ADM1", "AF", "")
    assert visitor_language.translation("fr").place_name(division) == french
    town = replace(division, feature_class="P")
    assert visitor_language.translation("fr").place_name(town) == english
