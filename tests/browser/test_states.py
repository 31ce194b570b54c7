"""States that a page can be in: the server gone, and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, free_port, serving
from tests.browser.views import excerpts, marker, ready, status
from tests.dashboard.world import build

pytestmark = pytest.mark.browser


def test_a_server_that_went_is_missed_and_welcomed_back(tmp_path: Path, visit: Open) -> None:
    build(tmp_path / "atlas")
    port = str(free_port())
    with serving(tmp_path, PORT=port) as address:
        page = ready(visit(f"{address}/?to=2021-07-12"), places=4)
        marker(page, "Herat").click()
        expect(excerpts(page)).to_contain_text("Fighting went on")
    expect(page.get_by_text("The server cannot be reached")).to_be_visible()
    # What was there can still be read.
    expect(excerpts(page)).to_contain_text("Fighting went on")
    with serving(tmp_path, PORT=port):
        expect(page.get_by_text("The server cannot be reached")).to_have_count(0)
        expect(status(page)).to_contain_text("2 of 5 articles")
        expect(excerpts(page)).to_contain_text("Fighting went on")
        marker(page, "Kabul").click()
        expect(excerpts(page)).to_contain_text("officials in Kabul said")
