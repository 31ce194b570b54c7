"""Articles from wherever they are: ``read(["articles/", "more/*.txt"])``.

One module a format behind the ``Reader`` protocol; a new format is a module and a line
in ``_READERS``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from geo.models import Article
from geo.sources import dates, text
from geo.sources.files import find
from geo.sources.protocol import Reader, Reject

__all__ = ["Reader", "Reject", "find", "read", "read_file"]

_READERS: dict[str, Reader] = dict.fromkeys(text.SUFFIXES, text.read)


def read(sources: Sequence[str], latest: date | None = None) -> Iterator[Article | Reject]:
    """The articles in files, folders and globs, in a fixed order, one file after the other.

    What cannot be read comes as a Reject in its place, with its name and the reason; the
    rest goes on. ``latest`` is the last day an article can be from (default: today).
    """
    for item in find(sources):
        if isinstance(item, Reject):
            yield item
        else:
            yield from read_file(item, latest)


def read_file(path: Path, latest: date | None = None) -> Iterator[Article | Reject]:
    """The articles in one file, by the reader of its format."""
    suffix = path.suffix.lower()
    # "U.S. troops leave Kabul" has no suffix, whatever pathlib thinks.
    reader = _READERS.get("" if " " in suffix else suffix)
    if reader is None:
        yield Reject(str(path), f"{suffix} files are not read; save the article as .txt")
    else:
        yield from reader(path, latest or dates.latest_date())
