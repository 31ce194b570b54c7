"""What a large atlas is answered from, kept beside its parts so that it need not be made again.

A file holds some Arrow tables and is read as memory: opening it costs next to nothing, processes
share it, and the system keeps of it in memory what is asked for. Like the index of texts it may be
deleted at any time. It is named after what it was made of and after what it holds, so that neither
another version of the atlas nor damage is taken for it.
"""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa

from geo.atlas import manifest, parts
from geo.atlas.columns import (
    PLACE_COLUMNS,
    Articles,
    Bools,
    Columns,
    Mentions,
    with_places,
)
from geo.atlas.manifest import AtlasPart
from geo.atlas.schema import place_of, place_row
from geo.errors import AtlasError
from geo.storage import atomic

log = logging.getLogger(__name__)

# Raised whenever the tables would be others: a file of another version is made anew.
_VERSION = 1
_SUFFIX = ".arrow"
_WORDS = b"words"
_PREFIX = "opened-"

Made = TypeVar("Made")


def made_once(
    folder: Path,
    published: Sequence[AtlasPart],
    name: str,
    kinds: Sequence[str],
    make: Callable[[], Made],
    to_tables: Callable[[Made], list[pa.Table] | None],
    from_tables: Callable[[list[pa.Table]], Made],
) -> Made:
    """What follows from the files of these kinds, from what is saved under this name where it is,
    and saved where it is not; ``to_tables`` gives None for what is not worth saving.
    """
    made_of = state(folder, published, kinds)
    if made_of and (found := find(folder, name, made_of)):
        return from_tables(found)
    made = make()
    tables = to_tables(made) if made_of else None
    if made_of and tables and (found := save(folder, published, name, made_of, tables)):
        return from_tables(found)
    return made


def state(folder: Path, published: Sequence[AtlasPart], kinds: Sequence[str]) -> str | None:
    """What the files of these kinds are like; None where one of them is not as it was written.

    A file that was written again is another, whatever it holds: it has not been read yet.
    """
    found: list[tuple[str, int]] = []
    for part in published:
        for kind, file in part.kinds().items():
            if kind in kinds:
                try:
                    status = (folder / file.file).stat()
                except OSError:
                    return None
                if status.st_size != file.bytes:
                    return None
                found.append((file.file, status.st_mtime_ns))
    text = json.dumps([_VERSION, pa.__version__, found])
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def find(folder: Path, name: str, made_of: str) -> list[pa.Table] | None:
    """The tables that were saved under this name for this state; None where there are none."""
    for path in folder.glob(f"{_PREFIX}{name}-{made_of}-*{_SUFFIX}"):
        try:
            if parts.digest(path) != path.stem.rpartition("-")[2]:
                raise OSError("its content is not what was written")
            return _read(path)
        except (OSError, pa.ArrowException) as error:
            log.warning("a file that saves opening an atlas is of no use: %s", error)
            with suppress(OSError):
                path.unlink()
    return None


def save(
    folder: Path,
    published: Sequence[AtlasPart],
    name: str,
    made_of: str,
    tables: Sequence[pa.Table],
) -> list[pa.Table] | None:
    """Keep these tables in place of others under this name, and give them as they are kept.

    None where that cannot be: in a folder that may only be read, or on a full disk.
    """
    temporary = folder / f".{_PREFIX}{name}.{secrets.token_hex(4)}{atomic.TEMPORARY}"
    try:
        with pa.OSFile(str(temporary), "wb") as sink:
            for table in tables:
                with pa.ipc.new_stream(sink, table.schema) as stream:
                    stream.write_table(table)
        path = folder / f"{_PREFIX}{name}-{made_of}-{parts.digest(temporary)}{_SUFFIX}"
        atomic.publish(temporary, path)
        _remove([each for each in folder.glob(f"{_PREFIX}{name}-*{_SUFFIX}") if each != path])
        # Whoever made the atlas forget articles meanwhile has looked for such files before.
        if manifest.read(folder).parts != tuple(published):
            path.unlink()
            return None
        return _read(path)
    except (OSError, AtlasError, pa.ArrowException) as error:
        log.info("opening the atlas cannot be saved the next time: %s", error)
        return None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def table(of: Any, apart: Collection[str] = ()) -> pa.Table:
    """The arrays of a dataclass, but for those ``apart``, as a table; tuples of words, which some
    of the arrays number, are in its metadata.
    """
    given = {each.name: getattr(of, each.name) for each in fields(of) if each.name not in apart}
    words = {name: value for name, value in given.items() if isinstance(value, tuple)}
    arrays = {name: array(value) for name, value in given.items() if name not in words}
    return pa.table(arrays).replace_schema_metadata({_WORDS: json.dumps(words).encode()})


def array(of: Any) -> pa.Array:
    """An array as it is saved. Arrow's truth values are bits; whole bytes can be used where they
    lie."""
    if isinstance(of, pa.Array):
        return of
    return pa.array(of.view(np.uint8) if of.dtype == np.bool_ else of)


def values(saved: pa.Table) -> dict[str, Any]:
    """What ``table`` was made of; the arrays are read-only and lie where the table does."""
    words = json.loads((saved.schema.metadata or {}).get(_WORDS, b"{}"))
    return {name: tuple(each) for name, each in words.items()} | {
        name: _value(saved.column(name)) for name in saved.column_names
    }


def _value(column: pa.ChunkedArray) -> Any:
    whole = column.chunk(0) if column.num_chunks else pa.array([], column.type)
    if pa.types.is_string(column.type) or pa.types.is_dictionary(column.type):
        return whole
    numbers = whole.to_numpy()
    return numbers.view(np.bool_) if numbers.dtype == np.uint8 else numbers


def remove(folder: Path) -> None:
    """Delete all that is saved of an atlas. Raises AtlasError."""
    try:
        for path in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
            path.unlink(missing_ok=True)
    except OSError as error:
        raise AtlasError(f"{error.filename}: cannot be removed: {error.strerror}") from error


def _remove(paths: Sequence[Path]) -> None:
    for path in paths:
        with suppress(OSError):  # somebody else's, or open where open files cannot be removed
            path.unlink()


def _read(path: Path) -> list[pa.Table]:
    source = pa.memory_map(str(path))
    tables: list[pa.Table] = []
    while source.tell() < source.size():
        with pa.ipc.open_stream(source) as stream:
            tables.append(stream.read_all())
    return tables


def to_tables(columns: Columns, focus: Bools) -> list[pa.Table]:
    """Columns, and for each mention whether its article is about its place, as tables."""
    places = {name: [place_row(place)[name] for place in columns.places] for name in PLACE_COLUMNS}
    mentions = table(columns.mentions, ("phrases",))
    return [
        table(columns.articles, ("story_ids",)),
        pa.table({"story_ids": columns.articles.story_ids}),
        mentions.append_column("focus", array(focus)),
        pa.table({"phrases": columns.mentions.phrases}),
        pa.table(places, schema=_PLACES),
    ]


def from_tables(tables: Sequence[pa.Table]) -> tuple[Columns, Bools]:
    """The inverse of ``to_tables``; the arrays are read-only, as the tables are."""
    of_articles, story_ids, of_mentions, phrases, of_places = tables
    articles: Any = values(of_articles) | values(story_ids)
    mentions: Any = values(of_mentions) | values(phrases)
    focus = mentions.pop("focus")
    places = tuple(place_of(row) for row in of_places.to_pylist())
    return with_places(Articles(**articles), Mentions(**mentions), places), focus


_PLACES = pa.schema(
    [
        (name, pa.float64() if name in ("latitude", "longitude") else pa.string())
        for name in PLACE_COLUMNS
    ]
)
