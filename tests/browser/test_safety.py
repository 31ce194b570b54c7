"""Article text stays text, whatever it holds, on the page and in the map's frame."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from geo.models import GeoparsedArticle, Place, Role
from tests.browser.conftest import Open, Serve
from tests.browser.views import excerpts, map_frame, map_of, marker, ready
from tests.dashboard.world import MOSCOW, build, geoparsed

pytestmark = pytest.mark.browser

PAYLOADS = (
    "<img src=x onerror=alert(1) data-injected>",
    "<script>alert(1)</script><b data-injected>bold</b>",
    "</script><svg onload=alert(1) data-injected>",
    "`${alert(1)}` \\2019 ' \"",
    "{{7*7}} {% raw %}",
    "[link](javascript:alert(1)) ![i](x) **bold** _it_",
    ":red[red] :material/home: :streamlit: $x^2$ # head",
    "javascript:alert(1)\u2028\u202eRTL",
)
KREMLIN = Place("geonames:1", "Kremlin", 55.752, 37.618, "S", "PAL", "RU", "Moscow")


def hostile() -> list[GeoparsedArticle]:
    """One article for each payload, which is its title, text, source, name and place's name."""
    found = []
    for i, payload in enumerate(PAYLOADS):
        place = Place(f"test:{i}", payload, -20 + 5 * i, 20 + 9 * i, "P", "PPL", "AF", payload)
        named = [(payload, place, Role.PLACE, 0.9), (payload, None, Role.PLACE, 0.1)]
        text = f"It was in {payload} that they met, or in {payload} perhaps."
        link = f"javascript:alert({i})"
        found.append(geoparsed(f"h{i}", payload, text, named, date(2021, 7, 9), payload, link))
    return found


@pytest.fixture(scope="module")
def address(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A server below a path, with hostile articles and two places on one spot."""
    folder = tmp_path_factory.mktemp("hostile")
    wall = geoparsed(
        "k",
        "At the wall",
        "They stood before the Kremlin.",
        [("Kremlin", KREMLIN, Role.PLACE, 0.9)],
        date(2021, 7, 9),
    )
    build(folder / "atlas", [wall, *hostile()])
    return serve(folder, BASE="news/map")


def nothing_was_injected(page: Page) -> None:
    assert page.locator("[data-injected]").count() == 0
    assert map_of(page).locator("[data-injected]").count() == 0
    assert page.locator('a[href^="javascript"]').count() == 0
    assert page.get_by_text("49", exact=True).count() == 0


def test_payloads_are_shown_as_they_are(address: str, visit: Open) -> None:
    page = ready(visit(address))
    nothing_was_injected(page)
    for i, payload in enumerate(PAYLOADS):
        map_frame(page).evaluate("(id) => Dateline.selectMarker(id)", f"test:{i}")
        region = excerpts(page)
        expect(region.locator("h2")).to_have_text(payload)
        expect(region.locator("h3")).to_have_text(payload)
        expect(region.locator("mark")).to_have_text(payload)
        expect(region.locator("blockquote")).to_contain_text(f"It was in {payload} that they met")
        label = map_of(page).locator(f'[data-place="test:{i}"] .label')
        assert " ".join(payload.split()) == " ".join((label.text_content() or "").split())
        nothing_was_injected(page)


def test_an_unplaced_name_is_shown_as_it_is(address: str, visit: Open) -> None:
    page = ready(visit(address))
    page.get_by_role("tab", name="Not placed").click()
    for payload in PAYLOADS[:5]:
        page.get_by_role("button", name=payload).last.click()
        expect(excerpts(page).locator("h2")).to_have_text(payload)
        nothing_was_injected(page)


def test_the_reader_shows_payloads_as_they_are(address: str, visit: Open) -> None:
    page = ready(visit(address))
    for i, payload in enumerate(PAYLOADS[:5]):
        page.goto(f"{address}/?article=h{i}&place=test:{i}")
        region = page.get_by_role("region", name="Article")
        expect(region.get_by_role("heading")).to_have_text(payload)
        expect(region.locator(".dl-place").first).to_have_text(payload)
        nothing_was_injected(page)


def test_a_hostile_link_does_nothing(address: str, visit: Open) -> None:
    page = ready(
        visit(
            f"{address}/?q=%3Cimg+src=x+onerror=alert(1)+data-injected%3E&place=%22onload=alert(1)"
            "&%3Cb+data-injected%3E=1&unplaced=%24%7Balert(1)%7D&from=:red[x]&lat=1e999"
        ),
        places=1,
    )
    expect(page.get_by_role("alert")).to_contain_text("could not be understood")
    expect(page.get_by_label("Search articles")).to_have_value(PAYLOADS[0])
    nothing_was_injected(page)


def test_two_places_on_one_spot_can_both_be_pressed(address: str, visit: Open) -> None:
    page = ready(visit(address))
    marker(page, "Moscow and 1 more").click()
    excerpts(page).get_by_role("button", name="Moscow").click()
    expect(excerpts(page)).to_contain_text("Envoys arrive for talks")
    # What is chosen stands alone; the other makes room for it and keeps a line to its place.
    marker(page, "Kremlin").click()
    expect(excerpts(page)).to_contain_text("They stood before")
    assert MOSCOW.id not in page.url
