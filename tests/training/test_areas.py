"""Outlines are joined to places by name and by the settlements that lie in them."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from training.cartography import outlines
from training.cartography.areas import Area, Known, _assigned, _judged
from training.cartography.natural_earth import Feature

NORTH, SOUTH, COUNTRY = 1, 2, 3


def towns(count: int, west: float, south: float) -> np.ndarray:
    """So many settlements within a square of one degree."""
    return np.array([(west + 0.05 + 0.9 * n / count, south + 0.5) for n in range(count)])


def known(north: str = "north", south: str = "south") -> Known:
    return Known(
        ids={NORTH: "geonames:1", SOUTH: "geonames:2"},
        names={NORTH: frozenset({north}), SOUTH: frozenset({south})},
        points={},
        kinds={},
        parents={},
        towns=(),
    )


def outline(name: str, south: float, west: float = 0.0) -> Feature:
    return Feature(shapely.box(west, south, west + 1, south + 1), {"name": name})


def joined(
    features: list[Feature], places: Known, by_place: dict[int, np.ndarray]
) -> dict[str, tuple[bool, float]]:
    """By the id of each place: whether its outline is confirmed, and how large it is."""
    shapes, named = _assigned(features, [NORTH, SOUTH], by_place, places)
    judged = _judged(shapes, by_place, named, places)
    return {area.place: (area.confirmed, shapely.area(area.shape)) for area in judged}


def test_name_and_settlements_together_confirm() -> None:
    found = joined(
        [outline("South Province", 0), outline("North", 1)],
        known(),
        {SOUTH: towns(3, 0, 0), NORTH: towns(3, 0, 1)},
    )
    assert found == {"geonames:1": (True, 1), "geonames:2": (True, 1)}


def test_many_settlements_confirm_without_the_name_and_few_do_not() -> None:
    features = [outline("Süd", 0), outline("Nord", 1)]
    found = joined(features, known(), {SOUTH: towns(9, 0, 0), NORTH: towns(2, 0, 1)})
    assert found == {"geonames:1": (False, 1), "geonames:2": (True, 1)}


def test_a_name_alone_is_not_enough() -> None:
    assert joined([outline("North", 1)], known(), {}) == {"geonames:1": (False, 1)}


def test_smaller_units_are_joined_to_the_place_that_their_settlements_belong_to() -> None:
    features = [outline("One", 0), outline("Two", 0, west=1)]
    both = np.concatenate([towns(6, 0, 0), towns(6, 1, 0)])
    assert joined(features, known(), {SOUTH: both}) == {"geonames:2": (True, 2)}


def test_an_outline_of_something_else_is_left_out() -> None:
    far = np.concatenate([towns(1, 0, 0), towns(9, 40, 40)])
    assert joined([outline("Elsewhere", 0)], known(), {SOUTH: far}) == {}


@pytest.mark.parametrize("grade", [outlines.FAR, outlines.COARSE, outlines.FINE])
def test_neighbours_keep_their_common_line(grade: outlines.Grade) -> None:
    west = shapely.Polygon([(0, 0), (10, 0), (10.4, 4), (9.8, 7), (10, 10), (0, 10)])
    east = shapely.Polygon([(10, 0), (20, 0), (20, 10), (10, 10), (9.8, 7), (10.4, 4)])
    drawn = outlines.rings([Area("a", west, True), Area("b", east, True)], grade)

    def corners(rings: list[list[int]]) -> set[tuple[int, ...]]:
        (flat,) = rings
        return {tuple(each) for each in np.cumsum(np.reshape(flat, (-1, 2)), axis=0).tolist()}

    # Two ends at least; what lies between them is the same on both sides.
    shared = corners(drawn[0]) & corners(drawn[1])
    assert len(shared) >= 2
    if grade is outlines.FINE:
        assert len(shared) == 4


def test_files_of_a_group_and_of_its_areas() -> None:
    area = Area("geonames:1", shapely.box(0, 0, 30, 30), True)
    names = [name for name, _ in outlines.files("divisions/XX", [area, area])]
    assert names == [
        "far/divisions/XX.json",
        "coarse/divisions/XX.json",
        "fine/divisions/XX/0.json",
        "fine/divisions/XX/1.json",
    ]
    assert "coarse/countries/0.json" in [name for name, _ in outlines.files("countries", [area])]
