"""docs/tutorial.md, followed to the letter in a clean folder, until a second browser reads the
link that the first has shared."""

from __future__ import annotations

import os
import re
import subprocess

from playwright.sync_api import Browser, expect

from tests.browser.conftest import ROOT, Open, wait_for
from tests.browser.views import excerpts, ready, status
from tests.chromium import PATIENCE
from tests.installed import Installed

PAGE = (ROOT / "docs" / "tutorial.md").read_text("utf-8")


def follow(installed: Installed, commands: str) -> str:
    done = subprocess.run(
        ["bash", "-e"],
        input=commands,
        cwd=installed.home,
        env=environ(installed),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def environ(installed: Installed) -> dict[str, str]:
    path = f"{installed.environment / 'bin'}:{os.environ['PATH']}"
    # Nobody sits before this machine who would want a browser opened.
    return {**installed.environ, "PATH": path, "STREAMLIT_SERVER_HEADLESS": "true"}


def test_the_tutorial_ends_with_a_second_reader(
    visit: Open, browser: Browser, installed: Installed
) -> None:
    write, ingest, serve, publish = re.findall(r"^```sh\n(.*?)^```", PAGE, re.M | re.S)
    [address] = re.findall(r"<(http://127\.0\.0\.1:\d+)>", PAGE)
    follow(installed, write)
    assert "2 new" in follow(installed, ingest)
    server = subprocess.Popen(
        ["bash", "-c", f"exec {serve}"], cwd=installed.home, env=environ(installed)
    )
    try:
        wait_for(f"{address}/_stcore/health", server)
        first = ready(visit(address))
        expect(status(first)).to_contain_text("2 of 2 articles")
        field = first.get_by_role("combobox", name="Find a place")
        field.press_sequentially("Tallinn")
        expect(first.get_by_role("option").first).to_contain_text("Tallinn")
        first.get_by_role("option").first.click()
        expect(excerpts(first)).to_contain_text("the harbour master")
        first.get_by_role("button", name="Share").click()
        link = first.get_by_label("Link").input_value()
        second = browser.new_context().new_page()
        second.set_default_timeout(PATIENCE)
        second.goto(link)
        expect(excerpts(second)).to_contain_text("the harbour master")
        second.context.close()
    finally:
        server.terminate()
        server.wait(20)
    follow(installed, publish)
    assert "harbour master" in (installed.home / "site" / "data.js").read_text("utf-8")
