"""Areas are drawn as areas, chosen by pressing them, and can be drawn to filter by."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.views import FRAME, excerpts, map_frame, map_of, marker, ready, status

pytestmark = pytest.mark.browser

MOST_COVERED = 0.12
AFGHAN = "/?lat=34&lon=66&z=5"


def layer(page: Page, name: str):
    group = map_of(page).get_by_role("group", name="What is drawn")
    return group.get_by_role("button", name=name, exact=True)


def tool(page: Page, name: str):
    return (
        map_of(page).get_by_role("group", name="Only in an area").get_by_role("button", name=name)
    )


def press(page: Page, latitude: float, longitude: float) -> None:
    """Press the map where it shows this point."""
    x, y = map_frame(page).evaluate(
        """([lat, lon]) => {
            const at = map_div.latLngToContainerPoint([lat, lon]);
            return [at.x, at.y];
        }""",
        [latitude, longitude],
    )
    map_of(page).locator(".leaflet-container").click(position={"x": x, "y": y})


def test_the_switch_is_in_the_address_and_hides_spots_or_areas(address: str, visit: Open) -> None:
    page = ready(visit(address + AFGHAN))
    expect(layer(page, "Both")).to_have_attribute("aria-pressed", "true")
    layer(page, "Areas").click()
    expect(layer(page, "Areas")).to_have_attribute("aria-pressed", "true")
    page.wait_for_url("**layers=areas**")
    expect(marker(page, "Kabul")).to_be_hidden()
    expect(marker(page, "Afghanistan")).to_be_visible()
    again = visit(page.url)
    expect(map_of(again).locator("html[data-map=settled]")).to_be_attached()
    expect(layer(again, "Areas")).to_have_attribute("aria-pressed", "true")
    layer(again, "Points").click()
    expect(marker(again, "Kabul")).to_be_visible()
    expect(map_of(again).get_by_role("group", name="Shades of areas")).to_be_hidden()


def test_what_is_drawn_as_an_area_has_a_name_and_no_marker(address: str, visit: Open) -> None:
    page = ready(visit(address + AFGHAN))
    name = marker(page, "Afghanistan")
    expect(name.locator(".label")).to_be_visible()
    expect(name.locator(".shape")).to_be_hidden()
    name.click()
    expect(excerpts(page).get_by_role("heading", name="Afghanistan")).to_be_visible()
    expect(marker(page, "Afghanistan")).to_have_attribute("aria-pressed", "true")
    layer(page, "Points").click()
    expect(marker(page, "Afghanistan").locator(".shape")).to_be_visible()


@pytest.mark.parametrize(
    ("query", "width", "height"),
    [("?embed=true", 640, 480), ("?embed=true", 390, 600), ("", 390, 844)],
)
def test_on_small_and_embedded_maps_one_button_holds_what_has_to_do_with_areas(
    address: str, visit: Open, query: str, width: int, height: int
) -> None:
    page = visit(f"{address}/{query}", width=width, height=height)
    expect(map_of(page).locator("html[data-map=settled]")).to_be_attached()
    expect(layer(page, "Areas")).to_be_hidden()
    covered = map_frame(page).evaluate(
        "() => [...document.querySelectorAll('.map-head, .shades')].reduce((sum, node) => {"
        "  const { width, height } = node.getBoundingClientRect(); return sum + width * height;"
        "}, 0) / (innerWidth * innerHeight)"
    )
    assert covered < MOST_COVERED
    map_of(page).get_by_role("button", name="What is drawn").click()
    layer(page, "Areas").click()
    expect(layer(page, "Areas")).to_have_attribute("aria-pressed", "true")


def test_a_press_on_an_area_opens_its_sentences(address: str, visit: Open) -> None:
    page = ready(visit(address + AFGHAN))
    expect(map_of(page).locator("html[data-pieces=here]")).to_be_attached()
    expect(map_of(page).get_by_role("group", name="Shades of areas")).to_be_visible()
    press(page, 32.0, 64.0)
    expect(excerpts(page).get_by_role("heading", name="Afghanistan")).to_be_visible()


def test_a_rectangle_leaves_what_lies_in_it_and_its_chip_takes_it_away(
    address: str, visit: Open
) -> None:
    page = ready(visit(address + AFGHAN))
    everything = status(page).inner_text()
    tool(page, "Only in a rectangle").click()
    press(page, 36.0, 63.5)
    press(page, 33.0, 71.5)
    page.wait_for_url("**area=**")
    expect(marker(page, "Kabul")).to_be_visible()
    expect(marker(page, "Moscow")).to_have_count(0)
    expect(status(page)).not_to_have_text(everything)
    fewer = status(page).inner_text()
    again = ready(visit(page.url))
    expect(status(again)).to_have_text(fewer)
    tool(again, "Everywhere again").click()
    expect(status(again)).to_have_text(everything)


def test_the_map_counts_an_area_as_the_table_does(address: str, visit: Open) -> None:
    page = ready(visit(address + "/?lat=60&lon=100&z=3"))
    table = page.get_by_role("region", name="Places")
    row = table.get_by_role("row", name="Russia country")
    expect(row.get_by_role("cell").last).to_have_text("1")
    expect(marker(page, "Russia")).to_have_attribute("aria-label", "Russia: 1 mention")
    expect(marker(page, "Russia").locator(".shape")).to_be_hidden()
    shades = map_of(page).get_by_role("combobox", name="What areas are shaded by")
    expect(shades.locator("option:checked")).to_have_text("Mentions of the area itself")
    shades.select_option("Share of all mentions")
    page.wait_for_url("**shade=share**")
    expect(marker(page, "Russia")).to_have_attribute("aria-label", "Russia: 10 % of all mentions")
    again = ready(visit(page.url))
    expect(marker(again, "Russia")).to_have_attribute("aria-label", "Russia: 10 % of all mentions")


def test_areas_are_chosen_from_the_keyboard(address: str, visit: Open) -> None:
    page = ready(visit(address + AFGHAN))
    everything = status(page).inner_text()
    tool(page, "what the map shows").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**area=**")
    expect(status(page)).not_to_have_text(everything)
    expect(marker(page, "Kabul")).to_be_visible()
    tool(page, "Everywhere again").press("Enter")
    expect(status(page)).to_have_text(everything)
    expect(tool(page, "what the map shows")).to_be_focused()
    tool(page, "Only in a rectangle").focus()
    page.keyboard.press("Enter")
    expect(map_of(page).locator(".area-help")).to_contain_text("Enter")
    page.keyboard.press("Enter")
    for key, name in (("ArrowRight", "lng"), ("ArrowDown", "lat")):
        before = map_frame(page).evaluate(f"() => map_div.getCenter().{name}")
        page.keyboard.press(key)
        # A key that comes while the map still moves is not heard.
        page.wait_for_function(
            "([frame, name, before]) => {"
            "  const map = document.querySelector(frame).contentWindow.map_div;"
            "  return Math.abs(map.getCenter()[name] - before) > 0.5 && !map._panAnim._inProgress;"
            "}",
            arg=[FRAME, name, before],
        )
    page.keyboard.press("Enter")
    page.wait_for_url("**area=**")
