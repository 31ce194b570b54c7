"""The page for everyone: axe-core, the keyboard, a phone, text from right to left, French."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import axe_playwright_python
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from geo.models import Role
from tests.browser.conftest import Open, Serve
from tests.browser.views import FRAME, excerpts, map_frame, marker, ready, status
from tests.dashboard.world import KABUL, build, geoparsed

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
ARABIC = "قال مسؤولون في كابول إن الطريق مفتوح."


@pytest.fixture(scope="module")
def address(gazetteer: object, serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("everyone")
    right_to_left = geoparsed(
        "rtl", "الطريق إلى كابول", ARABIC, [("كابول", KABUL, Role.PLACE, 0.9)], date(2021, 7, 12)
    )
    build(folder / "atlas", [right_to_left])
    return serve(folder)


def serious(page: Page) -> list[str]:
    """What axe-core calls serious or critical, in the page and, where there is one, on the map."""
    found = Axe().run(page).response["violations"]
    if page.query_selector(FRAME):
        frame = map_frame(page)
        frame.evaluate(AXE.read_text(encoding="utf-8"))
        found += frame.evaluate("() => axe.run()")["violations"]
    return [
        f"{each['id']} ({each['impact']}): {node['target']} {node['html'][:160]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(address: str, visit: Open, scheme: str) -> None:
    page = ready(visit(address, scheme=scheme))
    assert serious(page) == []
    marker(page, "Moscow").click()
    excerpts(page).get_by_role("button", name="Why here?").first.click()
    expect(page.locator(".dl-why")).to_be_visible()
    assert serious(page) == []
    excerpts(page).get_by_role("button", name="Wrong place?").first.click()
    expect(page.get_by_role("region", name="Put right")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("button", name="Add articles").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert serious(page) == []


def test_axe_finds_nothing_serious_elsewhere(address: str, visit: Open) -> None:
    page = ready(visit(f"{address}/?article=a1&place=geonames:524901"))
    expect(page.get_by_role("region", name="Article")).to_be_visible()
    assert serious(page) == []
    page.goto(f"{address}/accuracy")
    page.get_by_role("button", name="Draw thirty mentions").click()
    expect(page.locator(".dl-question")).to_be_visible()
    assert serious(page) == []
    page.goto(f"{address}/geocoding")
    expect(page.get_by_label("Name")).to_be_visible()
    assert serious(page) == []


def test_everything_is_reached_by_keyboard(address: str, visit: Open) -> None:
    page = ready(visit(address))
    row = page.get_by_role("button", name="Herat")
    row.last.focus()
    page.keyboard.press("Enter")
    expect(excerpts(page)).to_contain_text("Fighting went on in Herat")
    open_ = excerpts(page).get_by_role("button", name="Fighting near the border")
    open_.focus()
    page.keyboard.press("Enter")
    article = page.get_by_role("region", name="Article")
    expect(article).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # back
    expect(excerpts(page)).to_be_visible()
    slider = page.get_by_role("slider").first
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(status(page)).not_to_contain_text("6 of 6 articles")


def test_a_phone_shows_everything_without_scrolling_sideways(address: str, visit: Open) -> None:
    page = ready(visit(address, width=390, height=844))
    marker(page, "Moscow").click()
    expect(excerpts(page)).to_contain_text("Envoys arrive for talks")
    excerpts(page).get_by_role("button", name="Wrong place?").first.click()
    assert too_wide(page) == []
    page.goto(f"{address}/accuracy")
    expect(page.get_by_role("button", name="Draw thirty mentions")).to_be_visible()
    assert too_wide(page) == []


def too_wide(page: Page) -> list[str]:
    """What reaches beyond the window, but for the slider's own field, which nobody sees."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.stMain :not(input[type=range])')]
            .filter((e) => e.offsetParent && e.getBoundingClientRect().right > innerWidth + 1)
            .map((e) => e.outerHTML.slice(0, 160))"""
    )


def test_an_article_from_right_to_left_reads_so(address: str, visit: Open) -> None:
    page = ready(visit(f"{address}/?article=rtl"))
    article = page.get_by_role("region", name="Article")
    for part in (article.get_by_role("heading"), article.locator(".dl-text p").first):
        expect(part).to_have_css("direction", "rtl")
    expect(article.get_by_role("button", name="كابول")).to_be_visible()
    expect(page.get_by_label("Search articles")).to_have_css("direction", "ltr")


def test_the_page_speaks_the_browsers_language(address: str, visit: Open) -> None:
    page = ready(visit(address, locale="fr-FR"))
    expect(page.locator("html[lang=fr]")).to_be_attached()
    expect(page.get_by_label("Chercher dans les articles")).to_be_visible()
    # Streamlit's own slider has no French.
    last = page.get_by_role("slider", name="Dates").last
    expect(last).to_have_attribute("aria-valuetext", "2 août 2021")
    expect(page.locator(".stSlider [data-written='2 août 2021']")).to_be_visible()
    marker(page, "Herat").click()
    expect(page.get_by_role("region", name="Extraits")).to_contain_text("Afghanistan")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_label("Search articles")).to_be_visible()
    expect(excerpts(page)).to_contain_text("Fighting went on")
