"""A map of very many places: joined by the server, in little data, without a flicker."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.benchmarks import atlas_data
from tests.browser.conftest import Open, Serve
from tests.browser.views import (
    FRAME,
    at_rest,
    excerpts,
    map_frame,
    map_of,
    marker,
    markers,
    ready,
    status,
)

pytestmark = pytest.mark.browser

MOST_MARKERS = 200
MOST_SENT = 30_000


@pytest.fixture(scope="module")
def address(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("many")
    atlas_data.fill(folder / "atlas", 4_000)
    return serve(folder)


def joined(page: Page):
    return map_of(page).locator(".dateline-marker:has(.joined)")


def zoomed_beyond(page: Page, zoom: float) -> None:
    page.wait_for_function(
        "([frame, zoom]) => document.querySelector(frame).contentWindow.map_div.getZoom() > zoom",
        arg=[FRAME, zoom],
    )


def test_a_joined_marker_answers_with_its_places_and_comes_closer(
    address: str, visit: Open
) -> None:
    page = ready(visit(address))
    expect(joined(page).first).to_be_visible()
    assert markers(page).count() <= MOST_MARKERS
    frame = map_frame(page)
    frame.evaluate("() => { window.stillHere = true }")
    before = frame.evaluate("() => map_div.getZoom()")
    # Found, read and pressed in one go: markers are joined anew when the map has told where it
    # looks, and one that was found before is no longer there.
    pressed = frame.evaluate(
        """() => {
            const it = document.querySelectorAll(".dateline-marker:has(.joined)")[2];
            it.click();
            return it.ariaLabel;
        }"""
    )
    said = re.search(r" and ([\d,]+) more:", pressed)
    assert said
    places = int(said[1].replace(",", "")) + 1
    expect(excerpts(page)).to_contain_text(f"{places} places close together")
    zoomed_beyond(page, before)
    # What was joined comes apart where the map looks now.
    expect(excerpts(page).locator(".dl-chip").first).to_be_visible()
    name = excerpts(page).locator(".dl-chip").first.inner_text().split()[0]
    excerpts(page).locator(".dl-chip").first.click()
    expect(excerpts(page).get_by_role("heading", name=name)).to_be_visible()
    # The chosen place is never joined to others, and is named.
    expect(marker(page, name)).to_have_attribute("aria-pressed", "true")
    expect(marker(page, name).locator(".label")).to_be_visible()
    assert frame.evaluate("() => window.stillHere === true")


def test_no_move_is_told_before_a_press_is_answered(address: str, visit: Open) -> None:
    page = at_rest(ready(visit(address)))
    frame = map_frame(page)
    # The press is held back, so that the map moves before it is answered.
    waits = frame.evaluate(
        """() => {
            const later = window.setTimeout, send = Streamlit.setComponentValue, waits = [];
            window.told = [];
            Streamlit.setComponentValue = (value) => told.push(value);
            window.letGo = () => send.call(Streamlit, told[0]);
            window.setTimeout = (act, wait) => waits.push(wait) && later(act, wait);
            document.querySelector(".dateline-marker:has(.joined)").click();
            map_div.setView([48, 12], 6, { animate: false });
            window.setTimeout = later;
            return waits;
        }"""
    )
    assert max(waits) > 5_000
    assert frame.evaluate("() => told.map(({ click }) => Boolean(click))") == [True]
    frame.evaluate("() => letGo()")
    expect(excerpts(page)).to_contain_text("places close together")
    frame.wait_for_function("() => told.length === 2 && !told[1].click")


def test_an_update_is_small(address: str, visit: Open) -> None:
    page = visit("about:blank")
    received: list[int] = []
    page.on(
        "websocket",
        lambda line: line.on("framereceived", lambda data: received.append(len(data))),
    )
    page.goto(address)
    ready(page)
    expect(status(page)).to_contain_text("800 of 800 articles")
    at_rest(page)
    received.clear()
    page.get_by_role("slider", name="Dates").last.press("PageDown")
    expect(status(page)).not_to_contain_text("800 of 800")
    at_rest(page)
    assert 0 < sum(received) <= MOST_SENT
