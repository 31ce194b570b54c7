"""The map's markers: few, whatever the corpus, and each answers for its places."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.atlas import Atlas, AtlasReader, Filter, Unit
from geo.models import Place, Role
from geo.places.kinds import Extent, extent
from tests.benchmarks import atlas_data
from tests.dashboard.world import geoparsed

MOST = 60


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> AtlasReader:
    folder = tmp_path_factory.mktemp("atlas")
    atlas_data.fill(folder, 2_500)
    return Atlas(folder).reader()


@pytest.mark.parametrize("zoom", [0, 2, 3.5, 7])
@pytest.mark.parametrize("unit", Unit)
def test_markers_are_few_and_lose_nothing(reader: AtlasReader, zoom: float, unit: Unit) -> None:
    places = {counted.place.id: counted for counted in reader.places(Filter(), unit)}
    drawn = reader.clusters(Filter(), unit, zoom, MOST, actors=("actor",))
    assert 0 < len(drawn) <= MOST < len(places)
    assert sum(mark.count for mark in drawn) == sum(each.count for each in places.values())
    assert sum(mark.places for mark in drawn) == len(places)
    answered: list[str] = []
    for mark in drawn:
        here = reader.cluster_places(Filter(), unit, mark.id) if mark.place is None else []
        here = here or [places[mark.largest.id]]
        answered += [counted.place.id for counted in here]
        assert mark.count == sum(counted.count for counted in here)
        assert (mark.largest.id, mark.largest_count) == (here[0].place.id, here[0].count)
        (south, west), (north, east) = mark.bounds
        assert south - 1e-9 <= mark.latitude <= north + 1e-9
        assert west - 1e-9 <= mark.longitude <= east + 1e-9
        assert 0 <= mark.actors <= 1
        mean = sum(each.confidence * each.mentions for each in here)
        assert mark.confidence == pytest.approx(mean / sum(each.mentions for each in here))
    assert sorted(answered) == sorted(places)


def test_markers_may_be_joined_further(reader: AtlasReader) -> None:
    alone = atlas_data.place_id(5)
    marks = reader.clusters(Filter(), Unit.MENTIONS, 2, MOST, alone=(alone,))
    some = [mark for mark in marks if mark.place is None][:3] + [m for m in marks if m.id == alone]
    together = reader.cluster_places(Filter(), Unit.MENTIONS, *(mark.id for mark in some))
    assert len(together) == sum(mark.places for mark in some)
    assert sum(each.count for each in together) == sum(mark.count for mark in some)
    assert [each.count for each in together] == sorted((e.count for e in together), reverse=True)


def test_a_town_is_never_joined_with_an_area_a_country_or_a_continent(tmp_path: Path) -> None:
    kinds = [("P", "PPL"), ("A", "ADM1"), ("A", "PCLI"), ("L", "CONT")]
    places = [
        Place(f"test:{number}", f"Place{number:03}", 47 + number / 1000, 8.0, *kinds[number % 4])
        for number in range(2 * MOST)
    ]
    text = ", ".join(place.name for place in places)
    atlas = Atlas(tmp_path / "atlas")
    atlas.add([geoparsed("a", "A", text, [(p.name, p, Role.PLACE, 0.9) for p in places])])
    marks = atlas.reader().clusters(Filter(), Unit.MENTIONS, 2, 60)
    assert sorted(mark.places for mark in marks) == [MOST / 2] * 4
    assert {extent(mark.largest) for mark in marks} == set(Extent)
    for mark in marks:
        held = atlas.reader().cluster_places(Filter(), Unit.MENTIONS, mark.id)
        assert {extent(each.place) for each in held} == {extent(mark.largest)}


def test_what_is_chosen_is_not_joined(reader: AtlasReader) -> None:
    chosen = atlas_data.place_id(3)
    drawn = reader.clusters(Filter(), Unit.MENTIONS, 1, MOST, alone=(chosen,))
    [mark] = [mark for mark in drawn if mark.id == chosen]
    assert mark.place is not None
    assert mark.latitude == pytest.approx(mark.place.latitude)


def test_nothing_has_no_markers(reader: AtlasReader) -> None:
    nothing = Filter(sources=("nobody",))
    assert reader.clusters(nothing, Unit.MENTIONS, 3, MOST) == []
    assert reader.cluster_places(nothing, Unit.MENTIONS, "cluster:2.64.1.1.0") == []
    assert reader.cluster_places(Filter(), Unit.MENTIONS, "cluster:what") == []
