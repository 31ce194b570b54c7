"""Every reason for a place that the library gives has French words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import geo.resolution
from dashboard.language.reasons_fr import in_french

FILLED_IN = "Torhondi"
_GIVE_REASONS = {"Doubt": 1, "Reason": 2}
_TABLES = ("_KIND_WORDS", "_MATCH_WORDS")


def reasons() -> Iterator[str]:
    """What the modules of the resolution say, as they write it, with a name where one stands."""
    for module in sorted(Path(geo.resolution.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                at = _GIVE_REASONS.get(node.func.id, len(node.args))
                yield from map(words, node.args[at : at + 1])
            elif isinstance(node, ast.Lambda) and module.stem == "reasons":
                yield words(node.body)
            elif (
                isinstance(node, ast.Assign)
                and isinstance(node.value, ast.Dict)
                and any(isinstance(to, ast.Name) and to.id in _TABLES for to in node.targets)
            ):
                yield from map(words, node.value.values)


def words(said: ast.expr) -> str:
    """A string, or one with a name filled in; nothing for what is no string."""
    match said:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(words(part) or FILLED_IN for part in parts)
        case _:
            return ""


def test_every_reason_has_french_words() -> None:
    given = {each for each in reasons() if each}
    assert len(given) > 80
    untold = [each for each in given if in_french(each) == each]
    assert untold == []


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("its people are called so", "ses habitants s'appellent ainsi"),
        ("31,256 people live there", "31\u202f256 habitants"),
        ("other places of Texas are named", "d'autres lieux de « Texas » sont nommés"),
        (
            "corrected by Ann on 2024-05-02: not the US",
            "corrigé par Ann le 2024-05-02 : not the US",
        ),
        ("what another version said", "what another version said"),
    ],
)
def test_names_and_numbers_stay(english: str, french: str) -> None:
    assert in_french(english) == french
