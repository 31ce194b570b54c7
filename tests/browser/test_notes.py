"""Notes and tags: written under an article, filtered by, undone; by keyboard and by ear."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from geo.corrections import CorrectionLog
from tests.browser.conftest import Open, Serve
from tests.browser.test_for_everyone import serious
from tests.browser.views import excerpts, marker, ready, status
from tests.dashboard.world import build

pytestmark = pytest.mark.browser

HOSTILE = '<img src=x onerror=alert(1)> =1+1 "&amp;'


@pytest.fixture(scope="module")
def folder(gazetteer: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("noted")
    build(made / "atlas")
    return made


def notes(page: Page) -> Locator:
    return page.get_by_role("region", name="Notes")


def test_a_note_is_written_filtered_by_and_undone(folder: Path, serve: Serve, visit: Open) -> None:
    page = ready(visit(serve(folder)))
    marker(page, "Moscow").click()
    excerpts(page).locator(".dl-open").first.click()
    article = page.get_by_role("region", name="Article")
    expect(article).to_be_visible()
    notes(page).get_by_role("button", name="Write a note").press("Enter")
    notes(page).get_by_label("Note").fill(HOSTILE)
    notes(page).get_by_label("Tags").fill("To check, border")
    notes(page).get_by_label("Your name").fill("Ann")
    notes(page).get_by_role("button", name="Add the note").press("Enter")
    expect(notes(page).locator(".dl-note-text")).to_have_text(HOSTILE)
    expect(notes(page)).to_contain_text("Ann")

    article.locator(".dl-place").first.click()
    expect(article.locator(".dl-asked")).to_be_visible()
    notes(page).get_by_role("button", name="Write a note").click()
    notes(page).get_by_label("Note").fill("Which of the two?")
    notes(page).get_by_role("button", name="Add the note").click()
    expect(notes(page).locator("li")).to_have_count(2)
    [of_mention, of_article] = CorrectionLog(folder / "atlas.corrections.jsonl").read().notes
    assert of_mention.spot and of_mention.spot.article_id == of_article.article_id
    assert (of_article.text, of_article.tags) == (HOSTILE, ("to check", "border"))

    page.get_by_role("button", name="Undo", exact=True).click()
    expect(notes(page).locator("li")).to_have_count(1)
    notes(page).get_by_role("button", name="#to check").click()
    expect(status(page)).to_contain_text("1 of 5 articles")
    page.wait_for_url("**tag=to+check**")
    assert serious(page) == []
    page.get_by_role("button", name="Story", exact=True).click()
    expect(page.get_by_role("region", name="Arrange a story")).to_be_visible()
    page.get_by_role("button", name="Add this view").click()
    expect(page.get_by_role("region", name="Arrange a story").locator("li")).to_have_count(1)
    page.get_by_role("button", name="Show step 1").click()
    expect(page.get_by_role("region", name="Story:")).to_contain_text("1 of 1")
    assert serious(page) == []
