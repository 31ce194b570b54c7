"""A drawing as SVG 1.1: shapes and text that an editor can change."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from geo.picture.drawing import FAMILY, Circle, Drawing, Item, Point, Shape, Text


def write_svg(drawing: Drawing, out: BinaryIO) -> None:
    """Write it. Text is text, in Source Sans 3 where that is installed, and as wide as it was
    laid out where it is not."""
    for line in _lines(drawing):
        out.write(f"{line}\n".encode())


def _lines(drawing: Drawing) -> Iterator[str]:
    left, top, right, bottom = drawing.frame
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(drawing.width)} '
        f'{_n(drawing.height)}" role="img" aria-labelledby="title about" '
        f"font-family=\"'{FAMILY}', 'Source Sans Pro', 'Segoe UI', Helvetica, sans-serif\">"
    )
    yield f'<title id="title">{escape(drawing.title)}</title>'
    yield f'<desc id="about">{escape(drawing.about)}</desc>'
    yield (
        f'<clipPath id="map"><rect x="{_n(left)}" y="{_n(top)}" width="{_n(right - left)}" '
        f'height="{_n(bottom - top)}"/></clipPath>'
    )
    yield f'<rect width="100%" height="100%" fill="{drawing.background}"/>'
    yield '<g clip-path="url(#map)">'
    yield from map(_item, drawing.clipped)
    yield "</g>"
    yield from map(_item, drawing.items)
    yield "</svg>"


def _item(item: Item) -> str:
    match item:
        case Shape():
            return _shape(item)
        case Circle():
            return _circle(item)
        case Text():
            return _label(item)


def _shape(shape: Shape) -> str:
    end = "Z" if shape.closed else ""
    path = "".join(f"M{_points(ring)}{end}" for ring in shape.rings)
    return (
        f'<path d="{path}" fill="{shape.fill or "none"}" fill-rule="evenodd" '
        f'{_stroke(shape)}stroke-linejoin="round"/>'
    )


def _circle(circle: Circle) -> str:
    (x, y), r = circle.at, circle.radius
    fill = circle.slice_fill if circle.slice >= 1 else circle.fill
    disc = (
        f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}" fill="{fill or "none"}" {_stroke(circle)}/>'
    )
    if not 0 < circle.slice < 1:
        return disc
    turn = 2 * math.pi * circle.slice
    end = (x + r * math.sin(turn), y - r * math.cos(turn))
    wedge = (
        f"M{_points([(x, y), (x, y - r)])}A{_n(r)} {_n(r)} 0 {int(circle.slice > 0.5)} 1 "
        f"{_points([end])}Z"
    )
    return f'{disc}<path d="{wedge}" fill="{circle.slice_fill}"/>'


def _label(text: Text) -> str:
    (x, y) = text.at
    halo = (
        f'stroke="{text.halo}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke" '
        if text.halo
        else ""
    )
    weight = 'font-weight="600" ' if text.bold else ""
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(text.size)}" fill="{text.fill}" '
        f'text-anchor="{text.anchor}" {weight}{halo}textLength="{_n(text.width)}" '
        f'lengthAdjust="spacingAndGlyphs">{escape(text.text)}</text>'
    )


def _stroke(item: Shape | Circle) -> str:
    if not item.stroke:
        return ""
    dash = f'stroke-dasharray="{_n(item.dash)}" ' if item.dash else ""
    return f'stroke={quoteattr(item.stroke)} stroke-width="{_n(item.width)}" {dash}'


def _points(points: list[Point] | tuple[Point, ...]) -> str:
    return "L".join(f"{_n(x)} {_n(y)}" for x, y in points)


def _n(value: float) -> str:
    """A number with at most a tenth of a unit."""
    return f"{value:.1f}".removesuffix(".0")
