"""Taking out what is shown, in a real browser."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.views import excerpts, ready
from tests.dashboard.world import MOSCOW

pytestmark = pytest.mark.browser


def test_what_is_shown_is_downloaded(address: str, visit: Open) -> None:
    page = ready(visit(f"{address}/?place={MOSCOW.id}"))
    page.get_by_role("button", name="Download", exact=True).click()
    page.get_by_role("combobox", name="Format").click()
    page.get_by_role("option", name="GeoJSON (.geojson)").click()
    with page.expect_download() as started:
        page.get_by_role("button", name="Download .geojson").click()
    assert started.value.suggested_filename == "dateline.geojson"
    features = json.loads(started.value.path().read_bytes())["features"]
    assert [each["properties"]["place_name"] for each in features] == ["Moscow"] * 3
    expect(page.get_by_text("3 placed mentions in 2 articles")).to_be_visible()


def test_on_paper_there_is_nothing_that_can_only_be_pressed(address: str, visit: Open) -> None:
    page = ready(visit(f"{address}/?place={MOSCOW.id}"))
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Download", exact=True)).to_be_hidden()
    expect(page.get_by_label("Search articles")).to_be_hidden()
    expect(excerpts(page)).to_contain_text("Envoys arrive for talks")
    expect(excerpts(page).get_by_role("button", name="Why here?").first).to_be_hidden()
