"""KML 2.2 (OGC 07-147r2): a placemark a row, with the time it belongs to.

Google Earth shows what stands in a balloon as HTML. So the balloon is made of the description
alone, in which every character of an article is escaped; the values beside it are data.
"""

from __future__ import annotations

import html
from contextlib import AbstractContextManager
from typing import Any, BinaryIO

from lxml import etree

from geo.export.columns import By
from geo.export.tables import Content, Record
from geo.text.interchange import xml_safe

_KML = "http://www.opengis.net/kml/2.2"
_STYLE = "named"

Xml = Any


def write(content: Content, out: BinaryIO) -> None:
    """A document of placemarks."""
    by = content.by or By.MENTION
    with etree.xmlfile(out, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element("kml", nsmap={None: _KML}), xml.element("Document"):
            _text(xml, "name", f"Dateline: {by.plural}")
            _text(xml, "description", _method(content))
            with xml.element("Style", id=_STYLE), xml.element("BalloonStyle"):
                _text(xml, "text", "$[description]")
            for record in content.table(by).records():
                _placemark(xml, record, by)
                xml.write("\n")


def _method(content: Content) -> str:
    return "<br>".join(_as_html(f"{what}: {so}") for what, so in content.method())


def _placemark(xml: Xml, record: Record, by: By) -> None:
    with xml.element("Placemark"):
        _text(xml, "name", record.name)
        _text(xml, "description", _description(record))
        _time(xml, record)
        _text(xml, "styleUrl", f"#{_STYLE}")
        with xml.element("ExtendedData"):
            for name, value in record.values.items():
                with xml.element("Data", name=name):
                    _text(xml, "value", _cell_text(value))
        _geometry(xml, record, by)


def _description(record: Record) -> str:
    """What the balloon shows: HTML, of which nothing but the line breaks is ours to write."""
    values = record.values
    lines = [
        record.name,
        values.get("sentence"),
        values.get("title"),
        ", ".join(
            _cell_text(values[name]) for name in ("source", "published", "url") if values.get(name)
        ),
        f"{values['mentions']} mentions" if values.get("mentions") else None,
    ]
    return "<br>".join(_as_html(line) for line in dict.fromkeys(lines) if line)


def _as_html(text: str) -> str:
    """Text that stays text; ``$[`` would begin the name of a value, which Google Earth puts in."""
    return html.escape(text).replace("$[", "&#36;[")


def _time(xml: Xml, record: Record) -> None:
    if record.begin is None:
        return
    if record.begin == record.end:
        with xml.element("TimeStamp"):
            _text(xml, "when", record.begin.isoformat())
        return
    with xml.element("TimeSpan"):
        _text(xml, "begin", record.begin.isoformat())
        if record.end:
            _text(xml, "end", record.end.isoformat())


def _geometry(xml: Xml, record: Record, by: By) -> None:
    if not record.points:
        return
    if by is not By.ARTICLE:
        _point(xml, record.points[0])
        return
    with xml.element("MultiGeometry"):
        for point in record.points:
            _point(xml, point)


def _point(xml: Xml, point: tuple[float, float]) -> None:
    with xml.element("Point"):
        _text(xml, "coordinates", f"{point[0]!r},{point[1]!r}")


def _text(xml: Xml, name: str, text: str) -> None:
    element: AbstractContextManager[Any] = xml.element(name)
    with element:
        xml.write(xml_safe(text))


def _cell_text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
    return str(value)
