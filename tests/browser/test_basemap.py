"""The map beneath the markers comes from this server, in small pieces that the browser keeps."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Open
from tests.browser.views import map_frame, map_of, ready, settled_zoom

pytestmark = pytest.mark.browser

MOST_AT_FIRST = 60_000
MOST_A_STEP = 40_000
EUROPE = "?lat=48&lon=12&z="

FETCHED = """kind => performance.getEntriesByType("resource")
    .filter(entry => entry.name.includes("basemap/shapes-"))
    .reduce((sum, entry) => sum + entry[kind], 0)"""


def fetched(page: Page, kind: str = "encodedBodySize") -> int:
    """Bytes of pieces since the frame was loaded, compressed as they were sent."""
    expect(map_of(page).locator("html[data-pieces=here]")).to_be_attached()
    return int(map_frame(page).evaluate(FETCHED, kind))


def test_the_world_and_each_step_closer_are_small(address: str, visit: Open) -> None:
    page = ready(visit(address + "/?lat=25&lon=20&z=2", width=1440, height=900))
    before = fetched(page)
    assert 5_000 < before <= MOST_AT_FIRST
    for zoom in range(3, 9):
        map_frame(page).evaluate(
            f"() => void map_div.setView([48, 12], {zoom}, {{animate: false}})"
        )
        assert settled_zoom(page) == zoom
        after = fetched(page)
        assert after - before <= MOST_A_STEP, f"at zoom {zoom}"
        assert after > before or zoom == 8
        before = after


def test_nothing_is_asked_for_where_there_is_only_sea(address: str, visit: Open) -> None:
    page = visit("about:blank")
    pieces: list[int] = []
    page.on(
        "response",
        lambda answer: pieces.append(answer.status) if "basemap/shapes-" in answer.url else None,
    )
    page.goto(f"{address}/?lat=30&lon=-40&z=6")
    ready(page)
    fetched(page)
    assert set(pieces) == {200}


def test_a_town_beneath_the_markers_has_its_french_name(address: str, visit: Open) -> None:
    page = visit(f"{address}/?lang=fr")
    expect(map_of(page).locator("html[data-map=settled]")).to_be_attached()
    written = map_frame(page).evaluate(
        """() => Dateline.basemap.readNames(
            [["Cairo", 0, 0, 3, 95, 1, { fr: "Le Caire" }], ["Asyut", 0, 9, 5, 80, 0]], "3/4/3",
        ).map(({ text }) => text)"""
    )
    assert written == ["Le Caire", "Asyut"]


def test_what_was_fetched_once_is_kept_by_the_browser(address: str, browser: Browser) -> None:
    # Not with ``visit``: a context that looks at every request keeps nothing.
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/{EUROPE}5")
        ready(page)
        assert fetched(page, "transferSize") > 0
        page.reload()
        ready(page)
        assert fetched(page) > 0
        assert fetched(page, "transferSize") == 0


def test_a_city_is_not_a_blank_sheet(address: str, visit: Open) -> None:
    page = ready(visit(f"{address}/?lat=51.5&lon=0&z=9"))
    fetched(page)
    colours = map_frame(page).evaluate(
        """() => {
            const canvas = document.querySelector(".leaflet-base-pane canvas");
            const { width, height } = canvas;
            const data = canvas.getContext("2d").getImageData(0, 0, width, height).data;
            const seen = new Map();
            for (let at = 0; at < data.length; at += 4) {
                const key = `${data[at]},${data[at + 1]},${data[at + 2]}`;
                seen.set(key, (seen.get(key) || 0) + 4 / data.length);
            }
            return [...seen.values()].filter(share => share > 0.005).length;
        }"""
    )
    assert colours >= 3, "water, land and built-up area"
