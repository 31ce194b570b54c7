"""Where a text has what is searched for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.atlas import occurrences

TEXT = "Crue à Évreux: the Flood, a state of\nemergency; flooding, no storms. 洪水が来た。"


def found(search: str, text: str = TEXT) -> list[str]:
    return [text[start:end] for start, end in occurrences(search, text)]


@pytest.mark.parametrize(
    ("search", "words"),
    [
        ("flood", ["Flood"]),
        ("flood*", ["Flood", "flooding"]),
        ("evreux", ["Évreux"]),
        ("CRUE évreux", ["Crue", "Évreux"]),
        ('"state of emergency"', ["state of\nemergency"]),
        ("flood NOT storms", ["Flood"]),
        ("flood -storms", ["Flood"]),
        ("flood NOT (state OR emergency) storms", ["Flood", "storms"]),
        ("(crue OR storms) flood", ["Crue", "Flood", "storms"]),
        ("洪水", ["洪水"]),
        ("nowhere", []),
        ('"not closed', []),
        ("", []),
    ],
)
def test_words_are_found_as_the_search_finds_their_article(search: str, words: list[str]) -> None:
    assert found(search) == words


@given(st.text(max_size=30), st.text(max_size=80))
def test_whatever_is_searched_offsets_are_in_order_and_within(search: str, text: str) -> None:
    at = 0
    for start, end in occurrences(search, text):
        assert at <= start < end <= len(text)
        at = end
