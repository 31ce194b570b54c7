"""The whole pipeline as it ships, loaded once."""

from __future__ import annotations

import pytest

from geo.pipeline import Geoparser
from geo.settings import Settings


@pytest.fixture(scope="session")
def geoparser() -> Geoparser:
    return Geoparser.load(Settings.load({}))
