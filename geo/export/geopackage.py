"""GeoPackage 1.3 (OGC 12-128r18): a layer of points for GIS programs, with a style for QGIS."""

from __future__ import annotations

import sqlite3
import struct
from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from geo.export import sqlite_tables
from geo.export.columns import By
from geo.export.geometry import wkb
from geo.export.tables import Content, Record, Table

_APPLICATION_ID = 0x47504B47  # "GPKG"
_VERSION = 10_300
_WGS84 = 4326
_GEOMETRY = "geom"
_LAYERS = (By.MENTION, By.PLACE)
_FLAGS = 0b0000_0001
"""Of a geometry: little-endian, no envelope."""

_SCHEMA = """
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE,
  max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
  f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
  styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
  owner TEXT(30), ui TEXT(30), update_time DATETIME)
"""

# The well-known text of EPSG:4326 as the standard asks for it (OGC 12-128r18, table 3).
_WGS84_TEXT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,'
    'AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,'
    'AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AUTHORITY["EPSG","4326"]]'
)
_REFERENCE_SYSTEMS = (
    ("WGS 84 geodetic", _WGS84, "EPSG", _WGS84, _WGS84_TEXT, "longitude and latitude, degrees"),
    ("Undefined cartesian SRS", -1, "NONE", -1, "undefined", "undefined"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined"),
)


def write(content: Content, path: Path) -> None:
    """Layers of mentions and places, or the one that was asked for. Raises sqlite3.Error."""
    with sqlite_tables.new(path) as connection:
        connection.execute(f"PRAGMA application_id={_APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={_VERSION}")
        for statement in _SCHEMA.split(";"):
            connection.execute(statement)
        connection.executemany(
            "INSERT INTO gpkg_spatial_ref_sys VALUES (?,?,?,?,?,?)", _REFERENCE_SYSTEMS
        )
        for by in (content.by,) if content.by else _LAYERS:
            _layer(connection, content.table(by))
        sqlite_tables.add_method(connection, content.method())
        for name in ("method", "layer_styles"):
            _register(connection, name, "attributes")


def _layer(connection: sqlite3.Connection, table: Table) -> None:
    kind = "MULTIPOINT" if table.by is By.ARTICLE else "POINT"
    fid = "fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"
    sqlite_tables.create(connection, table, (fid, f"{_GEOMETRY} {kind}"))
    rows = ((_blob(table.by, r), *sqlite_tables.values(table, r)) for r in table.records())
    sqlite_tables.insert(connection, table, (_GEOMETRY,), rows)
    name = table.by.plural
    _register(connection, name, "features")
    if "longitude" in table.names:
        connection.execute(
            "UPDATE gpkg_contents SET (min_x, min_y, max_x, max_y) = (SELECT min(longitude), "  # noqa: S608
            f'min(latitude), max(longitude), max(latitude) FROM "{name}") WHERE table_name = ?',
            (name,),
        )
    connection.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?,?,?,?,0,0)", (name, _GEOMETRY, kind, _WGS84)
    )
    connection.execute(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
        "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, "
        "update_time) VALUES ('', '', ?, ?, 'Dateline', ?, '', 1, ?, '', ?)",
        (name, _GEOMETRY, _qgis_style(table), "by precision", _now()),
    )


def _register(connection: sqlite3.Connection, name: str, kind: str) -> None:
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id) "
        "VALUES (?,?,?,?,?)",
        (name, kind, name, _now(), _WGS84 if kind == "features" else None),
    )


def _blob(by: By, record: Record) -> bytes | None:
    """A geometry with GeoPackage's header (OGC 12-128r18, 2.1.3)."""
    shape = wkb(by, record.points)
    return struct.pack("<2sBBi", b"GP", 0, _FLAGS, _WGS84) + shape if shape else None


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


# Symbols by precision: shape, colour (red, green, blue, opacity) and size in millimetres. What
# is no point is a square, as on the page.
_SYMBOLS = {
    "site": ("circle", "31,97,141,255", "2"),
    "town": ("circle", "31,97,141,255", "2.6"),
    "region": ("square", "31,97,141,140", "3.4"),
    "country": ("square", "31,97,141,90", "4.2"),
    "": ("circle", "120,120,120,160", "2.2"),
}


def _qgis_style(table: Table) -> str:
    """How QGIS draws the points, by how closely they say where: a layer style (QML)."""
    qml = Element("qgis", version="3.22", styleCategories="Symbology")
    if "precision" in table.names:
        renderer = SubElement(
            qml, "renderer-v2", type="categorizedSymbol", attr="precision", symbollevels="0"
        )
        categories, symbols = SubElement(renderer, "categories"), SubElement(renderer, "symbols")
        for number, (word, look) in enumerate(_SYMBOLS.items()):
            label = word or "not known"
            SubElement(
                categories, "category", value=word, symbol=str(number), label=label, render="true"
            )
            _symbol(symbols, str(number), look)
    else:
        renderer = SubElement(qml, "renderer-v2", type="singleSymbol", symbollevels="0")
        _symbol(SubElement(renderer, "symbols"), "0", _SYMBOLS["town"])
    return tostring(qml, encoding="unicode")


def _symbol(symbols: Element, name: str, look: tuple[str, str, str]) -> None:
    shape, colour, size = look
    symbol = SubElement(symbols, "symbol", type="marker", name=name, alpha="1")
    layer = SubElement(symbol, "layer", {"class": "SimpleMarker"}, enabled="1", locked="0")
    options = SubElement(layer, "Option", type="Map")
    values = {"name": shape, "color": colour, "size": size, "size_unit": "MM"}
    values |= {"outline_color": "255,255,255,255", "outline_width": "0.3"}
    for option, value in values.items():
        SubElement(options, "Option", name=option, type="QString", value=value)
