"""The manifest of a pack: an RO-Crate 1.1 (https://w3id.org/ro/crate/1.1), as a JSON-LD value."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO
from urllib.parse import quote

MANIFEST = "ro-crate-metadata.json"

# The crate's own context leaves the term out.
_CONTEXT = [
    "https://w3id.org/ro/crate/1.1/context",
    {"sha256": "https://schema.org/sha256"},
]
_encode = json.JSONEncoder(ensure_ascii=False).encode
_RIGHTS = (
    "Texts belong to their publishers. Places: GeoNames (CC BY 4.0) and the sources named for each."
)


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of the pack: ``kind`` is its media type, ``about`` what else is known of it, in the
    terms of schema.org."""

    name: str
    kind: str
    size: int
    sha256: str
    about: Mapping[str, Any] = field(default_factory=dict)


def entity(file: PackedFile) -> bytes:
    """What the manifest says of a file, as a line of JSON."""
    said = {
        "@id": quote(file.name),
        "@type": "File",
        **file.about,
        "encodingFormat": file.kind,
        "contentSize": str(file.size),
        "sha256": file.sha256,
    }
    return _json(said) + b"\n"


def manifest(
    entities: BinaryIO, title: str, description: str, version: str, at: datetime
) -> Iterator[bytes]:
    """The manifest, in pieces, of the files that are told in ``entities``, one a line: there may
    be a million of them."""
    when = at.replace(microsecond=0).isoformat()
    about = {
        "@id": MANIFEST,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": title,
        "description": description,
        "datePublished": when,
        "license": {"@id": "#rights"},
    }
    others = (
        {"@id": "#rights", "@type": "CreativeWork", "name": "Rights", "description": _RIGHTS},
        {
            "@id": "#dateline",
            "@type": "SoftwareApplication",
            "name": "Dateline",
            "version": version,
        },
        {
            "@id": "#packed",
            "@type": "CreateAction",
            "name": "Packed as evidence",
            "endTime": when,
            "instrument": {"@id": "#dateline"},
            "result": {"@id": "./"},
        },
    )
    yield b'{"@context": %b,\n"@graph": [\n%b,\n' % (_json(_CONTEXT), _json(about))
    yield b'%b, "hasPart": [' % _json(root).removesuffix(b"}")
    for number, line in enumerate(_lines(entities)):
        yield b"%b\n%b" % (b"," if number else b"", _json({"@id": json.loads(line)["@id"]}))
    yield b"]}"
    for each in others:
        yield b",\n%b" % _json(each)
    for line in _lines(entities):
        yield b",\n%b" % line
    yield b"\n]}\n"


def _lines(entities: BinaryIO) -> Iterator[bytes]:
    entities.seek(0)
    return (line.removesuffix(b"\n") for line in entities)


def _json(value: object) -> bytes:
    return _encode(value).encode()
