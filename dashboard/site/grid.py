"""Points moved onto a grid, so that nobody is found by them: pure.

A point becomes the middle of its cell, so it says no more than the cell does, however often it is
published. In words the coordinates and distances lose their digits.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

from geo.models import Place
from geo.places.sphere import KM_PER_DEGREE

_NUMBER = r"[-+−]?\d{1,3}(?:[.,]\d+)?"
_IN_TEXT = re.compile(
    # 34.52813, 69.17233 and 34,52813 / 69,17233
    r"[-+−]?\d{1,3}[.,]\d+\s*°?\s*[NSEWnsew]?\s*[,;/|\s]\s*[-+−]?\d{1,3}[.,]\d+"
    # 34°31'41"N, 34.5° N, 34,5 N
    rf"|{_NUMBER}\s*[°º](?:\s*\d+(?:[.,]\d+)?\s*['′’])?(?:\s*\d+(?:[.,]\d+)?\s*(?:[\"″”]|''))?"
    # a single one so exact that it can be nothing else
    r"|[-+−]?\d{1,3}[.,]\d{4,}"
    # how far from another place
    r"|\d[\d.,\u00a0\u202f ]*\s*k(?:m|ilomet)"
)


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells of ``size`` kilometres a side, or slightly less than that from west to east."""

    size: float

    def point(self, latitude: float, longitude: float) -> tuple[float, float]:
        """The middle of the cell in which a point lies, in degrees."""
        rows = max(1, round(180 * KM_PER_DEGREE / self.size))
        row = min(int((latitude + 90) / 180 * rows), rows - 1)
        south = (row + 0.5) * 180 / rows - 90
        around = 360 * KM_PER_DEGREE * math.cos(math.radians(south))
        columns = max(1, math.ceil(around / self.size))
        column = int(((longitude + 180) % 360) / 360 * columns) % columns
        return round(south, 4), round((column + 0.5) * 360 / columns - 180, 4)

    def place(self, place: Place) -> Place:
        """The place in the middle of its cell; its id, by which it could be looked up, is gone."""
        latitude, longitude = self.point(place.latitude, place.longitude)
        # A spot that somebody pointed at is called by its coordinates.
        spot = place.id.startswith("point:")
        name = re.sub(r"\d", "•", place.name) if spot else self.words(place.name)
        return replace(place, id="", name=name, latitude=latitude, longitude=longitude)

    def words(self, text: str) -> str:
        """A text without the digits of coordinates and distances, as long as it was."""
        return _IN_TEXT.sub(lambda found: re.sub(r"\d", "•", found[0]), text)

    def address(self, url: str) -> str:
        """A web address, or "" where it holds coordinates."""
        return "" if _IN_TEXT.search(url.replace("%2C", ",").replace("%2c", ",")) else url
