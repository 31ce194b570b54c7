"""A server that runs: another publication is seen, and it ends in order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.browser.conftest import APP, free_port, serving
from tests.dashboard.server.sockets import status, visiting
from tests.dashboard.world import build, geoparsed


def test_what_is_published_meanwhile_is_seen_without_a_restart(tmp_path: Path) -> None:
    atlas = build(tmp_path / "atlas")
    with serving(tmp_path) as address, visiting(address) as visit:
        assert "5 of 5 articles" in visit.panels["dateline.chips"]
        atlas.add([geoparsed("x", "Far away", "They met at sea.", [])])
        visit.run()
        assert "of 6 articles" in visit.panels["dateline.chips"]


def test_it_ends_when_it_is_told_to_and_takes_visitors_articles_along(tmp_path: Path) -> None:
    build(tmp_path / "atlas")
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(APP), f"--server.port={port}"]
    environ = {
        **os.environ,
        "STREAMLIT_SERVER_HEADLESS": "true",
        "DATELINE_ATLAS": str(tmp_path / "atlas"),
        "DATELINE_CACHE": str(tmp_path / "cache"),
    }
    server = subprocess.Popen(command, env=environ, cwd=tmp_path)
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(300):
            if status(f"{address}/_stcore/health") == 200:
                break
            time.sleep(0.2)
        with visiting(address):
            server.send_signal(signal.SIGTERM)
            assert server.wait(60) in (0, -signal.SIGTERM)
    finally:
        server.kill()
        server.wait()


def test_a_browser_is_opened_unless_nobody_sits_there(tmp_path: Path) -> None:
    build(tmp_path / "atlas")
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}\n')
    browser.chmod(0o700)
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(APP), f"--server.port={port}"]
    environ = {
        **os.environ,
        "STREAMLIT_SERVER_HEADLESS": "false",
        "BROWSER": f"{browser} %s",
        "DATELINE_ATLAS": str(tmp_path / "atlas"),
    }
    server = subprocess.Popen(command, env=environ, cwd=tmp_path, stdin=subprocess.DEVNULL)
    try:
        for _ in range(300):
            if opened.exists() and opened.read_text():
                break
            time.sleep(0.2)
        assert opened.read_text() == f"http://localhost:{port}/\n"
    finally:
        server.terminate()
        server.wait(60)
