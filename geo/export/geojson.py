"""GeoJSON (RFC 7946): longitude before latitude, WGS 84, a feature a row."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, BinaryIO

from geo.export.columns import By
from geo.export.tables import Content, Record


def write(content: Content, out: BinaryIO) -> None:
    """A FeatureCollection; ``method`` beside its features is a foreign member (RFC 7946, 6.1)."""
    head = {"type": "FeatureCollection", "method": dict(content.method())}
    out.write(dumps(head)[:-1] + b',"features":[')
    separator = b"\n"
    by = content.by or By.MENTION
    for record in content.table(by).records():
        out.write(separator + dumps(feature(record, by)))
        separator = b",\n"
    out.write(b"\n]}\n")


def feature(record: Record, by: By) -> dict[str, Any]:
    """A row as a feature; without a geometry where it is nowhere on the map."""
    return {
        "type": "Feature",
        "id": record.id,
        "geometry": geometry(record, by),
        "properties": json_values(record.values),
    }


def geometry(record: Record, by: By) -> dict[str, Any] | None:
    """A point, or all the points of an article."""
    if not record.points:
        return None
    if by is By.ARTICLE:
        return {"type": "MultiPoint", "coordinates": [list(point) for point in record.points]}
    return {"type": "Point", "coordinates": list(record.points[0])}


def json_values(values: dict[str, Any]) -> dict[str, Any]:
    """The same with dates as ISO 8601."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }


def dumps(value: Any) -> bytes:
    """Compact JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
