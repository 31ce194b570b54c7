from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.text.sentences import REACH, excerpt

SENTENCES = [
    # before | sentence | after; the mention stands between square brackets
    ("It rained. ", "They met in [Kabul] on Friday.", " Nobody came."),
    ("Go on. ", "Mr. Kabulov left [Moscow] at 5 p.m. on Friday.", " He was tired."),
    ("So he said. ", "The U.S. Embassy in [Kabul] was closed.", " It was late."),
    ("She flew to the U.S. ", "The flight from [Doha] was late.", " Then it rained."),
    ("", "The river at St. Louis rose, [Missouri] officials said.", "\n\nRelated articles"),
    ("", "“We will not leave [Herat]!” he shouted.", " Nobody moved."),
    ("He asked: “Why?” ", "Nobody in [Geneva] knew.", ""),
    ("Taliban visit Moscow\n", "[KABUL]: The delegation left.", " It was late."),
    ("", "The price rose by 3.5 percent in [Tehran].", " Bread was short."),
    ("", "J. R. Smith of [Ohio] won.", " Others lost."),
]


@pytest.mark.parametrize(("before", "sentence", "after"), SENTENCES)
def test_the_sentence_of_a_mention_and_no_other(before: str, sentence: str, after: str) -> None:
    plain = sentence.replace("[", "").replace("]", "")
    mention = sentence[sentence.index("[") + 1 : sentence.index("]")]
    start = len(before) + sentence.index("[")
    found = excerpt("a", before + plain + after, start, start + len(mention))
    assert found.text == plain
    assert found.text[found.start : found.end] == mention


def test_a_line_wrapped_at_a_fixed_width_is_not_the_end_of_a_sentence() -> None:
    text = (
        "The delegation arrived late on Thursday evening and was received in\n"
        "Moscow by the envoy of the Foreign Ministry. Nothing was said."
    )
    start = text.index("Moscow")
    found = excerpt("a", text, start, start + 6)
    assert found.text.startswith("The delegation") and found.text.endswith("Ministry.")


def test_a_sentence_without_end_is_cut_between_words() -> None:
    text = "word " * 5000 + "Kabul" + " word" * 5000
    start = text.index("Kabul")
    found = excerpt("a", text, start, start + 5)
    assert found.text[found.start : found.end] == "Kabul"
    assert len(found.text) <= 2 * REACH + 5
    assert found.text.startswith("word ") and found.text.endswith(" word")


def test_a_mention_across_two_sentences_has_both() -> None:
    text = "Out. He saw St. Petersburg. Then he left. End."
    start, end = text.index("Petersburg"), text.index(" he left")
    assert excerpt("a", text, start, end).text == "He saw St. Petersburg. Then he left."


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (0, 99)])
def test_a_span_outside_the_text_is_an_error(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no characters"):
        excerpt("a", "Kabul", start, end)


@given(
    text=st.text(
        st.sampled_from("aB .!?\n\t\r…\"”'’)(\u2028\u00a0\U0001f600ÉSt1,;:-") | st.characters(),
        max_size=900,
    ),
    cut=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
@example(text=". " * 400, cut=(0.5, 0.5))
@example(text="U.S.", cut=(0.0, 1.0))
def test_an_excerpt_is_a_slice_of_the_text_with_the_mention_in_its_place(
    text: str, cut: tuple[float, float]
) -> None:
    start, end = sorted(round(part * len(text)) for part in cut)
    found = excerpt("a", text, start, end)
    assert found.text in text
    assert found.text[found.start : found.end] == text[start:end]
    assert len(found.text) <= (end - start) + 2 * REACH
