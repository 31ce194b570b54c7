"""Map, excerpts and slider as one, in a real browser without a network."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.views import (
    FRAME,
    excerpts,
    map_frame,
    map_of,
    marker,
    markers,
    ready,
    settled_zoom,
    status,
    zoom,
)
from tests.dashboard.world import AFGHANISTAN, KABUL, MOSCOW

pytestmark = pytest.mark.browser


def test_a_click_on_a_marker_shows_its_sentences(address: str, visit: Open) -> None:
    page = ready(visit(address), places=6)
    assert page.title() == "Dateline"
    expect(status(page)).to_have_text("5 of 5 articles · 6 places · 1 undated")
    expect(excerpts(page)).to_contain_text("Choose a place")
    marker(page, "Moscow").click()
    expect(excerpts(page)).to_contain_text("named 3 times in 2 articles")
    expect(excerpts(page)).to_contain_text("Envoys arrive for talks")
    expect(excerpts(page)).to_contain_text("Press Trust")
    expect(excerpts(page)).to_contain_text("9 Jul 2021")
    expect(excerpts(page).locator("mark")).to_have_text(["Moscow", "Moscow", "Moscow"])
    expect(excerpts(page).get_by_text("named in").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"place=geonames%3A524901"))


def test_the_slider_changes_markers_and_keeps_map_and_selection(address: str, visit: Open) -> None:
    page = ready(visit(address), places=6)
    marker(page, "Kabul").click()
    expect(excerpts(page)).to_contain_text("Fighting near the border")
    map_of(page).get_by_role("button", name="Zoom in").click()
    at = settled_zoom(page)
    map_frame(page).evaluate("() => { window.stillHere = true }")
    end = page.get_by_role("slider", name="Dates").last
    end.focus()
    for _ in range(22):
        end.press("ArrowLeft")
    expect(status(page)).to_contain_text("2 of 5 articles")
    expect(markers(page)).to_have_count(4)
    assert zoom(page) == at
    assert map_frame(page).evaluate("() => window.stillHere === true")
    expect(marker(page, "Kabul")).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile(r"to=2021-07-11"))


def test_a_copied_link_opens_the_same_view(address: str, visit: Open) -> None:
    page = ready(visit(f"{address}/?q=border&unit=articles"), places=4)
    marker(page, "Afghanistan").click()
    expect(excerpts(page)).to_contain_text("expected calm on the border")
    map_of(page).get_by_role("button", name="Zoom in").click()
    settled_zoom(page)
    page.get_by_role("button", name="Share").click()
    link = page.get_by_label("Link").input_value()
    frame = page.get_by_label("For a web page").input_value()
    assert frame.startswith("<iframe ") and "embed=true" in frame and "“border”" in frame
    assert link in page.get_by_label("Citation").input_value()
    again = ready(visit(link), places=4)
    expect(again.get_by_label("Search articles")).to_have_value("border")
    expect(again.get_by_role("status")).to_contain_text("2 of 5 articles")
    expect(marker(again, "Afghanistan")).to_have_attribute("aria-pressed", "true")
    expect(excerpts(again)).to_contain_text("expected calm on the border")
    assert zoom(again) == zoom(page)
    assert AFGHANISTAN.id.replace(":", "%3A") in again.url


def test_searching_and_going_back(address: str, visit: Open) -> None:
    page = ready(visit(address), places=6)
    search = page.get_by_label("Search articles")
    search.fill("doha")
    search.press("Enter")
    expect(status(page)).to_contain_text("1 of 5 articles")
    expect(markers(page)).to_have_count(2)
    page.go_back()
    expect(status(page)).to_contain_text("5 of 5 articles")
    expect(search).to_have_value("")


def test_the_list_is_the_map_for_the_keyboard(address: str, visit: Open) -> None:
    page = ready(visit(address), places=6)
    row = page.get_by_role("button", name=re.compile("^Kabul"))
    row.focus()
    row.press("Enter")
    expect(excerpts(page)).to_contain_text("The road from Kabul")
    expect(marker(page, "Kabul")).to_have_attribute("aria-pressed", "true")
    expect(row).to_be_focused()
    row.press("Enter")
    expect(excerpts(page)).to_contain_text("Choose a place")


def test_a_name_that_was_not_placed_shows_its_sentence(address: str, visit: Open) -> None:
    page = ready(visit(address), places=6)
    page.get_by_role("tab", name=re.compile("Not placed")).click()
    page.get_by_role("button", name=re.compile("Torhondi")).click()
    expect(excerpts(page).locator("mark")).to_have_text("Torhondi")
    expect(excerpts(page)).to_contain_text("not on the map")


def test_the_table_is_sorted_and_lights_up_the_map(address: str, visit: Open) -> None:
    page = ready(visit(address), places=6)
    table = page.get_by_role("table")
    table.get_by_role("button", name="Name").click()
    expect(table.get_by_role("columnheader", name="Name")).to_have_attribute(
        "aria-sort", "ascending"
    )
    names = table.locator("tbody .dl-name")
    expect(names).to_have_text(["Afghanistan", "Doha", "Herat", "Kabul", "Moscow", "Russia"])
    table.get_by_role("row", name=re.compile("^Doha")).hover()
    expect(map_of(page).locator(".lit .label")).to_have_text("Doha")
    marker(page, "Doha").hover()
    expect(table.locator("tr.lit")).to_contain_text("Doha")


def test_chips_are_taken_away_one_by_one_and_undone(address: str, visit: Open) -> None:
    page = ready(visit(f"{address}/?q=border&country=AF&to=2021-07-12"))
    chips = page.get_by_role("list", name="What is selected").get_by_role("button")
    expect(chips).to_have_count(3)
    page.get_by_role("button", name="Remove: “border”").click()
    expect(chips).to_have_count(2)
    expect(page.get_by_label("Search articles")).to_have_value("")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Search articles")).to_have_value("border")
    page.get_by_role("button", name="Show everything").click()
    expect(chips).to_have_count(0)
    expect(status(page)).to_contain_text("5 of 5 articles")


def test_the_reader_shows_the_article_with_its_places(address: str, visit: Open) -> None:
    page = ready(visit(f"{address}/?place={MOSCOW.id}"), places=6)
    excerpts(page).get_by_role("button", name="A second round").click()
    reader = page.get_by_role("region", name="Article")
    expect(reader.get_by_role("heading")).to_have_text("A second round")
    expect(reader.get_by_text("1 of 2")).to_be_visible()
    reader.get_by_role("button", name="Older article").click()
    expect(reader.get_by_role("heading")).to_have_text("Envoys arrive for talks")
    expect(reader.locator(".dl-place")).to_have_text(["Moscow", "Moscow", "Afghanistan"])
    reader.get_by_role("button", name="Afghanistan").click()
    expect(marker(page, "Afghanistan")).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile("article=a1"))
    reader.get_by_role("button", name="Back to the sentences").click()
    expect(excerpts(page)).to_contain_text("expected calm")


def test_the_window_moves_by_itself_and_is_undone_as_one(address: str, visit: Open) -> None:
    page = ready(visit(address), places=6)
    map_frame(page).evaluate("() => { window.stillHere = true }")
    page.get_by_role("button", name="Speed").click()
    page.get_by_role("button", name="Play").click()
    # It begins with the first days and ends with the last one, by itself.
    expect(status(page)).to_contain_text("1 of 5 articles")
    expect(page.get_by_role("slider", name="Dates").last).to_have_attribute(
        "aria-valuetext", "2 Aug 2021"
    )
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    assert map_frame(page).evaluate("() => window.stillHere === true")
    page.get_by_role("button", name="Undo").click()
    expect(status(page)).to_contain_text("5 of 5 articles")


def test_the_window_moves_on_from_where_it_was_chosen_and_from_where_it_paused(
    address: str, visit: Open
) -> None:
    page = ready(visit(f"{address}/?from=2021-07-09&to=2021-07-12"))
    last = page.get_by_role("slider", name="Dates").last
    expect(last).to_have_attribute("aria-valuetext", "12 Jul 2021")
    page.get_by_role("button", name="Play").click()
    expect(last).not_to_have_attribute("aria-valuetext", "12 Jul 2021")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    stopped = str(last.get_attribute("aria-valuetext"))
    page.get_by_role("button", name="Play").click()
    expect(last).not_to_have_attribute("aria-valuetext", stopped)
    # And on to the end, four days at a time.
    expect(last).to_have_attribute("aria-valuetext", "2 Aug 2021")
    expect(page.get_by_role("slider", name="Dates").first).to_have_attribute(
        "aria-valuetext", "30 Jul 2021"
    )
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_periods_to_jump_to(address: str, visit: Open) -> None:
    page = ready(visit(f"{address}/?place={KABUL.id}"), places=6)
    page.get_by_role("button", name="Around 10 Jul 2021").click()
    expect(status(page)).to_contain_text("2 of 5 articles")
    page.get_by_role("button", name="+ 1 undated").click()
    expect(status(page)).to_contain_text("3 of 5 articles")
    expect(page).to_have_url(re.compile("undated=yes"))
    page.get_by_role("button", name="All", exact=True).click()
    expect(status(page)).to_contain_text("5 of 5 articles")


def test_on_a_phone_what_is_chosen_is_read_in_a_sheet(address: str, visit: Open) -> None:
    page = ready(visit(address, width=390, height=844), places=6)
    map_before = page.locator(FRAME).bounding_box()
    marker(page, "Moscow").click()
    sentence = excerpts(page).locator("blockquote").first
    expect(sentence).to_be_in_viewport()
    box = excerpts(page).bounding_box()
    assert box and round(box["y"] + box["height"]) == 844
    # The map did not move, and is to be seen beside it.
    assert page.locator(FRAME).bounding_box() == map_before
    assert map_before and box["y"] > map_before["y"] + 150
    excerpts(page).get_by_role("button", name="More of it, or less").click()
    expect(excerpts(page)).to_have_class(re.compile("whole"))
    higher = excerpts(page).bounding_box()
    assert higher and higher["height"] > box["height"] + 50
    excerpts(page).get_by_role("button", name="Close").click()
    expect(excerpts(page)).to_contain_text("Choose a place")


def test_a_phone_has_everything_in_one_column(address: str, visit: Open) -> None:
    page = ready(visit(address, width=390, height=844), places=6)
    boxes = [
        page.locator(FRAME).bounding_box(),
        page.get_by_test_id("stSlider").bounding_box(),
        excerpts(page).bounding_box(),
    ]
    tops = [box["y"] for box in boxes if box]
    assert tops == sorted(tops) and len(tops) == 3
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    search = page.get_by_label("Search articles").bounding_box()
    name = page.get_by_role("heading", name="Dateline").bounding_box()
    assert search and name and search["width"] > 250 and search["y"] > name["y"] + name["height"]


def test_street_tiles_are_asked_for_only_when_wanted(address: str, visit: Open) -> None:
    page = ready(visit(address, elsewhere="tile.openstreetmap.org"), places=6)
    asked: list[str] = []
    tiles = re.compile(r"^https://tile\.openstreetmap\.org/")
    # No answer comes, as without a network: the built-in map must stay.
    page.route(tiles, lambda route: (asked.append(route.request.url), route.abort()))
    page.get_by_role("button", name="Filters").click()
    page.get_by_text("Street map from the internet").click()
    expect(map_of(page).get_by_text("OpenStreetMap contributors")).to_be_visible()
    expect(markers(page)).to_have_count(6)
    assert asked


def test_whatever_is_said_or_chosen_the_map_stays_where_it_is(address: str, visit: Open) -> None:
    page = ready(visit(address), places=6)
    before = page.locator(FRAME).bounding_box()
    for query in ("zebra", '"not closed', "border OR doha OR herat OR kabul OR moscow"):
        search = page.get_by_label("Search articles")
        search.fill(query)
        search.press("Enter")
        expect(page).to_have_url(re.compile("q="))
        expect(page.get_by_role("list", name="What is selected")).to_contain_text(query[:5])
        assert page.locator(FRAME).bounding_box() == before


def test_what_is_chosen_is_said_politely(address: str, visit: Open) -> None:
    page = ready(visit(address), places=6)
    marker(page, "Moscow").click()
    expect(page.locator("[aria-live=polite]", has_text="Moscow: named 3 times")).to_be_attached()


def test_the_page_follows_the_visitors_dark_theme(address: str, visit: Open) -> None:
    page = ready(visit(address, scheme="dark"), places=6)
    assert map_frame(page).evaluate("() => document.documentElement.dataset.theme") == "dark"
    background = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert max(map(int, re.findall(r"\d+", background)[:3])) < 60
