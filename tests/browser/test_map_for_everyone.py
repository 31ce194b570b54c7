"""The map without a mouse, without colour, on a phone, on a wall and in another page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

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

pytestmark = pytest.mark.browser


def focused_place(page: Page) -> str:
    said = map_frame(page).evaluate("() => document.activeElement.getAttribute('aria-label')")
    return str(said).partition(":")[0]


def height_of(page: Page, name: str) -> float:
    box = marker(page, name).bounding_box()
    assert box
    return box["y"]


def search(page: Page, words: str) -> None:
    field = page.get_by_label("Search articles")
    field.fill(words)
    field.press("Enter")


def at_rest(page: Page) -> dict[str, float]:
    """Where the map looks once it moves no more."""
    settled_zoom(page)
    found: dict[str, float] = map_frame(page).evaluate(
        "() => ({ ...map_div.getCenter(), zoom: map_div.getZoom() })"
    )
    return found


def test_markers_are_one_stop_and_are_walked_with_arrow_keys(address: str, visit: Open) -> None:
    page = ready(visit(address), places=6)
    stops = map_of(page).locator(".dateline-marker[tabindex='0']")
    expect(stops).to_have_count(1)
    marker(page, "Moscow").focus()
    before = at_rest(page)
    page.keyboard.press("ArrowDown")
    below = focused_place(page)
    assert height_of(page, below) > height_of(page, "Moscow")
    page.keyboard.press("ArrowUp")
    assert height_of(page, focused_place(page)) < height_of(page, below)
    assert at_rest(page) == before  # the arrows moved from marker to marker, not the map
    expect(stops).to_have_count(1)
    marker(page, "Moscow").focus()
    page.keyboard.press("Enter")
    expect(excerpts(page)).to_contain_text("Envoys arrive for talks")
    said = map_of(page).locator("[aria-live=polite]")
    expect(said).to_have_text("Chosen: Moscow: 3 mentions. Its sentences are beside the map.")
    expect(marker(page, "Moscow")).to_be_focused()
    page.keyboard.press("ArrowDown")
    below = focused_place(page)
    page.keyboard.press("Space")
    expect(excerpts(page).get_by_role("heading").first).to_have_text(below)


def test_there_is_a_way_past_the_map(address: str, visit: Open) -> None:
    page = ready(visit(address), places=6)
    expect(page.locator(FRAME)).to_have_attribute("title", "Map of places")
    skip = map_of(page).get_by_role("link", name="Skip the map")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    behind = page.evaluate(
        """(frame) => Boolean(document.querySelector(frame)
            .compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING)""",
        FRAME,
    )
    assert behind


def test_the_frame_is_named_in_the_pages_language(address: str, visit: Open) -> None:
    page = ready(visit(address, locale="fr-FR"))
    expect(page.locator(FRAME)).to_have_attribute("title", "Carte des lieux")
    expect(map_of(page).get_by_role("link", name="Passer la carte")).to_be_attached()
    expect(map_of(page).get_by_role("button", name="Agrandir")).to_be_visible()


def test_areas_are_in_proportion_and_the_strip_says_so(address: str, visit: Open) -> None:
    page = ready(visit(address), places=6)
    sizes: dict[str, float] = map_frame(page).evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".dateline-marker")].map((icon) =>
            [icon.marker.row.name, icon.querySelector(".shape").offsetWidth ** 2]))"""
    )
    # Moscow is named three times, Kabul as often, Doha once.
    assert sizes["Moscow"] == sizes["Kabul"]
    assert sizes["Moscow"] / sizes["Doha"] == pytest.approx(3, rel=0.15)
    strip = map_of(page).locator(".sizes")
    expect(strip).to_contain_text("Mentions")
    circles = strip.locator(".size")
    counts = [float(text) for text in circles.all_inner_texts()]
    widths = circles.locator(".circle").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().width)"
    )
    assert len(counts) >= 2
    shares = [width**2 / count for width, count in zip(widths, counts, strict=True)]
    assert shares == pytest.approx([shares[0]] * len(shares), rel=0.05)
    drawn = sizes["Moscow"] / 3
    assert shares[0] == pytest.approx(drawn, rel=0.15)


def test_a_search_is_fitted_until_the_reader_moves_the_map(address: str, visit: Open) -> None:
    page = ready(visit(address), places=6)
    everything = at_rest(page)
    search(page, "doha")
    expect(markers(page)).to_have_count(2)
    page.wait_for_function(
        """([frame, before]) => {
            const map = document.querySelector(frame).contentWindow.map_div;
            return map.getZoom() !== before.zoom || map.getCenter().lng !== before.lng;
        }""",
        arg=[FRAME, everything],
    )
    fitted = at_rest(page)
    assert fitted != everything
    expect(marker(page, "Doha")).to_be_visible()
    page.get_by_role("button", name="Show everything").click()
    expect(markers(page)).to_have_count(6)
    # Once the reader has moved it, the map stays where it was put.
    map_of(page).get_by_role("button", name="Zoom in").click()
    moved = settled_zoom(page)
    search(page, "doha")
    expect(status(page)).to_contain_text("1 of 5 articles")
    expect(map_of(page).locator("html:not([data-asked])")).to_be_attached()
    assert zoom(page) == moved
    # Asked to show all places, it is fitted to them again.
    map_of(page).get_by_role("button", name="Show all places").click()
    settled_zoom(page)
    search(page, "")
    expect(markers(page)).to_have_count(6)


def test_a_large_screen_has_a_large_map(address: str, visit: Open) -> None:
    page = ready(visit(address, width=3840, height=2160))
    box = page.locator(FRAME).bounding_box()
    assert box
    assert box["height"] > 1600
    assert box["width"] > 1600


@pytest.mark.parametrize(("width", "height"), [(640, 480), (390, 600)])
def test_embedded_are_map_time_and_legend_and_nothing_else(
    address: str, visit: Open, width: int, height: int
) -> None:
    page = ready(visit(f"{address}/?embed=true&q=border", width=width, height=height))
    box = page.locator(FRAME).bounding_box()
    assert box
    assert (box["x"], box["y"], box["width"]) == (0, 0, width)
    assert box["height"] > 0.35 * height
    slider = page.get_by_test_id("stSlider").bounding_box()
    assert slider
    assert slider["y"] + slider["height"] <= height
    expect(page.locator("ul.legend")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.querySelector('.stMain').scrollHeight") <= height
    for gone in ("Share", "Filters", "Add articles"):
        expect(page.get_by_role("button", name=gone)).to_have_count(0)
    expect(page.get_by_label("Search articles")).to_have_count(0)
    expect(excerpts(page)).to_have_count(0)
    # Streamlit's own, for the keyboard.
    expect(page.get_by_role("link")).to_have_text(["Skip to main content"])
    # What a press shows stays on the map, and the address keeps what is embedded.
    marker(page, "Afghanistan").click()
    card = map_of(page).get_by_role("region", name="First sentence")
    expect(card).to_contain_text("expected calm on the border")
    expect(page).to_have_url(re.compile("embed=true"))
