"""A copy of all that cannot be made again, and what comes of it."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.atlas import Atlas
from geo.backup import LIST, back_up, restore
from geo.corrections import CorrectionLog, Scope, Spot
from geo.errors import AtlasError, BadInput
from geo.settings import Settings
from tests.dashboard.world import build


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    here = tmp_path / "here"
    build(here / "atlas")
    found = Settings.load(
        {"DATELINE_CACHE": str(here / "cache"), "DATELINE_ATLAS": str(here / "atlas")}
    )
    CorrectionLog(found.corrections).correct(Spot("a", 0, 4, "Lima"), None, Scope.MENTION, "Ann")
    found.places.write_text('{"format": "dateline-places", "version": 1}\n')
    found.storylines.write_text('{"format": "dateline-stories", "version": 1, "stories": []}\n')
    return found


@pytest.fixture
def elsewhere(tmp_path: Path) -> Settings:
    there = tmp_path / "there"
    there.mkdir()
    return Settings.load(
        {"DATELINE_CACHE": str(there / "cache"), "DATELINE_ATLAS": str(there / "atlas")}
    )


def everything(settings: Settings) -> dict[str, bytes]:
    files = {p.name: p.read_bytes() for p in Path(settings.atlas).glob("*.[pj]*")}
    return files | {name: path.read_bytes() for name, path in settings.written_by_people.items()}


def test_all_of_it_comes_back(settings: Settings, elsewhere: Settings, tmp_path: Path) -> None:
    copied = back_up(settings, tmp_path / "copy.zip")
    assert set(copied.written) == {"corrections", "storylines", "places"}
    assert copied.parts > 1
    restored = restore(elsewhere, tmp_path / "copy.zip")
    assert (restored.parts, restored.written) == (copied.parts, copied.written)
    assert len(Atlas(elsewhere.atlas).article_ids()) == 5
    assert CorrectionLog(elsewhere.corrections).read().active[0].by == "Ann"
    assert everything(elsewhere) == everything(settings)
    assert not list(tmp_path.rglob(".*new*"))


def test_what_is_there_is_not_lost(settings: Settings, tmp_path: Path) -> None:
    back_up(settings, tmp_path / "copy.zip")
    CorrectionLog(settings.corrections).correct(Spot("b", 0, 4, "Oslo"), None, Scope.MENTION)
    before = everything(settings)
    with pytest.raises(BadInput, match="--replace"):
        restore(settings, tmp_path / "copy.zip")
    assert everything(settings) == before
    restored = restore(settings, tmp_path / "copy.zip", replace=True)
    assert len(CorrectionLog(settings.corrections).read().active) == 1
    aside = [each for each in restored.aside if each.name.startswith("atlas.corr")]
    assert len(CorrectionLog(aside[0]).read().active) == 2


def damaged_byte(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[200] ^= 1
    path.write_bytes(bytes(raw))


def rewritten(change: Callable[[dict[str, bytes]], None]) -> Callable[[Path], None]:
    def change_file(path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        change(files)
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in files.items():
                archive.writestr(name, content)

    return change_file


def leads_out(files: dict[str, bytes]) -> None:
    about = json.loads(files[LIST])
    about["files"]["atlas/../../evil"] = {"bytes": 1, "sha256": "0" * 64}
    files[LIST] = json.dumps(about).encode()
    files["atlas/../../evil"] = b"x"


def names_another(files: dict[str, bytes]) -> None:
    about = json.loads(files[LIST])
    about["files"]["gazetteer"] = about["files"].pop("places")
    files[LIST] = json.dumps(about).encode()
    files["gazetteer"] = files.pop("places")


@pytest.mark.parametrize(
    "spoil",
    [
        damaged_byte,
        lambda path: path.write_bytes(path.read_bytes()[:-500]),
        lambda path: path.write_text("no zip"),
        rewritten(lambda files: files.pop(LIST)),
        rewritten(lambda files: files.pop("corrections")),
        rewritten(lambda files: files.update(more=b"x")),
        rewritten(lambda files: files.update(corrections=b"x")),
        rewritten(lambda files: files.update({LIST: b'{"files": []}'})),
        rewritten(lambda files: files.update({LIST: b"[" * 100_000})),
        rewritten(leads_out),
        rewritten(names_another),
    ],
)
def test_what_is_no_whole_copy_changes_nothing(
    settings: Settings, elsewhere: Settings, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    copy = tmp_path / "copy.zip"
    back_up(settings, copy)
    spoil(copy)
    with pytest.raises(BadInput, match=r"copy\.zip"):
        restore(elsewhere, copy)
    assert list((tmp_path / "there").iterdir()) == []
    assert not (tmp_path / "evil").exists()


def test_a_disk_that_refuses_changes_nothing(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(settings, tmp_path / "copy.zip")
    before, rename = everything(settings), Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if target == settings.places.absolute() and path.name.startswith("."):
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="No space"):
        restore(settings, tmp_path / "copy.zip", replace=True)
    assert everything(settings) == before


def test_a_part_that_is_gone_is_told_and_no_copy_is_left(
    settings: Settings, tmp_path: Path
) -> None:
    next(Path(settings.atlas).glob("*.parquet")).unlink()
    with pytest.raises(AtlasError, match="verify"):
        back_up(settings, tmp_path / "copy.zip")
    assert not list(tmp_path.glob("*copy*"))


def test_nothing_is_no_backup(elsewhere: Settings, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="nothing to back up"):
        back_up(elsewhere, tmp_path / "copy.zip")
    shutil.rmtree(tmp_path / "there")
