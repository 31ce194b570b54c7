from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from geo.dataframes import AtlasSelection
from tests.geo.export import newsroom

pytestmark = pytest.mark.browser


def test_a_press_opens_the_sentences(browser: Browser, tmp_path: Path) -> None:
    content = newsroom.filled(tmp_path)
    atlas = AtlasSelection(content.reader, content.f, content.provenance)
    file = tmp_path / "map.html"
    file.write_text(atlas.map().get_root().render(), encoding="utf-8")
    page = browser.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(file.as_uri())
    kabul = page.get_by_role("button", name=re.compile("^Kabul: 13 mentions"))
    sentences = page.locator(".dateline-sentences")
    # From afar the town and its airport are one marker, which is looked at from nearer.
    page.get_by_role("button", name=re.compile("^Kabul and 1 more")).click()
    expect(sentences).to_contain_text("Kabul Airport: 1")
    kabul.press("Enter")
    # The list fades out.
    expect(sentences).to_have_count(1)
    expect(sentences).to_contain_text("Kabul: 13 mentions")
    expect(sentences.locator("mark").first).to_have_text("Kabul")
    expect(sentences.locator("p")).to_have_count(3)
    expect(page.locator("html")).to_have_attribute("data-basemap", "drawn")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert wrong == []
    page.close()
