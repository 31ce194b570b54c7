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

from tests.chromium import ENGLISH, PATIENCE
from tests.dashboard.world import build

ROOT = Path(__file__).parents[2]
APP = ROOT / "dashboard" / "app.py"
Open = Callable[..., Page]
Serve = Callable[..., str]
# What a page leaves behind of its visitor, unlike compiled scripts and files as they were served.
STORED = "cookies,local_storage,indexeddb,service_workers,cache_storage"


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
def visit(browser: Browser, profile: BrowserContext) -> Iterator[Open]:
    """Opens pages, each as another visitor; the first of a test by the profile, the others anew.

    Afterwards: no request went elsewhere, no dialog opened, no script failed.
    """
    opened: list[Page] = []
    trouble: list[str] = []

    def seen(url: str, elsewhere: str) -> None:
        if not _is_local(url, elsewhere):
            trouble.append(f"asked for {url}")

    def open_page(
        url: str,
        width: int = 1280,
        height: int = 800,
        scheme: str = "light",
        locale: str = ENGLISH,
        elsewhere: str = "",
    ) -> Page:
        if locale == ENGLISH and not opened:
            page = _as_new(profile, url)
        else:
            page = browser.new_context(locale=locale).new_page()
        opened.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda asked: seen(asked.url, elsewhere))
        page.on("dialog", lambda dialog: (trouble.append("a dialog opened"), dialog.dismiss()))
        page.on("pageerror", lambda error: trouble.append(f"a script failed: {error}"))
        page.goto(url)
        return page

    yield open_page
    for page in [*profile.pages[1:], *opened]:
        page.close()
    for page in opened:
        if page.context != profile:
            page.context.close()
    assert trouble == []


def _as_new(profile: BrowserContext, url: str) -> Page:
    """A page of the profile from which the server at ``url`` knows nobody."""
    page = profile.new_page()
    parts = urlsplit(url)
    everything = {"origin": f"{parts.scheme}://{parts.netloc}", "storageTypes": STORED}
    profile.new_cdp_session(page).send("Storage.clearDataForOrigin", everything)
    return page


def _is_local(url: str, elsewhere: str) -> bool:
    """Whether a request stays on this machine, or goes where a test wants it to go."""
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob", "about") or parts.hostname in ("127.0.0.1", elsewhere)


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
