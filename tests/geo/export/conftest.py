from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from geo.export import By, Content, format_of, write_file
from tests.geo.export.newsroom import filled

Export = Callable[..., Path]


@pytest.fixture(scope="session")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    return filled(tmp_path_factory.mktemp("newsroom"))


@pytest.fixture
def export(content: Content, tmp_path: Path) -> Export:
    """Writes a file of this name, and says where it is."""

    def write(name: str, by: By | None = None, **changes: object) -> Path:
        from dataclasses import replace

        write_file(replace(content, by=by, **changes), format_of(name), tmp_path / name)
        return tmp_path / name

    return write
