"""Degrees and universities are no places."""

from __future__ import annotations

import pytest

from geo.recognition.education import is_of_education


def is_one(text: str, name: str) -> bool:
    start = text.index(name)
    return is_of_education(text, start, start + len(name))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sarah Kim, R.D., a dietitian, agreed.", "R.D."),
        ("Maria T. Lopez, Ph.D., M.D., said so.", "M.D."),
        ("She earned her M.S. in Ohio.", "M.S."),
        ("Dr. Adam Stone, M.D., agreed.", "M.D"),
        ("He studied at Northwestern, then in Rome.", "Northwestern"),
        ("A professor at Northeastern said so.", "Northeastern"),
    ],
)
def test_of_education(text: str, name: str) -> None:
    assert is_one(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He flew to Santo Domingo, R.D., on Friday.", "R.D."),
        ("The road from Baltimore, M.D., was closed.", "M.D."),
        ("Students at Northwestern ports went on strike.", "Northwestern"),
        ("In Northwestern Syria it rained.", "Northwestern"),
        ("Voters in Northwestern Ohio stayed away.", "Northwestern"),
    ],
)
def test_no_education(text: str, name: str) -> None:
    assert not is_one(text, name)
