"""Fixtures that many tests share: the real gazetteer, built once."""

from __future__ import annotations

import pytest

from geo.gazetteer.build import ensure
from geo.gazetteer.lookup import Gazetteer
from geo.settings import Settings


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer(ensure(Settings.load().gazetteer))
