"""The commands, end to end, with a service on this machine."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from geo.cli import main
from geo.gazetteer import Gazetteer
from tests.geo.geocoders import loopback
from tests.geo.geocoders.loopback import Server, Spot

VILLAGE = Spot("Chesheqala", 34.5, 62.3, state="Herat Province")


@pytest.fixture(autouse=True)
def environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, server: Server, gazetteer: Gazetteer
) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    os.symlink(gazetteer.path.resolve(), cache / "gazetteer.sqlite")
    monkeypatch.setenv("DATELINE_CACHE", str(cache))
    monkeypatch.setenv("DATELINE_NOMINATIM_DOMAIN", server.address)
    monkeypatch.setenv("DATELINE_GEOCODER_TIMEOUT", "60")


def told(capsys: pytest.CaptureFixture[str], *command: str, status: int = 0) -> str:
    assert main(command) == status
    return capsys.readouterr().out


@pytest.fixture
def article(tmp_path: Path) -> str:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "1.txt").write_text(
        "Fire in a border town\n\nKABUL, July 9, 2021 (Reuters) - A fire in Chesheqala, "
        "Afghanistan, killed two people on Friday, officials in Kabul said.\n"
    )
    return str(folder)


def test_an_outage_and_its_end_through_the_real_pipeline(
    capsys: pytest.CaptureFixture[str], server: Server, article: str
) -> None:
    server.knows(VILLAGE)
    server.broken = loopback.status(403)
    ingest = ("ingest", article, "--geocoder", "gazetteer,nominatim")
    out = told(capsys, *ingest)
    assert "1 new" in out
    assert "to be asked by the next ingest or `dateline geocode --pending`: Chesheqala" in out
    assert "HTTP status 403" in out
    assert "not placed" not in out
    assert "to be asked of nominatim: Chesheqala" in told(capsys, "cache", "info")
    assert "Chesheqala" in told(capsys, "geocode", "--pending", status=1)

    server.broken = None
    assert "1 names caught up on; 1 articles resolved anew" in told(capsys, "geocode", "--pending")
    asked = server.asked["Chesheqala"]
    assert "no name waits" in told(capsys, "geocode", "--pending")
    again = json.loads(told(capsys, *ingest, "--json"))
    assert (again["new"], again["to_be_asked"]) == (0, [])
    assert "nominatim: 1 names found" in told(capsys, "cache", "info")
    assert server.asked["Chesheqala"] == asked


def test_geoparse_takes_spans_and_asks_for_names_alone(
    capsys: pytest.CaptureFixture[str], server: Server, tmp_path: Path
) -> None:
    server.knows(VILLAGE)
    text = "Fighters took Chesheqala in Afghanistan."
    spans = [
        {"start": text.index(n), "end": text.index(n) + len(n)}
        for n in ("Chesheqala", "Afghanistan")
    ]
    lines = tmp_path / "in.jsonl"
    lines.write_text(json.dumps({"id": "1", "text": text, "toponyms": spans}))
    out = told(
        capsys, "geoparse", str(lines), "-o", str(tmp_path / "out.jsonl"), "--gold-spans",
        "--geocoder", "gazetteer,nominatim",
    )  # fmt: skip
    assert out == ""
    village, country = json.loads((tmp_path / "out.jsonl").read_text())["toponyms"]
    assert (village["lat"], village["lon"], village["geonameid"]) == (34.5, 62.3, None)
    assert country["geonameid"] == "1149361"
    assert list(server.asked) == ["Chesheqala"]


def test_the_cache_can_be_shared_and_cleared(
    capsys: pytest.CaptureFixture[str], server: Server, tmp_path: Path
) -> None:
    server.knows(VILLAGE)
    geocode = ("geocode", "Chesheqala", "--geocoder", "gazetteer,nominatim", "--json")
    [candidate] = json.loads(told(capsys, *geocode))
    assert (candidate["id"], candidate["country"]) == ("nominatim:N4242", "AF")
    assert candidate["reasons"]
    shared = str(tmp_path / "answers.jsonl")
    told(capsys, "cache", "export", shared)
    assert told(capsys, "cache", "clear").startswith("1 answers forgotten")
    assert told(capsys, "cache", "import", shared).startswith("1 answers taken in, 0 were known")
    told(capsys, *geocode)
    assert server.asked == {"Chesheqala": 1}
    assert json.loads(told(capsys, "cache", "info", "--json"))["services"][0]["found"] == 1


def test_what_cannot_work_is_said_in_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for command, words in (
        (("geocode", "Herat", "--geocoder", "nominatom"), "no geocoder is called 'nominatom'"),
        (("geocode", "Herat", "--geocoder", "opencage"), "DATELINE_GEOCODER_KEY_OPENCAGE"),
        (("geocode",), "give either a NAME or --pending"),
        (("geocode", "Herat", "--pending"), "give either a NAME or --pending"),
        (("cache", "import", "/nowhere.jsonl"), "/nowhere.jsonl"),
    ):
        assert main(command) == 2
        error = capsys.readouterr().err
        assert words in error
        assert len(error.strip().splitlines()) == 1
    monkeypatch.delenv("DATELINE_NOMINATIM_DOMAIN")
    assert main(("geocode", "Herat", "--geocoder", "nominatim")) == 2
    assert "DATELINE_USER_AGENT" in capsys.readouterr().err


def test_a_service_that_is_down_is_a_failure_and_not_no_such_place(
    capsys: pytest.CaptureFixture[str], server: Server
) -> None:
    server.broken = loopback.status(403)
    assert main(("geocode", "Chesheqala", "--geocoder", "gazetteer,nominatim")) == 1
    assert "could not be asked about 'Chesheqala'" in capsys.readouterr().err
