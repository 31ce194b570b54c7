"""A drawing as pixels."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import BinaryIO

from PIL import Image, ImageDraw

from geo.picture.drawing import Circle, Drawing, Item, Point, Shape, Text, font
from geo.picture.request import Size

# Pillow draws hard edges: drawn at twice the size and made smaller, they are soft.
_FINER = 2


def write_png(drawing: Drawing, size: Size, out: BinaryIO) -> None:
    """Write it, with its resolution and its description in it."""
    from PIL.PngImagePlugin import PngInfo

    about = PngInfo()
    about.add_itxt("Title", drawing.title)
    about.add_itxt("Description", drawing.about)
    image = rendered(drawing, size.pixels)
    image.save(out, "PNG", optimize=True, dpi=(size.dots, size.dots), pnginfo=about)


def rendered(drawing: Drawing, pixels: int) -> Image.Image:
    """The drawing, so many pixels wide."""
    scale = pixels / drawing.width
    fine = _Canvas(drawing, scale * _FINER)
    left, top, right, bottom = (round(edge * scale * _FINER) for edge in drawing.frame)
    for item in drawing.clipped:
        fine.draw(item)
    # What was drawn beyond the map is painted over.
    width, height = fine.image.size
    for box in ((0, 0, width, top), (0, bottom, width, height), (0, 0, left, height)):
        fine.cover(box, drawing.background)
    fine.cover((right, 0, width, height), drawing.background)
    for item in drawing.items:
        fine.draw(item)
    height = round(drawing.height * scale)
    return fine.image.resize((pixels, height), Image.Resampling.LANCZOS)


class _Canvas:
    """Pixels to draw on, ``scale`` of them a unit."""

    def __init__(self, drawing: Drawing, scale: float) -> None:
        size = round(drawing.width * scale), round(drawing.height * scale)
        self.image = Image.new("RGB", size, drawing.background)
        self._pen = ImageDraw.Draw(self.image)
        self._scale = scale

    def cover(self, box: tuple[int, int, int, int], colour: str) -> None:
        """Paint a rectangle: left, top, right, bottom; nothing where it is empty."""
        left, top, right, bottom = box
        if right > left and bottom > top:
            self._pen.rectangle((left, top, right - 1, bottom - 1), fill=colour)

    def draw(self, item: Item) -> None:
        """Draw one item."""
        match item:
            case Shape():
                self._shape(item)
            case Circle():
                self._circle(item)
            case Text():
                self._text(item)

    def _at(self, point: Point) -> Point:
        return point[0] * self._scale, point[1] * self._scale

    def _shape(self, shape: Shape) -> None:
        rings = [[self._at(point) for point in ring] for ring in shape.rings]
        if shape.fill and shape.closed:
            self._fill([ring for ring in rings if len(ring) > 2], shape.fill)
        for points in rings:
            if shape.stroke:
                closed = [*points, points[0]] if shape.closed else points
                self._line(closed, shape.stroke, shape.width, shape.dash)

    def _fill(self, rings: list[list[Point]], colour: str) -> None:
        """Fill the rings; where one lies in another it is a hole, and so on (even-odd)."""
        boxes = [_around(ring) for ring in rings]
        inside = [
            sum(_is_in(ring[0], boxes[n], other) for n, other in enumerate(rings) if n != at)
            for at, ring in enumerate(rings)
        ]
        if not any(inside):
            for ring in rings:
                self._pen.polygon(ring, fill=colour)
            return
        left = max(0, math.floor(min(box[0] for box in boxes)))
        top = max(0, math.floor(min(box[1] for box in boxes)))
        right = min(self.image.width, math.ceil(max(box[2] for box in boxes)) + 1)
        bottom = min(self.image.height, math.ceil(max(box[3] for box in boxes)) + 1)
        if right <= left or bottom <= top:
            return
        mask = Image.new("1", (right - left, bottom - top))
        pen = ImageDraw.Draw(mask)
        for depth, ring in sorted(zip(inside, rings, strict=True), key=lambda each: each[0]):
            pen.polygon([(x - left, y - top) for x, y in ring], fill=1 - depth % 2)
        self.image.paste(colour, (left, top), mask)

    def _line(self, points: list[Point], colour: str, width: float, dash: float) -> None:
        thick = max(1, round(width * self._scale))
        pieces = _dashed(points, dash * self._scale) if dash else [points]
        for piece in pieces:
            self._pen.line(piece, fill=colour, width=thick, joint="curve")

    def _circle(self, circle: Circle) -> None:
        (x, y), r = self._at(circle.at), circle.radius * self._scale
        box = (x - r, y - r, x + r, y + r)
        width = max(1, round(circle.width * self._scale))
        if circle.fill:
            self._pen.ellipse(box, fill=circle.fill)
        if circle.slice:
            self._pen.pieslice(box, -90, -90 + 360 * circle.slice, fill=circle.slice_fill)
        if circle.stroke and not circle.dash:
            self._pen.ellipse(box, outline=circle.stroke, width=width)
        elif circle.stroke:
            turn = math.degrees(circle.dash / circle.radius)
            for n in range(int(180 / turn)):
                self._pen.arc(box, 2 * n * turn, (2 * n + 1) * turn, circle.stroke, width)

    def _text(self, text: Text) -> None:
        self._pen.text(
            self._at(text.at),
            text.text,
            fill=text.fill,
            font=font(round(text.size * self._scale), text.bold),
            anchor={"start": "ls", "middle": "ms", "end": "rs"}[text.anchor],
            stroke_width=round(1.6 * self._scale) if text.halo else 0,
            stroke_fill=text.halo or None,
        )


def _around(ring: list[Point]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def _is_in(point: Point, box: tuple[float, float, float, float], ring: list[Point]) -> bool:
    """Whether a ring, with this box around it, goes around a point."""
    x, y = point
    if not (box[0] <= x <= box[2] and box[1] <= y <= box[3]):
        return False
    crossings = (
        (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1)
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True)
    )
    return sum(crossings) % 2 == 1


def _dashed(points: list[Point], dash: float) -> list[list[Point]]:
    """Every other piece of a line, each ``dash`` long; corners begin a dash anew."""
    pieces = []
    for (x1, y1), (x2, y2) in pairwise(points):
        length = math.dist((x1, y1), (x2, y2))
        for n in range(0, int(length / dash) + 1, 2):
            a, b = n * dash / (length or 1), min(1.0, (n + 1) * dash / (length or 1))
            pieces.append(
                [(x1 + (x2 - x1) * a, y1 + (y2 - y1) * a), (x1 + (x2 - x1) * b, y1 + (y2 - y1) * b)]
            )
    return pieces
