"""The index of titles and texts: an SQLite file beside the parts that may be deleted any time.

It holds no text, only which words stand where (a contentless FTS5 table). Writers add to it
what they publish; whoever searches adds what is still missing, in a file of its own where
the atlas's folder cannot be written. An article's text never changes, so the index outlives
parts: it may know articles that a version of the atlas does not have, and they are passed over.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from geo.atlas import parts
from geo.atlas.manifest import AtlasPart
from geo.atlas.search import Search, spaced
from geo.errors import AtlasError
from geo.storage import sqlite
from geo.storage.sqlite import Access

NAME = "search.sqlite"
# Raised whenever a text would be indexed otherwise: an index of another version is made anew.
_VERSION = 1
_PATIENCE = 60.0  # seconds to wait for another process that is indexing
_BATCH = 1024  # articles read at a time
_ROWS = 50_000  # ids read at a time
_ATTEMPTS = 5

_SCHEMA = f"""
    CREATE VIRTUAL TABLE texts USING fts5(
        title, text, content='', tokenize="unicode61 remove_diacritics 2");
    CREATE TABLE articles (number INTEGER PRIMARY KEY, article_id TEXT NOT NULL UNIQUE);
    CREATE TABLE parts (file TEXT PRIMARY KEY) WITHOUT ROWID;
    PRAGMA user_version = {_VERSION};
"""

Numbers = NDArray[np.int64]

Index = int
"""Which index it was: one that is made anew numbers its articles otherwise."""


class TextIndex:
    """The index of the atlas in ``folder``; made when it is first needed, incrementally."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / NAME
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._completing = threading.Lock()

    def add(self, published: Sequence[AtlasPart]) -> None:
        """Index the parts that are not indexed yet. Raises AtlasError, Damaged."""
        with self._opened() as index:
            _index(index, self._folder, published)

    def find(self, search: Search, published: Sequence[AtlasPart]) -> tuple[Index, Numbers]:
        """The numbers of the articles that match, as ``numbers`` of this index gives them."""
        with self._searchable(published) as index:
            # One text of a hundred thousand numbers comes three times as fast as their rows.
            [(numbers,)] = index.execute(
                "SELECT group_concat(rowid) FROM texts WHERE texts MATCH ?", (search.match,)
            )
            made = _made(index)
        return made, np.fromstring(numbers or "", np.int64, sep=",")

    def numbers(self, published: Sequence[AtlasPart]) -> tuple[Index, pa.StringArray, Numbers]:
        """The id of each article that is indexed, and its number."""
        ids = [pa.array([], pa.string())]
        numbers = [np.zeros(0, np.int64)]
        with self._searchable(published) as index:
            found = index.execute("SELECT article_id, number FROM articles")
            # Some at a time: as objects of Python they take ten times the memory.
            while rows := found.fetchmany(_ROWS):
                ids.append(pa.array([id_ for id_, _ in rows], pa.string()))
                numbers.append(np.array([number for _, number in rows], np.int64))
            return _made(index), pa.concat_arrays(ids), np.concatenate(numbers)

    def damage(self) -> str:
        """What is wrong with the index, "" where nothing is or there is none."""
        if not self._path.exists():
            return ""
        try:
            with closing(self._reading()) as index:
                [(found,), *_] = index.execute("PRAGMA quick_check")
        except sqlite3.Error as error:
            return f"damaged: {error}"
        return "" if found == "ok" else f"damaged: {found}"

    def remove(self) -> None:
        """Delete the index, with every trace of what was indexed. Raises AtlasError."""
        for name in (NAME, f"{NAME}-wal", f"{NAME}-shm"):
            try:
                self._path.with_name(name).unlink(missing_ok=True)
            except OSError as error:
                raise AtlasError(f"{self._path}: cannot be removed: {error.strerror}") from error

    @contextmanager
    def _searchable(self, published: Sequence[AtlasPart]) -> Iterator[sqlite3.Connection]:
        """The index, with all of the parts in it. It may be removed meanwhile, and is read."""
        with self._translated(), closing(self._whole(published)) as index:
            yield index

    def _whole(self, published: Sequence[AtlasPart]) -> sqlite3.Connection:
        """A connection to an index that has all of the parts; made up where it has not."""
        with self._completing:
            for _ in range(_ATTEMPTS):
                try:
                    index = self._reading()
                except sqlite3.Error:
                    index = None
                if index and _has(index, published):
                    return index
                if index:
                    index.close()
                self._complete(published)
        raise AtlasError(f"{self._path}: the index of texts is removed time and again: try later")

    def _complete(self, published: Sequence[AtlasPart]) -> None:
        """Index what is missing, in a file of our own where this one cannot be written."""
        try:
            self.add(published)
        except parts.Damaged:
            raise
        except AtlasError:
            if self._temporary:
                raise
            self._temporary = tempfile.TemporaryDirectory(prefix="dateline-search-")
            self._path = Path(self._temporary.name) / NAME
            self.add(published)

    def _reading(self) -> sqlite3.Connection:
        # Where nothing can be written, SQLite could not make the files that it reads with.
        writable = os.access(self._path.parent, os.W_OK)
        return sqlite.connect(self._path, Access.READ if writable else Access.IMMUTABLE, _PATIENCE)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The index, made anew where it is none of this version. Raises AtlasError."""
        with self._translated(), closing(self._connect()) as index:
            yield index

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise AtlasError(
                f"{self._path}: the index of texts cannot be used ({error}): free some space, "
                "or delete it: it is made again when it is next needed"
            ) from error

    def _connect(self) -> sqlite3.Connection:
        try:
            return self._current_or_new()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            self.remove()  # no database at all, or a damaged one
            return self._current_or_new()

    def _current_or_new(self) -> sqlite3.Connection:
        index = sqlite.connect(self._path, patience=_PATIENCE)
        try:
            sqlite.use_write_ahead_log(index, _PATIENCE)
            index.execute("PRAGMA synchronous = NORMAL")
            _current(index)
        except BaseException:
            index.close()
            raise
        return index


def _current(index: sqlite3.Connection) -> None:
    """Make the tables where there are none yet. Raises DatabaseError for another version."""
    [(version,)] = index.execute("PRAGMA user_version")
    if version == 0:
        with sqlite.transaction(index):
            [(version,)] = index.execute("PRAGMA user_version")
            if version == 0:
                for statement in _SCHEMA.split(";"):
                    index.execute(statement)
                index.execute(f"PRAGMA application_id = {1 + secrets.randbelow(2**31 - 1)}")
    elif version != _VERSION:
        raise sqlite3.DatabaseError(f"version {version}")


def _has(index: sqlite3.Connection, published: Sequence[AtlasPart]) -> bool:
    """Whether this is an index, of this version, of all of the parts."""
    try:
        [(version,)] = index.execute("PRAGMA user_version")
        return version == _VERSION and not _missing(index, published)
    except sqlite3.Error:
        return False


def _made(index: sqlite3.Connection) -> Index:
    [(made,)] = index.execute("PRAGMA application_id")
    return int(made)


def _index(index: sqlite3.Connection, folder: Path, published: Sequence[AtlasPart]) -> None:
    for part in _missing(index, published):
        with sqlite.transaction(index):
            for id_, title, text in _articles(folder, part, index):
                added = index.execute(
                    "INSERT OR IGNORE INTO articles (article_id) VALUES (?)", (id_,)
                )
                if added.rowcount > 0:
                    index.execute(
                        "INSERT INTO texts (rowid, title, text) VALUES (?, ?, ?)",
                        (added.lastrowid, spaced(title), spaced(text)),
                    )
            index.execute("INSERT OR IGNORE INTO parts VALUES (?)", (part.articles.file,))


def _missing(index: sqlite3.Connection, published: Sequence[AtlasPart]) -> list[AtlasPart]:
    known = {file for (file,) in index.execute("SELECT file FROM parts")}
    return [part for part in published if part.articles.file not in known]


def _articles(
    folder: Path, part: AtlasPart, index: sqlite3.Connection
) -> Iterator[tuple[str, str, str]]:
    """Id, title and text of the articles; none where all are known (a part written anew)."""
    ids = parts.read(folder, part.articles, ("article_id",)).column(0).to_pylist()
    known = "SELECT 1 FROM articles WHERE article_id = ?"
    if all(index.execute(known, (id_,)).fetchone() for id_ in ids):
        return
    table = parts.read(folder, part.articles, ("article_id", "title", "text"))
    for batch in table.to_batches(_BATCH):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
