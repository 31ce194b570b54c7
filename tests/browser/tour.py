"""The moving picture at the top of the README: a pointer that clicks, reads, drags and plays.

It shows ``tour_news.jsonl``, reports of a flood that were made up for it, as the pipeline reads
them. Pictures of the page are taken one after the other; what is the same in two of them is written
once, so that a still page costs nothing.
"""

from __future__ import annotations

import io
import time
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.views import at_rest, excerpts, marker, ready, status
from tests.chromium import PATIENCE

NEWS = Path(__file__).with_name("tour_news.jsonl")
VIEW = "?lat=46.5&lon=19.8&z=6"
SIZE = {"width": 1280, "height": 800}
_POINTER = """() => {
  const pointer = document.createElement("div");
  pointer.id = "pointer";
  pointer.style = "position:fixed; left:0; top:0; z-index:9999999; pointer-events:none";
  pointer.innerHTML = '<svg width="26" height="32" viewBox="0 0 26 32"><path d="M3 2 L3 25 L9 19.5 '
    + 'L13 29 L17 27.2 L13 18 L21 18 Z" fill="#111" stroke="#fff" stroke-width="2"/></svg>';
  document.body.append(pointer);
}"""
# Milliseconds within which the server has begun with what was pressed.
_BEGUN = 800
_MOVE = "([x, y]) => { document.getElementById('pointer').style.translate = `${x}px ${y}px`; }"


@dataclass
class Tour:
    """A page that is looked at, and the pictures taken of it, each with its milliseconds."""

    page: Page
    at: tuple[float, float] = (640, 700)
    frames: list[tuple[Image.Image, int]] = field(default_factory=list)

    def look(self, milliseconds: int) -> None:
        """What is to be seen now, for so long."""
        shown = Image.open(io.BytesIO(self.page.screenshot(animations="disabled"))).convert("RGB")
        if self.frames and self.frames[-1][0].tobytes() == shown.tobytes():
            last, before = self.frames.pop()
            self.frames.append((last, before + milliseconds))
        else:
            self.frames.append((shown, milliseconds))

    def point(self, x: float, y: float, steps: int = 7) -> None:
        """Move the pointer there."""
        (x0, y0), drag = self.at, steps
        for step in range(1, drag + 1):
            part = step / drag
            eased = part * part * (3 - 2 * part)
            self.at = (x0 + (x - x0) * eased, y0 + (y - y0) * eased)
            self.page.evaluate(_MOVE, list(self.at))
            self.page.mouse.move(*self.at)
            self.look(60)

    def click(self, target: Locator) -> None:
        """Move the pointer to it and press; the page is at rest again after that."""
        self.point(*middle(target))
        self.look(250)
        self.page.mouse.click(*self.at)
        self.page.wait_for_timeout(_BEGUN)
        at_rest(self.page)

    def drag(self, target: Locator, right: float) -> None:
        """Take hold of it, move it so many pixels and let go; the page is at rest again then."""
        self.point(*middle(target))
        self.look(250)
        self.page.mouse.down()
        self.point(self.at[0] + right, self.at[1])
        self.page.mouse.up()
        self.page.wait_for_timeout(_BEGUN)
        at_rest(self.page)


def middle(target: Locator) -> tuple[float, float]:
    """Of what is seen of it, in pixels of the window."""
    box = target.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def record(chromium: Browser, address: str, target: Path) -> None:
    """Take the tour on a server that shows NEWS."""
    context = chromium.new_context(viewport=SIZE, locale="en-GB", color_scheme="light")  # type: ignore[arg-type]
    context.set_default_timeout(2 * PATIENCE)
    page = context.new_page()
    page.goto(f"{address}/{VIEW}")
    status(page).wait_for()
    at_rest(ready(page))
    page.evaluate(_POINTER)
    tour = Tour(page)
    page.evaluate(_MOVE, list(tour.at))
    tour.look(1800)

    tour.click(marker(page, "Budapest"))
    expect(excerpts(page).locator("mark").first).to_be_visible()
    tour.look(2600)
    tour.click(excerpts(page).get_by_role("button", name="Why here?").first)
    expect(page.locator(".dl-why")).to_be_visible()
    tour.look(2600)
    tour.click(page.get_by_role("button", name="Show everything"))
    tour.look(700)

    # The handle that is seen, around the field that is not.
    last = page.get_by_role("slider", name="Dates").last.locator("xpath=../..")
    slider = page.get_by_test_id("stSlider").bounding_box()
    assert slider is not None
    tour.drag(last, -0.6 * slider["width"])
    tour.look(1800)
    tour.drag(last, 0.65 * slider["width"])
    tour.look(700)

    play = page.get_by_role("button", name="Play: move the window through time")
    tour.click(play)
    ends = time.monotonic() + 120
    while time.monotonic() < ends and not play.is_visible():
        tour.look(350)
    at_rest(page)
    tour.look(2500)
    context.close()
    write(tour.frames, target)


def write(frames: list[tuple[Image.Image, int]], target: Path) -> None:
    """The frames as a GIF that goes round, in 255 colours of all of them."""
    some = [shown for shown, _ in frames[:: max(1, len(frames) // 12)]]
    sheet = Image.new("RGB", (some[0].width, some[0].height * len(some)))
    for at, shown in enumerate(some):
        sheet.paste(shown, (0, at * shown.height))
    palette = sheet.quantize(255, Image.Quantize.MAXCOVERAGE, kmeans=1)
    pictures = [shown.quantize(palette=palette, dither=Image.Dither.NONE) for shown, _ in frames]
    pictures[0].save(
        target,
        save_all=True,
        append_images=pictures[1:],
        duration=[milliseconds for _, milliseconds in frames],
        loop=0,
        optimize=True,
        disposal=1,
    )
    print(f"{target}: {len(frames)} pictures, {target.stat().st_size / 1000:.0f} kB", flush=True)
