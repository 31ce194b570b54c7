"""A geocoding service on this machine, a cache in a folder of its own, and a clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from geo.geocoders.cache import Cache
from geo.settings import Settings
from tests.geo.geocoders.loopback import Server, serving


class FakeClock:
    """Time passes only when somebody sleeps."""

    def __init__(self, start: float = 1_700_000_000.0) -> None:
        self.time = start
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as state:
        yield state


@pytest.fixture
def cache(tmp_path: Path, clock: FakeClock) -> Cache:
    return Cache(tmp_path / "geocode.sqlite", clock=clock)


@pytest.fixture
def settings(tmp_path: Path, server: Server) -> Callable[..., Settings]:
    """Settings under which both services are the one on this machine."""

    def made(**environment: str) -> Settings:
        return Settings.load(
            {
                "DATELINE_CACHE": str(tmp_path),
                "DATELINE_GEOCODER": "gazetteer,nominatim",
                "DATELINE_NOMINATIM_DOMAIN": server.address,
                "DATELINE_PHOTON_DOMAIN": server.address,
                "DATELINE_GEOCODER_TIMEOUT": "60",
            }
            | environment
        )

    return made
