"""Landmarks are found by their names alone, and longer names that they begin are left alone."""

from __future__ import annotations

import pytest

from geo.recognition.certain_names import with_landmarks
from geo.recognition.entities import Entity


def found(text: str, *taken: str) -> list[tuple[str, str]]:
    spans = [Entity(text.index(name), text.index(name) + len(name), "GPE") for name in taken]
    return [(text[e.start : e.end], e.label) for e in with_landmarks(text, spans)]


@pytest.mark.parametrize(
    ("text", "landmark"),
    [
        ("The Kremlin denied it.", "Kremlin"),
        ("He left the White House at noon.", "White House"),
        ("From Heathrow they flew on.", "Heathrow"),
        ("Crowds on Tahrir Square sang.", "Tahrir Square"),
        ("The Élysée would not say.", "Élysée"),
    ],
)
def test_by_their_names_alone(text: str, landmark: str) -> None:
    assert found(text) == [(landmark, "FAC")]


@pytest.mark.parametrize(
    "text",
    [
        "The Wall Street Journal reported it.",
        "A white house stood there.",
        "The Pentagon Papers were leaked.",
        "Sir John Gatwick wrote it.",
        "New Scotland Yard moved.",
        "A kremlin in every town.",
    ],
)
def test_but_not_in_longer_names_or_as_words(text: str) -> None:
    assert found(text) == []


def test_in_place_of_what_is_shorter() -> None:
    text = "Scotland Yard asked Paris."
    assert found(text, "Scotland", "Paris") == [("Scotland Yard", "FAC"), ("Paris", "GPE")]
    assert found(text, "Scotland Yard") == [("Scotland Yard", "FAC")]
