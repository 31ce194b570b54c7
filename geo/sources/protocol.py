"""What every reader of a format takes and gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from geo.models import Article


@dataclass(frozen=True, slots=True)
class Reject:
    """A source that gave no article: its name as the user knows it, and why."""

    name: str
    reason: str


class Reader(Protocol):
    """Reads one file of one format. It raises nothing for a bad file: a Reject says so.

    ``latest`` is the last day an article can have been published on; later dates are
    not believed.
    """

    def __call__(self, path: Path, latest: date) -> Iterator[Article | Reject]:
        """The articles in the file, in the order of the file."""
        ...
