"""The map's markers: few, whatever the corpus, and each answers for its places."""

from __future__ import annotations

import pytest

from geo.atlas import Atlas, AtlasReader, Filter, Unit
from tests.benchmarks import atlas_data

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
        assert mark.largest.id == here[0].place.id
        (south, west), (north, east) = mark.bounds
        assert south - 1e-9 <= mark.latitude <= north + 1e-9
        assert west - 1e-9 <= mark.longitude <= east + 1e-9
        assert 0 <= mark.actors <= 1
        mean = sum(each.confidence * each.mentions for each in here)
        assert mark.confidence == pytest.approx(mean / sum(each.mentions for each in here))
    assert sorted(answered) == sorted(places)


def test_what_is_chosen_is_not_joined(reader: AtlasReader) -> None:
    chosen = atlas_data.place_id(3)
    drawn = reader.clusters(Filter(), Unit.MENTIONS, 1, MOST, alone=(chosen,))
    [mark] = [mark for mark in drawn if mark.id == chosen]
    assert mark.place is not None
    assert mark.latitude == pytest.approx(mark.place.latitude)


def test_nothing_has_no_markers(reader: AtlasReader) -> None:
    nothing = Filter(sources=("nobody",))
    assert reader.clusters(nothing, Unit.MENTIONS, 3, MOST) == []
    assert reader.cluster_places(nothing, Unit.MENTIONS, "cluster:2.64.1.1") == []
    assert reader.cluster_places(Filter(), Unit.MENTIONS, "cluster:what") == []
