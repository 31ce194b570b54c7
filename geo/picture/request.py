"""What somebody wants a picture of, and how large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.picture.projection import Box
from geo.picture.words import ENGLISH, Words

WIDTH = 1600.0
"""The width of every sheet, in units of the picture."""


@dataclass(frozen=True, slots=True)
class Size:
    """A sheet's shape, and how many pixels wide it is as PNG; ``dots`` per inch when printed."""

    pixels: int
    ratio: float
    dots: int

    @property
    def height(self) -> float:
        """In units of the picture."""
        return WIDTH / self.ratio


SIZES = {
    "screen": Size(1920, 16 / 9, 96),
    "16:9": Size(4000, 16 / 9, 300),
    "a4": Size(3508, 297 / 210, 300),
}
"""For a screen; for slides and for A4 at 300 dots an inch."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a picture is to be: ``box`` is what it is to show, None for where most of the places
    are; ``sources`` are whom to credit for the places."""

    title: str = ""
    size: Size = SIZES["screen"]
    words: Words = ENGLISH
    box: Box | None = None
    sources: Sequence[str] = ()
