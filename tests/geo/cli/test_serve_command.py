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


def test_who_comes_from_elsewhere_may_only_look_and_that_is_said(
    started: list[Call], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["serve", "--address", "0.0.0.0"])
    assert "--writable lets them put right and add" in capsys.readouterr().err
    main(["serve", "--address", "0.0.0.0", "--writable"])
    assert capsys.readouterr().err == ""
    looking, changing = (Settings.load(environment) for _, _, environment in started)
    assert (looking.writable, changing.writable) == (False, True)


def test_it_is_either_one_or_the_other(started: list[Call]) -> None:
    assert main(["serve", "--read-only", "--writable"]) == 2
    assert not started


def test_articles_for_oneself_are_allowed_by_their_own_switch(started: list[Call]) -> None:
    main(["serve", "--read-only"])
    main(["serve", "--read-only", "--uploads", "private"])
    nothing, own = (Settings.load(each[2]).for_looking().uploads for each in started)
    assert (nothing, own) == ("off", "private")
