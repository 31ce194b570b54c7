"""The real server, and a real Chromium that can reach nothing else."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.chromium import PATIENCE
from tests.dashboard.world import build

ROOT = Path(__file__).parents[2]
APP = ROOT / "dashboard" / "app.py"
Open = Callable[..., Page]
Serve = Callable[..., str]


@contextmanager
def serving(folder: Path, **environ: str) -> Iterator[str]:
    """The dashboard's address; its caches and atlas are in ``folder`` unless told otherwise."""
    port = int(environ.pop("PORT", "") or free_port())
    command = [sys.executable, "-m", "streamlit", "run", environ.pop("APP", str(APP))]
    command += [f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true"]
    base = environ.pop("BASE", "")
    if base:
        command.append(f"--server.baseUrlPath={base}")
    settings = {"DATELINE_ATLAS": str(folder / "atlas"), "DATELINE_ARTICLES": str(folder / "none")}
    log = (folder / "server.log").open("wb")
    # Started elsewhere than in the checkout, so that nothing depends on where it is started.
    server = subprocess.Popen(
        command, env={**os.environ, **settings, **environ}, cwd=folder, stdout=log, stderr=log
    )
    address = f"http://127.0.0.1:{port}/{base}".rstrip("/")
    try:
        wait_for(f"{address}/_stcore/health", server)
        yield address
    finally:
        server.terminate()
        server.wait(20)
        log.close()


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Starts servers that stop after the module."""
    with ExitStack() as stack:

        def start(folder: Path | None = None, **environ: str) -> str:
            where = folder or tmp_path_factory.mktemp("server")
            return stack.enter_context(serving(where, **environ))

        yield start


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with the made-up corpus; modules that change it, or want another, have their own."""
    folder = tmp_path_factory.mktemp("world")
    build(folder / "atlas")
    with serving(folder) as found:
        yield found


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Opens pages. Afterwards: no request went elsewhere, no dialog opened, no script failed."""
    contexts: list[BrowserContext] = []
    trouble: list[str] = []

    def open_page(
        url: str,
        width: int = 1280,
        height: int = 800,
        scheme: str = "light",
        locale: str = "en-US",
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale=locale
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        # Routing sees what the page asks for before it could leave the machine.
        context.route(lambda asked: not _is_local(asked), lambda route: _refuse(route, trouble))
        page = context.new_page()
        page.on("dialog", lambda dialog: (trouble.append("a dialog opened"), dialog.dismiss()))
        page.on("pageerror", lambda error: trouble.append(f"a script failed: {error}"))
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert trouble == []


def _refuse(route, trouble: list[str]) -> None:
    trouble.append(f"asked for {route.request.url}")
    route.abort()


def _is_local(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob", "about") or parts.hostname == "127.0.0.1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < ends:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended at once with status {server.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError("the server did not come up")
