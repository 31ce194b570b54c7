"""How crowded the map is: ``python -m tests.benchmarks.crowding [PLACES ...]``.

Prints, for corpora of 50, 174, 1,000 and 10,000 places and every zoom, from the boxes that a real
browser drew: how many markers there are, the largest share of a marker that others cover, how
many are named, whether the largest is not, how many names cannot be read (cut off,
over the edge, or on something else), and how many markers were moved and have no line to their
place.
"""

from __future__ import annotations

import re
import sys
import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from playwright.sync_api import Page, sync_playwright

from geo.atlas import Atlas
from geo.models import GeoparsedArticle, Place, Role
from tests.browser.conftest import serving
from tests.browser.views import FRAME, map_of
from tests.chromium import CHROMIUM, PATIENCE, QUIET
from tests.dashboard.world import geoparsed

SIZES = (50, 174, 1_000, 10_000)
# Where the news crowds: suburbs around a city, towns of one region, all of the world.
MIDDLE = (50.45, 30.52)
AND_MORE = re.compile(r"^.+ \d+ and \d+ more: [\d,]+ mentions$")
LISTED = re.compile(r"^.+ \d+, .+ \d+")
ZOOMS = (1, 2, 3, 4, 5, 6, 8, 10, 12)

_SUBURBS, _REGION = 0.1, 0.4  # shares of the places
_NAMES_AN_ARTICLE = 50
_FEATURES = (("P", "PPL"), ("P", "PPLA"), ("A", "ADM1"), ("A", "PCLI"), ("L", "CONT"))
_FEATURE_ODDS = (0.62, 0.16, 0.14, 0.07, 0.01)

_MEASURE = """() => {
  const frame = document.querySelector(".leaflet-container").getBoundingClientRect();
  const area = (b) => Math.max(0, b.right - b.left) * Math.max(0, b.bottom - b.top);
  const shared = (a, b) => area({
    left: Math.max(a.left, b.left), right: Math.min(a.right, b.right),
    top: Math.max(a.top, b.top), bottom: Math.min(a.bottom, b.bottom) });
  const boxOf = (node) => node.getBoundingClientRect();
  const icons = [...document.querySelectorAll(".dateline-marker:not(.absent)")]
    .filter((icon) => shared(boxOf(icon), frame));
  const boxes = icons.map(boxOf);
  const covered = boxes.map((box) =>
    boxes.reduce((sum, other) => sum + (other === box ? 0 : shared(box, other)), 0) / area(box));
  const labels = icons.map((icon) => icon.querySelector(".named > .label")).filter(Boolean);
  const unreadable = labels.filter((label) => {
    const box = boxOf(label);
    const cut = label.scrollWidth > label.clientWidth + 1 || shared(box, frame) < area(box) - 1;
    const own = label.closest(".dateline-marker");
    return cut || !label.textContent
      || icons.some((icon, i) => icon !== own && shared(box, boxes[i]) > 1)
      || labels.some((other) => other !== label && shared(box, boxOf(other)) > 1);
  });
  const canvas = document.querySelector(".leaflet-names-pane canvas");
  const sheet = canvas.getBoundingClientRect(), ratio = canvas.width / sheet.width;
  const drawn = (x, y) => {
    const at = [(x - sheet.left) * ratio - 2, (y - sheet.top) * ratio - 2];
    const { data } = canvas.getContext("2d").getImageData(...at, 5, 5);
    return data.some((value, i) => i % 4 === 3 && value);
  };
  const pointless = icons.filter((icon, i) => {
    // The name of an area may stand anywhere in it.
    if (icon.marker.outlined) return false;
    const { place } = icon.marker, { x, y } = map_div.latLngToContainerPoint(place);
    const [spotX, spotY] = [frame.left + x, frame.top + y];
    const middleX = (boxes[i].left + boxes[i].right) / 2;
    const middleY = (boxes[i].top + boxes[i].bottom) / 2;
    if (Math.hypot(spotX - middleX, spotY - middleY) < 2) return false;
    return ![0.3, 0.5, 0.7].every((part) =>
      drawn(spotX + part * (middleX - spotX), spotY + part * (middleY - spotY)));
  });
  const spots = icons.map((icon) => icon.marker).filter(({ outlined }) => !outlined);
  const largest = spots.sort((a, b) => b.priority - a.priority).slice(0, 1);
  const kinds = new Set(icons.map((icon) => icon.firstElementChild.dataset.kind));
  return {
    markers: icons.length, covered: Math.max(0, ...covered), named: labels.length,
    unreadable: unreadable.map((label) => label.textContent), pointless: pointless.length,
    nameless: largest.filter(({ root }) => !root.classList.contains("named")).length,
    joined: icons.filter((icon) => icon.querySelector(".joined")).length, kinds: kinds.size,
  };
}"""
_STILL = """() => !document.documentElement.dataset.asked && !map_div._animatingZoom
  && document.getAnimations().every((one) => one.playState !== "running")"""


@dataclass(frozen=True, slots=True)
class Crowding:
    """What the drawn boxes of one view say; ``covered`` is a share, 0 to 1."""

    markers: int
    covered: float
    named: int
    nameless: int
    unreadable: list[str]
    pointless: int
    joined: int
    kinds: int


def fill(folder: Path, count: int) -> None:
    """An atlas of so many places, the same one every time: most of them near to others, as in
    the news, some of each kind, and a few of them named very often."""
    random = np.random.default_rng(count)
    places = [_place(random, number, count) for number in range(count)]
    named = [place for rank, place in enumerate(places) for _ in range(_mentions(rank))]
    Atlas(folder).add(
        [
            _article(first, named[first : first + _NAMES_AN_ARTICLE])
            for first in range(0, len(named), _NAMES_AN_ARTICLE)
        ]
    )


def _mentions(rank: int) -> int:
    return 1 + 60 // (rank + 1)


def _place(random: np.random.Generator, number: int, count: int) -> Place:
    share = number / count
    if share < _SUBURBS:
        latitude, longitude = random.normal(MIDDLE, (0.15, 0.25))
    elif share < _SUBURBS + _REGION:
        latitude, longitude = random.normal((47, 15), (6, 14))
    else:
        latitude, longitude = random.uniform(-50, 68), random.uniform(-125, 150)
    feature = _FEATURES[random.choice(len(_FEATURES), p=_FEATURE_ODDS)]
    name = ("Ash", "Long Wetherby", "Brook", "San Felipe del Progreso")[number % 4]
    return Place(f"test:{number}", f"{name} {number}", latitude, longitude, *feature, "UA")


def _article(number: int, places: list[Place]) -> GeoparsedArticle:
    text = ". ".join(place.name for place in places)
    named = [(place.name, place, Role.PLACE, 0.9) for place in places]
    day = date(2021, 1, 1) + timedelta(days=number // _NAMES_AN_ARTICLE % 700)
    return geoparsed(f"a{number}", f"Article {number}", text, named, day)


def look(page: Page, zoom: float) -> Crowding:
    """The view of the crowded middle at this zoom, once nothing moves any more."""
    at = [*MIDDLE, zoom]
    page.evaluate(
        "([frame, at]) => void document.querySelector(frame).contentWindow.map_div"
        ".setView([at[0], at[1]], at[2], { animate: false })",
        [FRAME, at],
    )
    return measure(page)


def measure(page: Page) -> Crowding:
    """What is drawn now, once nothing moves any more."""
    handle = page.query_selector(FRAME)
    frame = handle and handle.content_frame()
    assert frame is not None
    frame.wait_for_function(_STILL)
    return Crowding(**frame.evaluate(_MEASURE))


def main() -> None:
    """Print the figures of the sizes that are asked for."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    print(
        "places  zoom  markers  joined  covered  named  largest nameless  unreadable  without line"
    )
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as scratch:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        for size in sizes:
            folder = Path(scratch) / str(size)
            folder.mkdir()
            fill(folder / "atlas", size)
            with serving(folder) as address:
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                page.set_default_timeout(2 * PATIENCE)
                page.goto(address)
                settled = map_of(page).locator("html[data-map=settled]")
                settled.wait_for(state="attached")
                for zoom in ZOOMS:
                    seen = look(page, zoom)
                    print(
                        f"{size:6,} {zoom:5} {seen.markers:8} {seen.joined:7} {seen.covered:8.0%}"
                        f" {seen.named:6} {seen.nameless:16} {len(seen.unreadable):11}"
                        f" {seen.pointless:13}",
                        flush=True,
                    )
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
