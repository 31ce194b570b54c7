from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.gazetteer.lookup import Gazetteer
from geo.gazetteer.names import abbreviation, alike, normalise, skeleton
from geo.gazetteer.store import MatchKind

anything = st.text(max_size=40)
latin = st.text(st.characters(max_codepoint=0x24F), max_size=40)
words = st.text(st.sampled_from("abcdefgxyzäöéñ"), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kraków", "Krakow"),
        ("Ürümqi", "Urumqi"),
        ("Łódź", "Lodz"),
        ("Tromsø", "Tromso"),
        ("Sana'a", "Sanaa"),
        ("Sana’a", "Sanaʻa"),
        ("Port-au-Prince", "Port au Prince"),
        ("St. Louis", "Saint Louis"),
        ("Mt. Hood", "Mount Hood"),
        ("Ft. Lauderdale", "Fort Lauderdale"),
        ("Wall St.", "Wall Street"),
        ("the Hague", "The Hague"),
        ("THE HAGUE", "Hague"),
        ("U.S.", "US"),
        ("U. S. A.", "USA"),
        ("W.Va.", "WVa"),
        ("Washington, D.C.", "Washington DC"),
        ("Russia's", "Russia"),
        ("Russia’s", "RUSSIA"),
        ("Bosnia & Herzegovina", "Bosnia and Herzegovina"),
        ("  New\u00a0York \n", "New York"),
        ("İstanbul", "istanbul"),
        ("Straße", "STRASSE"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. John's", "St. John"),
        ("St.Louis", "StLouis"),
        ("Niger", "Nigeria"),
        ("Austria", "Australia"),
        ("Москва", "Moskva"),
    ],
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


def test_the_article_alone_is_a_name() -> None:
    assert normalise("The") == "the"


@pytest.mark.parametrize("name", ["", " ", "...", "'", "—", "🌍"])
def test_nothing_to_name_is_empty(name: str) -> None:
    assert normalise(name) == ""


@given(anything)
def test_normalising_again_changes_nothing(name: str) -> None:
    assert normalise(normalise(name)) == normalise(name)


@given(latin)
def test_case_does_not_matter(name: str) -> None:
    assert normalise(name.upper()) == normalise(name.lower()) == normalise(name)


@given(words, words, st.sampled_from(["-", " ", "  ", " - ", "–", "/", ", "]))
def test_what_separates_words_does_not_matter(one: str, other: str, mark: str) -> None:
    assert normalise(f"{one}{mark}{other}") == normalise(f"{one} {other}")


@given(words, st.sampled_from(["'", "’", "‘", "ʻ", "`"]), words)
def test_apostrophes_inside_do_not_matter(one: str, mark: str, other: str) -> None:
    assert normalise(f"x{one}{mark}{other}x") == normalise(f"x{one}{other}x")


@given(words, st.sampled_from(["'s", "’s"]))
def test_the_possessive_is_dropped(name: str, ending: str) -> None:
    assert normalise(f"{name}{ending}") == normalise(name)


@given(anything)
def test_the_key_is_made_of_words_and_single_spaces(name: str) -> None:
    assert all(
        word.replace("_", "").isalnum() or not word.isascii()
        for word in normalise(name).split(" ")
        if word
    )
    assert normalise(name) == " ".join(normalise(name).split())


@pytest.mark.parametrize(
    ("name", "letters"),
    [("U.S.", "US"), ("UAE", "UAE"), ("Ky.", None), ("NEW YORK", None), ("A", None), ("B2B", None)],
)
def test_an_abbreviation_is_a_few_capitals(name: str, letters: str | None) -> None:
    assert abbreviation(name) == letters


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
