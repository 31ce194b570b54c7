"""``dateline doctor``, and backup and restore as commands."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from geo.cli import main
from tests.dashboard.world import build
from tests.loopback import listening


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("DATELINE_ATLAS", str(tmp_path / "atlas"))
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    build(tmp_path / "atlas")
    return tmp_path


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, str]]:
    status = main(["doctor", "--json", *arguments])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return status, {line["about"]: f"{line['state']}: {line['seen']}" for line in lines}


def test_a_sound_installation(capsys: pytest.CaptureFixture[str]) -> None:
    status, seen = found(capsys)
    assert status == 0
    assert seen["installed"].startswith("ok: dateline ")
    assert seen["atlas"].startswith("ok: 5 articles at ")
    assert seen["gazetteer"].startswith("note: none yet")
    assert seen["proxy"] == "ok: none is set on this machine"


def test_what_is_damaged_is_told_and_does_not_end_it(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "atlas" / "manifest.json").write_text("{")
    (folder / "cache").mkdir()
    (folder / "cache" / "gazetteer.sqlite").write_text("no database")
    (folder / "atlas.corrections.jsonl").write_text("no line\n")
    monkeypatch.setenv("HTTPS_PROXY", "http://user:secret@proxy.example:8080")
    status, seen = found(capsys)
    assert status == 1
    assert seen["atlas"].startswith("wrong: ")
    assert seen["gazetteer"].startswith("wrong: ")
    assert "secret" not in "".join(seen.values())
    assert seen["proxy"] == "note: the system names a proxy for https"


def test_a_proxy_that_does_not_pass_websockets(capsys: pytest.CaptureFixture[str]) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        healthy = handler.path == "/map/_stcore/health"
        handler.send_response(200 if healthy else 400)
        handler.end_headers()
        handler.wfile.write(b"ok")

    with listening(answer) as port:
        status = main(["doctor", "--url", f"http://127.0.0.1:{port}/map/"])
    out = capsys.readouterr().out
    assert status == 1
    assert "answers" in out and "a WebSocket is answered with status 400" in out
    assert "Upgrade, Connection and Host" in out


@pytest.mark.parametrize("url", ["http://[bad", "news.example"])
def test_what_is_no_address_is_named(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--url", url]) == 1
    assert f"address: {url!r} is no address" in capsys.readouterr().out


def test_two_commands_bring_everything_elsewhere(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", str(folder / "copy.zip")]) == 0
    assert main(["restore", str(folder / "copy.zip")]) == 2
    assert "--replace" in capsys.readouterr().err
    elsewhere = str(folder / "elsewhere" / "atlas")
    assert main(["restore", str(folder / "copy.zip"), "--atlas", elsewhere]) == 0
    capsys.readouterr()
    assert main(["atlas", "info", "--atlas", elsewhere]) == 0
    assert "articles: 5" in capsys.readouterr().out
