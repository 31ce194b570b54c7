from __future__ import annotations

from geo.text.utf16 import utf16_length


def test_lengths_are_those_of_javascript() -> None:
    assert utf16_length("a🌍") == 3
    assert utf16_length("\ud800") == 1
