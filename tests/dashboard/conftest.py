"""The page run without a browser, on the small made-up corpus."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.server import visitor
from dashboard.views import notices
from tests.dashboard.world import build

APP = Path(__file__).parents[2] / "dashboard" / "page.py"


@pytest.fixture(autouse=True)
def main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page run here calls itself the main module; later tests' processes would run it again."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture(autouse=True)
def nothing_unforeseen(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """The page shows no traceback and goes on, so that a test must look into the log."""
    yield
    if "failing" not in request.keywords:
        failed = [r for r in caplog.get_records("call") if r.name == notices.__name__]
        assert not failed, [record.exc_text or record.exc_info for record in failed]


@pytest.fixture
def environ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Settings that touch nothing but this test's folder, and nothing shared from before."""
    monkeypatch.setenv("DATELINE_ATLAS", str(tmp_path / "atlas"))
    monkeypatch.setenv("DATELINE_ARTICLES", str(tmp_path / "articles"))
    # A page that is run by itself knows of no address, and would be for looking only.
    monkeypatch.setattr(visitor, "_address", lambda: "127.0.0.1")
    st.cache_resource.clear()
    return monkeypatch


@pytest.fixture
def page(environ: pytest.MonkeyPatch, tmp_path: Path) -> AppTest:
    """The page on the made-up corpus, not yet run."""
    build(tmp_path / "atlas")
    return AppTest.from_file(str(APP), default_timeout=60)
