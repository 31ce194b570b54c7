"""The exact extent of names, and texts cut into pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.recognition.pieces import pieces
from geo.recognition.spans import trim


@pytest.mark.parametrize(
    ("found", "name"),
    [
        ("Moscow's", "Moscow"),
        ("Moscow’s", "Moscow"),
        ("the United States", "United States"),
        ("The Gambia", "Gambia"),
        ("The Hague", "The Hague"),
        ("“Kabul”", "Kabul"),
        ("Kunduz,", "Kunduz"),
        ("U.S.", "U.S."),
        ("W.Va.", "W.Va."),
        ("Calif.", "Calif."),
        ("Afghanistan.", "Afghanistan"),
        ("\n Oslo ", "Oslo"),
        ("Bay (Wales)", "Bay (Wales)"),
        ("...", ""),
    ],
)
def test_only_the_name_is_left(found: str, name: str) -> None:
    start, end = trim(found, 0, len(found))
    assert found[start:end] == name


@given(st.text(), st.integers(0, 20), st.integers(0, 20))
def test_a_trimmed_span_lies_within_the_given_one(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    first, last = trim(text, start, end)
    assert start <= first <= last <= end
    assert trim(text, first, last)[0] >= first


@given(st.text(alphabet="ab. \n🙂", max_size=400), st.integers(2, 50))
def test_pieces_are_the_text(text: str, longest: int) -> None:
    cut = list(pieces(text, longest))
    assert "".join(piece for _, piece in cut) == text
    assert all(text.startswith(piece, start) for start, piece in cut)
    assert all(0 < len(piece) <= longest for _, piece in cut)
