"""An id follows from the content: the same for the same article, another for another."""

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from geo.sources.drafts import article_id


@given(st.text(), st.text())
def test_an_id_is_sixteen_hex_digits_and_repeatable(title: str, text: str) -> None:
    assert re.fullmatch("[0-9a-f]{16}", article_id(title, text))
    assert article_id(title, text) == article_id(title, text)


@given(st.lists(st.text(alphabet="abcäßK9,.", min_size=1), min_size=1))
def test_case_and_spacing_make_no_difference(words: list[str]) -> None:
    plain = " ".join(words)
    assert article_id("T", plain) == article_id("t", "\n\n".join(words) + "  ")


@given(st.text(alphabet="abc "), st.text(alphabet="abc "))
def test_other_words_make_another_id(one: str, other: str) -> None:
    assume(one.split() != other.split())
    assert article_id("title", one) != article_id("title", other)


def test_the_title_is_not_confused_with_the_text() -> None:
    assert article_id("Kabul", "Herat fell") != article_id("Kabul Herat", "fell")
