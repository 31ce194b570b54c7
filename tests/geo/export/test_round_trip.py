"""Every format, read back by the library that its users read it with, against the atlas."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import bibtexparser
import fastkml.validator
import geopandas
import openpyxl
import pandas
import pyarrow.parquet as pq
import pytest
import rispy
from lxml import etree
from shapely.geometry import MultiPoint, Point

from geo.atlas import Filter
from geo.export import SUFFIXES, By, Content
from geo.text.interchange import from_cell, is_formula
from tests.geo.export.conftest import Export
from tests.geo.export.newsroom import HOSTILE, rows

KML = "{http://www.opengis.net/kml/2.2}"
TABLES = list(By)
NUMBERS = {"latitude", "longitude"}


def as_words(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def words(found: Iterable[dict[str, object]]) -> list[dict[str, str]]:
    return [{name: as_words(value) for name, value in row.items()} for row in found]


def as_json(found: Iterable[dict[str, object]]) -> list[dict[str, object]]:
    return [
        {n: v.isoformat() if isinstance(v, date) else v for n, v in row.items()} for row in found
    ]


def same_frame(frame: pandas.DataFrame, expected: list[dict[str, Any]]) -> None:
    """A table of pandas holds these rows; times that were days are days again."""
    assert len(frame) == len(expected)
    for found, row in zip(frame.to_dict("records"), expected, strict=True):
        for name, value in row.items():
            got = found[name]
            if value is None:
                assert pandas.isna(got) or got == "", name
            elif isinstance(value, date):
                assert pandas.Timestamp(got).date() == value, name
            else:
                assert got == value, name


def coordinates(content: Content, by: By) -> list[tuple[tuple[float, float], ...]]:
    return [record.points for record in content.table(by).records()]


def test_what_is_taken_out_is_what_the_page_counts(content: Content) -> None:
    counts = content.reader.counts(content.f)
    assert (counts.mentions, counts.places, counts.unplaced) == (19, 7, 1)
    assert {by: len(rows(content, by)) for by in By} == {
        By.MENTION: counts.mentions,
        By.PLACE: counts.places,
        By.ARTICLE: counts.articles,
        By.DAY: 1,
    }


def test_a_row_says_how_sure_it_is_and_who_put_it_right(content: Content) -> None:
    [corrected] = [row for row in rows(content, By.MENTION) if row["corrected"]]
    assert corrected["place_id"] == "geonames:5601538"
    assert corrected["corrected_by"] == "Ada"
    assert corrected["corrected_note"] == "=a local paper"
    assert corrected["method"] == "corrected"
    assert (corrected["measured_precision"], corrected["measured_sample"]) == (1.0, 4)
    assert 0.4 < float(str(corrected["measured_low"])) < 0.6
    precisions = {
        (row["place_name"], row["precision"], row["geo_precision"])
        for row in rows(content, By.MENTION)
    }
    assert precisions >= {
        ("Kabul", "town", 1),
        ("Kabul Airport", "site", 1),
        ("Herat", "region", 3),
        ("Afghanistan", "country", 3),
    }


def test_a_row_has_the_notes_of_its_mention_and_of_its_article(content: Content) -> None:
    [corrected] = [row for row in rows(content, By.MENTION) if row["corrected"]]
    today = content.provenance.at.date().isoformat()
    assert corrected["note"] == f"Idaho? Ask @ada (Ben, {today})"
    assert corrected["tags"] == "to check; =sum"
    by_article = {row["article_id"]: row for row in rows(content, By.ARTICLE)}
    assert by_article["article-2"]["note"] is None  # it is the mention's
    assert str(by_article["article-10"]["note"]).startswith(HOSTILE[0])
    assert str(by_article["article-10"]["tags"]).endswith("; hostile")


def test_offsets_find_the_phrase_in_the_article_and_in_the_sentence(content: Content) -> None:
    for row in rows(content, By.MENTION):
        article = content.reader.article(str(row["article_id"]))
        assert article is not None
        assert article.text[row["start"] : row["end"]] == row["phrase"]  # type: ignore[misc]
        sentence = str(row["sentence"])
        assert sentence[row["sentence_start"] : row["sentence_end"]] == row["phrase"]  # type: ignore[misc]


def test_both_clocks_stand_in_a_row(content: Content) -> None:
    row = next(row for row in rows(content, By.MENTION) if row["article_id"] == "article-1")
    assert (row["published"], row["published_from"]) == (date(2021, 7, 9), "metadata")
    assert (row["spoken"], row["spoken_words"]) == ("2021-07-05/2021-07-05", "5 July")


@pytest.mark.parametrize("by", TABLES)
def test_csv(by: By, content: Content, export: Export) -> None:
    path = export("out.csv", by)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    for row in found:
        for name, cell in row.items():
            assert cell.strip()[:1] not in "=+-@＝＋－＠" or not cell or name in NUMBERS
    cells = [{name: from_cell(cell) for name, cell in row.items()} for row in found]
    assert cells == words(rows(content, by))
    assert len(pandas.read_csv(path)) == len(found)


@pytest.mark.parametrize("by", TABLES)
def test_xlsx(by: By, content: Content, export: Export) -> None:
    book = openpyxl.load_workbook(export("out.xlsx"))
    assert book.sheetnames == ["mentions", "places", "articles", "method"]
    book = openpyxl.load_workbook(export("out.xlsx", by))
    assert book.sheetnames == [by.plural, "method"]
    header, *found = book[by.plural].iter_rows()
    names = [cell.value for cell in header]
    for cells, row in zip(found, rows(content, by), strict=True):
        for name, cell in zip(names, cells, strict=True):
            value, expected = cell.value, row[name]
            assert cell.data_type != "f", name
            if isinstance(value, datetime):
                value = value.date()
            if isinstance(expected, str):
                expected = expected.replace("\u0007", "\ufffd").replace("\r", "\n")
                assert cell.quotePrefix == is_formula(expected)
            assert (value or None) == (expected or None), name


@pytest.mark.parametrize("by", TABLES)
def test_geojson(by: By, content: Content, export: Export) -> None:
    path = export("out.geojson", by)
    collection = json.loads(path.read_bytes())
    assert collection["type"] == "FeatureCollection"
    assert [f["properties"] for f in collection["features"]] == as_json(rows(content, by))
    frame = geopandas.read_file(path)
    assert frame.crs.to_epsg() == 4326
    for geometry, points in zip(frame.geometry, coordinates(content, by), strict=True):
        assert_geometry(geometry, points)


def assert_geometry(geometry: Any, points: tuple[tuple[float, float], ...]) -> None:
    match geometry:
        case None:
            assert not points
        case Point():
            assert ((geometry.x, geometry.y),) == points
        case MultiPoint():
            assert tuple((point.x, point.y) for point in geometry.geoms) == points
        case _:
            raise AssertionError(geometry)


@pytest.mark.parametrize("by", TABLES)
def test_kml(by: By, content: Content, export: Export) -> None:
    path = export("out.kml", by)
    tree = etree.parse(path)
    fastkml.validator.get_schema_parser().assertValid(tree)
    marks = list(tree.iter(f"{KML}Placemark"))
    found = [{d.get("name"): d[0].text or "" for d in m.iter(f"{KML}Data")} for m in marks]
    expected = [
        {name: cell.replace("\u0007", "\ufffd") for name, cell in row.items()}
        for row in words(rows(content, by))
    ]
    assert found == expected
    for mark, points in zip(marks, coordinates(content, by), strict=True):
        read = [c.text.split(",") for c in mark.iter(f"{KML}coordinates")]
        assert tuple((float(x), float(y)) for x, y in read) == points
    document = next(iter(fastkml.KML.parse(path).features))
    assert len(document.features) == len(marks)


def test_kml_has_the_time_of_what_is_dated(content: Content, export: Export) -> None:
    marks = etree.parse(export("out.kml")).iter(f"{KML}Placemark")
    whens = [mark.findtext(f"{KML}TimeStamp/{KML}when") for mark in marks]
    assert whens == [row["published"] for row in as_json(rows(content, By.MENTION))]


def test_a_balloon_of_google_earth_holds_no_markup_of_an_article(export: Export) -> None:
    for mark in etree.parse(export("out.kml")).iter(f"{KML}Placemark"):
        shown = mark.findtext(f"{KML}description").replace("<br>", "")
        assert not {"<", ">"} & {*shown}
        assert "$[" not in shown


@pytest.mark.parametrize("by", TABLES)
def test_geoparquet(by: By, content: Content, export: Export) -> None:
    path = export("out.parquet", by)
    table = pq.read_table(path)
    expected = rows(content, by)
    assert table.drop_columns(["geometry", "bbox"]).to_pylist() == expected
    geo = json.loads(table.schema.metadata[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    covering = geo["columns"]["geometry"]["covering"]["bbox"]
    assert covering == {side: ["bbox", side] for side in ("xmin", "ymin", "xmax", "ymax")}
    frame = geopandas.read_parquet(path)
    for geometry, points in zip(frame.geometry, coordinates(content, by), strict=True):
        assert_geometry(geometry, points)
    if by is not By.DAY:
        area = geopandas.read_parquet(path, bbox=(60, 30, 75, 40))
        inside = [p for p in coordinates(content, by) if any(60 <= x <= 75 for x, _ in p)]
        assert len(area) >= len(inside) > 0
        assert geo["columns"]["geometry"]["bbox"] == pytest.approx(list(frame.total_bounds))


@pytest.mark.parametrize("by", TABLES)
def test_geopackage(by: By, content: Content, export: Export) -> None:
    path = export("out.gpkg", by)
    frame = geopandas.read_file(path, layer=by.plural)
    same_frame(frame, rows(content, by))
    assert frame.crs.to_epsg() == 4326
    for geometry, points in zip(frame.geometry, coordinates(content, by), strict=True):
        assert_geometry(geometry, points)


def test_geopackage_is_marked_as_one_and_brings_its_style(export: Export) -> None:
    with closing(sqlite3.connect(export("out.gpkg"))) as opened:
        assert opened.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
        layers = opened.execute(
            "SELECT table_name FROM gpkg_contents WHERE data_type = 'features'"
        ).fetchall()
        assert layers == [("mentions",), ("places",)]
        styles = opened.execute(
            "SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault"
        ).fetchall()
    assert [name for name, _ in styles] == ["mentions", "places"]
    for _, qml in styles:
        [renderer] = etree.fromstring(qml)
        categories = {each.get("symbol"): each.get("value") for each in renderer[0]}
        assert [*categories.values()] == ["site", "town", "region", "country", ""]
        assert [symbol.get("name") for symbol in renderer[1]] == [*categories]


def test_linked_places(content: Content, export: Export) -> None:
    collection = json.loads(export("out.lp.json").read_bytes())
    assert collection["@context"].endswith("linkedplaces-context-v1.1.jsonld")
    expected = as_json(rows(content, By.PLACE))
    assert [
        {name: feature["properties"][name] for name in row}
        for feature, row in zip(collection["features"], expected, strict=True)
    ] == expected
    for feature in collection["features"]:
        assert {"@id", "type", "properties", "names", "geometry"} <= feature.keys()
        assert feature["properties"]["title"]
        [point] = feature["geometry"]["geometries"]
        assert point["type"] == "Point"
        assert all(name["toponym"] and name["citations"] for name in feature["names"])
    kabul = next(f for f in collection["features"] if f["properties"]["title"] == "Kabul")
    assert kabul["@id"] == "https://sws.geonames.org/1138958/"
    assert kabul["when"]["timespans"] == [
        {"start": {"in": "2021-07-09"}, "end": {"in": "2021-07-09"}}
    ]
    herat = next(f for f in collection["features"] if f["properties"]["title"] == "Herat")
    assert herat["@id"] == "https://www.openstreetmap.org/relation/6866434"


def test_web_annotations(content: Content, export: Export) -> None:
    annotations = json.loads(export("out.jsonld").read_bytes())
    expected = rows(content, By.MENTION)
    assert [each["dateline"] for each in annotations] == as_json(expected)
    for each, row in zip(annotations, expected, strict=True):
        assert each["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
        assert (each["type"], each["motivation"]) == ("Annotation", "identifying")
        quote, position = each["target"]["selector"]
        article = content.reader.article(str(row["article_id"]))
        assert article is not None
        text, start, end = article.text, position["start"], position["end"]
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])


@pytest.mark.parametrize("by", TABLES)
def test_sqlite(by: By, content: Content, export: Export) -> None:
    for path in (export("all.sqlite"), export("out.sqlite", by)):
        with closing(sqlite3.connect(path)) as opened:
            tables = {name for (name,) in opened.execute("SELECT name FROM sqlite_master")}
            assert "method" in tables
            if by.plural in tables:
                opened.row_factory = sqlite3.Row
                found = [dict(row) for row in opened.execute(f"SELECT * FROM {by.plural}")]
                assert found == as_json(rows(content, by))
    assert by.plural in tables


def one_line(text: object) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())


def test_ris(content: Content, export: Export) -> None:
    entries = rispy.loads(export("out.ris").read_bytes().decode())
    expected = rows(content, By.ARTICLE)
    assert len(entries) == len(expected)
    for entry, row in zip(entries, expected, strict=True):
        assert entry["type_of_reference"] == "NEWS"
        assert entry["title"] == one_line(row["title"])
        assert entry["urls"] == [str(row["url"]).replace("{", "%7B").replace("}", "%7D")]
        assert entry.get("keywords", []) == [n for n in str(row["place_names"]).split("; ") if n]
        assert entry.get("date") == (f"{row['published']:%Y/%m/%d}" if row["published"] else None)


def test_bibtex(content: Content, export: Export) -> None:
    library = bibtexparser.parse_string(
        export("out.bib").read_bytes().decode(),
        append_middleware=[bibtexparser.middlewares.LatexDecodingMiddleware()],
    )
    assert not library.failed_blocks
    expected = rows(content, By.ARTICLE)
    assert len(library.entries) == len(expected)
    for entry, row in zip(library.entries, expected, strict=True):
        assert entry.entry_type == "article"
        assert entry.key == f"dateline-{row['article_id']}"
        assert "\n" not in entry["title"]
        if row["title"] not in HOSTILE:
            assert entry["title"] == row["title"]


@pytest.mark.parametrize(
    "name", ["out.csv", "out.geojson", "out.kml", "out.jsonld", "out.lp.json", "out.xlsx"]
)
def test_without_text_no_sentence_is_in_the_file(name: str, export: Export) -> None:
    def everything(path: Path) -> str:
        if path.suffix != ".xlsx":
            return path.read_text("utf-8-sig")
        book = openpyxl.load_workbook(path)
        return str([list(sheet.values) for sheet in book])

    if name != "out.lp.json":
        assert "Planes left" in everything(export(name))
    assert "Planes left" not in everything(export(name, text=False))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_selection_is_a_whole_file(suffix: str, export: Export) -> None:
    path = export(f"out.{suffix}", f=Filter(place_id="geonames:1"))
    match suffix:
        case "csv":
            assert len(pandas.read_csv(path)) == 0
        case "xlsx":
            assert openpyxl.load_workbook(path)["mentions"].max_row == 1
        case "kml":
            fastkml.validator.get_schema_parser().assertValid(etree.parse(path))
        case "parquet" | "gpkg" | "geojson":
            layer = {"layer": "mentions"} if suffix == "gpkg" else {}
            read = geopandas.read_parquet if suffix == "parquet" else geopandas.read_file
            assert len(read(path, **layer)) == 0
        case "lp.json":
            assert json.loads(path.read_bytes())["features"] == []
        case "jsonld":
            assert json.loads(path.read_bytes()) == []
        case "sqlite":
            with closing(sqlite3.connect(path)) as opened:
                assert opened.execute("SELECT count(*) FROM mentions").fetchone() == (0,)
        case "bib":
            assert not bibtexparser.parse_string(path.read_bytes().decode()).entries
        case "ris":
            assert rispy.loads(path.read_bytes().decode()) == []
