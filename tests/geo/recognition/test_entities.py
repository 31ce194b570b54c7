"""A name inside the name of an organisation, or one that the organisation's name goes on from."""

from __future__ import annotations

import pytest

from geo.recognition.entities import Entity, is_embedded, touching, with_spans

TEXT = "The Kabul Daily of Kabul and Herat University Press in Herat praised Radio Herat."


def entity(name: str, label: str = "GPE", nth: int = 0) -> Entity:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(name, start + 1)
    return Entity(start, start + len(name), label)


ORGANISATIONS = [
    entity("Kabul Daily", "ORG"),
    entity("University Press", "ORG"),
    entity("Radio Herat", "ORG"),
]


@pytest.mark.parametrize(
    ("name", "nth", "embedded"),
    [
        ("Kabul", 0, True),  # at the beginning of a longer name
        ("Kabul", 1, False),
        ("Herat", 0, True),  # "Herat" and then "University Press"
        ("Herat", 1, False),
        ("Herat", 2, True),  # at its end
        ("Radio Herat", 0, False),  # the organisation itself
    ],
)
def test_a_name_is_embedded_where_an_organisations_name_is_longer_or_goes_on(
    name: str, nth: int, embedded: bool
) -> None:
    assert is_embedded(entity(name, nth=nth), ORGANISATIONS) is embedded
    assert not is_embedded(entity(name, nth=nth), [])


APART = [Entity(0, 3, "GPE"), Entity(4, 9, "PERSON"), Entity(9, 12, "ORG")]


@pytest.mark.parametrize(
    ("start", "end", "touched"),
    [(0, 1, 1), (3, 4, 0), (2, 5, 2), (8, 10, 2), (0, 12, 3), (12, 20, 0), (5, 5, 1)],
)
def test_entities_that_share_a_character_with_a_span(start: int, end: int, touched: int) -> None:
    assert len(touching(APART, start, end)) == touched


def test_a_span_takes_the_place_of_what_is_shorter_and_is_part_of_what_is_longer() -> None:
    assert with_spans(APART, [(3, 12)], "LOC") == [APART[0], Entity(3, 12, "LOC")]
    assert with_spans(APART, [(5, 7)], "LOC") == APART
    assert with_spans(APART, [(4, 9)], "FAC") == APART
    relabelled = [APART[0], Entity(4, 9, "FAC"), APART[2]]
    assert with_spans(APART, [(4, 9)], "FAC", relabel=True) == relabelled


def test_what_one_span_replaced_keeps_none_of_the_next_out() -> None:
    long = [Entity(2, 20, "GPE")]
    expected = [Entity(0, 5, "LOC"), Entity(6, 9, "LOC")]
    assert with_spans(long, [(0, 5), (6, 9)], "LOC") == expected
