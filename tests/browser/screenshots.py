"""Takes the pictures in docs/images: ``python -m tests.browser.screenshots``.

They show the sample articles as the real pipeline reads them, in an atlas of their own.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import CHROMIUM, PATIENCE, QUIET, ROOT, serving
from tests.browser.views import marker, ready

IMAGES = ROOT / "docs" / "images"
SHOTS = (
    ("dashboard", 1440, 900, "light", "Moscow"),
    ("dashboard-dark", 1440, 900, "dark", ""),
    ("dashboard-phone", 390, 844, "light", ""),
)


def main() -> None:
    """Serve the samples and take every picture."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder), DATELINE_ARTICLES=str(ROOT / "seeds")) as address,
        sync_playwright() as playwright,
    ):
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        for name, width, height, scheme, place in SHOTS:
            take(chromium, address, IMAGES / f"{name}.png", (width, height), scheme, place)
        chromium.close()


def take(
    chromium: Browser, address: str, target: Path, size: tuple[int, int], scheme: str, place: str
) -> None:
    """One picture of the page, with the place chosen if one is named."""
    width, height = size
    context = chromium.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    context.set_default_timeout(2 * PATIENCE)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("status").wait_for()
    ready(page)
    if place:
        marker(page, place).click()
        page.locator("mark").first.wait_for()
    page.mouse.move(0, 0)
    page.wait_for_timeout(1500)
    page.screenshot(path=target)
    context.close()
    print(f"{target}: {target.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
