"""Installed into an empty environment, or run as a host of Streamlit apps runs it: the samples."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from playwright.sync_api import expect

from geo.gazetteer import Gazetteer
from tests.browser.conftest import Open, free_port, wait_for
from tests.browser.views import status
from tests.installed import ROOT, Installed, borrow


@contextmanager
def running(installed: Installed, *command: str) -> Iterator[str]:
    port = free_port()
    environ = {
        **installed.environ,
        "STREAMLIT_SERVER_HEADLESS": "true",
        "STREAMLIT_SERVER_PORT": str(port),
    }
    python = str(installed.environment / "bin" / "python")
    server = subprocess.Popen(
        [python, "-m", *(word.format(port=port) for word in command)],
        cwd=installed.home,
        env=environ,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def test_what_was_installed_shows_the_samples(visit: Open, installed: Installed) -> None:
    with running(installed, "geo.cli", "serve", "--port={port}") as address:
        page = visit(address)
        expect(status(page)).to_contain_text("5 of 5 articles")
        page.close()  # before its server: what it still fetches would fail


def test_a_host_that_installs_only_the_requirements_shows_the_samples(
    visit: Open, tmp_path: Path, gazetteer: Gazetteer
) -> None:
    checkout = tmp_path / "checkout"
    tracked = subprocess.check_output(["git", "ls-files"], cwd=ROOT, encoding="utf-8")
    for name in tracked.splitlines():
        if name.startswith(("geo/", "dashboard/", "seeds/", ".streamlit", "cache/")) or (
            "/" not in name
        ):
            (checkout / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, checkout / name, follow_symlinks=False)
    shutil.copy(gazetteer.path, checkout / "cache" / "gazetteer.sqlite")
    borrow(tmp_path / "environment")
    host = Installed(tmp_path, tmp_path / "environment", checkout)
    with running(host, "streamlit", "run", "streamlit_app.py") as address:
        page = visit(address)
        expect(status(page)).to_contain_text("5 of 5 articles")
        page.get_by_role("button", name="Share").click()
        assert version("dateline") in page.get_by_label("Citation").input_value()
        page.close()
