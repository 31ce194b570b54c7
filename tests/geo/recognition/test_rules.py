"""Places that the text itself explains."""

from __future__ import annotations

import pytest

from geo.recognition.entities import ArticleReading, Entity
from geo.recognition.rules import explained_places


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
