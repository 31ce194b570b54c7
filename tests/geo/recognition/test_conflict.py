"""Places that reports of conflicts name, whatever the model takes them for."""

from __future__ import annotations

import pytest

from geo.recognition.conflict import places_fought_over
from geo.recognition.entities import ArticleReading, Entity


def found(text: str, *entities: tuple[str, str]) -> list[str]:
    marked = [Entity(text.index(n), text.index(n) + len(n), label) for n, label in entities]
    spans = places_fought_over(ArticleReading(text, marked, [], {}))
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Government forces retook Baquta, the army said.", ["Baquta"]),
        ("Rebels took Tushuru and Kalike in North Mivu.", ["Tushuru", "Kalike"]),
        ("The militia seized Bukata, north of Goma.", ["Bukata"]),
        ("The town of Marat al-Nuam was bombed.", ["Marat al-Nuam"]),
        ("Kalike and Beit Lahra were shelled.", ["Kalike", "Beit Lahra"]),
    ],
)
def test_what_is_fought_over_is_a_place(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Troops captured Omar Hamid after a week.",
        "Voters took Smith and Jones to task in Ohio.",
        "Soldiers held John Tarek in Kumara.",
    ],
)
def test_people_are_captured_too(text: str) -> None:
    assert found(text) == []


def test_what_the_model_reads_right_stays_as_it_is() -> None:
    text = "They live in the city of Boston Heights."
    assert found(text, ("Boston", "GPE")) == []


def test_two_names_that_the_model_took_for_one_are_two() -> None:
    text = "Troops hold Robine and Orihov in Taporia."
    assert found(text, ("Robine and Orihov", "GPE")) == ["Robine", "Orihov"]


def test_a_list_without_end_is_gone_through_once() -> None:
    """Not for each name in it again: with so many that would take an hour."""
    names = ", ".join(["Baquta", "Kalike"] * 15_000)
    assert found(f"{names} were shelled.")[-1:] == ["Kalike"]
