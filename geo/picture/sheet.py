"""A scene as a sheet: title, map, legend, scale and credit."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from importlib import metadata

from geo.picture.drawing import Circle, Drawing, Item, Point, Shape, Text, one_line, text_width
from geo.picture.layout import (
    RING,
    Drawn,
    Room,
    beside_markers,
    drawn,
    in_the_middle,
    radius,
    scaled,
)
from geo.picture.outlines import Ring, world
from geo.picture.projection import Box, Projection, fitted
from geo.picture.request import WIDTH, Layers, PictureWords, Request, Size
from geo.picture.scene import NamedCountry, PictureMark, Scene, ShadedArea, core
from geo.places.outlines import outlines, rings
from geo.places.shades import breaks, shade

# The colours of the page in daylight (dashboard/assets/map.css), which print well.
WATER, LAND, BORDER, NAME = "#e3ebf0", "#fbfaf7", "#cfcabd", "#6b7280"
INK, PAPER, PLACE, ACTOR = "#17202a", "#ffffff", "#14568c", "#a1420c"
# From seldom to often: steps of one hue that a photocopier keeps apart.
SHADES = ("#c9dcee", "#abcae5", "#8bb5d9", "#6a9fcc", "#4b8bc0")
COLOURS = (INK, NAME, PLACE, ACTOR, BORDER), (PAPER, WATER, LAND, *SHADES)
"""All of them: of what is drawn, and of what it is drawn on."""

_MARGIN, _LEGEND = 28.0, 232.0


def largest(scene: Scene, request: Request) -> int:
    """The count of the largest marker on the sheet of a scene."""
    frame, projection = _map(scene, request)
    return scaled(scene.marks, projection, frame, scene.most)


def draw(scene: Scene, request: Request, most: int = 0) -> Drawing:
    """The sheet of a scene; a marker with the count ``most`` is of the largest size, without it
    the largest marker."""
    words = request.words
    frame, projection = _map(scene, request)
    most = most or scaled(scene.marks, projection, frame, scene.most)
    marks = [] if request.layers is Layers.AREAS else scene.marks
    every = drawn(marks, projection, frame, most)
    steps, dashed = shade_steps(scene, request), _unconfirmed(scene, request)
    legend = _legend_box(frame, dashed)
    room = Room(frame, [legend, *(each.box for each in every)])
    names = beside_markers(every, room, words.more)
    areas = list(_area_names(scene.areas, projection, room, words))
    title = one_line(request.title) or words.title
    about = _about(scene, words)
    hidden = len(scene.marks) - sum(each.mark.places for each in every)
    hidden += len(scene.areas) - len(areas)
    return Drawing(
        width=WIDTH,
        height=request.size.height,
        background=PAPER,
        frame=frame,
        clipped=(
            *_land(scene, steps, request.size, projection, frame),
            *_country_names(scene.countries, projection, room, words),
            *areas,
            *_markers(every, words),
            *(Text(name.at, name.text, name.size, INK, halo=PAPER) for name in names),
        ),
        items=(
            *_heading(title, about),
            *_legend(most, steps, dashed, legend, words),
            *_scale(projection, frame),
            *_credit(request, hidden),
        ),
        title=title,
        about=about,
    )


def _map(scene: Scene, request: Request) -> tuple[Box, Projection]:
    """Where the map is on the sheet, and what it shows."""
    frame = (0.0, 104.0, WIDTH, request.size.height - 44.0)
    return frame, fitted(request.box or core(scene.marks), _inner(frame))


def _inner(frame: Box) -> Box:
    """Where the places are to lie: beside the legend, and with room for names."""
    left, top, right, bottom = frame
    return left + 2 * _MARGIN + _LEGEND, top + 50, right - 140, bottom - 50


def _about(scene: Scene, words: PictureWords) -> str:
    days = words.days(scene.first, scene.last) or words.undated
    articles = words.count(scene.articles, words.articles)
    about = f"{days} · {articles} · {words.count(scene.places, words.places)}"
    if not scene.continents:
        return about
    names = ", ".join(
        f"{one_line(words.region(each.name))} {words.number(each.count)}"
        for each in scene.continents
    )
    return f"{about} · {words.continents.format(names=names)}"


def _heading(title: str, about: str) -> Iterator[Item]:
    yield Text((_MARGIN, 52), _cut(title, 32, WIDTH - 2 * _MARGIN, True), 32, INK, bold=True)
    yield Text((_MARGIN, 84), about, 18, NAME)


def _cut(text: str, size: float, width: float, bold: bool = False) -> str:
    """The text, shortened to so many units."""
    if text_width(text, size, bold) <= width:
        return text
    while text and text_width(f"{text}…", size, bold) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _land(
    scene: Scene, steps: Sequence[float], size: Size, projection: Projection, frame: Box
) -> Iterator[Item]:
    left, top, right, bottom = frame
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    yield Shape((corners,), fill=WATER)
    counts = {country.code: country.count for country in scene.countries} if steps else {}
    known = world()
    for country in known.countries:
        seen = tuple(_in_sight(_projected(country.rings, projection), projection, frame))
        if seen:
            fill = SHADES[shade(counts[country.code], steps)] if country.code in counts else LAND
            yield Shape(seen, fill=fill, stroke=BORDER, width=1)
    if steps:
        yield from _areas(scene.shaded, steps, size, projection, frame)
    for border in _in_sight(_projected(known.borders, projection), projection, frame):
        yield Shape((border,), stroke=PAPER, width=1.6, closed=False)
        yield Shape((border,), stroke=BORDER, width=1, closed=False)


def shade_steps(scene: Scene, request: Request) -> list[float]:
    """From which count on each shade is; none where only points are drawn, or no area is named."""
    counts = [country.count for country in scene.countries]
    counts += [area.count for area in scene.shaded]
    return breaks(max(counts)) if counts and request.layers is not Layers.POINTS else []


def _unconfirmed(scene: Scene, request: Request) -> bool:
    """Whether an outline is drawn that is not confirmed to be that of its place."""
    shaded = request.layers is not Layers.POINTS
    return shaded and any(not outlines()[area.id].confirmed for area in scene.shaded)


def _areas(
    areas: Sequence[ShadedArea],
    steps: Sequence[float],
    size: Size,
    projection: Projection,
    frame: Box,
) -> Iterator[Item]:
    """Divisions, regions and seas; larger ones first, so that what lies in another is seen. A
    dashed line is not confirmed to be the place's."""
    found: list[tuple[float, Shape]] = []
    for area in areas:
        outline = outlines()[area.id]
        points = (
            tuple(projection.on_world(*point) for point in ring)
            for ring in rings(outline, projection.scale * size.pixels / WIDTH)
        )
        seen = tuple(_in_sight(points, projection, frame))
        if not seen:
            continue
        xs = [x for ring in seen for x, _ in ring]
        ys = [y for ring in seen for _, y in ring]
        shape = Shape(
            seen,
            fill=SHADES[shade(area.count, steps)],
            stroke=LAND if outline.confirmed else PLACE,
            width=0.75,
            dash=0 if outline.confirmed else 4,
        )
        found.append(((max(xs) - min(xs)) * (max(ys) - min(ys)), shape))
    found.sort(key=lambda each: -each[0])
    yield from (shape for _, shape in found)


def _country_names(
    countries: Sequence[NamedCountry], projection: Projection, room: Room, words: PictureWords
) -> Iterator[Item]:
    labels = {country.code: country.label for country in world().countries}
    for country in countries:
        if country.code in labels:
            at = projection.point(*labels[country.code])
            name = words.country_name(country.code, country.name)
            label = in_the_middle(name.upper(), at, 12, room)
            if label:
                yield Text(label.at, label.text, label.size, NAME, halo=LAND)


def _area_names(
    areas: Sequence[PictureMark], projection: Projection, room: Room, words: PictureWords
) -> Iterator[Item]:
    """Regions and seas by their names, as on maps, with their counts: nothing happened in the
    middle of them."""
    for area in areas:
        at = projection.point(area.longitude, area.latitude)
        text = f"{words.region(area.name)} {words.number(area.count)}"
        label = in_the_middle(text, at, 13, room)
        if label:
            yield Text(label.at, label.text, label.size, PLACE, halo=PAPER)


def _projected(every: Iterable[Ring], projection: Projection) -> Iterator[tuple[Point, ...]]:
    return (tuple(projection.point(*point) for point in ring) for ring in every)


def _in_sight(
    every: Iterable[tuple[Point, ...]], projection: Projection, frame: Box
) -> Iterator[tuple[Point, ...]]:
    """The rings as they are drawn, once for each turn around the world that is in the frame."""
    left, top, right, bottom = frame
    for points in every:
        low, high = min(x for x, _ in points), max(x for x, _ in points)
        if max(y for _, y in points) < top or min(y for _, y in points) > bottom:
            continue
        for turn in (-projection.scale, 0.0, projection.scale):
            if low + turn < right and high + turn > left:
                yield tuple((x + turn, y) for x, y in points)


def _markers(every: Sequence[Drawn], words: PictureWords) -> Iterator[Item]:
    for each in every:
        mark, size = each.mark, each.radius
        yield from _marker(each.at, size, mark.actors, mark.unsure, mark.places > 1)
        number = words.number(mark.count)
        if size > 9 and text_width(number, 13, True) < 1.6 * size and not mark.unsure:
            x, y = each.at
            yield Text((x, y + 4.5), number, 13, PAPER, "middle", bold=True)


def _marker(at: Point, size: float, actors: float, unsure: bool, several: bool) -> Iterator[Item]:
    if unsure:
        yield Circle(at, size, PAPER, PLACE, 2, dash=4)
    else:
        yield Circle(at, size, PLACE, PAPER, 1.5, slice=actors, slice_fill=ACTOR)
    if several:
        yield Circle(at, size + RING, stroke=PLACE, width=1.3)


def _legend_box(frame: Box, dashed: bool) -> Box:
    left, _, _, bottom = frame
    height = 282 if dashed else 264
    return left + _MARGIN, bottom - _MARGIN - height, left + _MARGIN + _LEGEND, bottom - _MARGIN


def _legend(
    most: int, steps: Sequence[float], dashed: bool, box: Box, words: PictureWords
) -> Iterator[Item]:
    left, top, right, bottom = box
    frame = ((left, top), (right, top), (right, bottom), (left, bottom))
    yield Shape((frame,), fill=PAPER, stroke=BORDER)
    yield from _size_legend(most, (left + 40, top + 74), words)
    y = top + 112
    for actors, unsure, several, text in (
        (0.0, False, False, words.place),
        (1.0, False, False, words.actor),
        (0.0, True, False, words.unsure),
        (0.0, False, True, words.joined),
    ):
        yield from _marker((left + 24, y - 4), 7, actors, unsure, several)
        yield Text((left + 42, y), _cut(text, 13, right - left - 50), 13, INK)
        y += 22
    yield Text((left + 14, y), "Abc 9", 13, PLACE)
    yield Text((left + 56, y), _cut(words.area, 13, right - left - 62), 13, INK)
    y += 24
    if not steps:
        return
    width = (right - left - 28) / len(SHADES)
    for n, least in enumerate(steps):
        x = left + 14 + n * width
        yield Shape((((x, y - 10), (x + width, y - 10), (x + width, y), (x, y)),), fill=SHADES[n])
        yield Text((x, y + 12), words.number(least), 11.5, NAME)
    yield Text((left + 14, y + 27), _cut(words.shade, 11.5, right - left - 24), 11.5, NAME)
    if dashed:
        line = ((left + 14, y + 41), (left + 40, y + 41))
        yield Shape((line,), stroke=PLACE, width=0.75, closed=False, dash=4)
        text = _cut(words.unconfirmed, 11.5, right - left - 54)
        yield Text((left + 46, y + 45), text, 11.5, NAME)


def _size_legend(most: int, base: Point, words: PictureWords) -> Iterator[Item]:
    """Three circles that stand in each other, with their counts."""
    x, y = base
    values = sorted({most, _round(most / 4), _round(most / 20)}, reverse=True)
    above = -math.inf
    for n, value in enumerate(values):
        size = radius(value, most)
        height = y - 2 * size
        if height - above < 13:  # its number would cover that of the circle around it
            continue
        above = height
        yield Circle((x, y - size), size, stroke=INK, width=1)
        yield Shape((((x, height), (x + 44, height)),), stroke=BORDER, closed=False)
        label = f"{words.number(value)} {words.of}" if n == 0 else words.number(value)
        yield Text((x + 48, height + 4), label, 13, INK)


def _round(value: float) -> int:
    """A number of one significant digit, at least 1."""
    if value < 1:
        return 1
    size: int = 10 ** int(math.log10(value))
    return int(value // size) * size


def _scale(projection: Projection, frame: Box) -> Iterator[Item]:
    """A bar of a round number of kilometres, as long as it is at the map's middle height."""
    _, top, right, bottom = frame
    per_unit = projection.kilometres(1.0, (top + bottom) / 2)
    size = 10 ** math.floor(math.log10(200 * per_unit))
    kilometres = max(n * size for n in (1, 2, 5) if n * size <= 200 * per_unit)
    length, y = kilometres / per_unit, bottom - 24
    x = right - _MARGIN - length
    bar = ((x, y - 6), (x, y), (x + length, y), (x + length, y - 6))
    yield Shape((bar,), stroke=PAPER, width=4, closed=False)
    yield Shape((bar,), stroke=INK, width=1.5, closed=False)
    label = f"{kilometres:g} km"
    yield Text((x + length / 2, y - 8), label, 13, INK, "middle", halo=PAPER)


def _credit(request: Request, hidden: int) -> Iterator[Item]:
    words, y = request.words, request.size.height - 16
    credit = words.credit.format(
        sources=", ".join(request.sources), version=metadata.version("dateline")
    )
    room = WIDTH - 2 * _MARGIN
    if hidden:
        left_out = words.hidden.format(places=words.number(hidden))
        yield Text((WIDTH - _MARGIN, y), left_out, 13, NAME, "end")
        room -= text_width(left_out, 13) + 20
    yield Text((_MARGIN, y), _cut(credit, 13, room), 13, NAME)
