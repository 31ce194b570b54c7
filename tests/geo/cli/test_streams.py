"""What a command line meets: pipes, devices, closed streams, full disks, other encodings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from geo.cli import main

pytestmark = pytest.mark.usefixtures("gazetteer")

LINE = {"id": 1, "text": "Officials met in Kabul on Monday, as Russia had asked."}


def sh(command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A line of a shell in which ``dateline`` is the command."""
    script = f'dateline() {{ "{sys.executable}" -m geo.cli "$@"; }}\n{command}'
    return subprocess.run(
        ["bash", "-c", script],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        timeout=300,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in.jsonl").write_text(json.dumps(LINE) + "\n")
    (tmp_path / "latin.jsonl").write_bytes('{"id": 1, "text": "Évora"}\n'.encode("latin-1") * 50)
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 4_000)
    os.mkfifo(tmp_path / "fifo")
    return tmp_path


def in_one_line(done: subprocess.CompletedProcess[bytes], status: int, why: str) -> None:
    [line] = done.stderr.decode().splitlines()
    assert line.startswith("dateline: ") and why in line
    assert done.returncode == status


def test_a_full_disk_is_named(folder: Path) -> None:
    for command in ("--help", "gazetteer info", "geocode Herat", "geocode Herat --json"):
        in_one_line(sh(f"dateline {command} > /dev/full", folder), 1, "No space left on device")
    done = sh("dateline geoparse in.jsonl -o /dev/full", folder)
    in_one_line(done, 1, "No space left on device")


def test_whoever_reads_may_leave(folder: Path) -> None:
    done = sh("dateline gazetteer info | true; echo ${PIPESTATUS[0]}", folder)
    assert done.stdout.split()[0] in (b"0", b"141")
    assert done.stderr == b""


def test_streams_may_be_closed(folder: Path) -> None:
    in_one_line(sh("dateline gazetteer info >&-", folder), 1, "standard output is closed")
    done = sh("dateline gazetteer info 2>&-", folder)
    assert done.returncode == 0 and b"places" in done.stdout
    in_one_line(sh("dateline geoparse <&-", folder), 2, "standard input is closed")
    done = sh("dateline ingest - --atlas a <&-", folder)
    assert done.returncode == 2 and b"standard input is closed" in done.stdout
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "command", ["geoparse {}", "cache import {}", "corrections apply {}", "evaluate {}"]
)
@pytest.mark.parametrize("name", ["/dev/zero", "fifo", ".", "no-such-file"])
def test_what_is_no_file_is_refused_at_once(
    folder: Path,
    command: str,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(folder)
    assert main(command.format(name).split()) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("dateline: ") and name in line


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ("evidence verify fifo", "not a file"),
        ("restore fifo", "not a file"),
        ("evidence -", "give the name of a file"),
        ("backup -", "give the name of a file"),
    ],
)
def test_what_cannot_be_a_pipe_is_told(
    folder: Path,
    command: str,
    why: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(folder)
    assert main(command.split()) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert why in line


def test_a_pipe_of_the_shell_is_read(folder: Path) -> None:
    done = sh("dateline geoparse <(cat in.jsonl)", folder)
    assert json.loads(done.stdout)["toponyms"][0]["phrase"] == "Kabul"


def test_a_line_that_does_not_end_is_given_up(folder: Path) -> None:
    limit = {"DATELINE_LINE_BYTES": "100000"}
    endless = f'{sys.executable} -c "while True: print(chr(97) * 4096, end=str())" 2>/dev/null'
    done = sh(f"{endless} | dateline geoparse", folder, **limit)
    assert "a line that does not end" in done.stderr.decode().splitlines()[-1]
    in_one_line(sh("dateline geoparse < /dev/zero", folder, **limit), 2, "binary")
    done = sh("dateline ingest - --atlas a < /dev/zero", folder, **limit)
    assert done.returncode == 2 and b"binary" in done.stdout


def test_a_line_that_is_too_long_costs_itself_alone(folder: Path) -> None:
    long = json.dumps({"id": 2, "text": "x" * 200_000})
    (folder / "long.jsonl").write_text(f"{long}\n{json.dumps(LINE)}\n")
    done = sh("dateline geoparse long.jsonl", folder, DATELINE_LINE_BYTES="100000")
    assert json.loads(done.stdout)["id"] == 1
    assert done.stderr == b"long.jsonl:1: too long: over 100,000 bytes in one line\n"


def test_files_of_another_kind_do_not_fill_the_screen(folder: Path) -> None:
    in_one_line(sh("dateline geoparse noise.bin", folder), 2, "binary, not lines of text")
    done = sh("dateline geoparse latin.jsonl", folder)
    lines = done.stderr.decode().splitlines()
    assert lines[0] == "latin.jsonl:1: not valid UTF-8"
    assert (len(lines), lines[-1]) == (21, "dateline: and 30 more bad lines")
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("name", "why"),
    [("noise.bin", "not an annotated article"), ("latin.jsonl", "not valid UTF-8")],
)
def test_a_corpus_of_another_kind_is_named_with_its_line(
    folder: Path, name: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", str(folder / name)]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert f"{name}:1: {why}" in line


def test_a_terminal_that_lacks_a_character_is_sent_its_escape(folder: Path) -> None:
    known = {"PYTHONIOENCODING": "latin-1"}
    done = sh("dateline geocode Ḩerāt --json", folder, PYTHONUTF8="1", **known)
    assert done.returncode == 0
    [found, *_] = json.loads(done.stdout.decode("latin-1"))
    assert found
    done = sh("dateline geocode Київ", folder, PYTHONUTF8="1", **known)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)


def test_a_home_that_nobody_has_is_a_name_like_others(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ingest", "~nobody-of-that-name/a.txt", "--atlas", str(folder / "a")]) == 2
    assert "no such file or folder" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["atlas forget", "geocode", "corrections undo"])
def test_arguments_that_are_no_text_are_bad_usage(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command.split(), "caf\udce9"]) == 2
    assert "is not in the terminal's encoding" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["203.0.113.7", "no-such-host.invalid", "a" * 80])
def test_an_address_that_cannot_be_had_is_named(
    address: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "execve", lambda *call: None)
    assert main(["serve", "--address", address, "--port", "8765"]) == 2
    assert f"cannot listen at {address}" in capsys.readouterr().err
