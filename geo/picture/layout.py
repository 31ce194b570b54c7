"""Where markers and names stand: none covers another."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from geo.picture.drawing import Point, one_line, text_width
from geo.picture.projection import Box, Projection
from geo.picture.scene import PictureMark

LARGEST, SMALLEST = 30.0, 4.0
"""The radii of markers, in units of the picture: areas grow with the count."""

RING = 3.0
"""How far the ring around a marker of several places is from it."""

LABEL_SIZE = 14.0
# How far two markers may reach into each other, as a share of the smaller one's radius.
_OVERLAP = 0.1
_AIR = 3.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A marker in its place in the picture, at the true point of its largest place."""

    mark: PictureMark
    at: Point
    radius: float

    @property
    def outer(self) -> float:
        """The radius of the ring around several places, or of the marker."""
        return self.radius + (RING if self.mark.places > 1 else 0.0)

    @property
    def box(self) -> Box:
        """Left, top, right, bottom, with the ring around several places."""
        (x, y), r = self.at, self.outer
        return x - r, y - r, x + r, y + r


@dataclass(frozen=True, slots=True)
class Label:
    """A name; ``at`` is the baseline's left end."""

    at: Point
    text: str
    size: float


def radius(count: float, most: float) -> float:
    """The radius of a marker whose area says its count."""
    return max(SMALLEST, LARGEST * math.sqrt(count / most))


def scaled(marks: Sequence[PictureMark], projection: Projection, frame: Box, most: int) -> int:
    """The count whose marker is to have the largest size: about that of the largest marker once
    some are joined, which in turn depends on their sizes."""

    def largest(scale: int) -> int:
        joined = drawn(marks, projection, frame, scale)
        return max((each.mark.count for each in joined), default=scale)

    low, high = most, largest(most)
    while high > 1.1 * low:
        middle = math.isqrt(low * high)
        if largest(middle) > middle:
            low = middle + 1
        else:
            high = middle
    return high


def drawn(
    marks: Iterable[PictureMark], projection: Projection, frame: Box, most: int
) -> list[Drawn]:
    """The markers in the frame, the largest first; those that would cover each other are joined.
    One with a count of ``most`` has the largest size."""
    seen = [
        Drawn(mark, projection.point(mark.longitude, mark.latitude), radius(mark.count, most))
        for mark in marks
    ]
    inside = [each for each in seen if _within((*each.at, *each.at), frame)]
    return _joined(inside, most)


def _joined(every: list[Drawn], most: int) -> list[Drawn]:
    """Markers joined until none covers another; the larger one keeps its place."""
    now = sorted(every, key=lambda each: -each.mark.count)
    while True:
        after = _joined_once(now, most)
        if len(after) == len(now):
            return after
        now = sorted(after, key=lambda each: -each.mark.count)


def _joined_once(every: Sequence[Drawn], most: int) -> list[Drawn]:
    kept: list[Drawn] = []
    cells: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for each in every:
        larger = _covering(each, kept, cells)
        if larger is None:
            cells[_cell(each.at)].append(len(kept))
            kept.append(each)
        else:
            kept[larger] = _with(kept[larger], each, most)
    return kept


def _cell(at: Point) -> tuple[int, int]:
    side = 4 * LARGEST
    return math.floor(at[0] / side), math.floor(at[1] / side)


def _covering(
    each: Drawn, kept: Sequence[Drawn], cells: dict[tuple[int, int], list[int]]
) -> int | None:
    x, y = _cell(each.at)
    near = [n for i in (-1, 0, 1) for j in (-1, 0, 1) for n in cells.get((x + i, y + j), ())]
    return next((n for n in sorted(near) if _covers(kept[n], each)), None)


def _covers(larger: Drawn, smaller: Drawn) -> bool:
    apart = math.dist(larger.at, smaller.at)
    return apart < larger.radius + smaller.radius * (1 - 2 * _OVERLAP) + _AIR / 2


def _with(larger: Drawn, smaller: Drawn, most: int) -> Drawn:
    a, b = larger.mark, smaller.mark
    count = a.count + b.count
    mark = replace(
        a,
        count=count,
        places=a.places + b.places,
        actors=(a.actors * a.count + b.actors * b.count) / count,
        unsure=a.unsure and b.unsure,
    )
    return replace(larger, mark=mark, radius=radius(count, most))


class Room:
    """What is still free in a frame: names take room one after the other."""

    def __init__(self, frame: Box, taken: Iterable[Box]) -> None:
        self._frame = frame
        self._taken = list(taken)

    def take(self, text: str, size: float, places: Iterable[Point]) -> Label | None:
        """The text on the first of these baselines, by their left ends, that has room; None
        where none has."""
        text = one_line(text)
        width = text_width(text, size)
        for x, y in places:
            box = (x - 3, y - size * 0.9, x + width + 3, y + size * 0.4)
            if _within(box, self._frame) and not any(_touch(box, other) for other in self._taken):
                self._taken.append(box)
                return Label((x, y), text, size)
        return None


def beside_markers(every: Sequence[Drawn], room: Room, more: str) -> list[Label]:
    """The names of the markers that have room, of the largest first; ``more`` says how a marker
    of several places is called."""
    found = []
    for each in every:
        mark = each.mark
        text = more.format(name=mark.name, more=mark.places - 1) if mark.places > 1 else mark.name
        width = text_width(text, LABEL_SIZE)
        found.append(room.take(text, LABEL_SIZE, _beside(each, width)))
    return [label for label in found if label]


def in_the_middle(text: str, at: Point, size: float, room: Room) -> Label | None:
    """A name around a point, as areas have it; a little above or below where there is room."""
    x, y = at[0] - text_width(text, size) / 2, at[1] + size * 0.33
    return room.take(text, size, ((x, y + shift * size) for shift in (0, 1.2, -1.2)))


def _beside(each: Drawn, width: float) -> Iterator[Point]:
    """Baselines to the right, to the left, above and below."""
    (x, y), away = each.at, each.outer + 4
    middle = y + LABEL_SIZE * 0.33
    yield x + away, middle
    yield x - away - width, middle
    yield x - width / 2, y - away - LABEL_SIZE * 0.2
    yield x - width / 2, y + away + LABEL_SIZE * 0.8


def _within(box: Box, frame: Box) -> bool:
    left, top, right, bottom = frame
    return left <= box[0] and top <= box[1] and box[2] <= right and box[3] <= bottom


def _touch(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
