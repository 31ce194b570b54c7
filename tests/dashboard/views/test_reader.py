"""The reader: the article in pieces, and what pressing a mark says and does."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from dashboard.language import texts
from tests.dashboard.test_page import panel, press, shown
from tests.dashboard.world import AFGHANISTAN, HERAT, MOSCOW


def opened(page: AppTest, article: str, **query: str) -> AppTest:
    page.query_params.update({"article": article, **query})
    page.run()
    assert not page.exception
    return page


def marks(page: AppTest) -> dict[str, dict[str, object]]:
    return {mark["phrase"]: mark for mark in panel(page, "reader")["marks"]}


def test_every_name_is_marked_with_its_place(page: AppTest) -> None:
    reader = panel(opened(page, "a2"), "reader")
    marked = [piece["text"] for piece in reader["pieces"] if "mark" in piece]
    assert marked == ["KABUL", "Herat", "Kabul", "Torhondi"]
    assert "".join(piece["text"] for piece in reader["pieces"]).startswith("KABUL: Fighting")
    assert marks(page)["Herat"]["place"] == HERAT.id
    assert marks(page)["Herat"]["unsure"]
    assert marks(page)["Torhondi"] | {"mention": ""} == {
        "place": "",
        "phrase": "Torhondi",
        "role": "place",
        "unsure": True,
        "label": texts.UNPLACED_MARK,
        "mention": "",
    }


def test_a_pressed_mark_is_chosen_and_says_more(page: AppTest) -> None:
    herat = marks(opened(page, "a2"))["Herat"]
    press(page, "reader", "press", {"place": herat["place"], "mention": herat["mention"]})
    reader = panel(page, "reader")
    assert (reader["place"], shown(page)["selected"]) == (HERAT.id, HERAT.id)
    assert reader["asked"]["phrase"] == "Herat"
    assert reader["asked"]["fix"] == texts.WRONG
    name = marks(page)["Torhondi"]
    press(page, "reader", "press", {"place": "", "name": "Torhondi", "mention": name["mention"]})
    reader = panel(page, "reader")
    assert (reader["place"], reader["unplaced"]) == ("", "Torhondi")
    assert reader["asked"]["said"] == texts.UNPLACED_MARK
    assert reader["asked"]["fix"] == texts.PLACE_IT


def test_the_reader_goes_from_article_to_article_of_the_selection(page: AppTest) -> None:
    reader = panel(opened(page, "a1", place=MOSCOW.id), "reader")
    assert reader["position"] == texts.position(2, 2)
    press(page, "reader", "read", reader["previous"])
    assert panel(page, "reader")["article"] == "a4"
    press(page, "reader", "close", 1)
    assert panel(page, "excerpts")["heading"]["title"] == "Moscow"


def test_an_article_that_is_not_there_says_so(page: AppTest) -> None:
    assert panel(opened(page, "gone"), "reader")["title"] == texts.NO_ARTICLE


def test_an_article_outside_the_selection_is_still_read(page: AppTest) -> None:
    reader = panel(opened(page, "a1", q="zebra"), "reader")
    assert reader["title"] == "Envoys arrive for talks"
    assert reader["position"] == ""
    assert AFGHANISTAN.id in {mark["place"] for mark in reader["marks"]}
