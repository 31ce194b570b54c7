"""What the map draws for places: honest shapes."""

from __future__ import annotations

from dashboard.map.map_scene import columns, grid_of
from dashboard.map.markers import changed, marker
from geo.atlas import Cluster, Difference
from geo.models import Place
from geo.places.kinds import Extent
from tests.dashboard.world import AFGHANISTAN, HERAT, KABUL, MOSCOW


def alone(place: Place, count: int = 1, confidence: float = 0.9) -> Cluster:
    """A place that is joined with no other."""
    at = (place.latitude, place.longitude)
    return Cluster(place.id, place, *at, count, 1, confidence, 0.25, (at, at), place)


def test_an_area_is_never_drawn_as_a_spot() -> None:
    assert [marker(alone(place)).extent for place in (MOSCOW, HERAT, AFGHANISTAN)] == [
        Extent.POINT,
        Extent.AREA,
        Extent.COUNTRY,
    ]


def test_a_place_is_a_marker_that_says_when_it_is_unsure() -> None:
    sure, unsure = marker(alone(KABUL, 3)), marker(alone(HERAT, confidence=0.6))
    assert (sure.id, sure.name, sure.count, sure.actors) == (KABUL.id, "Kabul", 3, 0.25)
    assert (sure.unsure, unsure.unsure) == (False, True)
    assert (unsure.extent, unsure.country) == (Extent.AREA, "")
    assert marker(alone(AFGHANISTAN)).country == "AF"


def test_a_joined_marker_stands_at_its_largest_place_and_says_how_many_more_it_holds() -> None:
    where = ((34.0, 62.0), (35.0, 70.0))
    drawn = marker(
        Cluster("cluster:2.64.1.1.0", None, 34.5, 66.0, 9, 1201, 0.6, 0, where, KABUL, 4)
    )
    assert (drawn.name, drawn.more, drawn.count, drawn.named) == ("Kabul", 1200, 9, 4)
    assert (drawn.latitude, drawn.longitude) == (34.5281, 69.1723)
    assert not drawn.unsure
    assert not drawn.country


def test_a_change_has_a_side() -> None:
    assert changed(Difference(KABUL, 10, 2, -0.31)).change == -0.31
    assert changed(Difference(KABUL, 10, 2, -0.31)).count == 12


def test_what_ids_have_in_common_travels_once() -> None:
    where = ((34.0, 62.0), (35.0, 70.0))
    joined = Cluster("cluster:2.64.17.3.0", None, 34.5, 66.0, 9, 3, 0.6, 0, where, KABUL)
    drawn = [marker(joined), marker(alone(HERAT))]
    assert (grid_of(drawn), columns(drawn)["id"]) == ("cluster:2.64.", ["~17.3.0", HERAT.id])
    assert grid_of(drawn[1:]) == ""
    assert set(columns(drawn[1:])) == {
        *("id", "name", "latitude", "longitude", "count", "actors", "kind"),
    }
