"""Putting right: another place among the candidates, by name, on the map, or none; and undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from geo.corrections import CorrectionLog, Scope
from tests.browser.conftest import Open, Serve
from tests.browser.views import excerpts, map_of, marker, markers, ready, status
from tests.dashboard.world import build

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(gazetteer: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("right")
    build(made / "atlas")
    return made


@pytest.fixture(scope="module")
def address(folder: Path, serve: Serve) -> str:
    return serve(folder)


@pytest.fixture
def log(folder: Path) -> CorrectionLog:
    """What the page writes to, empty at first."""
    found = CorrectionLog(folder / "atlas.corrections.jsonl")
    found.path.unlink(missing_ok=True)
    return found


def form(page: Page) -> Locator:
    return page.get_by_role("region", name="Put right")


def wrong(page: Page, place: str) -> Locator:
    marker(page, place).click()
    excerpts(page).get_by_role("button", name="Wrong place?").first.click()
    expect(form(page).locator("mark")).to_be_visible()
    return form(page)


def test_a_place_found_by_name_holds_in_the_article(
    address: str, visit: Open, log: CorrectionLog
) -> None:
    page = ready(visit(address), places=6)
    fix = wrong(page, "Doha")
    fix.get_by_label("Search another place").fill("Muscat")
    fix.get_by_label("Search another place").press("Enter")
    fix.get_by_role("radio", name="Muscat").first.check()
    fix.get_by_role("radio", name="in this article").check()
    fix.get_by_label("Your name").fill("Ann")
    fix.get_by_role("button", name="Put right").click()

    expect(marker(page, "Muscat")).to_be_visible()
    expect(marker(page, "Doha")).to_have_count(0)
    expect(page.locator(".dl-news")).to_contain_text("“Doha” → Muscat")
    [kept] = log.read().active
    assert kept.place is not None
    assert (kept.place.country_code, kept.scope, kept.by) == ("OM", Scope.ARTICLE, "Ann")

    # Nothing names Doha any more, so the page went along.
    expect(excerpts(page).get_by_role("heading", name="Muscat")).to_be_visible()
    expect(excerpts(page)).to_contain_text("corrected by Ann")
    excerpts(page).get_by_role("button", name="Why here?").click()
    expect(excerpts(page).locator(".dl-winner")).to_contain_text("corrected by Ann")
    excerpts(page).get_by_role("button", name="Undo").click()
    expect(marker(page, "Doha")).to_be_visible()
    assert not log.read().active


def test_a_point_on_the_map(address: str, visit: Open, log: CorrectionLog) -> None:
    page = ready(visit(address), places=6)
    fix = wrong(page, "Herat")
    fix.get_by_role("button", name="Point at the map").click()
    expect(map_of(page).locator("html.picking")).to_be_attached()
    map_of(page).locator("#map_div").click(position={"x": 90, "y": 300})
    expect(fix.get_by_role("radio", name="This very spot")).to_be_visible()
    fix.get_by_role("radio", name="This very spot").check()
    fix.get_by_role("button", name="Put right").click()
    expect(page.locator(".dl-news")).to_contain_text("“Herat” → Herat")
    [kept] = log.read().active
    assert kept.place is not None
    assert kept.place.id.startswith("point:")
    page.get_by_role("button", name="Undo", exact=True).first.click()
    expect(page.locator(".dl-news")).to_have_count(0)
    assert not log.read().active


def test_what_is_no_place_leaves_the_map_and_can_come_back(
    address: str, visit: Open, log: CorrectionLog
) -> None:
    page = ready(visit(f"{address}/?article=a1"), places=6)
    reader = page.get_by_role("region", name="Article")
    reader.get_by_role("button", name="Afghanistan").click()
    reader.get_by_role("button", name="Wrong place?").press("Enter")
    fix = form(page)
    fix.get_by_role("radio", name="Not a place").check()
    fix.get_by_role("radio", name="also in articles to come").check()
    fix.get_by_role("button", name="Put right").click()
    expect(markers(page)).to_have_count(5)
    expect(status(page)).to_contain_text("5 places")

    page.get_by_role("link", name="Accuracy and corrections").click()
    line = page.get_by_role("listitem").filter(has_text="“Afghanistan” → not a place")
    line.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Nothing so far")).to_be_visible()
    page.get_by_role("link", name="The articles").click()
    ready(page, places=6)


def test_a_sample_is_judged_by_keyboard(address: str, visit: Open, log: CorrectionLog) -> None:
    page = visit(f"{address}/accuracy")
    page.get_by_role("button", name="Draw thirty mentions").click()
    question = page.locator(".dl-question")
    for at in range(10):  # there are ten placed mentions
        expect(question.get_by_role("status")).to_have_text(f"{at + 1} of 10")
        if at == 3:
            question.get_by_role("button", name="Cannot tell").click()
        else:
            page.keyboard.press("w" if at == 5 else "r")
    expect(page.get_by_text("That was the last of them")).to_be_visible()
    expect(page.locator(".dl-result")).to_contain_text("8 of 9 right, 1 unsure: 89 %")
    expect(page.locator(".dl-result")).to_contain_text("95 % interval: 57 to 98 %")
    assert log.read().precision is not None
