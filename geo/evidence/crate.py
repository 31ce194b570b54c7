"""The manifest of a pack: an RO-Crate 1.1 (https://w3id.org/ro/crate/1.1), as a JSON-LD value."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote

from geo.errors import BadInput

MANIFEST = "ro-crate-metadata.json"

# The crate's own context leaves the term out.
_CONTEXT = [
    "https://w3id.org/ro/crate/1.1/context",
    {"sha256": "https://schema.org/sha256"},
]
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


def manifest(
    files: Sequence[PackedFile], title: str, description: str, version: str, at: datetime
) -> bytes:
    """The manifest that lists these files."""
    when = at.replace(microsecond=0).isoformat()
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": title,
        "description": description,
        "datePublished": when,
        "license": {"@id": "#rights"},
        "hasPart": [{"@id": quote(each.name)} for each in files],
    }
    graph = [
        {
            "@id": MANIFEST,
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            "about": {"@id": "./"},
        },
        root,
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
        *map(_entity, files),
    ]
    return json.dumps(
        {"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1
    ).encode()


def _entity(file: PackedFile) -> dict[str, Any]:
    return {
        "@id": quote(file.name),
        "@type": "File",
        **file.about,
        "encodingFormat": file.kind,
        "contentSize": str(file.size),
        "sha256": file.sha256,
    }


def listed(manifest: bytes, path: str) -> dict[str, tuple[int, str]]:
    """Size and SHA-256 of each file of a pack, by its quoted name.

    Raises BadInput for what is no manifest.
    """
    try:
        graph = json.loads(manifest)["@graph"]
        return {
            str(each["@id"]): (int(each["contentSize"]), str(each["sha256"]))
            for each in graph
            if each.get("@type") == "File"
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadInput(f"its {MANIFEST} is no manifest: {error}", path=path) from error
