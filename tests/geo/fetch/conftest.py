from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from geo.fetch import Fetcher, network
from geo.settings import Bounds, Settings, Web
from tests.geo.fetch.loopback import PUBLIC, Site, serving

Asks = Callable[..., Fetcher]

# The authorities that the system believes take a while to load, and no test needs them.
NOBODY_TRUSTED = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


@pytest.fixture
def fetcher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asks:
    """A fetcher that takes 127.0.0.2 for a public address and does not wait between requests.

    Keywords are bounds, fields of ``Web`` and what a ``Fetcher`` takes.
    """
    truly = network.is_public
    monkeypatch.setattr(network, "is_public", lambda each: each == PUBLIC or truly(each))

    def make(**given: Any) -> Fetcher:
        web = Web(
            user_agent="Dateline (tests)",
            host_interval=given.pop("host_interval", 0.0),
            private_addresses=given.pop("private", False),
        )
        own = {"tls": NOBODY_TRUSTED} | {
            name: given.pop(name) for name in ("resolve", "now", "sleep", "tls") if name in given
        }
        settings = Settings.load({"DATELINE_CACHE": str(tmp_path / "cache")})
        return Fetcher(settings.override(web=web, bounds=Bounds(**given)), **own)

    return make
