"""What holds confidence down however likely a choice looks."""

from __future__ import annotations

import pytest

from geo.models import Article, Place, Reason, Resolution, Toponym
from geo.resolution.resolver import Resolver
from tests.geo.resolution.places import US, Bears, World

ITALY = Place("geonames:201", "Italy", 43, 12, "A", "PCLI", "IT", "", 60_000_000, renown=1.0)
ROME = Place(
    "geonames:202",
    "Rome",
    41.9,
    12.5,
    "P",
    "PPLC",
    "IT",
    "",
    2_800_000,
    "geonames",
    (ITALY.id,),
    0.95,
)
IOWA = Place(
    "geonames:203",
    "Iowa",
    42,
    -93.5,
    "A",
    "ADM1",
    "US",
    "Iowa",
    3_100_000,
    "geonames",
    (US.id,),
    0.8,
)
ROME_GEORGIA = Place(
    "geonames:204", "Rome", 34.3, -85.2, "P", "PPL", "US", "", 37_000, "geonames", (US.id,), 0.55
)
MAIN = Place("geonames:205", "Main", 50, 9, "H", "STM", "DE", renown=0.7)
TARN = Place("geonames:206", "Tarn", 35, 105, "P", "PPL", "CN", "", 37_000, renown=0.56)
NAMES = World(
    {
        "rome": [Bears(ROME), Bears(ROME_GEORGIA)],
        "iowa": [Bears(IOWA)],
        "italy": [Bears(ITALY)],
        "south main street": [Bears(MAIN, "site")],
        "tarn": [Bears(TARN)],
    }
)


def resolved(text: str, *names: str) -> Resolution:
    """How the first of the names is resolved."""
    starts = [text.index(name) for name in names]
    found = [
        Toponym(name, start, start + len(name), "GPE")
        for name, start in zip(names, starts, strict=True)
    ]
    return Resolver(NAMES, 0.5).resolve(Article("1", "", text), found).resolutions[0]


@pytest.mark.parametrize(
    "text", ["A barn in Rome, Iowa, burned.", "They met in Rome in Iowa.", "Rome (Iowa) is quiet."]
)
def test_a_qualifier_that_no_bearer_lies_in_leaves_the_name_without_a_place(text: str) -> None:
    found = resolved(text, "Rome", "Iowa")
    assert found.place is None
    assert found.confidence < 0.3
    assert any("no place of this name is known in Iowa" in r.text for r in _reasons(found))


def test_a_qualifier_that_fits_raises_no_doubt() -> None:
    found = resolved("A barn in Rome, Italy, burned.", "Rome", "Italy")
    assert found.place == ROME
    assert not any(reason.name == "doubt" for reason in _reasons(found))


def test_another_clause_that_begins_with_a_name_is_no_qualifier() -> None:
    found = resolved("After talks in Rome, Iowa said it would pay.", "Rome", "Iowa")
    assert not any(reason.name == "doubt" for reason in _reasons(found))


def test_a_street_is_not_what_it_is_called_after() -> None:
    found = resolved("A fire on South Main Street spread.", "South Main Street")
    assert found.place is None
    assert found.confidence <= 0.3


def test_the_first_word_of_an_unknown_name_is_no_town_far_away() -> None:
    found = resolved("Men keep watch on a hill at Tarn Khel, near Rome.", "Tarn Khel", "Rome")
    assert found.place is None
    assert found.confidence <= 0.3
    assert any("only Tarn, a part of the name" in reason.text for reason in _reasons(found))


def _reasons(found: Resolution) -> list[Reason]:
    return [reason for candidate in found.candidates for reason in candidate.reasons]
