"""`pip install` into an empty environment, then `dateline serve`: the sample articles."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, free_port, wait_for
from tests.browser.views import status
from tests.installed import install


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    installed, port = install(tmp_path), free_port()
    command = [str(installed.dateline), "serve", f"--port={port}"]
    environ = {**installed.environ, "STREAMLIT_SERVER_HEADLESS": "true"}
    server = subprocess.Popen(command, cwd=installed.home, env=environ)
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def test_what_was_installed_shows_the_samples(visit: Open, address: str) -> None:
    expect(status(visit(address))).to_contain_text("5 of 5 articles")
