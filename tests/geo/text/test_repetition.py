"""What repeats itself is told from prose, tables and lists of names."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.text.repetition import repetition

SEEDS = Path(__file__).parents[3] / "seeds"


@pytest.mark.parametrize(
    "noise", ["A B C D E ", "U.S. ", "ab cd ef gh ", "Paris Kabul ", "x" * 9 + " "]
)
def test_one_word_over_and_over_is_left_out_after_its_beginning(noise: str) -> None:
    text = (noise * 100_000)[:100_000]
    spans = list(repetition(text))
    assert sum(end - start for start, end in spans) == 92_000
    assert all(start >= 8_000 for start, _ in spans)


def test_news_and_a_list_of_many_names_are_read_whole() -> None:
    prose = "\n\n".join(path.read_text() for path in sorted(SEEDS.rglob("*.txt")))
    assert len(prose) > 8_000
    assert not list(repetition(prose * 5))
    assert not list(repetition(" ".join(f"Herat{n:x}" for n in range(20_000))))


def test_what_stands_between_is_read() -> None:
    text = "U.S. " * 4_000 + " ".join(f"word{n}" for n in range(5_000)) + " U.S." * 4_000
    spans = list(repetition(text))
    middle = text.index("word0 ")
    assert any(end <= middle for _, end in spans)
    assert not any(middle + 4_000 <= start <= middle + 40_000 for start, _ in spans)
