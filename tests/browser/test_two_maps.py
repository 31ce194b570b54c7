"""A comparison as two maps: linked, in one scale, each with the sentences of its side."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.views import FRAME, excerpts, map_of, marker, ready

pytestmark = pytest.mark.browser

OTHER = ".st-key-frame-map-other iframe"
COMPARED = "/?from=2021-07-01&to=2021-07-31&vsfrom=2021-08-01&vsto=2021-08-31"
ALIKE = """([one, two]) => {
  const [a, b] = [one, two].map((frame) => document.querySelector(frame).contentWindow.map_div);
  const apart = a.project(a.getCenter()).distanceTo(b.project(b.getCenter()));
  return a.getZoom() === b.getZoom() && apart < 3
    && !a._animatingZoom && !b._animatingZoom;
}"""


def other_map(page: Page):
    return page.frame_locator(OTHER)


def together(page: Page) -> None:
    page.wait_for_function(ALIKE, arg=[FRAME, OTHER])


def test_two_maps_look_at_the_same_part_of_the_world(address: str, visit: Open) -> None:
    page = ready(visit(address + COMPARED))
    switch = map_of(page).get_by_role("group", name="How the comparison is shown")
    switch.get_by_role("button", name="Two maps").click()
    page.wait_for_url("**vsmaps=two**")
    expect(other_map(page).locator("html[data-map=settled]")).to_be_attached()
    expect(map_of(page).locator(".side")).to_have_text("1 Jul 2021 – 31 Jul 20218 mentions")
    expect(other_map(page).locator(".side")).to_have_text("1 Aug 2021 – 31 Aug 20211 mention")
    together(page)
    map_of(page).get_by_role("button", name="Zoom in").click()
    together(page)
    page.evaluate(
        "frame => void document.querySelector(frame).contentWindow.map_div.panBy([120, 40])", OTHER
    )
    together(page)
    sizes = [frame.locator(".sizes").inner_text() for frame in (map_of(page), other_map(page))]
    assert sizes[0] == sizes[1]
    switch.get_by_role("button", name="Difference").click()
    expect(page.locator(OTHER)).to_have_count(0)


def test_a_press_on_either_map_opens_the_sentences_of_its_side(address: str, visit: Open) -> None:
    page = ready(visit(f"{address}{COMPARED}&vsmaps=two"))
    expect(other_map(page).locator("html[data-map=settled]")).to_be_attached()
    other_map(page).locator('[role=button][aria-label^="Moscow: "]').click()
    expect(excerpts(page)).to_contain_text("They met again in Moscow")
    marker(page, "Moscow").click()
    expect(excerpts(page)).to_contain_text("A delegation landed in Moscow")


def test_on_a_phone_one_map_is_under_the_other(address: str, visit: Open) -> None:
    page = visit(f"{address}{COMPARED}&vsmaps=two", width=390, height=844)
    expect(other_map(page).locator("html[data-map=settled]")).to_be_attached()
    first, second = (page.locator(frame).bounding_box() for frame in (FRAME, OTHER))
    assert first is not None and second is not None
    assert second["y"] >= first["y"] + first["height"]
    assert first["width"] == second["width"] > 300


def test_two_maps_embedded_in_a_narrow_frame_need_no_scrolling(address: str, visit: Open) -> None:
    page = visit(f"{address}{COMPARED}&vsmaps=two&embed=true", width=390, height=600)
    expect(other_map(page).locator("html[data-map=settled]")).to_be_attached()
    boxes = [
        found.bounding_box()
        for found in (page.locator(FRAME), page.locator(OTHER), page.locator(".stSlider"))
    ]
    first, second, slider = (box for box in boxes if box)
    assert second["y"] >= first["y"] + first["height"]
    assert slider["y"] + slider["height"] <= 600
    drawn = [frame.locator("#map_div") for frame in (map_of(page), other_map(page))]
    heights = [box["height"] for each in drawn if (box := each.bounding_box())]
    assert min(heights) >= 120 and max(heights) - min(heights) < 2
