"""GeoParquet 1.1.0: https://geoparquet.org/releases/v1.1.0/. Points as WKB, with a bounding box
beside each, so that an engine reads only the groups of rows that an area needs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from geo.export.columns import By, ColumnType
from geo.export.geometry import wkb
from geo.export.tables import Content, Point, Record, Table

_ROW_GROUP = 16_384
_GEOMETRY = "geometry"
_BBOX = "bbox"
_SIDES = ("xmin", "ymin", "xmax", "ymax")
_TYPES = {
    ColumnType.TEXT: pa.string(),
    ColumnType.NUMBER: pa.float64(),
    ColumnType.INTEGER: pa.int64(),
    ColumnType.DATE: pa.date32(),
    ColumnType.BOOLEAN: pa.bool_(),
}
_BOX = pa.struct([pa.field(side, pa.float64()) for side in _SIDES])

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


def write(content: Content, out: BinaryIO) -> None:
    """One table; the coordinates are those of OGC:CRS84, which is what no ``crs`` means."""
    by = content.by or By.MENTION
    table = content.table(by)
    metadata = {
        "geo": json.dumps(_geo(by, None if by is By.DAY else _bounds(content))),
        "dateline": json.dumps(dict(content.method()), ensure_ascii=False),
    }
    schema = _schema(table).with_metadata(metadata)
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for rows in _groups(table.records()):
            writer.write_table(_filled(schema, by, rows))


def _bounds(content: Content) -> Box | None:
    """What holds every place; known before the rows are."""
    places = (counted.place for counted in content.reader.places(content.f))
    return _box(tuple((place.longitude, place.latitude) for place in places))


def _schema(table: Table) -> pa.Schema:
    fields = [
        pa.field(column.name, _TYPES[column.kind], metadata={"description": column.about})
        for column in table.columns
    ]
    return pa.schema([*fields, pa.field(_GEOMETRY, pa.binary()), pa.field(_BBOX, _BOX)])


def _filled(schema: pa.Schema, by: By, rows: tuple[Record, ...]) -> pa.Table:
    boxes = [_box(record.points) for record in rows]
    shapes = [wkb(by, record.points) for record in rows]
    sides = [dict(zip(_SIDES, box, strict=True)) if box else None for box in boxes]
    columns = [
        pa.array([record.values[name] for record in rows], schema.field(name).type)
        for name in schema.names[:-2]
    ]
    return pa.table([*columns, pa.array(shapes, pa.binary()), pa.array(sides, _BOX)], schema=schema)


def _groups(records: Iterator[Record]) -> Iterator[tuple[Record, ...]]:
    while rows := tuple(islice(records, _ROW_GROUP)):
        yield rows


def _box(points: tuple[Point, ...]) -> Box | None:
    """What holds all of these; None where there are none."""
    if not points:
        return None
    longitudes, latitudes = zip(*points, strict=True)
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _geo(by: By, bounds: Box | None) -> dict[str, Any]:
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": ["MultiPoint"] if by is By.ARTICLE else ["Point"],
        "covering": {"bbox": {side: [_BBOX, side] for side in _SIDES}},
    }
    if bounds:
        column["bbox"] = list(bounds)
    return {"version": "1.1.0", "primary_column": _GEOMETRY, "columns": {_GEOMETRY: column}}
