"""The documentation as a site: every link leads somewhere, and no page asks another host."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from geo.cli import COMMANDS
from tests.docs.commands import ROOT

pytest.importorskip("mkdocs", reason="comes with the extra docs")

# What a browser fetches by itself, as opposed to links that a reader may follow.
_FETCHED = re.compile(
    r"<(?:script|img|iframe|source)\b[^>]*\bsrc=[\"']?(https?:|//)[^\"'> ]+"
    r"|<link\b(?=[^>]*\brel=[\"']?(?:stylesheet|preconnect|preload))[^>]*\bhref=[\"']?(https?:|//)"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"]
    command += ["--config-file", str(ROOT / ".ci" / "mkdocs.yml"), "--site-dir", str(folder)]
    environ = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environ)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return folder


def test_no_page_fetches_anything_from_another_host(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        assert not _FETCHED.search(page.read_text("utf-8")), page
    for style in site.rglob("*.css"):
        assert not re.search(r"(?:url\(|@import )[\"']?(?:https?:)?//", style.read_text("utf-8"))


def test_the_reference_has_every_command_and_public_name(site: Path) -> None:
    commands = (site / "reference" / "command-line.html").read_text("utf-8")
    for command in COMMANDS:
        assert f"dateline {command}" in commands
    python = (site / "reference" / "python.html").read_text("utf-8")
    for name in ("geo.models.Article", "geo.atlas.store.Atlas", "geo.errors.BadInput"):
        assert f'id="{name}"' in python
