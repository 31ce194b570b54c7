"""Places that the text itself explains."""

from __future__ import annotations

import pytest

from geo.recognition.entities import ArticleReading, Entity
from geo.recognition.rules import (
    acts_as_country,
    explained_places,
    is_degree,
    is_measure,
    is_person,
    is_well_known_whole,
)


def kind(name: str) -> str:
    return "state" if name in ("Artibonite", "Police") else ""


def names(text: str, **labels: str) -> list[str]:
    entities = [Entity(text.index(n), text.index(n) + len(n), lab) for n, lab in labels.items()]
    return [
        text[start:end]
        for start, end, _ in explained_places(ArticleReading(text, entities, [], {}), kind)
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Torhondi fell, a border crossing to Turkmenistan.", "Torhondi"),
        ("They fled Kasbo, a small market town, at night.", "Kasbo"),
        ("The army said Ilvemo was shelled, one of the villages along the front.", "Ilvemo"),
    ],
)
def test_what_is_said_to_be_a_town_is_taken(text: str, name: str) -> None:
    assert names(text) == [name]


def test_the_models_mistake_is_mended() -> None:
    assert names("In the night Kasbo, a village near Herat, fell.", Kasbo="PERSON") == ["Kasbo"]


@pytest.mark.parametrize(
    "text",
    [
        "However, a village in Ghor held out.",  # begins a sentence
        "He saw Smith, a city councilman.",  # a city what?
        "He met Kasbo, a town of note.",  # what the model found is no name of a place
    ],
)
def test_other_words_before_a_comma_are_left_alone(text: str) -> None:
    assert names(text, **({"Kasbo": "DATE"} if "Kasbo" in text else {})) == []


def test_a_full_name_is_a_person() -> None:
    text = "We asked John Hill, a village in himself."
    person = Entity(text.index("John"), text.index("John") + 9, "PERSON")
    assert list(explained_places(ArticleReading(text, [person], [], {}), kind)) == []


def test_what_is_listed_as_provinces_are_provinces() -> None:
    text = "It spread to the provinces of Bac Lieu, Ca Mau and Hau Giang. Thailand was told."
    assert names(text) == ["Bac Lieu", "Ca Mau", "Hau Giang"]


def test_a_person_ends_the_list() -> None:
    assert names("The towns of Ilvemo and President Smith were named.") == ["Ilvemo"]


def test_a_division_with_its_generic_word() -> None:
    assert names("It broke out in Haiti's Artibonite department.") == ["Artibonite"]
    assert names("The Police department denied it in Kasbo district.") == []


def span(text: str, name: str) -> tuple[int, int]:
    start = text.rindex(name)
    return start, start + len(name)


@pytest.mark.parametrize(
    "text",
    [
        "Ana Roe, R.D., wrote it.",
        "Ana Roe, Ph.D., R.D., wrote it.",
        "The leaflet is by Dr Jean Okoro, R.D.",
    ],
)
def test_letters_after_a_persons_name_are_a_degree(text: str) -> None:
    assert is_degree(text, *span(text, "R.D."), [])


def test_a_person_that_the_model_sees_bears_a_degree_too() -> None:
    text = "Okoro Bex, M.A., spoke."
    assert not is_degree(text, *span(text, "M.A."), [])
    assert is_degree(text, *span(text, "M.A."), [text.index(",")])


def test_letters_after_a_town_are_its_state() -> None:
    text = "He lives in Salem, MA."
    assert not is_degree(text, *span(text, "MA"), [])


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("They were 34 years old (SD 4.2).", "SD"),
        ("It made no difference (NS, p > 0.05).", "NS"),
        ("The mean (SD) was 12.", "SD"),
        ("It costs US$5.", "US"),
    ],
)
def test_letters_beside_figures_are_a_measure_or_currency(text: str, letters: str) -> None:
    assert is_measure(text, *span(text, letters))


@pytest.mark.parametrize("text", ["A farm in Huron, SD, burned.", "Halifax, NS, is calm."])
def test_letters_beside_a_town_are_no_measure(text: str) -> None:
    assert not is_measure(text, *span(text, "SD" if "SD" in text else "NS"))


def test_a_country_acts_otherwise_than_a_person_of_its_name() -> None:
    assert acts_as_country("Chad closed its border.", len("Chad"), "country")
    assert not acts_as_country("Chad closed his shop.", len("Chad"), "country")
    assert not acts_as_country("Chad closed its border.", len("Chad"), "town")


def test_names_of_several_words_are_wholes_unless_bodies_are_of_them() -> None:
    assert is_well_known_whole("Norwegian Sea", "region")
    assert not is_well_known_whole("Oslo", "metropolis")
    assert not is_well_known_whole("City of Turku", "city")
    assert not is_well_known_whole("Little Mill", "small")


def test_a_hyphened_division_is_taken_where_the_gazetteer_knows_it() -> None:
    text = "Fires reached Artibon-do and Ostu-do."
    reading = ArticleReading(text, [], [], {})
    known = {"Artibon-do": "state"}
    found = [text[s:e] for s, e, _ in explained_places(reading, lambda n: known.get(n, ""))]
    assert found == ["Artibon-do"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sheriff Jordan said so.", "Jordan"),
        ("They came with their daughter Paris.", "Paris"),
        ("Madison, 7, and her sister won.", "Madison"),
        ("He said Murray would not pay.", "Murray"),
    ],
)
def test_titles_kin_and_ages_are_peoples(text: str, name: str) -> None:
    assert is_person(text, *span(text, name), "city")


def test_what_a_town_has_is_no_persons() -> None:
    for text in ("A fire in Paris, 7, 2019.", "Her town Paris burned.", "The judge. Paris lawyers"):
        assert not is_person(text, *span(text, "Paris"), "city")
