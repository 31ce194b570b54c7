"""Putting a mention right, without a page: what is offered, searched for and decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.server.corpus import Corpus, LatestCorpus
from dashboard.state import correction_draft
from dashboard.state.correction_draft import LONGEST_NAME, CorrectionDraft, Decision
from geo.corrections import Scope, Spot
from geo.gazetteer.lookup import Gazetteer
from tests.dashboard.world import MOSCOW, build

SPOT = Spot("a1", 24, 30, "Moscow")
DRAFT = CorrectionDraft(SPOT, MOSCOW.id)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return LatestCorpus(build(tmp_path / "atlas")).current()


def test_a_draft_begins_with_what_the_mention_is_taken_for(corpus: Corpus) -> None:
    named = {mention.phrase: mention for mention in corpus.reader.mentions("a2")}
    assert correction_draft.draft_of(named["Torhondi"]).place == ""
    herat = correction_draft.draft_of(named["Herat"])
    assert herat.spot.phrase == "Herat"
    assert herat.place.startswith("geonames:")


def test_a_search_is_one_line_and_no_longer_than_a_name() -> None:
    found = correction_draft.search(DRAFT, {"name": "  New \n York  "})
    assert (found.search, found.picking) == ("New York", False)
    assert len(correction_draft.search(DRAFT, {"name": "x" * 999}).search) == LONGEST_NAME
    for nonsense in (None, "Kabul", {}, {"name": 7}):
        assert correction_draft.search(DRAFT, nonsense) == DRAFT


def test_pointing_at_the_map_is_begun_and_given_up() -> None:
    pointing = correction_draft.toggle_picking(DRAFT)
    assert pointing.picking
    assert correction_draft.toggle_picking(pointing) == DRAFT
    assert correction_draft.pick(DRAFT, (1, 2)) == DRAFT


def test_without_kept_candidates_the_gazetteer_s_are_offered(
    corpus: Corpus, gazetteer: Gazetteer
) -> None:
    offered = correction_draft.choices(corpus, DRAFT, gazetteer)
    assert not offered["map"]
    assert not offered["search"]
    assert {"Moscow"} == {place.name for place in offered["candidates"][:2]}


def test_each_place_is_offered_once_where_it_was_asked_for(
    corpus: Corpus, gazetteer: Gazetteer
) -> None:
    draft = correction_draft.search(DRAFT, {"name": "Moscow"})
    offered = correction_draft.choices(corpus, draft, gazetteer)
    ids = [place.id for found in offered.values() for place in found]
    assert len(ids) == len(set(ids))
    assert offered["search"][0].name == "Moscow"


@pytest.mark.parametrize("typed", ["34.53, 69.17", "34.53 69.17", " 34.53;69.17 "])
def test_coordinates_are_a_place_of_their_own(typed: str, gazetteer: Gazetteer) -> None:
    found = correction_draft.searched(CorrectionDraft(SPOT, "", search=typed), gazetteer)
    assert found[0].country_code == "AF"
    assert found[-1].id.startswith("point:")
    assert (found[-1].latitude, found[-1].longitude) == (34.53, 69.17)


def test_coordinates_that_are_not_on_earth_are_nothing(gazetteer: Gazetteer) -> None:
    assert correction_draft.searched(CorrectionDraft(SPOT, "", search="95, 10"), gazetteer) == []
    assert correction_draft.searched(CorrectionDraft(SPOT, ""), gazetteer) == []


def test_a_picked_point_comes_first_with_its_surroundings(
    corpus: Corpus, gazetteer: Gazetteer
) -> None:
    draft = correction_draft.pick(correction_draft.toggle_picking(DRAFT), (34.53, 69.17))
    offered = correction_draft.choices(corpus, draft, gazetteer)
    assert next(iter(offered)) == "map"
    assert offered["map"][-1].name == "Moscow"  # the point bears the name that was written


def test_only_what_was_offered_can_be_decided() -> None:
    offered = {"candidates": [MOSCOW]}
    told = {"choice": MOSCOW.id, "scope": "article", "by": "Ada", "note": None}
    assert correction_draft.decide(offered, told) == Decision(MOSCOW, Scope.ARTICLE, "Ada", "")
    nowhere = correction_draft.decide(offered, told | {"choice": "none"})
    assert nowhere is not None
    assert nowhere.place is None
    for wrong in ({"choice": "geonames:1"}, {"choice": ""}, {"scope": "galaxy"}, {"scope": None}):
        assert correction_draft.decide(offered, told | wrong) is None
    assert correction_draft.decide(offered, None) is None
