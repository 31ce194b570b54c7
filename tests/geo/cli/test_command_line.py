from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.cli import COMMANDS, main
from geo.errors import AtlasError, BadInput


def failing(error: BaseException) -> Callable[[object], int]:
    def run(args: object) -> int:
        raise error

    return run


def test_help_names_every_command_and_gives_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert "examples:" in shown
    for command in COMMANDS:
        assert re.search(rf"^ +{command}\b", shown, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_has_an_example(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--help"]) == 0
    assert re.search(rf"examples?:\n  dateline {command} ?", capsys.readouterr().out)


def test_help_is_quick_since_it_loads_no_model() -> None:
    loaded = (
        "import sys; from geo.cli import COMMANDS, main; main(['--help']); "
        "[main([command, '--help']) for command in COMMANDS]; print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True)
    modules = set(done.stdout.split())
    assert "geo.cli.evaluate" in modules
    assert not modules & {"spacy", "duckdb", "pyarrow", "numpy", "pydantic", "streamlit"}


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["bogus"],
        ["--bogus"],
        ["geoparse", "--bogus"],
        ["geoparse", "--min-confidence", "1.5"],
        ["geoparse", "--min-confidence", "nan"],
        ["geoparse", "--workers", "0"],
        ["geoparse", "--workers", "two"],
        ["geoparse", "--geocoder", "oracle"],
        ["geoparse", "--geocoder", ","],
        ["ingest"],
        ["geocode"],
        ["geocode", "Herat", "--country", "AFG"],
        ["geocode", "Herat", "--near", "Kabul"],
        ["geocode", "Herat", "--near", "91,0"],
        ["geocode", "Herat", "--near", "34"],
        ["gazetteer"],
        ["gazetteer", "burn"],
        ["gazetteer", "build", "--geonames", "/no/such/folder"],
        ["serve", "--port", "70000"],
    ],
)
def test_bad_usage_is_one_line_and_status_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    output, errors = capsys.readouterr()
    assert output == ""
    [line] = errors.splitlines()
    assert line.startswith("dateline")


@pytest.mark.parametrize(
    ("error", "status", "line"),
    [
        (BadInput("no article", path="a.txt", line=3), 2, "dateline: a.txt:3: no article\n"),
        (AtlasError("the disk is full\nand more"), 1, "dateline: the disk is full and more\n"),
        (AtlasError("\x1b[2Jname"), 1, "dateline:  [2Jname\n"),
        (KeyboardInterrupt(), 130, "dateline: interrupted\n"),
    ],
)
def test_what_went_wrong_is_one_line(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    status: int,
    line: str,
) -> None:
    monkeypatch.setattr("geo.cli.serve.run", failing(error))
    assert main(["serve"]) == status
    assert capsys.readouterr().err == line


def test_a_bug_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.cli.serve.run", failing(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        main(["serve"])


def test_a_bad_environment_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATELINE_MIN_CONFIDENCE", "high")
    assert main(["gazetteer", "info"]) == 2
    assert "DATELINE_MIN_CONFIDENCE is 'high'" in capsys.readouterr().err


@pytest.mark.usefixtures("gazetteer")
def test_ctrl_c_ends_with_130_and_keeps_what_was_done(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(600):
        body = f"Report {number}: officials in Kabul said that talks in Moscow went on. " * 4
        (articles / f"{number:05}.txt").write_text(body)
    atlas = tmp_path / "atlas"
    # A suite that a script runs in the background hands on that Ctrl-C is ignored.
    in_small_parts = (
        "import signal, sys, geo.cli, geo.pipeline.ingest as ingest; "
        "signal.signal(signal.SIGINT, signal.default_int_handler); "
        "ingest.BATCH = 8; sys.exit(geo.cli.main())"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", in_small_parts, "ingest", str(articles), "--atlas", str(atlas)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while process.poll() is None and not (atlas / "manifest.json").exists():
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=120)
    assert (process.returncode, errors) == (130, "dateline: interrupted\n")
    from geo.atlas import Atlas

    stored = len(Atlas(atlas).article_ids())
    assert 0 < stored < 600
    assert f"articles read: {stored} new, 0 duplicates" in output


@pytest.mark.usefixtures("gazetteer")
def test_a_reader_that_leaves_is_nothing_to_complain_of() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "geo.cli", "gazetteer", "info"],
            stdout=writing,
            stderr=subprocess.PIPE,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")
