"""Finding: words, places, filters, clocks and comparisons, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open
from tests.browser.views import FRAME, excerpts, map_frame, map_of, marker, markers, ready, status
from tests.dashboard.world import KABUL, MOSCOW

pytestmark = pytest.mark.browser


def table(page: Page) -> Locator:
    return page.get_by_role("table")


def test_a_search_of_words_phrases_and_operators(address: str, visit: Open) -> None:
    page = ready(visit(address), places=6)
    search = page.get_by_label("Search articles")
    search.fill('"landed in moscow" OR doha')
    search.press("Enter")
    expect(status(page)).to_contain_text("2 of 5 articles")
    search.fill('"landed in moscow')
    search.press("Enter")
    # What is wrong is said beside the box, and nothing is hidden meanwhile.
    expect(page.get_by_text('quotation mark (") is not closed')).to_be_visible()
    expect(status(page)).to_contain_text("5 of 5 articles")


def test_a_place_is_found_as_its_name_is_typed(address: str, visit: Open) -> None:
    page = ready(visit(address), places=6)
    field = page.get_by_role("combobox", name="Find a place")
    field.press_sequentially("Kab")
    expect(page.get_by_role("option").first).to_contain_text("Kabul")
    field.press("ArrowDown")
    field.press("Enter")
    expect(excerpts(page)).to_contain_text("The road from Kabul")
    expect(marker(page, "Kabul")).to_have_attribute("aria-pressed", "true")
    expect(field).to_have_value("")


def test_a_place_that_nobody_names_is_looked_around(address: str, visit: Open) -> None:
    page = ready(visit(address), places=6)
    page.get_by_role("combobox", name="Find a place").press_sequentially("Kandahar")
    elsewhere = page.get_by_role("group", name=re.compile("Not named here"))
    elsewhere.get_by_role("option").first.click()
    expect(excerpts(page)).to_contain_text("Not named in this selection")
    expect(
        excerpts(page).get_by_role("button", name=re.compile("Afghanistan 1 · 1"))
    ).to_be_visible()
    expect(map_of(page).locator(".dateline-near .label")).to_contain_text("Kandah")
    page.get_by_role("button", name=re.compile("Remove: near")).click()
    expect(excerpts(page)).to_contain_text("Choose a place")


def test_filters_count_what_they_leave(address: str, visit: Open) -> None:
    page = ready(visit(address), places=6)
    map_frame(page).evaluate("() => { window.stillHere = true }")
    page.get_by_role("button", name="Filters").click()
    filters = page.get_by_role("region", name="Filters")
    filters.get_by_role("radio", name="90 % or more").check()
    expect(status(page)).to_contain_text("5 places")
    press_trust = filters.get_by_role("checkbox", name="Press Trust 2")
    press_trust.check()
    expect(status(page)).to_contain_text("2 of 5 articles · 2 places")
    chips = page.get_by_role("list", name="What is selected").get_by_role("button")
    expect(chips).to_have_count(2)
    expect(page).to_have_url(re.compile("source=Press"))
    expect(press_trust).to_be_focused()
    # They lie beside the map, which stays where and what it is.
    filters_box, map_box = filters.bounding_box(), page.locator(FRAME).bounding_box()
    assert filters_box and map_box and filters_box["x"] + filters_box["width"] <= map_box["x"]
    assert map_frame(page).evaluate("() => window.stillHere === true")
    page.get_by_role("button", name="Filters").click()
    expect(filters).to_have_count(0)


def test_a_choice_among_the_filters_stays_while_its_count_changes(
    address: str, visit: Open
) -> None:
    page = ready(visit(address), places=6)
    page.get_by_role("button", name="Filters").click()
    filters = page.get_by_role("region", name="Filters")
    filters.get_by_role("checkbox", name="Russia 3").check()
    page.get_by_role("button", name="About", exact=True).click()
    expect(page).to_have_url(re.compile("about=yes"))
    expect(filters.get_by_role("checkbox", name="Russia 2")).to_be_checked()
    page.get_by_role("button", name="Named", exact=True).click()
    expect(filters.get_by_role("checkbox", name="Russia 3")).to_be_checked()
    expect(page.get_by_role("button", name="Remove: Russia")).to_be_visible()
    expect(page).to_have_url(re.compile(r"country=RU(&|$)"))
    expect(status(page)).to_contain_text("3 of 5 articles")


def test_articles_about_a_place_against_those_that_mention_it(address: str, visit: Open) -> None:
    page = ready(visit(f"{address}/?place={MOSCOW.id}"), places=6)
    page.get_by_role("button", name="About it").click()
    expect(page.get_by_role("button", name="Remove: what articles are about")).to_be_visible()
    expect(markers(page)).to_have_count(4)
    page.get_by_role("button", name="Mentioning it").click()
    expect(markers(page)).to_have_count(6)


def test_the_clock_of_what_is_spoken_of(address: str, visit: Open) -> None:
    page = ready(visit(address), places=6)
    page.get_by_role("button", name="Spoken of").click()
    expect(page).to_have_url(re.compile("clock=spoken"))
    page.get_by_role("button", name=re.compile("without a time")).click()
    expect(markers(page)).to_have_count(3)
    expect(page.get_by_role("slider", name="Dates").first).to_have_attribute(
        "aria-valuetext", "8 Jul 2021"
    )
    page.get_by_role("button", name="Published", exact=True).click()
    expect(page).not_to_have_url(re.compile("clock"))


def test_the_articles_of_the_selection_lead_to_the_reader(address: str, visit: Open) -> None:
    page = ready(visit(address), places=6)
    page.get_by_role("tab", name=re.compile("Articles")).click()
    table(page).get_by_role("button", name="Envoys arrive for talks").click()
    reader = page.get_by_role("region", name="Article")
    expect(reader.get_by_text("4 of 5")).to_be_visible()
    expect(reader.get_by_role("link", name="Original")).to_have_attribute(
        "href", "https://news.example/envoys"
    )
    reader.get_by_role("button", name="Newer article").click()
    expect(reader.get_by_role("heading")).to_have_text("Fighting near the border")


def test_two_sources_are_a_difference_on_the_map(address: str, visit: Open) -> None:
    page = ready(visit(f"{address}/?source=Wire"), places=2)
    map_frame(page).evaluate("() => { window.stillHere = true }")
    page.get_by_role("button", name="Compare", exact=True).click()
    page.get_by_role("radio", name="Another source").click()
    page.get_by_label("with the source").select_option("Press Trust")
    expect(page.get_by_role("tab", name=re.compile("Changes"))).to_be_visible()
    expect(marker(page, "Moscow")).to_have_attribute("aria-label", re.compile("−75.00 points"))
    expect(page.get_by_text("a larger share in the selection")).to_be_visible()
    expect(table(page).get_by_role("row", name=re.compile("Kabul"))).to_contain_text("+")
    page.get_by_role("button", name=re.compile("Remove: compared with Press Trust")).click()
    expect(markers(page)).to_have_count(2)
    assert map_frame(page).evaluate("() => window.stillHere === true")


def test_why_a_place_was_chosen_can_be_asked(address: str, visit: Open) -> None:
    page = ready(visit(f"{address}/?place={KABUL.id}"), places=6)
    excerpts(page).get_by_role("button", name="Why here?").first.click()
    # The corpus was made up without candidates: the page says so and what to do.
    expect(excerpts(page)).to_contain_text("sure of this place")
    expect(excerpts(page)).to_contain_text("reading the articles again keeps them")
