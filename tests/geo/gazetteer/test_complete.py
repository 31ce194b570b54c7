"""Names are completed to the places that are likeliest to be meant."""

from __future__ import annotations

import pytest

from geo.gazetteer.lookup import Gazetteer


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Lond", "geonames:2643743"),
        ("lon", "geonames:2643743"),
        ("Afghan", "geonames:1149361"),
        ("Torghund", "dateline:torghundi-af-11"),
        ("bombay", "geonames:1275339"),
    ],
)
def test_the_likeliest_comes_first(gazetteer: Gazetteer, typed: str, first: str) -> None:
    offered = [place.id for place in gazetteer.complete(typed)]
    assert first in offered[:2], offered


def test_few_letters_are_a_whole_name(gazetteer: Gazetteer) -> None:
    known = {match.place.id for match in gazetteer.lookup("Au")}
    assert {place.id for place in gazetteer.complete("Au")} <= known
    assert gazetteer.complete("") == ()
    assert gazetteer.complete("?!") == ()
    assert gazetteer.complete("%_") == ()


def test_no_more_than_asked_for_and_none_twice(gazetteer: Gazetteer) -> None:
    offered = gazetteer.complete("san", 30)
    assert len(offered) == 30
    assert len({place.id for place in offered}) == 30
