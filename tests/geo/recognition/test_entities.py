"""A name inside the name of an organisation, or one that the organisation's name goes on from."""

from __future__ import annotations

import pytest

from geo.recognition.entities import Entity, is_embedded

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
