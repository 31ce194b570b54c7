"""A scene as a sheet: title, map, legend, scale and credit."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from importlib import metadata

from geo.picture.drawing import Circle, Drawing, Item, Point, Shape, Text, one_line, text_width
from geo.picture.layout import Drawn, Room, beside_markers, drawn, in_the_middle, radius, scaled
from geo.picture.outlines import Ring, world
from geo.picture.projection import Box, Projection, fitted
from geo.picture.request import WIDTH, PictureWords, Request
from geo.picture.scene import NamedCountry, PictureMark, Scene, core

# The colours of the page in daylight (dashboard/assets/map.css), which print well.
WATER, LAND, BORDER, NAME = "#e3ebf0", "#fbfaf7", "#cfcabd", "#6b7280"
INK, PAPER, PLACE, ACTOR = "#17202a", "#ffffff", "#14568c", "#a1420c"
# From seldom to often: steps of one hue that a photocopier keeps apart.
SHADES = ("#e9eef3", "#d3e0ec", "#b7cfe3", "#96b9d7", "#729fc7")
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
    every = drawn(scene.marks, projection, frame, most)
    room = Room(frame, [_legend_box(frame), *(each.box for each in every)])
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
            *_land(scene.countries, projection, frame),
            *_country_names(scene.countries, projection, room, words),
            *areas,
            *_markers(every, words),
            *(Text(name.at, name.text, name.size, INK, halo=PAPER) for name in names),
        ),
        items=(
            *_heading(title, about),
            *_legend(most, _legend_box(frame), words),
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


def _land(countries: Sequence[NamedCountry], projection: Projection, frame: Box) -> Iterator[Item]:
    left, top, right, bottom = frame
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    yield Shape((corners,), fill=WATER)
    shades = _shades(countries)
    outlines = world()
    for country in outlines.countries:
        rings = list(_in_sight(country.rings, projection, frame))
        if rings:
            yield Shape(tuple(rings), fill=shades.get(country.code, LAND), stroke=BORDER, width=1)
    for border in _in_sight(outlines.borders, projection, frame):
        yield Shape((border,), stroke=PAPER, width=1.6, closed=False)
        yield Shape((border,), stroke=BORDER, width=1, closed=False)


def _shades(countries: Sequence[NamedCountry]) -> dict[str, str]:
    """A shade for each country by the square root of its count, so that one that is named most
    leaves the others apart."""
    most = max((country.count for country in countries), default=1.0)
    last = len(SHADES) - 1
    return {
        country.code: SHADES[min(last, int(math.sqrt(country.count / most) * len(SHADES)))]
        for country in countries
    }


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


def _in_sight(
    rings: Iterable[Ring], projection: Projection, frame: Box
) -> Iterator[tuple[Point, ...]]:
    """The rings as they are drawn, once for each turn around the world that is in the frame."""
    left, top, right, bottom = frame
    for ring in rings:
        points = [projection.point(*point) for point in ring]
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
        yield Circle(at, size + 3, stroke=PLACE, width=1.3)


def _legend_box(frame: Box) -> Box:
    left, _, _, bottom = frame
    return left + _MARGIN, bottom - _MARGIN - 250, left + _MARGIN + _LEGEND, bottom - _MARGIN


def _legend(most: int, box: Box, words: PictureWords) -> Iterator[Item]:
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
    step = (right - left - 28) / len(SHADES)
    for n, shade in enumerate(SHADES):
        x = left + 14 + n * step
        yield Shape((((x, y - 10), (x + step, y - 10), (x + step, y), (x, y)),), fill=shade)
    yield Text((left + 14, y + 14), _cut(words.country, 11.5, right - left - 24), 11.5, NAME)


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
