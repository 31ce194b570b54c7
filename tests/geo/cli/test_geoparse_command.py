from __future__ import annotations

import io
import json
import os
import threading
from collections.abc import Iterable, Iterator
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest

from geo.cli import main
from geo.cli.geoparse import _geoparse, _Lines
from geo.models import Article, GeoparsedArticle
from geo.settings import Settings
from geo.text.reading_bound import MOST_READ
from tests.geo.cli.conftest import EveryMoscow

GOOD = [{"id": "a", "text": "In Moscow."}, {"id": 2, "text": "Nowhere."}]


def write_lines(path: Path, *lines: dict[str, Any] | str) -> Path:
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("".join(text + "\n" for text in texts), encoding="utf-8")
    return path


def read_lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.usefixtures("every_moscow")
class TestGeoparse:
    def test_one_object_a_line_in_the_same_order(
        self, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        assert main(["geoparse", str(write_lines(tmp_path / "in.jsonl", *GOOD))]) == 0
        output, errors = capfdbinary.readouterr()
        first, second = read_lines(output.decode())
        assert errors == b""
        assert (first["id"], second) == ("a", {"id": 2, "toponyms": []})
        [toponym] = first["toponyms"]
        assert (toponym["start"], toponym["end"], toponym["phrase"]) == (3, 9, "Moscow")
        assert (toponym["geonameid"], toponym["country"]) == ("524901", "RU")
        assert [other["geonameid"] for other in toponym["alternatives"]] == ["5601538"]

    def test_a_bad_line_is_named_and_the_rest_is_done(
        self, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        path = write_lines(tmp_path / "in.jsonl", GOOD[0], "", "{broken", GOOD[1], '{"id": "c"}')
        assert main(["geoparse", str(path)]) == 1
        output, errors = capfdbinary.readouterr()
        assert [line["id"] for line in read_lines(output.decode())] == ["a", 2]
        third, fifth = errors.decode().splitlines()
        assert third.startswith(f"{path}:3: not valid JSON")
        assert fifth == f"{path}:5: text is missing or is not a text"

    def test_a_text_that_is_not_read_to_its_end_is_told(
        self, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        book = {"id": "book", "text": "In Moscow." + " " * MOST_READ + "In Moscow."}
        assert main(["geoparse", str(write_lines(tmp_path / "in.jsonl", *GOOD, book))]) == 0
        errors = capfdbinary.readouterr().err.decode()
        assert errors.startswith("dateline: of 1 article only the first 200,000 characters")

    def test_the_threshold_decides_whether_a_place_is_named(self, tmp_path: Path) -> None:
        path = write_lines(tmp_path / "in.jsonl", GOOD[0])
        for threshold, latitude in (("0", 55.75222), ("0.8", 55.75222), ("0.9", None)):
            out = tmp_path / f"{threshold}.jsonl"
            assert main(["geoparse", str(path), "--min-confidence", threshold, "-o", str(out)]) == 0
            [line] = read_lines(out.read_text())
            assert line["toponyms"][0]["lat"] == latitude

    def test_exactly_the_given_spans_are_resolved(self, tmp_path: Path) -> None:
        text = "Moscow, Moscow and Torhondi"
        spans = [(19, 27), (0, 6), (8, 10), (0, 6)]
        given = [{"start": start, "end": end, "lat": 1, "geonameid": "9"} for start, end in spans]
        path = write_lines(
            tmp_path / "in.jsonl",
            {"id": "a", "text": text, "toponyms": given},
            {"id": "b", "text": text, "toponyms": []},
        )
        out = tmp_path / "out.jsonl"
        assert main(["geoparse", str(path), "--gold-spans", "-o", str(out)]) == 0
        first, second = read_lines(out.read_text())
        assert [(t["start"], t["end"]) for t in first["toponyms"]] == spans
        assert [t["geonameid"] for t in first["toponyms"]] == [None, "524901", None, "524901"]
        assert second["toponyms"] == []

    def test_standard_input_and_output(
        self, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        for arguments in (["geoparse"], ["geoparse", "-", "-o", "-"]):
            given = io.TextIOWrapper(io.BytesIO('{"id": "ü", "text": "Ünïcödé"}\n{'.encode()))
            monkeypatch.setattr("sys.stdin", given)
            assert main(arguments) == 1
            output, errors = capfdbinary.readouterr()
            assert output.decode() == '{"id": "ü", "toponyms": []}\n'
            assert errors.startswith(b"standard input:2: not valid JSON")

    def test_a_line_separator_within_a_text_ends_no_line(self, tmp_path: Path) -> None:
        path, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
        line = {"id": "a", "text": "Out.\u2028\x85In Moscow."}
        path.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
        assert main(["geoparse", str(path), "-o", str(out)]) == 0
        assert read_lines(out.read_text())[0]["toponyms"][0]["start"] == 9

    def test_the_input_may_be_the_output(self, tmp_path: Path) -> None:
        path = write_lines(tmp_path / "both.jsonl", *GOOD)
        assert main(["geoparse", str(path), "-o", str(path)]) == 0
        assert [line["id"] for line in read_lines(path.read_text())] == ["a", 2]

    def test_a_pipe_as_output_stays_a_pipe(self, tmp_path: Path) -> None:
        pipe, read = tmp_path / "pipe", list[str]()
        os.mkfifo(pipe)
        reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
        reader.start()
        path = write_lines(tmp_path / "in.jsonl", *GOOD)
        assert main(["geoparse", str(path), "-o", str(pipe)]) == 0
        reader.join(timeout=60)
        assert len(read_lines(read[0])) == 2
        assert pipe.is_fifo()

    @pytest.mark.parametrize(
        ("arguments", "complaint"),
        [
            (["nowhere.jsonl"], "dateline: nowhere.jsonl: cannot be read: No such file"),
            (["."], "dateline: .: not a file: give one"),
            (["-", "-o", "no/where.jsonl"], "dateline: no/where.jsonl: cannot be written: No such"),
        ],
    )
    def test_files_that_cannot_be_used_are_named(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        arguments: list[str],
        complaint: str,
    ) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
        assert main(["geoparse", *arguments]) == 2
        [line] = capsys.readouterr().err.splitlines()
        assert line.startswith(complaint)


def test_an_output_half_written_never_appears(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, every_moscow: None
) -> None:
    def interrupted(self: EveryMoscow, articles: Iterable[Article]) -> Iterator[GeoparsedArticle]:
        yield GeoparsedArticle(next(iter(articles)), ())
        raise KeyboardInterrupt

    monkeypatch.setattr(EveryMoscow, "geoparse", interrupted)
    source, out = write_lines(tmp_path / "in.jsonl", *GOOD), tmp_path / "out.jsonl"
    out.write_text("as it was")
    assert main(["geoparse", str(source), "-o", str(out)]) == 130
    assert out.read_text() == "as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_lines_stream_through(tmp_path: Path) -> None:
    endless = (json.dumps({"id": n, "text": "In Moscow."}).encode() for n in count())
    parser = EveryMoscow(Settings.load({}))
    for record, parsed in islice(_geoparse(parser, _Lines(endless, "-", False, 1_000)), 3):
        assert str(record.id) == parsed.article.id


@pytest.mark.usefixtures("gazetteer")
def test_several_processes_give_the_result_of_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Fighting went on near Herat, officials in Kabul said. Moscow denied it. Line {}."
    lines = [{"id": n, "text": text.format(n), "title": "Talks"} for n in range(70)]
    source = write_lines(tmp_path / "in.jsonl", *lines[:40], "{", *lines[40:])
    outputs = []
    for workers in ("1", "2"):
        out = tmp_path / f"{workers}.jsonl"
        assert main(["geoparse", str(source), "--workers", workers, "-o", str(out)]) == 1
        [complaint] = capsys.readouterr().err.splitlines()
        assert complaint.startswith(f"{source}:41: not valid JSON")
        outputs.append(out.read_text())
    assert outputs[0] == outputs[1]
    first = read_lines(outputs[0])[0]["toponyms"]
    assert {("Kabul", "AF"), ("Moscow", "RU")} <= {(t["phrase"], t["country"]) for t in first}
