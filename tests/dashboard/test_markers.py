"""What the map draws for places: honest shapes, and few of them however many places."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from dashboard.markers import MOST_MARKERS, Kind, bounds, core, kind_of, markers, within
from geo.atlas import PlaceCount
from geo.models import Place
from tests.dashboard.world import AFGHANISTAN, DOHA, HERAT, KABUL, MOSCOW


def counted(place: Place, count: int = 1, confidence: float = 0.9) -> PlaceCount:
    return PlaceCount(place, count, count, count, confidence)


def spread(number: int, seed: int = 1) -> list[PlaceCount]:
    chance = random.Random(seed)
    return [
        counted(
            Place(
                f"test:{i}", f"Place {i}", chance.uniform(-70, 75), chance.uniform(-180, 180), "P"
            ),
            chance.randrange(1, 50),
        )
        for i in range(number)
    ]


def test_an_area_is_never_drawn_as_a_spot() -> None:
    assert [kind_of(place) for place in (MOSCOW, HERAT, AFGHANISTAN)] == [
        Kind.POINT,
        Kind.AREA,
        Kind.COUNTRY,
    ]


def test_a_few_places_are_markers_one_by_one() -> None:
    places = [counted(KABUL, 3), counted(HERAT, 1, confidence=0.6)]
    first, second = markers(places, {KABUL.id: 0.25}, 4)
    assert (first.id, first.count, first.actors, first.unsure) == (KABUL.id, 3, 0.25, False)
    assert (second.id, second.actors, second.unsure) == (HERAT.id, 0.0, True)


@given(st.integers(MOST_MARKERS + 1, 1500), st.floats(0, 12))
def test_many_places_become_few_markers_that_answer_for_all(number: int, zoom: float) -> None:
    places = spread(number)
    drawn = markers(places, {}, zoom)
    assert len(drawn) <= MOST_MARKERS
    assert sorted(id_ for marker in drawn for id_ in marker.members) == sorted(
        counted.place.id for counted in places
    )
    assert sum(marker.count for marker in drawn) == sum(counted.count for counted in places)


def test_a_joined_marker_says_how_many_it_stands_for() -> None:
    drawn = markers(spread(2000), {}, 2)
    joined = max(drawn, key=lambda marker: len(marker.members))
    assert joined.kind is Kind.CLUSTER
    assert joined.name.endswith(f" +{len(joined.members) - 1}")


def test_the_selected_place_is_never_joined_to_others() -> None:
    places = spread(2000)
    drawn = markers(places, {}, 2, selected="test:7")
    assert ("test:7",) in {marker.members for marker in drawn}
    assert len(drawn) <= MOST_MARKERS


def test_what_is_in_sight_may_reach_over_the_antimeridian() -> None:
    fiji, doha = counted(Place("test:fj", "Suva", -18.1, 178.4, "P")), counted(DOHA)
    assert within([fiji, doha], (170, -30, 200, 0)) == [fiji]
    assert within([fiji, doha], (-190, -30, -170, 0)) == [fiji]
    assert within([fiji, doha], (-500, -85, 500, 85)) == [fiji, doha]


def test_bounds_hold_every_place() -> None:
    assert bounds([]) is None
    assert bounds([counted(MOSCOW), counted(DOHA)]) == ((25.28545, 37.61556), (55.75222, 51.53096))


def test_one_name_from_afar_does_not_shrink_the_rest() -> None:
    here = [counted(MOSCOW, 40), counted(KABUL, 50), counted(DOHA, 2)]
    afar = counted(Place("test:us", "Boise", 43.6, -116.2, "P"), 1)
    assert core([*here, afar]) == bounds(here)
    assert core([afar]) == bounds([afar])
    assert core([]) is None
