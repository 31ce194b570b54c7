"""The dates playing: an animated GIF, a step for each day, week, month or year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import BinaryIO

from PIL import Image, ImageColor

from geo.atlas import AtlasReader, Filter
from geo.picture.raster import rendered
from geo.picture.request import Request
from geo.picture.scene import Scene, core, read_scene
from geo.picture.sheet import COLOURS, draw, largest

MOST_STEPS = 60
PIXELS = 960
_MILLISECONDS, _LAST = 600, 2400

Span = tuple[date, date]
"""The first and the last day of a step."""


def write_gif(
    reader: AtlasReader,
    f: Filter,
    request: Request,
    out: BinaryIO,
    progress: Callable[[int, int, str], None] = lambda done, total, what: None,
) -> None:
    """Write it. The view and the sizes of markers are those of all the days together, so that
    the steps can be compared. Where no article has a date it is one step with all of them."""
    whole = read_scene(reader, f)
    fixed = replace(request, box=request.box or core(whole.marks))
    scenes = [read_scene(reader, each) for each in _by_step(f, whole)]
    most = max(largest(scene, fixed) for scene in scenes)
    palette, frames = _palette(), []
    for n, scene in enumerate(scenes):
        drawing = draw(scene, fixed, most)
        frame = rendered(drawing, PIXELS)
        frames.append(frame.quantize(palette=palette, dither=Image.Dither.NONE))
        progress(n + 1, len(scenes), "steps")
    waits = [_MILLISECONDS] * (len(frames) - 1) + [_LAST]
    frames[0].save(
        out, "GIF", save_all=True, append_images=frames[1:], duration=waits, loop=0, optimize=True
    )


def _by_step(f: Filter, whole: Scene) -> list[Filter]:
    if whole.first is None or whole.last is None:
        return [f]
    return [
        replace(f, date_from=first, date_to=last, undated=False)
        for first, last in steps(whole.first, whole.last)
    ]


def _palette() -> Image.Image:
    """The sheet's colours, and what lies between those of marks and of grounds: a palette made
    from a picture would lose the colour of whatever is small on it."""
    marks, grounds = COLOURS
    rgb: list[tuple[int, ...]] = [ImageColor.getrgb(each) for each in (*marks, *grounds)]
    rgb += [
        tuple(round(a + (b - a) * part) for a, b in zip(over, under, strict=True))
        for over in rgb[: len(marks)]
        for under in rgb[len(marks) :]
        for part in (0.25, 0.5, 0.75)
    ]
    image = Image.new("P", (1, 1))
    image.putpalette([value for colour in rgb for value in colour])
    return image


def steps(first: date, last: date) -> Sequence[Span]:
    """The shortest of days, weeks, months, quarters and years of which there are at most
    ``MOST_STEPS`` from the first to the last day; the last sixty of more years."""
    for begins in (_days, _weeks, _months, _quarters, _years):
        starts = list(begins(first, last))
        if len(starts) <= MOST_STEPS:
            break
    starts = starts[-MOST_STEPS:]
    ends = [*(start - timedelta(1) for start in starts[1:]), last]
    return list(zip(starts, ends, strict=True))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(n) for n in range((last - first).days + 1))


def _weeks(first: date, last: date) -> Iterator[date]:
    monday = first - timedelta(first.weekday())
    return (monday + timedelta(7 * n) for n in range((last - monday).days // 7 + 1))


def _months(first: date, last: date, length: int = 1) -> Iterator[date]:
    number = first.year * 12 + (first.month - 1) // length * length
    while number <= last.year * 12 + last.month - 1:
        yield date(number // 12, number % 12 + 1, 1)
        number += length


def _quarters(first: date, last: date) -> Iterator[date]:
    return _months(first, last, 3)


def _years(first: date, last: date) -> Iterator[date]:
    return (date(year, 1, 1) for year in range(first.year, last.year + 1))
