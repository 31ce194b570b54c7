from __future__ import annotations

import json
from pathlib import Path

import pytest

from geo.atlas import Atlas
from geo.cli import main

TEXT = "Talks go on\n\nPublished July 9, 2021\n\nThe talks in Moscow went on, an envoy said.\n"

pytestmark = pytest.mark.usefixtures("every_moscow")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    (folder / "empty.txt").write_text("")
    return folder


def test_the_summary_says_what_came_in(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    atlas = str(tmp_path / "atlas")
    assert main(["ingest", str(folder), "--atlas", atlas]) == 0
    first = capsys.readouterr()
    assert "1 articles read: 1 new, 0 duplicates, 1 rejected" in first.out
    assert f"rejected: {folder / 'empty.txt'}: " in first.out
    assert first.err == ""
    assert main(["ingest", str(folder), "--atlas", atlas]) == 0
    assert "1 articles read: 0 new, 1 duplicates, 1 rejected" in capsys.readouterr().out
    assert len(Atlas(atlas).article_ids()) == 1


def test_the_summary_as_json(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ingest", str(folder), "--atlas", str(tmp_path / "atlas"), "--json"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert (summary["read"], summary["new"], summary["mentions"]) == (1, 1, 1)
    assert summary["rejects"][0]["name"] == str(folder / "empty.txt")


def test_the_atlas_is_the_one_that_the_environment_names(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_ATLAS", str(tmp_path / "named"))
    assert main(["ingest", str(folder)]) == 0
    assert len(Atlas(tmp_path / "named").article_ids()) == 1


def test_nothing_but_rejects_is_a_failure(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["ingest", str(folder / "empty.txt"), "--atlas", str(tmp_path / "atlas")]
    assert main(arguments) == 1
    assert "0 articles read" in capsys.readouterr().out


def test_names_that_could_not_be_placed_fill_one_line_whatever_they_hold(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from geo.cli.ingest import _lines
    from geo.ingest import Summary

    names = tuple((f"Name\n\x1b{n}", 1) for n in range(25))
    lines = _lines(Summary(1, 1, 0, 0, 25, names, ()))
    assert len(lines) == 3 and lines[2].endswith("and 5 more")
    assert all(line.isprintable() for line in lines)
