"""How fast the dashboard answers: ``python -m tests.benchmarks.dashboard_speed``.

Prints medians, seen from a real browser, for an atlas of made-up articles beside those of a
reference page: the first view of a warm server; a slider's release to the markers and counts;
a marker's click to the sentences; an area that is filtered by to the markers and counts; bytes
that travel for one update; the server's memory with twenty visitors.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.benchmarks import atlas_data
from tests.browser.conftest import serving
from tests.browser.views import FRAME
from tests.chromium import CHROMIUM, PATIENCE, QUIET

ROUNDS = 9
REFERENCE = Path(__file__).with_name("reference_page.py")
# Two updates do not overlap: this long nothing more may come, in milliseconds.
_STILL = 700

# Notes when the map drew and when the words changed, on one clock.
_WATCH = """(frame) => {
  const inside = document.querySelector(frame).contentWindow;
  window.seen = { drawn: 0, said: 0 };
  const noted = (name) => () => { window.seen[name] = Date.now(); };
  const watch = (node, name, how) => new MutationObserver(noted(name)).observe(node, how);
  const all = { subtree: true, childList: true, characterData: true, attributes: true };
  watch(inside.document.querySelector(".leaflet-container"), "drawn", all);
  const status = document.querySelector("[role=status]");
  watch(status.closest("[data-testid]") || document.body, "said", all);
}"""
_CLICK = """([frame, at]) => {
  const inside = document.querySelector(frame).contentWindow;
  const single = [...inside.document.querySelectorAll(".dateline-marker")]
    .filter((icon) => !icon.querySelector('.joined, .selected'));
  const icon = single[at % single.length];
  const name = icon.getAttribute("aria-label").split(": ")[0];
  const asked = Date.now();
  return new Promise((done) => {
    const look = () => {
      const heading = document.querySelector(".dl-excerpts h2")?.textContent;
      if (heading === name && document.querySelector(".dl-excerpts mark")) done(Date.now() - asked);
      else setTimeout(look, 5);
    };
    icon.click();
    look();
  });
}"""


# Closer and farther in turns, so that each time another area is asked for.
_ELSEWHERE = """([frame, at]) => {
  const map = document.querySelector(frame).contentWindow.map_div;
  map.setView([10 + 5 * at, 20 * at - 60], 3 + at % 3, { animate: false });
}"""


@dataclass
class Traffic:
    """Bytes that the server sent to a page."""

    received: int = 0
    page: Page | None = field(default=None, repr=False)

    def listen(self, page: Page) -> None:
        """Count from now on."""
        page.on("websocket", lambda line: line.on("framereceived", self._count))

    def _count(self, payload: str | bytes) -> None:
        self.received += len(payload)


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds, bytes and megabytes of one server; 0 where it was not measured."""

    first_view: float
    slider: float
    click: float
    area: float
    bytes_typical: int
    bytes_most: int
    memory: float = 0.0

    def lines(self) -> list[str]:
        """For the terminal."""
        said = [
            f"  first view, warm server     {self.first_view:8.0f} ms",
            f"  slider -> markers, counts   {self.slider:8.0f} ms",
            f"  bytes for an update         {self.bytes_typical / 1000:8.1f} kB"
            f"  (most {self.bytes_most / 1000:.1f})",
        ]
        if self.click:
            said.append(f"  marker -> sentences         {self.click:8.0f} ms")
        if self.area:
            said.append(f"  area -> markers, counts     {self.area:8.0f} ms")
        if self.memory:
            said.append(f"  server with 20 visitors     {self.memory:8.0f} MB")
        return said


def main() -> None:
    """Measure what is asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mentions", nargs="*", type=int, default=[100_000])
    parser.add_argument("--visitors", type=int, default=20)
    parser.add_argument("--keep", type=Path, help="a folder to keep the atlases in")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = given.keep or Path(scratch)
        with serving(Path(scratch), APP=str(REFERENCE)) as address:
            show("reference: st_folium with one marker", measure(playwright, address, None))
        for mentions in given.mentions:
            atlas = folder / f"atlas{mentions}"
            if not atlas.exists():
                atlas_data.fill(atlas, mentions)
            with serving(Path(scratch), DATELINE_ATLAS=str(atlas)) as address:
                show(f"{mentions:,} mentions", measure(playwright, address, given.visitors))


def show(title: str, figures: Figures) -> None:
    """Print them."""
    print(title, *figures.lines(), sep="\n", flush=True)


def measure(playwright: Playwright, address: str, visitors: int | None) -> Figures:
    """All figures of one server; with None visitors, of the reference page."""
    dashboard = visitors is not None
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
    _open(browser, address, dashboard).close()  # the server warms up
    views = []
    for _ in range(5):
        started = time.perf_counter()
        page = _open(browser, address, dashboard)
        views.append(1000 * (time.perf_counter() - started))
        page.close()
    traffic = Traffic()
    page = _open(browser, address, dashboard, traffic.listen)
    slides, sizes = _slide(page, traffic)
    clicks = _click(page) if dashboard else [0]
    areas = _filter_by_area(page) if dashboard else [0]
    page.close()
    memory = _crowd(browser, address, visitors) if visitors else 0.0
    browser.close()
    return Figures(
        median(views),
        median(slides),
        median(clicks),
        median(areas),
        int(median(sizes)),
        max(sizes),
        memory,
    )


def _open(
    browser: Browser, address: str, dashboard: bool, before: Callable[[Page], None] | None = None
) -> Page:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(2 * PATIENCE)
    page = context.new_page()
    if before:
        before(page)
    page.goto(address)
    ready = "html[data-map=settled] .dateline-marker" if dashboard else "path.leaflet-interactive"
    page.frame_locator(FRAME).locator(ready).first.wait_for(state="attached")
    page.get_by_role("status").wait_for()
    return page


def _slide(page: Page, traffic: Traffic) -> tuple[list[float], list[int]]:
    """Milliseconds from each release to the last of markers and counts, and the bytes sent."""
    # The map's own first question is none of the slider's.
    expect(page.frame_locator(FRAME).locator("html:not([data-asked])")).to_be_attached()
    page.wait_for_timeout(2 * _STILL)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.evaluate(_WATCH, FRAME)
    thumb = page.get_by_role("slider", name="Dates").last
    thumb.focus()
    times, sizes = [], []
    for round_ in range(ROUNDS):
        before = traffic.received
        # A key moves the slider as far as a release of the mouse would say it was moved.
        asked = page.evaluate("window.seen = { drawn: 0, said: 0 }, Date.now()")
        thumb.press("PageDown" if round_ == 0 else "ArrowLeft")
        page.wait_for_function("window.seen.drawn && window.seen.said", polling=10)
        page.wait_for_timeout(_STILL)
        seen = page.evaluate("window.seen")
        times.append(max(seen["drawn"], seen["said"]) - asked)
        sizes.append(traffic.received - before)
    return times, sizes


def _click(page: Page, rounds: int = ROUNDS) -> list[float]:
    """Milliseconds from a click on a marker to the sentences that name its place."""
    page.evaluate(
        "frame => void document.querySelector(frame).contentWindow.map_div.setZoom(7)", FRAME
    )
    page.frame_locator(FRAME).locator(".place:not(.joined)").nth(rounds).wait_for()
    times = []
    for at in range(rounds):
        page.wait_for_timeout(_STILL)
        times.append(page.evaluate(_CLICK, [FRAME, at]))
    return times


def _filter_by_area(page: Page) -> list[float]:
    """Milliseconds from a press on "what the map shows" to the last of markers and counts."""
    tools = page.frame_locator(FRAME).get_by_role("group", name="Only in an area")
    times = []
    for at in range(ROUNDS):
        page.evaluate(_ELSEWHERE, [FRAME, at])
        page.wait_for_timeout(2 * _STILL)
        asked = page.evaluate("window.seen = { drawn: 0, said: 0 }, Date.now()")
        tools.get_by_role("button", name="what the map shows").press("Enter")
        page.wait_for_function("window.seen.drawn && window.seen.said", polling=10)
        page.wait_for_timeout(_STILL)
        seen = page.evaluate("window.seen")
        times.append(max(seen["drawn"], seen["said"]) - asked)
        tools.get_by_role("button", name="Everywhere again").press("Enter")
        page.wait_for_timeout(2 * _STILL)
    return times


def _crowd(browser: Browser, address: str, visitors: int) -> float:
    """Megabytes of the server when so many look at it and have moved the slider."""
    pages = []
    for number in range(visitors):
        page = _open(browser, address, dashboard=True)
        thumb = page.get_by_role("slider", name="Dates").last
        for _ in range(number % 4 + 1):
            thumb.press("ArrowLeft")
        _click(page, 1)
        pages.append(page)
    used = _memory(address)
    for page in pages:
        page.context.close()
    return used


def _memory(address: str) -> float:
    """What the process that listens there has in memory, as Linux counts it."""
    port = f"--server.port={address.rsplit(':', 1)[1]}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if port in (process / "cmdline").read_bytes().split(b"\0"):
                status = (process / "status").read_text()
                line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
                return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main()
