"""Draws docs/images/format-*.png: each export of the sample articles as its own readers read it.

``python -m tests.docs.format_pictures`` exports what is in ``seeds/`` in every format, opens each
file again with the library that people open it with, and draws what came out: the table, the
places on the outlines of countries, or, where a format is read by programs that have no library
here (Google Earth, Recogito, Zotero), the file's own lines.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas
import pandas
from PIL import Image, ImageDraw

from geo.cli import main as dateline
from geo.picture.drawing import font
from geo.picture.outlines import world
from tests.docs.commands import ROOT

IMAGES = ROOT / "docs" / "images"
COLUMNS = (
    *("phrase", "place_name", "country_code", "latitude", "longitude"),
    *("confidence", "sentence"),
)
WIDTH, LINE, MARGIN = 1400, 30, 26
INK, SOFT, RULE, PAPER, LAND, WATER, PLACE = (
    "#1c2228", "#5d6873", "#dfdbd1", "#ffffff", "#fdfbf6", "#e3eaf1", "#14568c",
)  # fmt: skip
_SIZE = 19

Points = Iterable[tuple[float, float]]


class Sheet:
    """A picture that grows downwards."""

    def __init__(self, title: str) -> None:
        self.image = Image.new("RGB", (WIDTH, 2000), PAPER)
        self.draw = ImageDraw.Draw(self.image)
        self.at = MARGIN
        self.text(MARGIN, title, INK, bold=True)
        self.at += LINE + 12

    def text(self, x: float, words: str, ink: str, bold: bool = False) -> None:
        face = font(_SIZE, bold)
        self.draw.text((x, self.at), words, fill=ink, font=face)

    def table(self, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """A table, its last column as long as it has room."""
        every = [list(names), *([_short(value) for value in row] for row in rows)]
        face = font(_SIZE, False)
        wide = [
            min(260, max(self.draw.textlength(str(row[at]), font=face) for row in every)) + 24
            for at in range(len(names))
        ]
        for number, row in enumerate(every):
            x: float = MARGIN
            for at, (value, room) in enumerate(zip(row, wide, strict=True)):
                rest = WIDTH - MARGIN - x if at == len(row) - 1 else room - 14
                self.text(x, self.fitting(str(value), rest), SOFT if not number else INK)
                x += room
            self.at += LINE
            self.draw.line((MARGIN, self.at - 3, WIDTH - MARGIN, self.at - 3), fill=RULE)

    def lines(self, text: str, most: int) -> None:
        """The first lines of a file."""
        for line in text.splitlines()[:most]:
            self.text(MARGIN, self.fitting(line, WIDTH - 2 * MARGIN), INK)
            self.at += LINE - 4
        self.text(MARGIN, "…", SOFT)
        self.at += LINE

    def map(self, points: Points) -> None:
        """Points on the outlines of countries."""
        wide, high = WIDTH - 2 * MARGIN, 440
        scale = wide / 360
        drawn = Image.new("RGB", (wide, high), WATER)
        draw = ImageDraw.Draw(drawn)

        def to(x: float, y: float) -> tuple[float, float]:
            return (x + 180) * scale, (78 - y) * scale

        for country in world().countries:
            for ring in country.rings:
                draw.polygon([to(*point) for point in ring], fill=LAND, outline=RULE)
        for longitude, latitude in points:
            x, y = to(longitude, latitude)
            draw.ellipse((x - 6, y - 6, x + 6, y + 6), fill=PLACE, outline=PAPER, width=2)
        self.image.paste(drawn, (MARGIN, self.at + 8))
        self.at += high + 22

    def fitting(self, words: str, room: float) -> str:
        """As many of the words as have room."""
        face = font(_SIZE, False)
        words = words.replace("\t", "    ")
        if self.draw.textlength(words, font=face) <= room:
            return words
        while words and self.draw.textlength(f"{words}…", font=face) > room:
            words = words[: -max(1, len(words) // 20)]
        return f"{words}…"

    def save(self, name: str) -> None:
        """As ``docs/images/format-<name>.png``."""
        path = IMAGES / f"format-{name}.png"
        cut = self.image.crop((0, 0, WIDTH, self.at + MARGIN - 10))
        cut.quantize(64).save(path, optimize=True)
        print(f"{path}: {path.stat().st_size / 1000:.0f} kB", flush=True)


def _short(value: object) -> str:
    if pandas.isna(value):
        return ""
    return f"{value:.4g}" if isinstance(value, float) else " ".join(str(value).split())


def frame(title: str, found: pandas.DataFrame, points: Points = ()) -> Sheet:
    """The first rows of a table and, where it has any, its points."""
    sheet = Sheet(title)
    names = [name for name in COLUMNS if name in found.columns]
    rows = found[names].head(6).astype(object).itertuples(index=False)
    sheet.table(names, rows)
    if points:
        sheet.map(points)
    return sheet


def geometry(title: str, path: Path) -> Sheet:
    """What GeoPandas reads, with its points."""
    read = geopandas.read_parquet if path.suffix == ".parquet" else geopandas.read_file
    found = read(path)
    points = [(point.x, point.y) for point in found.geometry if point is not None]
    return frame(title, found, points)


def first_lines(title: str, path: Path, most: int = 16) -> Sheet:
    """The file's own first lines; of JSON the first entry, indented."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonld":
        first = json.loads(text)[0]
        kept = {name: first[name] for name in ("id", "type", "body", "target") if name in first}
        text = json.dumps(kept, ensure_ascii=False, indent=1)
    elif path.suffix == ".json":
        text = json.dumps(json.loads(text)["features"][0], ensure_ascii=False, indent=1)
    sheet = Sheet(title)
    sheet.lines(text, most)
    return sheet


def linked_places(title: str, path: Path) -> Sheet:
    """The first place as it is written, and all of them on the map."""
    sheet = first_lines(title, path, 14)
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    sheet.map(_point(each["geometry"]) for each in features)
    return sheet


def _point(geometry: dict[str, Any]) -> tuple[float, float]:
    """The first point of a geometry, which may be a collection of them."""
    first = geometry["geometries"][0] if "geometries" in geometry else geometry
    longitude, latitude, *_ = first["coordinates"]
    return longitude, latitude


def database(title: str, path: Path) -> Sheet:
    """What SQL answers."""
    asked = (
        "SELECT place_name, country_code, count(*) AS mentions, count(DISTINCT article_id) AS "
        "articles FROM mentions GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 8"
    )
    with closing(sqlite3.connect(path)) as connection:
        answer = connection.execute(asked)
        names, rows = [each[0] for each in answer.description], answer.fetchall()
    sheet = Sheet(title)
    sheet.text(MARGIN, f"{asked};", INK)
    sheet.at += LINE + 6
    sheet.table(names, rows)
    return sheet


def table(title: str, path: Path) -> Sheet:
    """What pandas reads."""
    found = pandas.read_excel(path) if path.suffix == ".xlsx" else pandas.read_csv(path)
    return frame(title, found)


FORMATS: dict[str, tuple[str, Callable[[str, Path], Sheet]]] = {
    "mentions.csv": ("mentions.csv, read by pandas", table),
    "mentions.xlsx": ("mentions.xlsx, read by pandas and openpyxl", table),
    "mentions.geojson": ("mentions.geojson, read by GeoPandas", geometry),
    "mentions.kml": ("mentions.kml: its first lines", first_lines),
    "mentions.parquet": ("mentions.parquet, read by GeoPandas", geometry),
    "mentions.gpkg": ("mentions.gpkg, its layer of mentions read by GeoPandas", geometry),
    "places.lp.json": ("places.lp.json: its first place, and all of them", linked_places),
    "annotations.jsonld": ("annotations.jsonld: its first annotation", first_lines),
    "mentions.sqlite": ("mentions.sqlite, asked by SQL", database),
    "articles.bib": ("articles.bib: its first lines", first_lines),
    "articles.ris": ("articles.ris: its first lines", first_lines),
}
"""Each file, what its picture is called, and how it is drawn."""


def main() -> None:
    """Export the sample articles and draw every format."""
    with tempfile.TemporaryDirectory() as folder:
        atlas = ["--atlas", str(Path(folder) / "atlas")]
        dateline(["ingest", str(ROOT / "seeds"), *atlas])
        for name, (title, draw) in FORMATS.items():
            path = Path(folder) / name
            if dateline(["export", str(path), *atlas]):
                raise SystemExit(f"{name} could not be exported")
            draw(title, path).save(name.partition(".")[2].replace(".", "-"))


if __name__ == "__main__":
    main()
