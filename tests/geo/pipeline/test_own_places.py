"""One's own places from the file to the answer of every command that places names."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.cli import main
from geo.gazetteer.lookup import Gazetteer

TABLE = """name,latitude,longitude,kind,country,other names
Mill Beat,39.80,-89.64,beat,US,Beat 12
Quetta Annex,32.29,36.32,refugee camp,JO,
Gaza,44.5,-93.0,village,US,
"""
TEXT = "Two cars burned in Beat 12 on Friday. In Quetta Annex, hundreds queued for water."

Command = Callable[..., str]


@pytest.fixture
def command(
    tmp_path: Path,
    gazetteer: Gazetteer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Command:
    """Runs a command with a cache of its own; what it printed."""
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "gazetteer.sqlite").symlink_to(gazetteer.path)
    (tmp_path / "beats.csv").write_text(TABLE, encoding="utf-8")
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)

    def run(*words: str, status: int = 0) -> str:
        assert main(list(words)) == status
        return capsys.readouterr().out

    return run


def test_the_commands_add_list_and_remove(command: Command, tmp_path: Path) -> None:
    kept = tmp_path / "cache.places.jsonl"
    assert command("gazetteer", "add", "beats.csv") == (
        f"3 new, 0 changed, 0 known already\nkept in {kept}\n"
    )
    assert command("gazetteer", "add", "beats.csv").startswith("0 new, 0 changed, 3 known")
    shown = command("gazetteer", "list")
    assert shown.startswith(f"{kept}: places: 3\n")
    assert "Mill Beat (also Beat 12)  beat  US  39.80000,-89.64000  own:mill-beat-" in shown
    places = json.loads(command("gazetteer", "list", "--json"))["places"]
    assert [place["name"] for place in places] == ["Mill Beat", "Quetta Annex", "Gaza"]
    assert command("gazetteer", "remove", "Gaza", places[0]["id"]).count("removed: ") == 2
    assert "places: 1" in command("gazetteer", "list")
    kept.write_bytes(kept.read_bytes() + b"?\n")
    command("gazetteer", "list", status=1)


def test_a_bad_file_adds_nothing(
    command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.csv").write_text("name,lat,lon\nMill,1,2\nBeat,x,2\n", encoding="utf-8")
    command("gazetteer", "add", "bad.csv", status=2)
    assert not (tmp_path / "cache.places.jsonl").exists()


def test_articles_are_placed_there(command: Command, tmp_path: Path) -> None:
    command("gazetteer", "add", "beats.csv")
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": 1, "text": TEXT}), encoding="utf-8")
    toponyms = json.loads(command("geoparse", "in.jsonl"))["toponyms"]
    assert [(t["phrase"], t["name"], t["geonameid"]) for t in toponyms] == [
        ("Beat 12", "Mill Beat", None),
        ("Quetta Annex", "Quetta Annex", None),
    ]
    assert all(t["id"].startswith("own:") and t["confidence"] >= 0.9 for t in toponyms)

    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(TEXT, encoding="utf-8")
    command("ingest", "news", "--language", "en")
    command("export", "places.csv", "--by", "mention")
    rows = (tmp_path / "places.csv").read_text(encoding="utf-8")
    assert "own:mill-beat-" in rows and "own:quetta-annex-" in rows

    first, *others = json.loads(command("geocode", "Gaza", "--json"))
    assert first["id"].startswith("own:gaza-") and others[0]["country"] == "PS"
    command("gazetteer", "remove", "Gaza")
    assert json.loads(command("geocode", "Gaza", "--json"))[0]["country"] == "PS"
