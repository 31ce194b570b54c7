"""One's own places win over their namesakes, unless the text says otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.models import Place
from geo.resolution.own_places import CONFIDENCE
from geo.resolution.resolver import Resolver
from tests.geo.resolution.places import (
    DALLAS,
    FRANCE,
    PARIS,
    PARIS_TEXAS,
    TENNESSEE,
    TEXAS,
    Bears,
    World,
    article,
    toponyms,
)

BEAT = Place(
    "own:paris-1",
    "Paris",
    35.15,
    -90.0,
    "A",
    "ADMD",
    "US",
    "Tennessee",
    source="own",
    ancestors=(TENNESSEE.id, *TENNESSEE.ancestors),
    renown=1.0,
)
CAMP = replace(BEAT, id="own:paris-2", feature_class="S", feature_code="CMPRF")
NAMED = {
    "paris": [Bears(PARIS), Bears(PARIS_TEXAS)],
    "texas": [Bears(TEXAS)],
    "tennessee": [Bears(TENNESSEE)],
    "france": [Bears(FRANCE)],
    "dallas": [Bears(DALLAS)],
}


def with_own(*own: Place) -> World:
    return World({**NAMED, "paris": [*map(Bears, own), *NAMED["paris"]]})


def resolved(names: World, text: str, *mentions: str):
    found = toponyms(text, *mentions)
    return Resolver(names, 0.5).resolve(article(text), found).resolutions


@pytest.mark.parametrize(
    "text", ["A day in Paris.", "From Dallas he drove to Paris.", "Paris said no."]
)
def test_ones_own_place_wins_and_says_why(text: str) -> None:
    paris = next(r for r in resolved(with_own(BEAT), text, "Paris", "Dallas") if r.place == BEAT)
    assert paris.confidence >= CONFIDENCE
    assert paris.candidates[0].reasons[0].text == "is one of your own places"
    assert PARIS in [candidate.place for candidate in paris.candidates[1:]]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A day in Paris, Texas.", PARIS_TEXAS),
        ("A day in Paris, France.", PARIS),
        ("A day in Paris, Tennessee.", BEAT),
    ],
)
def test_a_qualifier_says_otherwise(text: str, place: Place) -> None:
    paris, _ = resolved(with_own(BEAT), text, "Paris", "Texas", "France", "Tennessee")
    assert paris.place == place


def test_a_type_word_says_otherwise() -> None:
    [city] = resolved(with_own(CAMP), "A day in the city of Paris.", "Paris")
    assert city.place == PARIS


def test_of_two_of_ones_own_neither_is_sure() -> None:
    other = replace(CAMP, latitude=48.0, longitude=2.0, country_code="FR", ancestors=(FRANCE.id,))
    [paris] = resolved(with_own(BEAT, other), "A day in Paris.", "Paris")
    assert {candidate.place for candidate in paris.candidates[:2]} == {BEAT, other}
    assert paris.confidence <= 0.7
    assert any("another of your own" in r.text for r in paris.candidates[0].reasons)


def test_without_an_article_it_comes_first() -> None:
    assert Resolver(with_own(BEAT), 0.5).rank("Paris")[0].place == BEAT
    assert Resolver(with_own(BEAT), 0.5).rank("Paris", country="FR")[0].place == PARIS
