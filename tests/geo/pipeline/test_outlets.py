"""Outlets from the settings to the answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geo.cli import main
from geo.gazetteer.lookup import Gazetteer

LINES = [
    {"id": 1, "source": "The Herald", "text": "The mayor of Springfield spoke."},
    {"id": 2, "source": "The Post", "text": "The mayor of Springfield spoke."},
]


@pytest.fixture
def lines(tmp_path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "gazetteer.sqlite").symlink_to(gazetteer.path)
    (tmp_path / "outlets.csv").write_text("source,place\nThe Post,4525353\n", encoding="utf-8")
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("DATELINE_OUTLETS", str(tmp_path / "outlets.csv"))
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in LINES), encoding="utf-8")
    return str(path)


def test_the_table_goes_before_the_option(lines: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["geoparse", lines, "--outlet", "Springfield, Illinois"]) == 0
    found = [json.loads(line)["toponyms"][0] for line in capsys.readouterr().out.splitlines()]
    assert [each["geonameid"] for each in found] == ["4250542", "4525353"]


def test_an_outlet_that_could_be_several_towns_is_refused(
    lines: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["geoparse", lines, "--outlet", "Springfield"]) == 2
    assert "the outlet: several towns are called 'Springfield'" in capsys.readouterr().err
