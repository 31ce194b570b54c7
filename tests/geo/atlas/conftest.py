from __future__ import annotations

from pathlib import Path

import pytest

from geo.atlas import Atlas


@pytest.fixture
def atlas(tmp_path: Path) -> Atlas:
    return Atlas(tmp_path / "atlas")
