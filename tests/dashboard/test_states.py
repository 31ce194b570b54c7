"""Each state says what happened and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.language import texts
from dashboard.server import visitor
from geo.atlas import Atlas
from geo.models import Role
from tests.dashboard.conftest import APP
from tests.dashboard.test_page import panel
from tests.dashboard.world import MOSCOW, build, geoparsed


def run(**query: str) -> AppTest:
    page = AppTest.from_file(str(APP), default_timeout=60)
    page.query_params.update(query)
    page.run()
    assert not page.exception
    return page


def test_without_articles_one_can_bring_some(environ: pytest.MonkeyPatch) -> None:
    page = run()
    assert page.subheader[0].value == texts.NOTHING_READ
    assert texts.NOTHING_READ_DO in [each.value for each in page.markdown]
    assert [tab.label for tab in page.tabs] == [
        texts.UPLOADS_FILES,
        texts.UPLOADS_TEXT,
        texts.UPLOADS_FEED,
    ]


def test_where_nobody_may_bring_articles_nothing_asks_for_them(environ: pytest.MonkeyPatch) -> None:
    environ.setenv("DATELINE_UPLOADS", "off")
    page = run()
    assert page.subheader[0].value == texts.NOTHING_READ
    assert not page.tabs


def test_articles_that_name_no_place(environ: pytest.MonkeyPatch, tmp_path: Path) -> None:
    unplaced = [("Torhondi", None, Role.PLACE, 0.2)]
    Atlas(tmp_path / "atlas").add([geoparsed("x", "Far away", "They met at Torhondi.", unplaced)])
    page = run()
    said = panel(page, "notice")["words"]
    assert said == f"{texts.NOTHING_PLACED} {texts.NOTHING_PLACED_DO}"
    assert [tab["id"] for tab in panel(page, "places")["tabs"]] == [
        "placed",
        "articles",
        "unplaced",
    ]


def test_a_part_that_is_damaged_is_left_out_and_named(
    environ: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    atlas = build(tmp_path / "atlas")
    atlas.add([geoparsed("x", "Far away", "They met at sea.", [])])
    whole = set((tmp_path / "atlas").rglob("*.parquet"))
    smallest = min((f for f in whole if "articles" in f.name), key=lambda file: file.stat().st_size)
    smallest.unlink()
    page = run()
    assert texts.BROKEN in page.warning[0].value
    assert smallest.name in page.text[0].value
    assert "5 of 5 articles" in panel(page, "chips")["status"]


def test_a_setting_that_makes_no_sense_is_named(environ: pytest.MonkeyPatch) -> None:
    environ.setenv("DATELINE_UPLOADS", "sometimes")
    page = run()
    assert "DATELINE_UPLOADS is 'sometimes': give own, private, shared, off" in page.text[0].value


def test_a_server_for_reading_only_offers_nothing_to_put_right(
    page: AppTest, environ: pytest.MonkeyPatch
) -> None:
    page.query_params["place"] = MOSCOW.id
    page.run()
    assert panel(page, "excerpts")["words"]["fix"] == texts.WRONG
    environ.setenv("DATELINE_READ_ONLY", "1")
    page.run()
    assert panel(page, "excerpts")["words"]["fix"] == ""


def test_a_server_that_others_reach_is_for_looking(
    page: AppTest, environ: pytest.MonkeyPatch
) -> None:
    environ.setattr(visitor, "_address", lambda: "0.0.0.0")
    page.query_params["place"] = MOSCOW.id
    page.run()
    assert panel(page, "excerpts")["words"]["fix"] == ""
    assert not [button for button in page.button if button.key == "uploads-add"]
    environ.setenv("DATELINE_UPLOADS", "private")
    page.run()
    assert [button for button in page.button if button.key == "uploads-add"]
    assert panel(page, "excerpts")["words"]["fix"] == ""
    environ.setenv("DATELINE_WRITABLE", "1")
    page.run()
    assert panel(page, "excerpts")["words"]["fix"] == texts.WRONG
