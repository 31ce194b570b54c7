"""Common sense about the whole world: plain sentences about well-known places, made anew from the
gazetteer. `tests/benchmarks/plain_news.py` prints the same at length.

The bounds lie a little below what is reached, so that a change that costs trust shows."""

from __future__ import annotations

from collections import Counter

import pytest

from geo.gazetteer.lookup import Gazetteer
from geo.pipeline import Geoparser
from tests.geo.regression.plain_news import (
    ADDRESSES,
    Outcome,
    Sentence,
    geoparsed,
    sentences,
    tally,
)

EACH = 40
# The least share right and the largest share wrong or cut, of each kind.
BOUNDS = {
    "countries": (0.97, 0.03),
    "capitals": (0.92, 0.03),
    "cities, ten times their namesakes": (0.92, 0.03),
    "cities, three to ten times": (0.85, 0.05),
    "cities with a rival": (0.6, 0.12),
    "divisions": (0.85, 0.1),
    "seas": (0.9, 0.08),
    "ranges": (0.85, 0.1),
    "rivers": (0.85, 0.08),
    "regions": (0.75, 0.15),
}


@pytest.fixture(scope="module")
def drawn(gazetteer: Gazetteer) -> list[Sentence]:
    return list(sentences(gazetteer, EACH))


@pytest.fixture(scope="module", params=["", ADDRESSES[0]], ids=["no address", "a British paper"])
def outcomes(
    request: pytest.FixtureRequest, geoparser: Geoparser, drawn: list[Sentence]
) -> dict[str, Counter[Outcome]]:
    return dict(tally(drawn, geoparsed(geoparser, drawn, request.param)))


def test_the_sentences_are_always_the_same_and_of_every_kind(
    gazetteer: Gazetteer, drawn: list[Sentence]
) -> None:
    assert drawn == list(sentences(gazetteer, EACH))
    assert Counter(each.kind for each in drawn) == dict.fromkeys(BOUNDS, EACH)
    assert all(each.text.count(each.name) == 1 for each in drawn)


@pytest.mark.parametrize("kind", BOUNDS)
def test_well_known_places_are_placed_right(
    kind: str, outcomes: dict[str, Counter[Outcome]]
) -> None:
    counted = outcomes[kind]
    right, wrong = BOUNDS[kind]
    assert counted[Outcome.RIGHT] / counted.total() >= right, counted
    assert (counted[Outcome.WRONG] + counted[Outcome.CUT]) / counted.total() <= wrong, counted
