"""What the tests of all formats share: reading, and stories to put into files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from geo.models import Article
from geo.sources import ReadOptions, ReadWarning, Reject, read_bytes

FILES = Path(__file__).parent / "files"
LATEST = date(2024, 1, 1)

Found = list[Article | Reject | ReadWarning]


def articles(found: Found) -> list[Article]:
    return [item for item in found if isinstance(item, Article)]


def rejects(found: Found) -> list[Reject]:
    return [item for item in found if isinstance(item, Reject)]


@pytest.fixture
def reading() -> Callable[..., Found]:
    """Reads bytes under a file name, or a file of ``files/`` by its name, with these options."""

    def read(given: bytes | str, name: str = "", **options: object) -> Found:
        raw = given if isinstance(given, bytes) else (FILES / given).read_bytes()
        known = ReadOptions(**{"latest": LATEST, **options})  # type: ignore[arg-type]
        return list(read_bytes(raw, name or str(given), known))

    return read
