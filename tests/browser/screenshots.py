"""Takes the pictures in docs/images: ``python -m tests.browser.screenshots [NAME...]``.

They show the sample articles as the real pipeline reads them, in an atlas of their own; ``tour``,
the one that moves, has articles of its own (``tour.py``).
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser import tour
from tests.browser.conftest import ROOT, serving
from tests.browser.views import FRAME, at_rest, excerpts, ready, status
from tests.chromium import CHROMIUM, PATIENCE, QUIET

IMAGES = ROOT / "docs" / "images"
PASTED = """Fog over the harbour

May 3, 2022

Ships waited off Lima, Peru, on Tuesday, and trawlers stayed in Callao. The port of Valparaiso,
in Chile, was closed for a second day, while Guayaquil in Ecuador reported no delays.
"""


def nothing(page: Page) -> None:
    """Leave the page as it is."""


def moscow(page: Page) -> None:
    # From the list: on the map its marker may be joined to the Kremlin's.
    page.get_by_role("button", name="Moscow", exact=True).click()
    expect(excerpts(page).locator("mark").first).to_be_visible()


def read_on(page: Page) -> None:
    moscow(page)
    excerpts(page).get_by_role("button", name="Why here?").first.click()
    expect(page.locator(".dl-why")).to_be_visible()
    excerpts(page).evaluate("region => region.scrollIntoView()")


def reader(page: Page) -> None:
    moscow(page)
    excerpts(page).locator(".dl-open").first.click()
    article = page.get_by_role("region", name="Article")
    article.locator(".dl-place.chosen").first.click()
    expect(article.locator(".dl-asked")).to_be_visible()


def putting_right(page: Page) -> None:
    moscow(page)
    excerpts(page).get_by_role("button", name="Wrong place?").first.click()
    expect(page.get_by_role("region", name="Put right").locator("mark")).to_be_visible()


def accuracy(page: Page) -> None:
    page.get_by_role("link", name="Accuracy and corrections").click()
    page.get_by_role("button", name="Draw thirty mentions").click()
    for at in range(4):
        expect(page.locator(".dl-question").get_by_role("status")).to_contain_text(f"{at + 1} of")
        page.keyboard.press("r" if at != 2 else "u")
    expect(page.locator(".dl-result")).to_contain_text("unsure")


def visitor_articles(page: Page) -> None:
    page.get_by_role("button", name="Add articles").click()
    page.get_by_role("tab", name="Text").click()
    page.get_by_label("An article as text").fill(PASTED)
    page.get_by_role("button", name="Put on the map").last.click()
    expect(status(page)).to_contain_text("1 of 1 article")


def no_results(page: Page) -> None:
    page.get_by_label("Search articles").fill("zebra")
    page.get_by_label("Search articles").press("Enter")
    expect(page.get_by_text("No article fits")).to_be_visible()


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its name, what is done before, the window, who looks, and at what."""

    name: str
    act: Callable[[Page], None] = nothing
    width: int = 1440
    height: int = 900
    scheme: str = "light"
    locale: str = "en-GB"
    query: str = ""


SHOTS = (
    Shot("dashboard", moscow),
    Shot("dashboard-dark", reader, scheme="dark"),
    Shot("dashboard-phone", width=390, height=844),
    Shot("phone-excerpts", read_on, width=390, height=844),
    Shot("reader", reader),
    Shot("compare", query="?from=2021-07-10&to=2021-10-07&vsfrom=2021-07-09&vsto=2021-07-09"),
    Shot("putting-right", putting_right),
    Shot("accuracy", accuracy, height=560),
    Shot("own-articles", visitor_articles),
    Shot("no-results", no_results),
    Shot("french", locale="fr-FR"),
)


def main() -> None:
    """Serve the samples and take every picture, or those that are named."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    wanted = [shot for shot in SHOTS if not sys.argv[1:] or shot.name in sys.argv[1:]]
    with sync_playwright() as playwright:
        expect.set_options(timeout=2 * PATIENCE)
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        if wanted:
            with showing(ROOT / "seeds") as address:
                for shot in wanted:
                    take(chromium, address, shot)
        if "tour" in sys.argv[1:] or not sys.argv[1:]:
            with showing(tour.NEWS) as address:
                tour.record(chromium, address, IMAGES / "tour.gif")
        chromium.close()


@contextmanager
def showing(articles: Path) -> Iterator[str]:
    """A server with these articles."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(
            Path(folder),
            DATELINE_ARTICLES=str(articles),
            DATELINE_CORRECTIONS=str(Path(folder) / "corrections.jsonl"),
        ) as address,
    ):
        yield address


def take(chromium: Browser, address: str, shot: Shot) -> None:
    """One picture of the page."""
    context = chromium.new_context(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.scheme == "dark" else "light",
        locale=shot.locale,
    )
    context.set_default_timeout(2 * PATIENCE)
    page = context.new_page()
    page.goto(f"{address}/{shot.query}")
    status(page).wait_for()
    ready(page)
    shot.act(page)
    page.mouse.move(0, 0)
    if page.locator(FRAME).count():
        at_rest(page)
    target = IMAGES / f"{shot.name}.png"
    # The few pixels of a rare colour matter here: they are the ones with a meaning.
    shown = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    shown.quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=1).save(target, optimize=True)
    context.close()
    print(f"{target}: {target.stat().st_size / 1000:.0f} kB", flush=True)


if __name__ == "__main__":
    main()
