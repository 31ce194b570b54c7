"""A street's name is taken whole."""

from __future__ import annotations

import pytest

from geo.recognition.entities import Entity
from geo.recognition.streets import with_street_words


def whole(text: str, *names: str) -> list[tuple[str, str]]:
    spans = [Entity(text.index(name), text.index(name) + len(name), "GPE") for name in names]
    return [(text[e.start : e.end], e.label) for e in with_street_words(text, spans)]


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("Athens Boulevard in Buffalo.", "Athens Boulevard"),
        ("He lives on Vienna St., near the park.", "Vienna St"),
        ("Paris Road was closed.", "Paris Road"),
    ],
)
def test_with_the_word_that_says_what_it_is(text: str, street: str) -> None:
    assert whole(text, street.split()[0]) == [(street, "FAC")]


@pytest.mark.parametrize(
    "text",
    [
        "Paris Street Food Festival opened.",  # no street
        "Paris St. Germain won.",
        "Paris Streets are wide.",
        "Paris road works began.",
        "PARIS Road safety improved.",  # a dateline
    ],
)
def test_but_no_word_of_another_name(text: str) -> None:
    name = text.split()[0]
    assert whole(text, name) == [(name, "GPE")]


def test_never_into_the_next_name() -> None:
    assert whole("Paris Road Town", "Paris", "Road Town") == [
        ("Paris", "GPE"),
        ("Road Town", "GPE"),
    ]
