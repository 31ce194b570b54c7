"""The first start of all: empty atlas, sample articles, the real way of an article."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, Open, Serve
from tests.browser.views import excerpts, marker, ready, status

pytestmark = pytest.mark.browser


def test_the_sample_articles_come_to_the_map(
    gazetteer: object, serve: Serve, visit: Open, tmp_path: Path
) -> None:
    address = serve(tmp_path, DATELINE_ARTICLES=str(ROOT / "seeds"))
    first = visit(address)
    expect(first.get_by_role("progressbar")).to_be_visible()
    expect(first.locator(".st-key-first-run")).to_contain_text("stays on this computer")
    second = visit(address)
    for page in (first, second):
        # Two visitors waited for one ingest: every article is there once.
        expect(status(page)).to_contain_text("5 of 5 articles")
    ready(first)
    # The Kremlin lies in Moscow: the place that is named more often gives both its name.
    marker(first, "Moscow and 1 more").click()
    excerpts(first).get_by_role("button", name="Moscow").click()
    expect(excerpts(first).locator("mark").first).to_contain_text("Moscow", ignore_case=True)
