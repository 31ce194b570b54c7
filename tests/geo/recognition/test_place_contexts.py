"""What stands around names that only places have."""

from __future__ import annotations

import pytest

from geo.recognition.place_contexts import (
    bears_article,
    is_in_place,
    is_landscape_alone,
    is_used_as_place,
)


def span(text: str, name: str) -> tuple[int, int]:
    start = text.index(name)
    return start, start + len(name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Skopra will host the next games.", "Skopra"),
        ("Skopra said on Monday that it would appeal.", "Skopra"),
        ("Skopra has been without water since May.", "Skopra"),
        ("Oil was found under the Tavus.", "Tavus"),
        ("Residents of Skopra left flowers.", "Skopra"),
        ("Strikes on Skopra killed two.", "Skopra"),
        ("Rebels overran Skopra.", "Skopra"),
    ],
)
def test_what_only_a_place_does_tells_it(text: str, name: str) -> None:
    assert is_used_as_place(text, *span(text, name), "city")
    assert not is_used_as_place(text, *span(text, name), "small")


def test_a_given_name_is_a_place_by_what_people_do_not_have() -> None:
    mayor, met = "The mayor of Mary resigned.", "A change came over him in Mary today."
    assert is_used_as_place(mayor, *span(mayor, "Mary"), "city")
    assert not is_used_as_place(met, *span(met, "Mary"), "city")


def test_a_town_of_several_words_needs_no_renown() -> None:
    text = "Troops were sent to Carmen del Rio today."
    assert is_used_as_place(text, *span(text, "Carmen del Rio"), "county")
    assert not is_used_as_place(text, *span(text, "Carmen del Rio"), "small")


def test_a_river_bears_an_article_and_a_family_goes_on() -> None:
    assert bears_article("They crossed the Don.", *span("They crossed the Don.", "Don"))
    assert not bears_article("Met the Don Ross band.", *span("Met the Don Ross band.", "Don"))


def test_a_landscape_alone_is_no_adjective() -> None:
    alone, part = "The Tavus were snowbound.", "The Tavus band played."
    assert is_landscape_alone(alone, *span(alone, "Tavus"))
    assert not is_landscape_alone(part, *span(part, "Tavus"))


def test_a_name_that_nobody_knows_is_in_place_after_words_that_lead_to_one() -> None:
    text = "Guards near Ubaqa shot at Talla 2, and Ubaqa Motors closed."
    assert is_in_place(text, text.index("Ubaqa"), text.index(" shot"))
    assert not is_in_place(text, *span(text, "Talla 2"))
    assert not is_in_place(text, text.rindex("Ubaqa"), text.rindex(" Motors"))
