"""``manifest.json``: the one file that says which parts make up the atlas."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

from geo.errors import AtlasError

NAME = "manifest.json"

# Raised whenever the columns of the parts or the manifest itself change their meaning; what
# makes an older atlas a current one is in ``migrate``.
SCHEMA_VERSION = 2
OLDEST_VERSION = 1

KINDS = ("articles", "mentions", "dates", "signatures", "candidates", "unread")
"""The files of a part. Without one of the first two it is no part; the others may be absent."""


@dataclass(frozen=True, slots=True)
class PartFile:
    """A Parquet file: its name is the digest of its bytes (SHA-256, hexadecimal)."""

    file: str
    rows: int
    bytes: int

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes that were written, hexadecimal."""
        return self.file.removesuffix(".parquet").rpartition("-")[2]


@dataclass(frozen=True, slots=True)
class AtlasPart:
    """What one write added: some articles and all of their mentions.

    Beside them, where they were kept: the ``dates`` that the articles speak about, the
    ``signatures`` by which others are known to tell the same story, the ``candidates`` that
    each mention had, and which articles are ``unread`` for want of a model of their language.
    """

    articles: PartFile
    mentions: PartFile
    dates: PartFile | None = None
    signatures: PartFile | None = None
    candidates: PartFile | None = None
    unread: PartFile | None = None

    def kinds(self) -> dict[str, PartFile]:
        """The part's files by what they hold."""
        files = {kind: getattr(self, kind) for kind in KINDS}
        return {kind: file for kind, file in files.items() if file}

    def without(self, kind: str) -> AtlasPart:
        """The same without one of the kinds that may be absent."""
        absent: dict[str, Any] = {kind: None}
        return replace(self, **absent)

    def files(self) -> tuple[str, ...]:
        """The names of the part's files."""
        return tuple(file.file for file in self.kinds().values())


@dataclass(frozen=True, slots=True)
class Manifest:
    """The parts of an atlas, oldest first; ``version`` is that of the schema they have."""

    parts: tuple[AtlasPart, ...] = ()
    version: int = SCHEMA_VERSION

    def to_json(self) -> str:
        """The text of ``manifest.json``."""
        return json.dumps(
            {
                "format": "dateline-atlas",
                "schema_version": self.version,
                "articles": sum(part.articles.rows for part in self.parts),
                "mentions": sum(part.mentions.rows for part in self.parts),
                "parts": [asdict(part) for part in self.parts],
            },
            indent=1,
        )

    @classmethod
    def from_json(cls, text: str, path: str) -> Self:
        """The manifest in ``text``; ``path`` is named in what goes wrong.

        Raises AtlasError for text that is no manifest or is of another schema version.
        """
        try:
            data = json.loads(text)
            version = data["schema_version"]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise _broken(path, error) from error
        if version not in range(OLDEST_VERSION, SCHEMA_VERSION + 1):
            raise AtlasError(
                f"{path}: the atlas has schema version {version!r} and this Dateline reads "
                f"versions {OLDEST_VERSION} to {SCHEMA_VERSION}: use the Dateline that wrote it, "
                "or give another folder"
            )
        try:
            return cls(tuple(_part(item) for item in data["parts"]), version)
        except (ValueError, KeyError, TypeError) as error:
            raise _broken(path, error) from error


def read(folder: Path) -> Manifest:
    """The manifest of the atlas in ``folder``; empty when nothing was published yet.

    Raises AtlasError where the manifest cannot be read.
    """
    path = folder / NAME
    try:
        return Manifest.from_json(path.read_text(encoding="utf-8"), str(path))
    except FileNotFoundError:
        return Manifest()
    except UnicodeDecodeError as error:
        raise _broken(str(path), error) from error
    except OSError as error:
        raise AtlasError(f"{path}: cannot be read: {error.strerror}") from error


def version(folder: Path) -> str:
    """A text that is another for every version of the atlas; costs one look at the file system."""
    try:
        status = (folder / NAME).stat()
    except FileNotFoundError:
        return "empty"
    except OSError as error:
        raise AtlasError(f"{folder / NAME}: cannot be read: {error.strerror}") from error
    return f"{status.st_mtime_ns:x}-{status.st_ino:x}-{status.st_size:x}"


def _part(item: Any) -> AtlasPart:
    needed, optional = KINDS[:2], KINDS[2:]
    return AtlasPart(
        *(_part_file(item[kind]) for kind in needed),
        *(_part_file(item[kind]) if item.get(kind) else None for kind in optional),
    )


def _part_file(item: Any) -> PartFile:
    file, rows, size = item["file"], item["rows"], item["bytes"]
    # The name is joined to the folder's: it must not lead out of it.
    if not isinstance(file, str) or Path(file).name != file or not file.endswith(".parquet"):
        raise ValueError(f"{file!r} is not the name of a part")
    if type(rows) is not int or type(size) is not int:
        raise TypeError(f"the row count or size of {file} is not a whole number")
    return PartFile(file, rows, size)


def _broken(path: str, error: Exception) -> AtlasError:
    return AtlasError(
        f"{path}: not a manifest of an atlas ({error}): restore it from a copy, "
        "or remove the folder and ingest again"
    )
