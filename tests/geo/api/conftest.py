from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn

from geo.api import application
from geo.settings import Settings
from tests.geo.export import newsroom


def settings_of(folder: Path) -> Settings:
    return Settings.load({}).override(
        atlas=str(folder / "atlas"), corrections_file=folder / "articles.corrections.jsonl"
    )


@contextmanager
def serving(
    settings: Settings, text: bool = True, origins: Sequence[str] = ()
) -> Iterator[httpx.Client]:
    """The service on this machine, over HTTP; a client of it."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(application(settings, text, origins), access_log=False, log_level=50)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = listener.getsockname()[1]
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("newsroom")
    newsroom.filled(path)
    return path


@pytest.fixture(scope="session")
def api(folder: Path) -> Iterator[httpx.Client]:
    with serving(settings_of(folder)) as client:
        yield client
