"""The ledger beside an atlas: what became of each shard of an ingest on several machines.

A shard's parts are written first, under names that follow from what they hold, its receipt last,
under a name that follows from what was to be read. So a task that runs twice changes nothing, and
whoever comes after a lost scheduler or client goes on where it was. A receipt stays when its
articles have been published; its parts go.
"""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

from geo.atlas import parts, remote, staged
from geo.atlas.manifest import PartFile
from geo.errors import AtlasError
from geo.pipeline.summary import Summary
from geo.storage import atomic

_PART = ".parquet"
_RECEIPT = ".json"
_SPLIT = ".split.json"
_BEGUN = ".begun"
_FORGOTTEN_SECONDS = 86_400.0


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a shard: its parts, each with its files by what they hold, the ids of the
    articles in them, and the summary, which counts all of them as new.
    """

    parts: tuple[dict[str, PartFile], ...]
    ids: tuple[str, ...]
    summary: Summary

    def to_json(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Receipt:
        """The inverse of ``to_json``. Raises ValueError, KeyError or TypeError for other text."""
        data = json.loads(text)
        return cls(
            tuple(
                {kind: PartFile(**file) for kind, file in part.items()} for part in data["parts"]
            ),
            tuple(data["ids"]),
            Summary.from_dict(data["summary"]),
        )


class Ledger:
    """The ledger of the atlas at ``url``. Every method raises AtlasError where it cannot be had."""

    def __init__(self, url: str) -> None:
        self.url = f"{url.rstrip('/')}.ledger"
        here = remote.local_folder(self.url)
        self._files: _Files = _Folder(here) if here is not None else _Store(self.url)

    def receipt(self, key: str) -> Receipt | None:
        """The receipt of the shard with this key, if it is done."""
        raw = self._files.get(key + _RECEIPT)
        try:
            return None if raw is None else Receipt.from_json(raw.decode())
        except (ValueError, KeyError, TypeError):
            return None  # whoever does the shard again writes it anew

    def put_receipt(self, key: str, receipt: Receipt) -> None:
        """Note that a shard is done."""
        self._files.put(key + _RECEIPT, receipt.to_json().encode())
        self._files.remove(key + _BEGUN)

    def split(self, key: str) -> list[Any] | None:
        """Into which pieces the shard with this key was cut, if it was."""
        raw = self._files.get(key + _SPLIT)
        try:
            return None if raw is None else list(json.loads(raw))
        except (ValueError, TypeError):
            return None

    def put_split(self, key: str, pieces: Sequence[Any]) -> None:
        """Note that a shard was cut into these pieces, which JSON can hold."""
        self._files.put(key + _SPLIT, json.dumps(pieces).encode())

    def begin(self, key: str) -> None:
        """Note that one more process begins with a shard."""
        self._files.put(key + _BEGUN, str(self.begun(key) + 1).encode())

    def begun(self, key: str) -> int:
        """How many processes have begun with a shard."""
        raw = self._files.get(key + _BEGUN) or b""
        return int(raw) if raw.isdigit() else 0

    def put_part(self, key: str, number: int, tables: staged.Tables) -> dict[str, PartFile]:
        """Keep a part of the shard with this key until it is published.

        Of a part that is written twice either is as good, so the number names it.
        """
        return {
            kind: self._put_table(f"{key}.{number}.{kind}{_PART}", kind, table)
            for kind, table in tables.items()
        }

    def has_parts(self, receipt: Receipt) -> bool:
        """Whether all the parts of a shard are there."""
        return all(
            self._files.size(file.file) == file.bytes
            for part in receipt.parts
            for file in part.values()
        )

    def tables(self, part: dict[str, PartFile]) -> dict[str, pa.Table]:
        """The tables of a part. Raises AtlasError where one is missing or damaged."""
        return {kind: self._table(file) for kind, file in part.items()}

    def remove_parts(self, receipt: Receipt) -> None:
        """Let the parts of a shard go that is published."""
        for part in receipt.parts:
            for file in part.values():
                self._files.remove(file.file)

    def sweep(self) -> None:
        """Let parts go that nobody has wanted for a day: of tasks that were done twice."""
        for name in self._files.older_than(time.time() - _FORGOTTEN_SECONDS):
            if name.endswith((_PART, atomic.TEMPORARY)):
                self._files.remove(name)

    def _put_table(self, name: str, kind: str, table: pa.Table) -> PartFile:
        file, data = parts.to_bytes(kind, table)
        self._files.put(name, data)
        return replace(file, file=name)

    def _table(self, file: PartFile) -> pa.Table:
        raw = self._files.get(file.file)
        try:
            return pq.read_table(io.BytesIO(raw or b""), page_checksum_verification=True)
        except pa.ArrowException as error:
            raise AtlasError(
                f"{self.url}/{file.file}: missing or damaged: run the same ingest again"
            ) from error


class _Files(Protocol):
    """Small files by their names; a file is there whole or not at all."""

    def get(self, name: str) -> bytes | None: ...

    def put(self, name: str, data: bytes | memoryview) -> None: ...

    def size(self, name: str) -> int | None: ...

    def remove(self, name: str) -> None: ...

    def older_than(self, seconds: float) -> Iterable[str]: ...


class _Folder:
    """In a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> bytes | None:
        try:
            return (self._folder / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _unusable(self._folder, error) from error

    def put(self, name: str, data: bytes | memoryview) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with atomic.replacing(self._folder / name) as path:
                path.write_bytes(data)
        except OSError as error:
            raise _unusable(self._folder, error) from error

    def size(self, name: str) -> int | None:
        try:
            return (self._folder / name).stat().st_size
        except OSError:
            return None

    def remove(self, name: str) -> None:
        (self._folder / name).unlink(missing_ok=True)

    def older_than(self, seconds: float) -> Iterable[str]:
        return [path.name for path in self._folder.glob("*") if path.stat().st_mtime < seconds]


class _Store:
    """At an fsspec URL."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._files, self._root = fsspec.core.url_to_fs(url, use_listings_cache=False)

    def get(self, name: str) -> bytes | None:
        with self._reached(), suppress(FileNotFoundError):
            found: bytes = self._files.cat_file(self._path(name))
            return found
        return None

    def put(self, name: str, data: bytes | memoryview) -> None:
        with self._reached():
            self._files.makedirs(self._root, exist_ok=True)
            self._files.pipe_file(self._path(name), bytes(data))

    def size(self, name: str) -> int | None:
        with self._reached(), suppress(FileNotFoundError):
            return int(self._files.size(self._path(name)))
        return None

    def remove(self, name: str) -> None:
        with self._reached(), suppress(FileNotFoundError):
            self._files.rm_file(self._path(name))

    def older_than(self, seconds: float) -> Iterable[str]:
        with self._reached(), suppress(FileNotFoundError):
            paths = self._files.ls(self._root, detail=False, refresh=True)
            old = [path for path in paths if self._files.modified(path).timestamp() < seconds]
            return [path.rpartition("/")[2] for path in old]
        return []

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # each store's library has errors of its own
            raise _unusable(self._url, error) from error


def _unusable(where: object, error: Exception) -> AtlasError:
    return AtlasError(f"{where}: the ledger of the atlas cannot be used: {error}")
