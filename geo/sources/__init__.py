"""Articles from wherever they are: ``read(["articles/", "https://example.org/feed"])``.

One module a format behind the ``Reader`` protocol; a new format is a module with
``read(document, options)`` and an entry in ``formats``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from geo.models import Article
from geo.sources.ambiguous_dates import resolve_ambiguous_dates
from geo.sources.documents import find, from_bytes, from_path
from geo.sources.formats import read_document
from geo.sources.protocol import Document, Draft, Fetches, Reader, ReadOptions, ReadWarning, Reject

__all__ = [
    "Document",
    "Fetches",
    "ReadOptions",
    "ReadWarning",
    "Reader",
    "Reject",
    "find",
    "from_bytes",
    "from_path",
    "read",
    "read_bytes",
    "read_documents",
    "read_file",
]


def read(
    sources: Sequence[str], options: ReadOptions | None = None
) -> Iterator[Article | Reject | ReadWarning]:
    """The articles in files, folders, globs, web addresses and standard input (``-``), in a
    fixed order, one document after the other.

    What cannot be read comes as a Reject in its place, with its name and the reason; the
    rest goes on. An article whose date reads two ways waits until others of its source tell
    which; where none does it comes last, without a date, and with a ReadWarning.
    """
    return read_documents(find(sources), options)


def read_documents(
    documents: Iterable[Document | Reject],
    options: ReadOptions | None = None,
    told: Callable[[Draft | Reject], None] | None = None,
) -> Iterator[Article | Reject | ReadWarning]:
    """The articles in documents, such as ``find`` gives; otherwise as ``read``.

    ``told`` is called with each thing in a document as it is found, before the next document
    is asked for.
    """
    return resolve_ambiguous_dates(_drafts(documents, options or ReadOptions(), told))


def read_file(
    path: Path, options: ReadOptions | None = None
) -> Iterator[Article | Reject | ReadWarning]:
    """The articles in one file, by the reader of its format."""
    return read_documents([from_path(path)], options)


def read_bytes(
    raw: bytes, name: str, options: ReadOptions | None = None
) -> Iterator[Article | Reject | ReadWarning]:
    """The articles in an upload: its content, and the file name that it came with."""
    return read_documents([from_bytes(raw, name)], options)


def _drafts(
    documents: Iterable[Document | Reject],
    options: ReadOptions,
    told: Callable[[Draft | Reject], None] | None,
) -> Iterator[Draft | Reject]:
    for item in documents:
        for found in [item] if isinstance(item, Reject) else read_document(item, options):
            if told:
                told(found)
            yield found
