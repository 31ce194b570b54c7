"""Fixtures that many tests share: the real gazetteer, built once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from geo.gazetteer.build import ensure
from geo.gazetteer.lookup import Gazetteer
from geo.settings import Settings
from tests.chromium import browser, playwright, profile
from tests.installed import Installed, install

__all__ = ["browser", "playwright", "profile"]  # fixtures

# How long an example takes says more about the machine than about the code.
settings.register_profile("dateline", deadline=None)
settings.load_profile("dateline")


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer(ensure(Settings.load().gazetteer))


@pytest.fixture(scope="session")
def wheel_environment(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel, and an environment in which it is installed: one for all processes of a run."""
    base = tmp_path_factory.getbasetemp()
    return install((base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "installed")


@pytest.fixture(scope="module")
def installed(
    wheel_environment: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> Installed:
    """Dateline as installed by somebody whose home is empty."""
    return Installed(*wheel_environment, tmp_path_factory.mktemp("home"))
