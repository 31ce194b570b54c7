"""W3C Web Annotations (https://www.w3.org/TR/annotation-model/) as an array, which is what
Recogito reads: each mention identifies a place, found by its words and by its position.
"""

from __future__ import annotations

from typing import Any, BinaryIO

from geo.atlas import MentionExcerpt
from geo.export.geojson import dumps, json_values
from geo.export.tables import Content, Record
from geo.export.uris import article_uri, place_uri

_CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {"dateline": {"@id": "urn:dateline:row", "@type": "@json"}},
]
# Characters before and after the name by which it is found again.
_AROUND = 64


def write(content: Content, out: BinaryIO) -> None:
    """An annotation for each mention; all that is known of it stands under ``dateline``."""
    separator = b"["
    for mention, record in content.mentions():
        out.write(separator + b"\n" + dumps(_annotation(content, mention, record)))
        separator = b","
    out.write(b"[" * (separator == b"[") + b"\n]\n")


def _annotation(content: Content, mention: MentionExcerpt, record: Record) -> dict[str, Any]:
    return {
        "@context": _CONTEXT,
        "id": f"urn:dateline:mention:{record.id}",
        "type": "Annotation",
        "created": content.provenance.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "generator": {
            "id": "urn:dateline",
            "type": "Software",
            "name": f"Dateline {content.provenance.version}",
        },
        "motivation": "identifying",
        "body": [
            {
                "type": "SpecificResource",
                "purpose": "identifying",
                "source": place_uri(mention.place_id),
            },
            {"type": "TextualBody", "purpose": "tagging", "value": mention.role},
            {"type": "TextualBody", "purpose": "commenting", "value": _comment(record)},
        ],
        "target": {
            "source": article_uri(mention.article_id, mention.url),
            "selector": [
                _quote(mention),
                {"type": "TextPositionSelector", "start": mention.start, "end": mention.end},
            ],
        },
        "dateline": json_values(record.values),
    }


def _quote(mention: MentionExcerpt) -> dict[str, str]:
    text, start, end = mention.excerpt.text, mention.excerpt.start, mention.excerpt.end
    quote = {"type": "TextQuoteSelector", "exact": mention.phrase}
    if text:
        quote |= {"prefix": text[max(0, start - _AROUND) : start], "suffix": text[end:][:_AROUND]}
    return quote


def _comment(record: Record) -> str:
    values = record.values
    where = ", ".join(part for part in (values["admin1"], values["country_code"]) if part)
    name = f"{record.name} ({where})" if where else record.name
    return f"{name}, confidence {values['confidence']:.2f}"
