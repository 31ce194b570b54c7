"""Finding and comparing, as the page answers it: facets, clocks, what is near, what changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.language import texts
from dashboard.server.corpus import LatestCorpus
from dashboard.views.comparison import before
from geo.atlas import DateBasis, Filter, Unit
from tests.benchmarks import atlas_data
from tests.dashboard.conftest import APP
from tests.dashboard.test_page import (
    choose,
    drawn,
    map_args,
    panel,
    press,
    shown,
    status,
    with_filters,
)
from tests.dashboard.world import DOHA, KABUL, MOSCOW, build

KANDAHAR = "geonames:1138336"


def test_a_search_that_is_none_says_why_and_narrows_nothing(page: AppTest) -> None:
    page.query_params["q"] = '"border'
    page.run()
    assert not page.exception
    assert "quotation mark" in page.text[0].value
    assert "5 of 5 articles" in status(page)
    page.text_input[0].set_value('"the border" NOT kabul').run()
    assert not page.text
    assert "1 of 5 articles" in status(page)


def offered(page: AppTest, name: str) -> list[tuple[str, int]]:
    """What a group of filters offers, with how many articles each would leave."""
    [group] = [each for each in panel(page, "filters")["some"] if each["name"] == name]
    return [(choice["title"], choice["count"]) for choice in group["choices"]]


def test_filters_say_how_much_each_leaves(page: AppTest) -> None:
    with_filters(page)
    assert offered(page, "countries") == [("Afghanistan", 3), ("Russia", 3), ("Qatar", 1)]
    assert offered(page, "sources")[:2] == [("Press Trust", 2), ("Wire", 2)]
    choose(page, "sources", "Press Trust")
    # A facet counts as if nothing were chosen in it; the others follow.
    assert offered(page, "countries") == [("Russia", 2), ("Afghanistan", 1)]
    assert ("Wire", 2) in offered(page, "sources")


def test_months_are_compared(page: AppTest) -> None:
    page.run()
    page.button(key="open-compare").click().run()
    months = panel(page, "comparison")["months"]
    assert [month["title"] for month in months] == ["Aug 2021 (1)", "Jul 2021 (8)"]
    press(page, "comparison", "compare", {"here": "2021-08", "there": "2021-07"})
    assert dict(page.query_params) == {
        "from": "2021-08-01",
        "to": "2021-08-31",
        "vsfrom": "2021-07-01",
        "vsto": "2021-07-31",
    }
    assert (panel(page, "comparison")["here"], panel(page, "comparison")["there"]) == (
        "2021-08",
        "2021-07",
    )
    press(page, "comparison", "compare", {"kind": "none"})
    assert not shown(page)["compared"]


def test_only_what_is_certain(page: AppTest) -> None:
    page.query_params["sure"] = "0.95"
    page.run()
    assert set(drawn(page)) == {"Moscow", "Afghanistan"}
    assert panel(page, "chips")["chips"] == [{"id": "confidence", "text": "at least 95 % certain"}]


def test_about_a_place_is_less_than_mentioning_it(page: AppTest) -> None:
    page.query_params["place"] = MOSCOW.id
    page.run()
    assert panel(page, "excerpts")["heading"]["count"] == "named 3 times in 2 articles"
    assert panel(page, "excerpts")["focus"]["choices"] == [
        {"title": texts.FOCUS_ALL, "about": False, "on": True},
        {"title": texts.FOCUS_ABOUT, "about": True, "on": False},
    ]
    page.query_params["about"] = "yes"
    page.run()
    # "The Russian side", and "in Herat" beside Kabul twice, are not what these are about.
    assert not {"Herat", "Russia"} & set(drawn(page))
    assert panel(page, "excerpts")["focus"]["choices"][1] == {
        "title": texts.FOCUS_ABOUT,
        "about": True,
        "on": True,
    }


def test_by_the_times_that_sentences_speak_of(page: AppTest) -> None:
    page.query_params.update({"clock": "spoken", "undated": "no"})
    page.run()
    timeline = panel(page, "timeline")
    assert [clock["id"] for clock in timeline["clocks"]] == list(DateBasis)
    assert timeline["clock"] == "spoken"
    assert "without a time" in timeline["undated"]
    # "late on Thursday", printed on Friday 9 July 2021; "on Friday", printed on the 10th.
    assert timeline["first"] == "2021-07-08"
    assert set(drawn(page)) == {"Moscow", "Herat", "Kabul"}


def test_the_articles_of_a_selection_are_a_list(page: AppTest) -> None:
    page.query_params["place"] = KABUL.id
    page.run()
    press(page, "places", "tab", "articles")
    listed = panel(page, "places")
    assert listed["event"] == "read"
    assert listed["rows"]["name"] == [
        "Fighting near the border",
        "Notes from the road",
    ]


def test_a_place_that_nobody_names_shows_what_is_near(page: AppTest) -> None:
    page.query_params["near"] = KANDAHAR
    page.run()
    excerpts = panel(page, "excerpts")
    assert excerpts["heading"]["title"].startswith("Kandah")
    assert excerpts["heading"]["note"] == texts.NEAR_DO
    assert [row["name"] for row in excerpts["group"]] == ["Afghanistan", "Kabul", "Herat"]
    assert excerpts["group"][0]["away"].startswith("15")
    assert shown(page)["near"]["name"].startswith("Kandah")
    [chip] = panel(page, "chips")["chips"]
    assert chip["text"].startswith("near Kandah")


def test_two_periods_are_a_difference_on_the_map(page: AppTest) -> None:
    page.query_params.update({"from": "2021-07-12", "vsfrom": "2021-07-09", "vsto": "2021-07-11"})
    page.run()
    changed = {name: row["change"] for name, row in drawn(page).items()}
    assert shown(page)["compared"]
    # Before: Moscow 2 of 6; since: 1 of 3, as large a share, so nothing is drawn for it.
    assert set(changed) == {"Afghanistan", "Kabul", "Herat", "Russia", "Doha"}
    assert changed["Doha"] == pytest.approx(33.33)
    assert changed["Kabul"] == pytest.approx(-33.33)
    changes = panel(page, "places")
    assert changes["tab"] == "changed"
    rows = changes["rows"]
    assert dict(zip(rows["name"], rows["change"], strict=True))["Kabul"] == "−33.3"
    assert [column["title"] for column in changes["columns"][1:]] == [
        "9 Jul 2021 – 11 Jul 2021",
        "from 12 Jul 2021",
        texts.CHANGE,
    ]
    assert panel(page, "timeline")["versus"] == {"from": 0, "to": 2}
    assert any("compared with 9 Jul 2021" in chip["text"] for chip in panel(page, "chips")["chips"])


def test_both_sides_of_a_comparison_can_be_read(page: AppTest) -> None:
    page.query_params.update(
        {"from": "2021-07-12", "vsfrom": "2021-07-09", "vsto": "2021-07-11", "place": MOSCOW.id}
    )
    page.run()
    sides = panel(page, "excerpts")["sides"]["choices"]
    assert [side["title"] for side in sides] == [
        "from 12 Jul 2021 (1)",
        "9 Jul 2021 – 11 Jul 2021 (2)",
    ]
    assert [card["title"] for card in panel(page, "excerpts")["stories"]] == ["A second round"]
    press(page, "excerpts", "side", {"other": True})
    read = panel(page, "excerpts")
    assert [card["title"] for card in read["stories"]] == ["Envoys arrive for talks"]
    assert read["heading"]["count"] == "named 2 times in 1 article"
    # Another place is read on the same side, until nothing is compared any more.
    press(page, "places", "choose", KABUL.id)
    assert [card["title"] for card in panel(page, "excerpts")["stories"]] == [
        "Fighting near the border"
    ]
    press(page, "chips", "remove", {"id": "versus"})
    assert panel(page, "excerpts")["sides"] is None
    assert panel(page, "excerpts")["heading"]["hint"] == texts.NO_SENTENCES


def test_two_sources_are_compared(page: AppTest) -> None:
    page.query_params.update({"source": "Wire", "vssource": "Press Trust"})
    page.run()
    assert drawn(page)["Moscow"]["change"] < 0 < drawn(page)["Kabul"]["change"]
    assert panel(page, "places")["columns"][1]["title"] == "Press Trust"


def test_a_source_to_compare_with_that_is_not_there_is_left_out(page: AppTest) -> None:
    page.query_params["vssource"] = "Nobody"
    page.run()
    assert "vssource" in page.warning[0].value
    assert not shown(page)["compared"]


def test_the_time_just_before() -> None:
    ends = (date(2021, 1, 1), date(2021, 12, 31))
    assert before((date(2021, 7, 1), date(2021, 7, 7)), ends) == (
        date(2021, 6, 24),
        date(2021, 6, 30),
    )
    assert before((date(2021, 1, 3), date(2021, 1, 31)), ends) == (ends[0], date(2021, 1, 2))
    assert before((None, date(2021, 7, 7)), ends) is None
    assert before((ends[0], None), ends) is None


def test_however_large_the_corpus_the_map_is_sent_little(
    environ: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    atlas_data.fill(tmp_path / "atlas", 3_000)
    page = AppTest.from_file(str(APP), default_timeout=60)
    page.query_params.update({"lat": "20", "lon": "10", "z": "5"})
    page.run()
    assert not page.exception
    assert len(drawn(page)) <= 200
    assert shown(page)["report"]
    sent = len(map_args(page)["feature_group"])
    sent += sum(len(element.proto.json) for element in page.get("bidi_component"))
    assert sent < 28_000


def test_names_are_completed_from_the_whole_corpus(tmp_path: Path) -> None:
    corpus = LatestCorpus(build(tmp_path / "atlas")).current()
    assert [place.name for place in corpus.places_beginning_with("ka", 5)] == ["Kabul"]
    assert [place.name for place in corpus.places_beginning_with("AFGHAN", 5)] == ["Afghanistan"]
    assert corpus.places_beginning_with("", 5) == []


def test_near_is_within_reach_and_nearest_first(tmp_path: Path) -> None:
    corpus = LatestCorpus(build(tmp_path / "atlas")).current()
    near = corpus.near(Filter(), Unit.MENTIONS, DOHA.latitude, DOHA.longitude, 9)
    assert [(round(away), counted.place.id) for away, counted in near] == [(0, DOHA.id)]
    assert corpus.near(Filter(), Unit.MENTIONS, 0, 179.9, 9) == []
