"""What every reader of a format takes and gives, also for an error that nobody foresaw."""

from __future__ import annotations

import logging
import traceback
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

from geo.models import Article
from geo.settings import Bounds
from geo.sources.dates import latest_date
from geo.sources.publication import Publication

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Reject:
    """What gave no article: its name as the user knows it (file, line, record), and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReadWarning:
    """Something about an article that was read which a person should look at, and why."""

    name: str
    reason: str


# What reading compressed data raises where it is damaged or cut off.
DAMAGE = (EOFError, zlib.error)


class Unreadable(Exception):
    """Nothing more can be read of a document; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article whose date may still be open, for it reads two ways.

    ``group`` names those who write dates alike: the rows of one file, the articles of one
    outlet. ``name`` is the article's, for people; ``warnings`` say what else to look at.
    """

    article: Article
    name: str
    group: str
    publication: Publication
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A stream of bytes with a name: a file, an upload, a file in an archive, a response.

    ``name`` is what the user knows it by; ``file`` its file name, by which its format may be
    told (default: the end of ``name``); ``format`` the suffix of its format where that need
    not be told from its content; ``url`` where on the web it is from; ``latest`` the last day
    it can be from, where that is known (a web archive's is the day of its making); ``path``
    the file that it is, where it is one; ``folder`` the name of the folder or archive that it
    was found in, where that was given and not the file.
    """

    name: str
    open: Callable[[], BinaryIO]
    file: str = ""
    format: str = ""
    url: str = ""
    latest: date | None = None
    path: Path | None = None
    folder: str = ""

    @property
    def filename(self) -> str:
        """The name of the file alone, without folders."""
        return (self.file or self.name).replace("\\", "/").rpartition("/")[2]


class Fetches(Protocol):
    """Asks the web for a document."""

    def fetch(self, url: str) -> Document:
        """The document at ``url``, whole. Raises Unreadable, with the reason."""
        ...


@dataclass(slots=True)
class Records:
    """Which records of one document are read: from ``first`` on, up to ``stop`` and without it.

    A record is what a reader goes through: a row, a line, a record of a web archive, a file in
    an archive. ``seen`` counts them; it stays 0 for a document that is read whole or not at all.
    """

    first: int = 0
    stop: int | None = None
    seen: int = 0

    def wanted(self, records: Iterable[Record]) -> Iterator[Record]:
        """Those of the records that are to be read; no further than that."""
        remaining = iter(records)
        while self.stop is None or self.seen < self.stop:
            try:
                record = next(remaining)
            except StopIteration:
                return
            self.seen += 1
            if self.seen > self.first:
                yield record


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How sources are to be read.

    ``latest`` is the last day an article can have been published on; later dates are not
    believed. ``columns`` names the column or key for a field (``{"text": "body"}``), where
    the guess from common names is not to be trusted. ``source`` is that of all articles,
    whatever they state. Without ``web`` nothing is fetched.
    ``depth`` counts the archives around the document at hand. ``records`` says which of one
    document's records are read, if not all; it is for one reading.
    """

    latest: date = field(default_factory=latest_date)
    bounds: Bounds = field(default_factory=Bounds)
    columns: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    web: Fetches | None = None
    depth: int = 0
    records: Records | None = None

    def wanted(self, records: Iterable[Record]) -> Iterator[Record]:
        """Those of a document's records that are to be read."""
        return iter(records) if self.records is None else self.records.wanted(records)

    def within(self) -> ReadOptions:
        """How the documents in a document are to be read."""
        return replace(self, records=None)


class Reader(Protocol):
    """Reads one document of one format, in its order.

    What cannot be read of it is a Reject in its place; where nothing more can be read it
    raises Unreadable, Undecodable or OSError.
    """

    def __call__(self, document: Document, options: ReadOptions) -> Iterator[Draft | Reject]:
        """The articles in the document."""
        ...


log = logging.getLogger(__name__)

_MOST = 200  # characters of a message that are shown


def unforeseen(name: str, error: Exception) -> Reject:
    """The Reject for what raised ``error`` while it was read; where it did is logged."""
    kind = type(error).__name__
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "nowhere"
    # Not its message, which may quote the article.
    log.warning("a reader failed with %s at %s", kind, place)
    if isinstance(error, MemoryError):
        return Reject(name, "too large: there is not enough memory to read it")
    message = "".join(c if c.isprintable() else "\ufffd" for c in str(error)[:_MOST])
    return Reject(name, f"damaged, or not what it seems: {message or 'no reason given'} ({kind})")
