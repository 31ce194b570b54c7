"""Names that complete a list of places."""

from __future__ import annotations

import pytest

from geo.recognition.entities import Entity
from geo.recognition.enumerations import listed_with_places


def found(text: str, *places: str, passed_over: str) -> list[str]:
    taken = [Entity(text.index(name), text.index(name) + len(name), "GPE") for name in places]
    start = text.index(passed_over)
    listed = listed_with_places(text, taken, [(start, start + len(passed_over))])
    return [text[each.start : each.end] for each in listed]


@pytest.mark.parametrize(
    "text",
    [
        "Fighters hold Koba, Qami and Hasa.",
        "Fighters hold Hasa, Koba and Qami.",
        "Fighters hold Koba, Hasa, and Qami.",
    ],
)
def test_a_name_beside_two_places_is_the_third(text: str) -> None:
    assert found(text, "Koba", "Qami", passed_over="Hasa") == ["Hasa"]


@pytest.mark.parametrize(
    "text",
    [
        "Fighters hold Koba and Hasa left Qami.",
        "Fighters hold Koba, Qami and Hasa Motors.",
        "Fighters hold Koba; Qami was quiet, said Hasa.",
    ],
)
def test_other_neighbours_make_no_list(text: str) -> None:
    assert found(text, "Koba", "Qami", passed_over="Hasa") == []


def test_a_list_of_thousands_is_looked_at_no_further_than_needed() -> None:
    listed = "Koba, " * 5_000
    taken = [Entity(at, at + 4, "GPE") for at in range(0, len(listed), 6)]
    text = f"{listed}Hasa and {listed}Qami."
    after = len(listed) + len("Hasa and ")
    taken += [Entity(after + each.start, after + each.end, "GPE") for each in taken]
    span = (len(listed), len(listed) + 4)
    assert [each.start for each in listed_with_places(text, taken, [span])] == [len(listed)]
