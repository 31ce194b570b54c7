"""What comes in while the page is open, or came in since it was open last."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geo.atlas import Atlas
from geo.models import Role
from tests.browser.conftest import Open, Serve
from tests.browser.views import excerpts, marker, ready, status
from tests.dashboard.world import HERAT, build, geoparsed

pytestmark = pytest.mark.browser


def arrives(folder: Path, number: int) -> None:
    """One more article in the atlas, as an ingest that watches a folder adds it."""
    text = f"A market opened in Herat, number {number}."
    named = [("Herat", HERAT, Role.PLACE, 0.9)]
    article = geoparsed(f"new{number}", f"Herat {number}", text, named, date(2021, 8, number))
    Atlas(folder / "atlas").add([article])


def look_again(page: Page) -> None:
    """As a browser says when its window is looked at once more; else it is every 20 seconds."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_what_comes_in_is_shown_by_a_press_and_counted_at_the_next_visit(
    serve: Serve, visit: Open, tmp_path: Path
) -> None:
    build(tmp_path / "atlas")
    address = serve(tmp_path)
    page = ready(visit(address))
    marker(page, "Kabul").click()
    expect(excerpts(page).get_by_role("heading", name="Kabul")).to_be_visible()
    before = status(page).inner_text()
    arrives(tmp_path, 1)
    look_again(page)
    notice = page.get_by_role("button", name="1 new article – show")
    expect(notice).to_be_visible()
    # Nothing that is read moves until it is asked for.
    assert status(page).inner_text() == before
    expect(excerpts(page).get_by_role("heading", name="Kabul")).to_be_visible()
    notice.click()
    expect(status(page)).to_contain_text("6 of 6 articles")
    expect(excerpts(page).get_by_role("heading", name="Kabul")).to_be_visible()
    arrives(tmp_path, 2)
    later = page.context.new_page()
    later.goto(address)
    since = later.get_by_role("button", name="1 new since")
    expect(since).to_be_visible()
    since.click()
    expect(status(later)).to_contain_text("1 of 7 articles")
    expect(later.get_by_role("region", name="Places")).to_contain_text("Herat 2")
    later.wait_for_url("**since=**")
    later.get_by_role("button", name="Remove: came in since").click()
    expect(status(later)).to_contain_text("7 of 7 articles")


def test_share_gives_the_feed_of_the_selection(address: str, visit: Open) -> None:
    page = ready(visit(f"{address}/?country=AF&tab=articles"))
    page.get_by_role("button", name="Share").click()
    feed = page.get_by_role("textbox", name="Feed").input_value()
    assert feed == f"{address}/feed/atom?country=AF"
    answer = page.request.get(feed)
    assert answer.status == 200
    assert "Fighting near the border" in answer.text()
