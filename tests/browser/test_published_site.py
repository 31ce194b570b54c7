"""A published site in Chromium, opened as a file and from a server of static files."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from dashboard.site import bundle
from dashboard.site.files import _ASSETS as ASSETS
from geo.export.site import Site, publish
from geo.places.shades import breaks
from geo.storylines import Storyline, StoryStep
from tests.browser.test_for_everyone import AXE
from tests.dashboard.site import made_up
from tests.geo.export import newsroom

pytestmark = pytest.mark.browser


STORY = Storyline(
    "talks",
    "The talks",
    (
        StoryStep("place=geonames%3A1138958&lat=34.5&lon=69.2&z=7", newsroom.HOSTILE[7]),
        StoryStep("country=FJ%2CWS", "Two islands"),
    ),
)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sites")
    content = newsroom.filled(tmp_path_factory.mktemp("newsroom"))
    publish(content, Site("The <b>news</b>"), folder / "site")
    publish(content, Site("In one", single_file=True, storyline=STORY), folder / "one.html")
    many = made_up.filled(tmp_path_factory.mktemp("many"), 5000)
    publish(many, Site("Many", single_file=True), folder / "many.html")
    return folder


@pytest.fixture(scope="module")
def server(sites: Path) -> Iterator[str]:
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(sites))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_port}"
        served.shutdown()


class Visit:
    """A page that is watched: what it asks for, what goes wrong."""

    def __init__(self, browser: Browser, url: str, width: int, scheme: str = "light") -> None:
        size = {"width": width, "height": 844}
        self.page = browser.new_page(viewport=size, color_scheme=scheme)
        self.asked: list[str] = []
        self.wrong: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.wrong.append("dialog"), dialog.dismiss()))
        self.page.on("console", self._said)
        self.page.goto(url)
        expect(self.map.locator("html")).to_have_attribute("data-map", "settled")

    def _said(self, message) -> None:
        if message.type == "error":
            self.wrong.append(message.text)

    @property
    def map(self) -> FrameLocator:
        return self.page.frame_locator("#site-map iframe")

    @property
    def excerpts(self):
        return self.page.get_by_role("region", name="Excerpts")

    def close(self, home: str) -> None:
        assert self.wrong == []
        assert [url for url in self.asked if not url.startswith((home, "data:", "about:"))] == []
        self.page.close()


def address(sites: Path, server: str, where: str) -> tuple[str, str]:
    """The page to open, and what everything that it asks for begins with."""
    home = sites.as_uri() if where != "server" else server
    return home, f"{home}/{'one.html' if where == 'one' else 'site/index.html'}"


@pytest.mark.parametrize(
    ("where", "width"), [("file", 1280), ("file", 390), ("one", 390), ("server", 1280)]
)
def test_a_site_works_without_any_server_of_ours(
    browser: Browser, sites: Path, server: str, where: str, width: int
) -> None:
    home, url = address(sites, server, where)
    visit = Visit(browser, url, width)
    page = visit.page
    expect(page.get_by_role("status")).to_contain_text("16 articles · 7 places · 1 undated")
    page.get_by_role("button", name="Kabul", exact=True).click()
    expect(visit.excerpts).to_contain_text("named 13 times in 13 articles")
    expect(visit.excerpts.locator("mark").first).to_have_text("Kabul")
    visit.excerpts.get_by_role("button", name="Why here?").first.click()
    expect(visit.excerpts).to_contain_text("sure of this place")
    page.get_by_role("searchbox").fill("planes left")
    expect(page.get_by_role("status")).to_contain_text("1 of 16 articles · 3 places")
    page.get_by_role("searchbox").fill("")
    first = page.get_by_role("slider", name="From")
    first.focus()
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("slider", name="From")).to_have_attribute(
        "aria-valuetext", "10 Jul 2021"
    )
    expect(page.get_by_role("status")).to_contain_text("1 of 16 articles")
    expect(page.get_by_role("heading", name="How this map was made")).to_be_attached()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    visit.close(home)


def test_a_link_opens_the_same_view(browser: Browser, sites: Path) -> None:
    url = (sites / "site" / "index.html").as_uri()
    visit = Visit(browser, f"{url}#place=geonames:1138958", 1280)
    expect(visit.excerpts).to_contain_text("named 13 times")
    visit.close(sites.as_uri())


def test_a_press_on_the_map_and_playing(browser: Browser, sites: Path) -> None:
    visit = Visit(browser, (sites / "one.html").as_uri(), 1280)
    visit.map.get_by_role("button", name="Suva: 1 mention").click()
    expect(visit.excerpts).to_contain_text("Suva and Apia lie on either side")
    visit.page.get_by_role("button", name="Play: move the window through time").click()
    expect(visit.page.get_by_role("button", name="Pause")).to_be_visible()
    expect(visit.page.get_by_role("slider", name="From")).not_to_have_value("0")
    visit.close(sites.as_uri())


def test_areas_are_drawn_as_on_the_page(browser: Browser, sites: Path) -> None:
    visit = Visit(browser, (sites / "one.html").as_uri(), 1280)
    page, drawn = visit.page, visit.map.get_by_role("group", name="What is drawn")
    afghanistan = visit.map.locator(".dateline-marker", has_text="Afghanistan")
    expect(afghanistan).to_have_attribute("aria-label", "Afghanistan: 1 mention")
    expect(afghanistan.locator(".shape")).to_be_hidden()
    drawn.get_by_role("button", name="Areas").click()
    expect(visit.map.get_by_role("button", name="Kabul: 13 mentions")).to_have_count(0)
    assert "layers=areas" in page.url
    visit.map.get_by_role("combobox").select_option("share")
    expect(afghanistan).to_have_attribute("aria-label", "Afghanistan: 5.26 % of all mentions")
    afghanistan.click()
    expect(visit.excerpts.get_by_role("heading", name="Afghanistan")).to_be_visible()
    linked = Visit(browser, page.url, 1280)
    drawn = linked.map.get_by_role("group", name="What is drawn")
    expect(drawn.get_by_role("button", name="Areas")).to_have_attribute("aria-pressed", "true")
    drawn.get_by_role("button", name="Points").click()
    expect(linked.map.get_by_role("button", name="Afghanistan: 1 mention")).to_be_visible()
    visit.close(sites.as_uri())
    linked.close(sites.as_uri())


def test_shades_begin_where_those_of_the_page_do(browser: Browser) -> None:
    ranges = [(most, least) for most in (1, 3, 12, 200, 4711, 98.7) for least in (1, 0.02, 0.7)]
    source = bundle.as_value("areas", (ASSETS / "site_areas.js").read_text(encoding="utf-8"))
    page = browser.new_page()
    found = page.evaluate(
        f"ranges => {{ {source} return ranges.map((r) => areas.breaks(...r)); }}", ranges
    )
    assert found == [breaks(most, least) for most, least in ranges]
    page.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_story_is_walked_by_arrow_keys(browser: Browser, sites: Path, width: int) -> None:
    home, url = sites.as_uri(), (sites / "one.html").as_uri()
    visit = Visit(browser, url, width)
    bar = visit.page.get_by_role("region", name="Story: The talks")
    bar.get_by_role("button", name="Start").click()
    expect(bar).to_contain_text(newsroom.HOSTILE[7])
    expect(visit.excerpts).to_contain_text("named 13 times")
    visit.page.keyboard.press("ArrowRight")
    expect(bar).to_contain_text("2 of 2")
    expect(bar).to_contain_text("Fiji")
    expect(visit.page.get_by_role("status")).to_contain_text("2 places")
    visit.page.get_by_role("searchbox").fill("planes")
    visit.page.keyboard.press("ArrowLeft")  # moves in the field
    expect(bar).to_contain_text("2 of 2")
    bar.get_by_role("button", name="Show the step again").click()
    expect(visit.page.get_by_role("searchbox")).to_have_value("")
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    visit.close(home)
    linked = Visit(browser, f"{url}#step=1", width)
    expect(linked.excerpts).to_contain_text("named 13 times")
    assert serious(linked.page) == []
    linked.page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: Browser, sites: Path, scheme: str) -> None:
    visit = Visit(browser, (sites / "site" / "index.html").as_uri(), 1280, scheme)
    visit.page.get_by_role("button", name="Kabul", exact=True).click()
    visit.excerpts.get_by_role("button", name="Why here?").first.click()
    assert serious(visit.page) == []
    visit.page.close()


def serious(page: Page) -> list[str]:
    """What axe-core calls serious or critical, on the page and on the map."""
    found = []
    # The page's own policy forbids scripts that it does not know: the browser runs this one.
    for frame in page.frames:
        frame.evaluate(AXE.read_text(encoding="utf-8"))
        found += frame.evaluate("() => axe.run(document, { iframes: false })")["violations"]
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


def test_five_thousand_mentions_are_joined_and_opened(browser: Browser, sites: Path) -> None:
    visit = Visit(browser, (sites / "many.html").as_uri(), 1280)
    expect(visit.page.get_by_role("status")).to_contain_text("1,000 articles · 600 places")
    drawn = visit.map.locator(".dateline-marker")
    assert 20 < drawn.count() <= 200
    visit.page.get_by_role("searchbox").fill("Town7")
    expect(visit.page.get_by_role("status")).not_to_contain_text("1,000 of 1,000")
    visit.close(sites.as_uri())
