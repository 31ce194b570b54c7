"""What a picture is made of, before it is SVG or pixels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Source Sans 3"
"""Set in Source Sans 3 (SIL Open Font License 1.1), which lies in ``fonts``."""

Point = tuple[float, float]
"""To the right and down from the upper left corner, in units of the picture."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Lines or an area of several rings; an area's rings are holes where they overlap.

    Colours are "#rrggbb", "" for none. ``dash`` is the length of a dash and of the gap after it.
    """

    rings: tuple[tuple[Point, ...], ...]
    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    closed: bool = True
    dash: float = 0.0


@dataclass(frozen=True, slots=True)
class Circle:
    """A disc; ``slice`` is the share (0 to 1), clockwise from above, that has ``slice_fill``."""

    at: Point
    radius: float
    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    dash: float = 0.0
    slice: float = 0.0
    slice_fill: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text as ``one_line`` makes them, ``at`` its baseline; ``anchor`` is start, middle
    or end."""

    at: Point
    text: str
    size: float
    fill: str
    anchor: str = "start"
    bold: bool = False
    halo: str = ""

    @property
    def width(self) -> float:
        """How wide it is, in units."""
        return text_width(self.text, self.size, self.bold)


Item = Shape | Circle | Text


@dataclass(frozen=True, slots=True)
class Drawing:
    """Items in the order in which they are drawn.

    ``clipped`` is drawn first, cut off at the ``frame`` (left, top, right, bottom); ``title``
    and ``about`` are for those who cannot see the picture.
    """

    width: float
    height: float
    background: str
    frame: tuple[float, float, float, float]
    clipped: tuple[Item, ...]
    items: tuple[Item, ...]
    title: str
    about: str


@cache
def font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    """The typeface at a size in pixels."""
    name = "SourceSans3-Semibold.ttf" if bold else "SourceSans3-Regular.ttf"
    return ImageFont.truetype(FONTS / name, size)


# XML 1.0, section 2.2; the other controls cannot be drawn either.
_UNSAYABLE = re.compile("[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def one_line(text: str) -> str:
    """The text as a line that can be drawn and written as XML."""
    return _UNSAYABLE.sub("\ufffd", " ".join(text.split()))


def undrawable(text: str) -> str:
    """The characters of a text, each once, that the typeface has no shape for: boxes in pixels."""
    regular = font(_MEASURED, False)
    box = bytes(regular.getmask("\U0010ffff"))
    shown = dict.fromkeys(one_line(text))
    return "".join(each for each in shown if bytes(regular.getmask(each)) == box)


# Widths are measured once at this size, since they grow with it.
_MEASURED = 100


def text_width(text: str, size: float, bold: bool = False) -> float:
    """How wide a line of text is, in the units of ``size``."""
    return font(_MEASURED, bold).getlength(one_line(text)) * size / _MEASURED
