from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from geo.cli import main
from geo.settings import Settings

Call = tuple[str, list[str], dict[str, str]]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Call]:
    """What this process would have become."""
    calls: list[Call] = []
    monkeypatch.setattr(os, "execve", lambda *call: calls.append(call))
    return calls


def test_the_dashboard_is_started_with_what_was_asked(started: list[Call], tmp_path: Path) -> None:
    flags = ["--atlas", str(tmp_path), "--port", "8601", "--address", "::1", "--read-only"]
    main(["serve", *flags])
    [(program, command, environment)] = started
    assert program == sys.executable
    assert command[1:4] == ["-m", "streamlit", "run"]
    assert Path(command[4]).name == "app.py" and Path(command[4]).parent.name == "dashboard"
    assert command[5:] == ["--server.port=8601", "--server.address=::1"]
    settings = Settings.load(environment)
    assert settings.atlas == str(tmp_path) and settings.read_only


def test_only_this_machine_sees_it_unless_told_otherwise(started: list[Call]) -> None:
    main(["serve"])
    [(_, command, environment)] = started
    assert command[5:] == ["--server.port=8501", "--server.address=127.0.0.1"]
    assert Settings.load(environment) == Settings.load()
