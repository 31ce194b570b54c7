"""Linked Places format 1.2 (https://github.com/LinkedPasts/linked-places-format): the places as
a gazetteer, every way of writing them attested by an article.
"""

from __future__ import annotations

from datetime import date
from typing import Any, BinaryIO

from geo.atlas import Attestation
from geo.export.columns import By
from geo.export.geojson import dumps, json_values
from geo.export.tables import Content, Record
from geo.export.uris import article_uri, place_uri

_CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/"
    "linkedplaces-context-v1.1.jsonld"
)
# Ways of writing that are attested for each place.
_NAMES = 50
# The Getty Art & Architecture Thesaurus, as the format recommends it, for what was named.
_TYPES = {
    "country": ("aat:300128207", "nations"),
    "region": ("aat:300182722", "regions (geographic)"),
    "town": ("aat:300008347", "inhabited places"),
    "site": ("aat:300000809", "sites (locations)"),
}


def write(content: Content, out: BinaryIO) -> None:
    """A FeatureCollection of places."""
    head = {"type": "FeatureCollection", "@context": _CONTEXT, "method": dict(content.method())}
    out.write(dumps(head)[:-1] + b',"features":[')
    attested = content.extract.attestations()
    separator = b"\n"
    for record in content.table(By.PLACE).records():
        out.write(separator + dumps(_feature(record, attested[record.id])))
        separator = b",\n"
    out.write(b"\n]}\n")


def _feature(record: Record, attested: list[Attestation]) -> dict[str, Any]:
    values, uri = record.values, place_uri(record.id)
    feature = {
        "@id": uri,
        "type": "Feature",
        "properties": {
            "title": record.name,
            "ccodes": [values["country_code"]] if values["country_code"] else [],
            **json_values(values),
        },
        "names": [_name(each) for each in attested[:_NAMES]],
        "types": _types(values["precision"], values["feature_code"]),
        "geometry": {
            "type": "GeometryCollection",
            "geometries": [{"type": "Point", "coordinates": list(record.points[0])}],
        },
        "links": [{"type": "exactMatch", "identifier": uri}] if uri.startswith("http") else [],
    }
    if record.begin:
        feature["when"] = _when(record.begin, record.end or record.begin)
    return feature


def _name(attested: Attestation) -> dict[str, Any]:
    label = ", ".join(
        part for part in (attested.title, attested.source, str(attested.published or "")) if part
    )
    name: dict[str, Any] = {
        "toponym": attested.phrase,
        "citations": [
            {
                "label": label or attested.article_id,
                "@id": article_uri(attested.article_id, attested.url),
            }
        ],
    }
    if attested.published:
        name["when"] = _when(attested.published, attested.published)
    return name


def _types(precision: str, code: str) -> list[dict[str, Any]]:
    if precision not in _TYPES:
        return []
    identifier, label = _TYPES[precision]
    return [{"identifier": identifier, "label": label, "sourceLabels": [{"label": code or label}]}]


def _when(first: date, last: date) -> dict[str, Any]:
    """When articles named it, which says nothing of how long there has been such a place."""
    return {
        "timespans": [{"start": {"in": first.isoformat()}, "end": {"in": last.isoformat()}}],
        "label": "named in articles",
    }
