"""Pictures as files: read back by Pillow and as XML."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from lxml import etree
from PIL import Image, ImageColor

from geo.export import Content
from geo.picture import (
    FRENCH,
    SIZES,
    Layers,
    Request,
    draw,
    read_scene,
    write_gif,
    write_png,
    write_svg,
)
from geo.picture.animation import steps
from geo.picture.drawing import Circle, Drawing, Shape, undrawable
from geo.picture.outlines import world
from geo.picture.projection import fitted
from geo.picture.raster import rendered
from geo.picture.scene import NamedCountry, PictureMark, Scene, ShadedArea
from geo.picture.sheet import PLACE, SHADES
from tests.geo.export.newsroom import HOSTILE, filled

SVG = "{http://www.w3.org/2000/svg}"
NORTH = (55.0, 25.0, 80.0, 45.0)
KABUL = PictureMark("Kabul", 34.53, 69.17, 40)
HERAT = PictureMark("Herat", 34.35, 62.2, 10)


def scene(**changes: object) -> Scene:
    values: dict[str, object] = {
        "marks": [KABUL, HERAT],
        "areas": [PictureMark("Hindu Kush", 35.5, 70.5, 3)],
        "shaded": [],
        "continents": [PictureMark("Asia", 30, 90, 2)],
        "countries": [NamedCountry("AF", "Afghanistan", 7)],
        "articles": 5,
        "places": 5,
        "first": date(2021, 7, 5),
        "last": date(2021, 7, 9),
        "most": 40,
    }
    return Scene(**(values | changes))  # type: ignore[arg-type]


def svg(shown: Scene, request: Request) -> etree._Element:
    out = io.BytesIO()
    write_svg(draw(shown, request), out)
    return etree.fromstring(out.getvalue())


def words(root: etree._Element) -> list[str]:
    return [element.text for element in root.iter(f"{SVG}text")]


def test_a_drawing_says_what_it_shows() -> None:
    found = words(svg(scene(), Request("Talks", box=NORTH, sources=["GeoNames (CC BY 4.0)"])))
    assert {"Talks", "Kabul", "Herat", "Hindu Kush 3", "AFGHANISTAN", "40 mentions"} <= {*found}
    assert "5 Jul 2021 – 9 Jul 2021 · 5 articles · 5 places · also: Asia 2" in found
    [credit] = [text for text in found if "Natural Earth" in text]
    assert "GeoNames (CC BY 4.0)" in credit
    assert any(text.endswith(" km") for text in found)


def test_a_drawing_speaks_french() -> None:
    found = words(svg(scene(articles=1), Request(box=NORTH, words=FRENCH)))
    assert "Lieux dans l’actualité" in found
    assert "5 juil. 2021 – 9 juil. 2021 · 1 article · 5 lieux · aussi : Asie 2" in found
    shown = scene(
        areas=[PictureMark("Central Asia", 35.5, 70.5, 3)],
        countries=[NamedCountry("UZ", "Uzbekistan", 7)],
    )
    french = words(svg(shown, Request(box=(55.0, 25.0, 80.0, 48.0), words=FRENCH)))
    assert {"Asie centrale 3", "OUZBÉKISTAN"} <= {*french}


@pytest.mark.parametrize("most", [1, 2, 3, 9, 40, 1000])
def test_the_numbers_of_the_legend_do_not_cover_each_other(most: int) -> None:
    root = svg(scene(marks=[replace(KABUL, count=most)], most=most), Request(box=NORTH))
    texts = [element for element in root.iter(f"{SVG}text") if element.text]
    legend = [text for text in texts if text.text.replace(" mentions", "").isdigit()]
    heights = sorted(float(text.get("y")) for text in legend if text.get("x") == "116")
    assert heights
    assert all(below - above >= 13 for above, below in pairwise(heights))


def test_what_the_typeface_cannot_draw_is_known() -> None:
    assert undrawable("Où l’été – Город, Αθήνα: 漢字漢") == "漢字"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_an_article_says_is_text_in_a_drawing(hostile: str) -> None:
    mark = PictureMark(hostile, 34.53, 69.17, 40)
    root = svg(scene(marks=[mark]), Request(hostile, box=NORTH))
    names = {etree.QName(element).localname for element in root.iter()}
    assert names <= {"svg", "title", "desc", "clipPath", "rect", "g", "path", "circle", "text"}
    assert root[0].text == " ".join(hostile.split()).replace("\u0007", "\ufffd")
    assert not [name for element in root.iter() for name in element.attrib if name[:2] == "on"]


def test_slides_and_paper_have_300_dots_an_inch() -> None:
    assert {name: (size.pixels, size.dots) for name, size in SIZES.items()} == {
        "screen": (1920, 96),
        "16:9": (4000, 300),
        "a4": (3508, 300),
    }


@pytest.mark.parametrize("name", ["screen", "a4"])
def test_a_picture_has_the_size_and_resolution_of_its_sheet(name: str) -> None:
    size, out = SIZES[name], io.BytesIO()
    write_png(draw(scene(), Request("Talks", size, box=NORTH)), size, out)
    image = Image.open(out)
    assert image.size == (size.pixels, round(size.pixels / size.ratio))
    assert round(image.info["dpi"][0]) == size.dots
    assert image.info["Title"] == "Talks"
    if name == "a4":
        assert abs(image.width / image.info["dpi"][0] - 297 / 25.4) < 0.01


def test_a_place_and_its_country_have_their_colours() -> None:
    out = io.BytesIO()
    drawing = draw(scene(), Request(box=NORTH))
    write_png(drawing, SIZES["screen"], out)
    image = Image.open(out)
    scale = image.width / drawing.width
    largest = max(
        (item for item in drawing.clipped if isinstance(item, Circle)), key=lambda c: c.radius
    )
    left = (round((largest.at[0] - 0.7 * largest.radius) * scale), round(largest.at[1] * scale))
    assert image.getpixel(left) == ImageColor.getrgb(PLACE)
    assert drawing.frame[0] == 0
    projection = fitted(NORTH, (288.0, 154.0, 1460.0, 806.0))
    x, y = projection.point(66.0, 33.0)
    assert image.getpixel((round(x * scale), round(y * scale))) == ImageColor.getrgb(SHADES[3])


TEXAS, HIMALAYA = "geonames:4736286", "geonames:1252558"
AMERICA = (-110.0, 24.0, -88.0, 38.0)


def shapes(shown: Scene, request: Request) -> list[Shape]:
    drawing = draw(shown, request)
    return [item for item in drawing.clipped if isinstance(item, Shape) and item.fill in SHADES]


def test_a_division_is_shaded_on_its_country() -> None:
    america = [NamedCountry("US", "United States", 100)]
    shown = scene(marks=[], areas=[], countries=america, shaded=[ShadedArea(TEXAS, 1)])
    *country, texas = shapes(shown, Request(box=AMERICA))
    assert {shape.fill for shape in country} == {SHADES[-1]}
    assert (texas.fill, texas.dash) == (SHADES[0], 0)
    numbers = words(svg(shown, Request(box=AMERICA)))
    assert "countries, regions: mentions, from" in numbers
    assert [each for each in numbers if each in ("1", "2", "7", "20", "50")]


def test_of_points_and_areas_what_is_asked_for_is_drawn() -> None:
    shown = scene(shaded=[ShadedArea(TEXAS, 1)])
    points, areas = (Request(box=NORTH, layers=each) for each in (Layers.POINTS, Layers.AREAS))
    assert not shapes(shown, points)
    assert "countries, regions: mentions, from" not in words(svg(shown, points))
    assert shapes(shown, areas)
    assert not [i for i in draw(shown, areas).clipped if isinstance(i, Circle)]
    assert "Kabul" not in words(svg(shown, areas))


def test_what_lies_in_a_hole_is_not_covered() -> None:
    def square(first: float, last: float) -> tuple[tuple[float, float], ...]:
        return (first, first), (last, first), (last, last), (first, last)

    island = Shape((square(30, 40), square(10, 60), square(20, 50)), fill="#000000")
    drawing = Drawing(70, 70, "#ffffff", (0, 0, 70, 70), (island,), (), "", "")
    image = rendered(drawing, 70)
    assert [image.getpixel((at, at)) for at in (5, 15, 25, 35, 45, 55, 65)] == [
        *((255,) * 3, (0,) * 3) * 3,
        (255,) * 3,
    ]


def test_nothing_at_all_is_a_map_of_the_world() -> None:
    nothing = scene(marks=[], areas=[], countries=[], continents=[], first=None, last=None)
    assert "no dates · 5 articles · 5 places" in words(svg(nothing, Request()))


def test_every_country_of_the_page_has_its_outline() -> None:
    codes = {country.code for country in world().countries}
    assert {"AF", "FR", "RU", "AQ", "XK"} <= codes
    [antarctica] = [country for country in world().countries if country.code == "AQ"]
    assert any(point == (point[0], -90.0) for ring in antarctica.rings for point in ring)


def test_dates_play_in_a_step_each(tmp_path_factory: pytest.TempPathFactory) -> None:
    content: Content = filled(tmp_path_factory.mktemp("newsroom"))
    out = io.BytesIO()
    write_gif(content.reader, content.f, Request("Talks"), out)
    days = [day for day, _ in content.reader.histogram(content.f)]
    image = Image.open(out)
    assert image.n_frames == (max(days) - min(days)).days + 1  # type: ignore[attr-defined]
    assert read_scene(content.reader, content.f).places == content.counts.places


def test_without_a_date_there_is_one_step(tmp_path_factory: pytest.TempPathFactory) -> None:
    content: Content = filled(tmp_path_factory.mktemp("newsroom"))
    out = io.BytesIO()
    undated = replace(content.f, text='"lie on either side"')
    write_gif(content.reader, undated, Request(), out)
    assert Image.open(out).n_frames == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("first", "last", "number", "second"),
    [
        (date(2021, 7, 9), date(2021, 7, 9), 1, None),
        (date(2021, 7, 1), date(2021, 7, 31), 31, date(2021, 7, 2)),
        (date(2021, 1, 1), date(2021, 12, 31), 53, date(2021, 1, 4)),
        (date(2021, 1, 15), date(2023, 2, 1), 26, date(2021, 2, 1)),
        (date(2010, 5, 1), date(2020, 1, 1), 40, date(2010, 7, 1)),
        (date(1900, 5, 1), date(2020, 1, 1), 60, date(1962, 1, 1)),
    ],
)
def test_steps_are_as_long_as_they_must_be(
    first: date, last: date, number: int, second: date | None
) -> None:
    found = steps(first, last)
    assert len(found) == number
    assert found[-1][1] == last
    assert second is None or found[1][0] == second
    assert all(a[1] < b[0] for a, b in pairwise(found))
