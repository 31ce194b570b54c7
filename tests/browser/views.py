"""How a test sees the page: by what a person or assistive technology finds there."""

from __future__ import annotations

from playwright.sync_api import FrameLocator, Locator, Page, expect

FRAME = ".st-key-frame-map iframe"


def map_of(page: Page) -> FrameLocator:
    return page.frame_locator(FRAME)


def marker(page: Page, name: str) -> Locator:
    """The marker of the place with exactly this name."""
    return map_of(page).locator(f'[role=button][aria-label^="{name}: "]')


def markers(page: Page) -> Locator:
    return map_of(page).locator(".dateline-marker")


def excerpts(page: Page) -> Locator:
    return page.get_by_role("region", name="Excerpts")


def status(page: Page) -> Locator:
    return page.get_by_role("status")


def ready(page: Page, places: int | None = None) -> Page:
    """Waits until the map is drawn with its markers."""
    expect(map_of(page).locator("html[data-basemap=drawn][data-map=settled]")).to_be_attached()
    if places is None:
        expect(markers(page).first).to_be_visible()
    else:
        expect(markers(page)).to_have_count(places)
    return page


def at_rest(page: Page) -> Page:
    """Waits until the server has said all that it has to say and the map asks nothing more."""
    app = page.get_by_test_id("stApp")
    expect(map_of(page).locator("html[data-map=settled]:not([data-asked])")).to_be_attached()
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    return page


def zoom(page: Page) -> float:
    """The map's zoom, from inside its frame."""
    return float(map_frame(page).evaluate("() => map_div.getZoom()"))


def map_frame(page: Page):  # the frame itself, to evaluate in
    frame = page.query_selector(FRAME)
    assert frame is not None
    content = frame.content_frame()
    assert content is not None
    return content


def settled_zoom(page: Page) -> float:
    """The map's zoom when it has come to rest and the address bar says so."""
    page.wait_for_function(
        """frame => {
            const map = document.querySelector(frame).contentWindow.map_div;
            const said = new URL(location.href).searchParams.get("z");
            return !map._animatingZoom && said !== null && Number(said) === map.getZoom();
        }""",
        arg=FRAME,
    )
    return zoom(page)
