"""The exact extent of names; adjectives of several words are taken whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.recognition.entities import Entity
from geo.recognition.name_extent import complete_names, trim, with_apostrophes, with_street_words


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


TEXT = "The ex-Soviet Central Asian nations and the South Korean envoy. The Asian games."
DEMONYMS = {"Soviet", "Asian", "Central Asian", "Korean", "The Asian"}


def kind(name: str) -> str:
    return "demonym" if name in DEMONYMS else ""


def completed(*taken: str) -> list[str]:
    starts = [TEXT.index(name) for name in taken]
    spans = [
        Entity(start, start + len(name), "NORP") for start, name in zip(starts, taken, strict=True)
    ]
    return [TEXT[each.start : each.end] for each in complete_names(TEXT, spans, kind)]


@pytest.mark.parametrize(
    ("taken", "whole"),
    [
        (["Soviet Central", "Asian"], ["Soviet", "Central Asian"]),
        (["Soviet", "Asian"], ["Soviet", "Central Asian"]),
        (["Central", "Asian"], ["Central Asian"]),
        (["Soviet", "Central Asian"], ["Soviet", "Central Asian"]),
        (["Soviet Central Asian"], ["Soviet Central Asian"]),
        (["Korean"], ["Korean"]),  # "South Korean" is not known here
    ],
)
def test_an_adjective_is_taken_whole(taken: list[str], whole: list[str]) -> None:
    assert completed(*taken) == whole


def test_an_article_is_no_part_of_the_adjective() -> None:
    start = TEXT.rindex("Asian")
    (only,) = complete_names(TEXT, [Entity(start, start + 5, "NORP")], kind)
    assert only.start == start


@given(st.lists(st.integers(0, len(TEXT)), max_size=12, unique=True))
def test_spans_stay_in_order_and_apart(cuts: list[int]) -> None:
    bounds = sorted(cuts)
    taken = [Entity(a, b, "NORP") for a, b in zip(bounds[::2], bounds[1::2], strict=False)]
    found = [at for each in complete_names(TEXT, taken, kind) for at in (each.start, each.end)]
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("text", "found", "name"),
    [
        ("Fog lay over ‘Ibrī all day.", "Ibrī", "‘Ibrī"),
        ("Fog lay over 'Ākra all day.", "Ākra", "'Ākra"),
        ("A mill in Homyel' burned.", "Homyel", "Homyel'"),
        ("He called it ‘Paris’ at once.", "Paris", "Paris"),
        ("The Philippines' senate met.", "Philippines", "Philippines"),
        ("‘Iraq is lost, he said.", "Iraq", "Iraq"),
        ("He said 'we left Homyel' at noon.", "Homyel", "Homyel"),
    ],
)
def test_an_apostrophe_of_the_name_stays_and_a_quote_does_not(
    text: str, found: str, name: str
) -> None:
    at = text.index(found)
    start, end = with_apostrophes(text, at, at + len(found))
    assert text[start:end] == name


def whole(text: str, *names: str) -> list[tuple[str, str]]:
    spans = [Entity(text.index(name), text.index(name) + len(name), "GPE") for name in names]
    return [(text[e.start : e.end], e.label) for e in with_street_words(text, spans)]


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("Athens Boulevard in Buffalo.", "Athens Boulevard"),
        ("He lives on Vienna St., near the park.", "Vienna St"),
        ("Paris Road was closed.", "Paris Road"),
    ],
)
def test_with_the_word_that_says_what_it_is(text: str, street: str) -> None:
    assert whole(text, street.split()[0]) == [(street, "FAC")]


@pytest.mark.parametrize(
    "text",
    [
        "Paris Street Food Festival opened.",  # no street
        "Paris St. Germain won.",
        "Paris Streets are wide.",
        "Paris road works began.",
        "PARIS Road safety improved.",  # a dateline
    ],
)
def test_but_no_word_of_another_name(text: str) -> None:
    name = text.split()[0]
    assert whole(text, name) == [(name, "GPE")]


def test_never_into_the_next_name() -> None:
    assert whole("Paris Road Town", "Paris", "Road Town") == [
        ("Paris", "GPE"),
        ("Road Town", "GPE"),
    ]
