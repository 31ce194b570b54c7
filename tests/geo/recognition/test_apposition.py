"""Places that the text itself explains."""

from __future__ import annotations

import pytest

from geo.recognition.apposition import explained
from geo.recognition.entities import Entity, Reading


def names(text: str, **labels: str) -> list[str]:
    entities = [Entity(text.index(n), text.index(n) + len(n), lab) for n, lab in labels.items()]
    return [text[start:end] for start, end, _ in explained(Reading(text, entities, [], {}))]


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
    assert list(explained(Reading(text, [person], [], {}))) == []
