"""The server's gazetteer knows one's own places as they are now."""

from __future__ import annotations

from pathlib import Path

from dashboard.server.corpus import LatestCorpus
from dashboard.server.shared_geoparser import shared_gazetteer
from dashboard.views.place_search import offers
from geo.gazetteer.lookup import Gazetteer
from geo.gazetteer.own_places import OwnPlace, OwnPlacesFile
from tests.dashboard.world import build


def test_a_place_that_is_added_is_offered_at_once(tmp_path: Path, gazetteer: Gazetteer) -> None:
    corpus = LatestCorpus(build(tmp_path / "atlas")).current()
    file = OwnPlacesFile(tmp_path / "places.jsonl")

    def offered() -> list[str]:
        known = shared_gazetteer(gazetteer.path, file.path)
        groups = offers(corpus, "Mill B", known)
        return [place["name"] for group in groups for place in group["places"]]

    assert "Mill Beat" not in offered()
    file.add([OwnPlace("Mill Beat", 39.8, -89.64, "beat")])
    assert offered()[0] == "Mill Beat"
    file.remove(["Mill Beat"])
    assert "Mill Beat" not in offered()
