"""Putting a mention right on the page, from the button beside it to undoing it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.language import texts
from dashboard.state.correction_draft import NOWHERE
from dashboard.views.corrections import words_around
from geo.corrections import CorrectionLog, Scope, Spot
from geo.models import Role
from tests.dashboard.conftest import APP
from tests.dashboard.test_page import drawn, panel, press, shown
from tests.dashboard.world import DOHA, HERAT, MOSCOW, build, geoparsed


def mention(page: AppTest, phrase: str) -> dict[str, Any]:
    reader = panel(page, "reader")
    [mark] = [each for each in reader["marks"] if each["phrase"] == phrase]
    return {"article": reader["article"], "mention": mark["mention"]}


def begun(page: AppTest, article: str, phrase: str, **query: str) -> AppTest:
    page.query_params.update({"article": article, **query})
    page.run()
    return press(page, "reader", "fix", mention(page, phrase))


def stored(tmp_path: Path) -> tuple[Any, ...]:
    return CorrectionLog(tmp_path / "atlas.corrections.jsonl").read().active


def test_the_form_shows_the_mention_and_what_it_is_taken_for(page: AppTest) -> None:
    form = panel(begun(page, "a3", "Doha"), "corrections")
    assert form["phrase"] == "Doha"
    assert [part["text"] for part in form["parts"] if part["marked"]] == ["Doha"]
    assert [choice["id"] for choice in form["choices"] if choice["now"]] == [DOHA.id]
    assert {scope["id"]: scope["count"] for scope in form["scopes"]} == {
        "mention": "1 mention",
        "article": "1 mention",
        "source": "1 mention",
        "corpus": "1 mention",
    }


def test_a_correction_moves_the_mention_and_can_be_undone(page: AppTest, tmp_path: Path) -> None:
    begun(page, "a3", "Doha")
    press(page, "corrections", "search", {"name": "Muscat"})
    form = panel(page, "corrections")
    muscat = next(choice for choice in form["choices"] if choice["name"] == "Muscat")
    assert muscat["group"] == texts.CORRECTING_GROUPS["search"]
    decision = {"choice": muscat["id"], "scope": "mention", "by": "Ada", "note": "a ferry"}
    press(page, "corrections", "save", decision)
    assert "Doha" not in drawn(page)
    assert "Muscat" in drawn(page)
    [correction] = stored(tmp_path)
    assert (correction.by, correction.note) == ("Ada", "a ferry")
    # Whoever signed once does not have to again.
    press(page, "reader", "fix", mention(page, "Doha"))
    assert panel(page, "corrections")["by"] == "Ada"
    press(page, "corrections", "cancel", 1)
    press(page, "chips", "undo", 1)
    assert "Doha" in drawn(page)
    assert not stored(tmp_path)


def test_one_undo_takes_everything_back_in_order(page: AppTest, tmp_path: Path) -> None:
    page.query_params["article"] = "a3"
    page.run()
    page.text_input[0].set_value("doha").run()
    press(page, "reader", "fix", mention(page, "Doha"))
    press(page, "corrections", "save", {"choice": NOWHERE, "scope": "source"})
    [made] = stored(tmp_path)
    assert (made.scope, made.source) == (Scope.SOURCE, "The Observer, Weekend")
    chips = panel(page, "chips")
    assert chips["news"] == chips["undoes"] == "“Doha” → not a place, in this source"
    press(page, "places", "choose", MOSCOW.id)
    # Something else was chosen since; the correction is still what comes before it.
    assert panel(page, "chips")["news"] == ""
    press(page, "chips", "undo", 1)
    assert "place" not in dict(page.query_params)
    assert stored(tmp_path)
    press(page, "chips", "undo", 2)
    assert not stored(tmp_path)
    assert "Doha" in drawn(page)
    press(page, "chips", "undo", 3)
    assert page.text_input[0].value == ""
    assert not panel(page, "chips")["undo"]


def test_what_was_taken_back_beside_the_mention_is_not_undone_again(page: AppTest) -> None:
    begun(page, "a3", "Doha")
    press(page, "corrections", "save", {"choice": NOWHERE, "scope": "mention"})
    made = page.session_state["session"].corrected
    press(page, "reader", "undo", made.id)
    assert panel(page, "chips")["news"] == ""
    assert not panel(page, "chips")["undo"]


def test_what_was_put_right_says_by_whom_and_is_undone_beside_it(page: AppTest) -> None:
    begun(page, "a3", "Doha")
    press(page, "corrections", "search", {"name": "Muscat"})
    muscat = panel(page, "corrections")["choices"][0]["id"]
    press(page, "corrections", "save", {"choice": muscat, "scope": "article", "by": "Ada"})
    pressed = {"place": muscat, **mention(page, "Doha")}
    press(page, "reader", "press", pressed)
    asked = panel(page, "reader")["asked"]
    assert "Ada" in asked["signed"]
    press(page, "reader", "undo", asked["undo"])
    assert "Doha" in drawn(page)


def test_the_page_goes_along_with_a_place_that_is_named_no_more(page: AppTest) -> None:
    begun(page, "a3", "Doha", place=DOHA.id)
    press(page, "corrections", "search", {"name": "Muscat"})
    form = panel(page, "corrections")
    muscat = next(choice for choice in form["choices"] if choice["name"] == "Muscat")
    press(page, "corrections", "save", {"choice": muscat["id"], "scope": "mention"})
    assert shown(page)["selected"] == muscat["id"]


def test_the_map_is_pointed_at(page: AppTest) -> None:
    begun(page, "a2", "Torhondi")
    assert panel(page, "corrections")["now"] == texts.UNPLACED_MARK
    press(page, "corrections", "pick", 1)
    assert shown(page)["picking"]
    press(page, "corrections", "pick", 2)
    assert not shown(page)["picking"]


def test_nothing_is_stored_without_a_choice(page: AppTest, tmp_path: Path) -> None:
    begun(page, "a3", "Doha")
    press(page, "corrections", "save", {"choice": "", "scope": "mention"})
    assert panel(page, "corrections")["problem"] == texts.CORRECTING_CHOOSE
    press(page, "corrections", "search", {"name": "Xyzzyplugh"})
    assert panel(page, "corrections")["empty"] == texts.CORRECTING_NOT_FOUND
    assert not stored(tmp_path)


def test_an_undo_that_fails_is_told_as_text(page: AppTest) -> None:
    page.query_params["article"] = "a3"
    page.run()
    hostile = "[x](https://evil.example) :red[x] **b**"
    press(page, "reader", "undo", hostile)
    [toast] = page.toast
    assert "\\[x\\]\\(https\\:\\/\\/evil\\.example\\)" in toast.value


def test_a_read_only_page_puts_nothing_right(
    environ: pytest.MonkeyPatch, page: AppTest, tmp_path: Path
) -> None:
    environ.setenv("DATELINE_READ_ONLY", "1")
    page.query_params.update({"article": "a2", "place": HERAT.id})
    page.run()
    herat = mention(page, "Herat")
    press(page, "reader", "press", {"place": HERAT.id, **herat})
    assert panel(page, "reader")["asked"]["fix"] == ""
    press(page, "reader", "fix", herat)
    assert not page.session_state["session"].draft


def test_only_the_words_around_a_mention_are_quoted() -> None:
    text = f"{'a' * 100}Moscow{'b' * 100}"
    before, name, after = words_around(text, Spot("a1", 100, 106, "Moscow"))
    assert (before.text, name.text, after.text) == (f"…{'a' * 60}", "Moscow", f"{'b' * 60}…")
    assert [part.text for part in words_around("Moscow", Spot("a1", 0, 6, "Moscow"))] == [
        "", "Moscow", "",
    ]  # fmt: skip


HOSTILE = "**Torhondi** <b>x</b> [x](https://evil.example)"


def test_the_words_of_an_article_are_text_beside_undo(
    environ: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = f"The old road to {HOSTILE} is closed."
    odd = geoparsed("x", "Road", text, [(HOSTILE, HERAT, Role.PLACE, 0.9)])
    build(tmp_path / "atlas", [odd])
    page = AppTest.from_file(str(APP), default_timeout=60)
    begun(page, "x", HOSTILE)
    press(page, "corrections", "save", {"choice": NOWHERE, "scope": "article", "by": "Ada"})
    assert panel(page, "chips")["news"] == f"“{HOSTILE}” → not a place, in this article"
    assert not [shown for shown in page.markdown if "Torhondi" in shown.value]


def test_where_it_cannot_be_stored_the_form_stays_and_says_why(
    environ: pytest.MonkeyPatch, page: AppTest, tmp_path: Path
) -> None:
    begun(page, "a3", "Doha")
    environ.setenv("DATELINE_READ_ONLY", "1")  # while somebody writes
    press(page, "corrections", "search", {"name": "Muscat"})
    muscat = panel(page, "corrections")["choices"][0]["id"]
    decision = {"choice": muscat, "scope": "mention", "by": "Ada"}
    press(page, "corrections", "save", decision)
    form = panel(page, "corrections")
    assert "read-only" in form["problem"].lower()
    assert (form["phrase"], form["search"]) == ("Doha", "Muscat")
    assert not stored(tmp_path)


def test_a_place_that_is_not_among_the_choices_is_named_beside_them(
    environ: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = "The old road to Torhondi is closed."
    odd = geoparsed("x", "Road", text, [("Torhondi", HERAT, Role.PLACE, 0.9)])
    build(tmp_path / "atlas", [odd])
    page = AppTest.from_file(str(APP), default_timeout=60)
    form = panel(begun(page, "x", "Torhondi"), "corrections")
    assert HERAT.id not in {choice["id"] for choice in form["choices"]}
    assert form["now"] == texts.taken_for("Herat")


@pytest.mark.parametrize(
    "event", [None, 7, {}, {"article": 7}, {"article": "gone"}, {"article": "a3", "mention": "no"}]
)
def test_nothing_is_begun_with_a_mention_that_is_not_there(page: AppTest, event: object) -> None:
    page.query_params["article"] = "a3"
    page.run()
    press(page, "reader", "fix", event)
    assert not page.exception
    assert page.session_state["session"].draft is None


def test_what_is_no_correction_s_id_undoes_nothing(page: AppTest) -> None:
    page.query_params["article"] = "a3"
    page.run()
    press(page, "reader", "undo", 7)
    assert not page.exception
    assert not page.toast
