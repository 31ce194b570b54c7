"""Fixtures that many tests share: the real gazetteer, built once."""

from __future__ import annotations

import pytest
from hypothesis import settings

from geo.gazetteer.build import ensure
from geo.gazetteer.lookup import Gazetteer
from geo.settings import Settings

# How long an example takes says more about the machine than about the code.
settings.register_profile("dateline", deadline=None)
settings.load_profile("dateline")


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer(ensure(Settings.load().gazetteer))
