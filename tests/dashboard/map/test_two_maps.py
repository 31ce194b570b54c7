"""Both sides of a comparison, on two maps, can be compared by eye."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dashboard.map.map_scene import map_scenes
from dashboard.server.corpus import LatestCorpus
from dashboard.state.selection import Selection, Versus
from dashboard.state.session import Session
from tests.dashboard.world import build

JULY = (date(2021, 7, 1), date(2021, 7, 31))
AUGUST = (date(2021, 8, 1), date(2021, 8, 31))


def compared(two: bool) -> Session:
    return Session(selection=Selection(dates=JULY, versus=Versus(dates=AUGUST), two_maps=two))


def test_each_map_says_which_side_it_is_and_both_are_in_one_scale(tmp_path: Path) -> None:
    corpus = LatestCorpus(build(tmp_path / "atlas")).current()
    own, other = map_scenes(corpus, compared(two=True), None)
    assert own.side == ("1 Jul 2021 – 31 Jul 2021", "8 mentions")
    assert other.side == ("1 Aug 2021 – 31 Aug 2021", "1 mention")
    assert own.most == other.most
    assert own.shaded and other.shaded
    assert {marker.name for marker in other.markers} == {"Moscow"}
    assert own.maps == other.maps == "two"


def test_a_difference_is_one_map(tmp_path: Path) -> None:
    corpus = LatestCorpus(build(tmp_path / "atlas")).current()
    (scene,) = map_scenes(corpus, compared(two=False), None)
    assert scene.compared
    assert (scene.maps, scene.side) == ("one", None)
