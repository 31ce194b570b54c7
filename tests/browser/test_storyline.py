"""A story: arranged on the page, kept, walked by arrow keys and by its link."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open, Serve
from tests.browser.views import excerpts, marker, ready, settled_zoom
from tests.dashboard.world import build

pytestmark = pytest.mark.browser

HOSTILE = '<img src=x onerror=alert(1)> "&amp; =1+1 {number}'


@pytest.fixture(scope="module")
def folder(gazetteer: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("story")
    build(made / "atlas")
    return made


def editor(page: Page) -> Locator:
    return page.get_by_role("region", name="Arrange a story")


def bar(page: Page) -> Locator:
    return page.get_by_role("region", name="Story:")


def add(page: Page, sentence: str, steps: int) -> None:
    editor(page).get_by_label("Sentence", exact=True).fill(sentence)
    editor(page).get_by_role("button", name="Add this view").click()
    expect(editor(page).locator("li")).to_have_count(steps)


def test_a_story_is_arranged_kept_and_walked(folder: Path, serve: Serve, visit: Open) -> None:
    address = serve(folder)
    page = ready(visit(address))
    page.get_by_role("button", name="Story", exact=True).click()
    add(page, "All of it", 1)
    marker(page, "Moscow").click()
    expect(excerpts(page).locator("mark").first).to_be_visible()
    add(page, HOSTILE, 2)
    editor(page).get_by_role("button", name="Move step 2 up").click()
    expect(editor(page).get_by_label("Step 1: Sentence")).to_have_value(HOSTILE)
    kept = json.loads((folder / "atlas.stories.json").read_text(encoding="utf-8"))
    [story] = kept["stories"]
    assert [step["sentence"] for step in story["steps"]] == [HOSTILE, "All of it"]

    page.get_by_role("button", name="Undo", exact=True).click()
    expect(editor(page).get_by_label("Step 1: Sentence")).to_have_value("All of it")

    editor(page).get_by_role("button", name="Walk through it").click()
    expect(bar(page)).to_contain_text("1 of 2")
    expect(excerpts(page).locator("mark")).to_have_count(0)
    # In a field arrow keys move what is written in.
    page.get_by_label("Search articles").focus()
    page.keyboard.press("ArrowRight")
    expect(bar(page)).to_contain_text("1 of 2")
    bar(page).get_by_role("button", name="Next step").focus()
    page.keyboard.press("ArrowRight")
    expect(bar(page)).to_contain_text(HOSTILE)
    expect(excerpts(page).locator("mark").first).to_be_visible()
    settled_zoom(page)
    link = page.url
    assert "step=2" in link and "place=" not in link

    other = ready(visit(link))
    expect(bar(other)).to_contain_text(HOSTILE)
    expect(excerpts(other).locator("mark").first).to_be_visible()
    other.get_by_label("Search articles").fill("border")
    other.get_by_label("Search articles").press("Enter")
    bar(other).get_by_role("button", name="Show the step again").click()
    expect(other.get_by_label("Search articles")).to_have_value("")
    bar(other).get_by_role("button", name="Leave the story").click()
    expect(bar(other)).to_have_count(0)


def test_who_may_not_write_carries_the_story_in_the_link(
    folder: Path, serve: Serve, visit: Open
) -> None:
    address = serve(folder, DATELINE_READ_ONLY="1")
    before = sorted(each.name for each in folder.iterdir())
    page = ready(visit(address))
    page.get_by_role("button", name="Story", exact=True).click()
    expect(editor(page)).to_contain_text("cannot be kept on this server")
    add(page, "What is read nowhere else", 1)
    page.wait_for_url("**steps=**")
    settled_zoom(page)
    assert sorted(each.name for each in folder.iterdir()) == before
    other = ready(visit(f"{page.url}&step=1"))
    expect(bar(other)).to_contain_text("What is read nowhere else")


def test_a_damaged_file_is_named_and_stays(folder: Path, serve: Serve, visit: Open) -> None:
    file = folder / "atlas.stories.json"
    file.write_text('{"format": "dateline-storylines",', encoding="utf-8")
    page = ready(visit(serve(folder)))
    page.get_by_role("button", name="Story", exact=True).click()
    expect(editor(page).get_by_role("alert")).to_contain_text("line 1: not JSON")
    assert file.read_text(encoding="utf-8") == '{"format": "dateline-storylines",'
