"""The formats that a selection can be taken out in, by the end of the file's name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from geo.errors import BadInput
from geo.export import (
    bibliography,
    csv_table,
    geojson,
    geopackage,
    geoparquet,
    kml,
    linked_places,
    pictures,
    sqlite_tables,
    web_annotation,
    workbook,
)
from geo.export.columns import By
from geo.export.tables import Content

_ANY = tuple(By)


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the end of its files' names, what its rows can be, and who writes it.

    Of ``stream`` and ``file`` one is there: what can be written from its beginning to its end,
    and what must be a file. ``kind`` is its media type.
    """

    suffix: str
    about: str
    kind: str
    by: tuple[By, ...]
    stream: Callable[[Content, BinaryIO], None] | None = None
    file: Callable[[Content, Path], None] | None = None

    def check(self, by: By | None) -> None:
        """Raises BadInput where its rows cannot be these."""
        if by is not None and by not in self.by:
            able = ", ".join(f".{other.suffix}" for other in FORMATS if by in other.by)
            raise BadInput(
                f".{self.suffix} has a row for each {self.by[0]} and none for each {by}: leave "
                f"--by out, or give one of {able}"
            )


_JSON = "application/json"

FORMATS = (
    Format("csv", "table for spreadsheets", "text/csv", _ANY, csv_table.write),
    Format(
        "xlsx",
        "Excel workbook",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ANY,
        workbook.write,
    ),
    Format("geojson", "GeoJSON", "application/geo+json", _ANY, geojson.write),
    Format("kml", "KML for Google Earth", "application/vnd.google-earth.kml+xml", _ANY, kml.write),
    Format("parquet", "GeoParquet", "application/vnd.apache.parquet", _ANY, geoparquet.write),
    Format(
        "gpkg",
        "GeoPackage for QGIS",
        "application/geopackage+sqlite3",
        _ANY,
        file=geopackage.write,
    ),
    Format("lp.json", "Linked Places", _JSON, (By.PLACE,), linked_places.write),
    Format(
        "jsonld",
        "W3C Web Annotations",
        "application/ld+json",
        (By.MENTION,),
        web_annotation.write,
    ),
    Format(
        "sqlite",
        "SQLite for Datasette",
        "application/vnd.sqlite3",
        _ANY,
        file=sqlite_tables.write,
    ),
    Format(
        "bib",
        "BibTeX of the articles",
        "application/x-bibtex",
        (By.ARTICLE,),
        bibliography.write_bibtex,
    ),
    Format(
        "ris",
        "RIS of the articles",
        "application/x-research-info-systems",
        (By.ARTICLE,),
        bibliography.write_ris,
    ),
    Format("png", "picture of the map", "image/png", (By.PLACE,), pictures.write_as_png),
    Format("svg", "drawing of the map", "image/svg+xml", (By.PLACE,), pictures.write_as_svg),
    Format("gif", "the dates playing", "image/gif", (By.PLACE,), pictures.write_as_gif),
)

_BY_SUFFIX = {format_.suffix: format_ for format_ in FORMATS}
SUFFIXES = tuple(_BY_SUFFIX)


def format_named(name: str) -> Format:
    """The format of this name. Raises BadInput."""
    if name not in _BY_SUFFIX:
        raise BadInput(f"no format is called {name!r}: give one of {', '.join(SUFFIXES)}")
    return _BY_SUFFIX[name]


def format_of(file: str) -> Format:
    """The format that a file's name ends in. Raises BadInput."""
    name = Path(file).name.lower()
    # The longest first: .lp.json is no .json.
    for suffix in sorted(SUFFIXES, key=len, reverse=True):
        if name.endswith(f".{suffix}"):
            return _BY_SUFFIX[suffix]
    known = ", ".join(f".{suffix}" for suffix in SUFFIXES)
    raise BadInput(f"the end of the name says the format: give one of {known}", path=file)
