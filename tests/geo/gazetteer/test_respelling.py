"""Names in other transliterations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.gazetteer.lookup import Gazetteer
from geo.gazetteer.names import normalise
from geo.gazetteer.respelling import alike, skeleton
from geo.gazetteer.rows import MatchKind


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Diwaniyah", "Ad Diwaniyah"),
        ("Baqouba", "Ba'qubah"),
        ("Lyssychansk", "Lysychansk"),
        ("Maarat al-Numan", "Ma'arrat an Nu'man"),
    ],
)
def test_spellings_of_one_name_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(normalise(one)) == skeleton(normalise(other)) != ""


@pytest.mark.parametrize("name", ["", "Aba", "Oslo", "Киев"])
def test_names_with_few_consonants_or_other_letters_have_none(name: str) -> None:
    assert skeleton(normalise(name)) == ""


@given(st.text())
def test_a_skeleton_is_made_of_any_name(name: str) -> None:
    assert skeleton(normalise(name)).isascii()


def test_only_spellings_that_look_alike_are_offered() -> None:
    assert alike("baqouba", ["baqubah", "bakeib", "biqabi"]) == ["baqubah"]
    assert alike("baqouba", []) == []


@pytest.mark.parametrize(
    ("written", "name"),
    [("Baqouba", "Baqubah"), ("Muqdadiya", "Al Miqdādīyah"), ("Lyssychansk", "Lysychansk")],
)
def test_the_gazetteer_offers_places_by_other_spellings(
    gazetteer: Gazetteer, written: str, name: str
) -> None:
    assert not gazetteer.lookup(written)
    first = gazetteer.respelt(written)[0]
    assert (first.place.name, first.kind) == (name, MatchKind.RESPELT)


def test_nothing_is_offered_for_a_name_like_no_other(gazetteer: Gazetteer) -> None:
    assert gazetteer.respelt("Zzyxqwt") == ()
