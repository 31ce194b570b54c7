from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from geo.atlas import Atlas
from geo.cli import main
from geo.corrections import Correction, CorrectionLog, Scope, Spot, Verdict, point
from geo.review import draw_check
from tests.geo.atlas.samples import KABUL, MOSCOW, article


@pytest.fixture
def atlas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Atlas:
    """Three articles that name Moscow, in an atlas that was given by hand."""
    monkeypatch.setenv("DATELINE_ATLAS", str(tmp_path / "news"))
    atlas = Atlas(tmp_path / "news", tmp_path / "news.corrections.jsonl")
    atlas.add([article(1), article(2, title="=cmd|'/c calc'!A1"), article(3)])
    return atlas


@pytest.fixture
def log(atlas: Atlas) -> CorrectionLog:
    return CorrectionLog(atlas.folder.with_name("news.corrections.jsonl"))


def corrected(log: CorrectionLog, scope: Scope = Scope.CORPUS, number: int = 1) -> Correction:
    spot = Spot(f"article-{number}", 19, 25, "Moscow")
    return log.correct(spot, KABUL, scope, by="ann", note="a slip")


def checked(atlas: Atlas, log: CorrectionLog) -> None:
    check = draw_check(log, atlas.reader(), size=2)
    log.judge(check.id, check.drawn[0].spot, Verdict.RIGHT)
    log.judge(check.id, check.drawn[1].spot, Verdict.WRONG)


def test_nothing_was_put_right_yet(log: CorrectionLog, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["corrections", "list"]) == 0
    assert capsys.readouterr().out == f"{log.path}: 0 corrections\n"
    assert not log.path.exists()


def test_list_tells_what_stands_newest_first(
    atlas: Atlas, log: CorrectionLog, capsys: pytest.CaptureFixture[str]
) -> None:
    everywhere, here = corrected(log), corrected(log, Scope.MENTION, 2)
    log.undo(corrected(log, Scope.ARTICLE, 3).id)
    checked(atlas, log)
    assert main(["corrections", "list"]) == 0
    said = capsys.readouterr().out.splitlines()
    signed = f"corrected by ann on {here.at:%Y-%m-%d}: a slip"
    assert said[:3] == [
        f"{log.path}: 2 corrections",
        f"{here.id}  Moscow → Kabul (Kabul, AF), here; {signed} (changes 1 mention)",
        f"{everywhere.id}  Moscow → Kabul (Kabul, AF), everywhere; {signed} (changes 2 mentions)",
    ]
    assert said[3].startswith("precision: 1 of 2 right: 50 % (95 % interval 9 to 91 %)")


def test_one_meaning_of_a_name_is_told_by_its_name(
    log: CorrectionLog, capsys: pytest.CaptureFixture[str], gazetteer: object
) -> None:
    log.correct(Spot("article-1", 19, 25, "Moscow"), KABUL, Scope.CORPUS, only=MOSCOW.id)
    assert main(["corrections", "list"]) == 0
    assert "everywhere it was Moscow (Moscow, RU);" in capsys.readouterr().out


def test_list_as_json(atlas: Atlas, log: CorrectionLog, capsys: pytest.CaptureFixture[str]) -> None:
    made = corrected(log)
    checked(atlas, log)
    assert main(["corrections", "list", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["path"] == str(log.path) and found["problems"] == []
    [only] = found["corrections"]
    assert (only["id"], only["phrase"], only["mentions"]) == (made.id, "Moscow", 3)
    assert found["precision"]["low"] == pytest.approx(0.0945, abs=1e-4)
    assert found["precision"]["population"] == 3


def test_a_bad_line_is_named_and_makes_the_status_1(
    log: CorrectionLog, capsys: pytest.CaptureFixture[str]
) -> None:
    corrected(log)
    with log.path.open("a") as file:
        file.write('{"kind": "\\u001b[31m"}\n')
    assert main(["corrections", "list"]) == 1
    output, errors = capsys.readouterr()
    assert "1 correction\n" in output
    assert errors.startswith(f"{log.path}:3: left out: kind must be one of")


def test_another_newsrooms_file_is_taken_in_once(
    atlas: Atlas, log: CorrectionLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = CorrectionLog(tmp_path / "theirs.jsonl")
    made = corrected(theirs)
    theirs.undo(corrected(theirs, Scope.MENTION).id)
    checked(atlas, theirs)
    assert main(["corrections", "apply", str(theirs.path)]) == 0
    said = "taken in: 2 corrections, 1 undoing, 1 check, 2 verdicts; 0 known already\n"
    assert capsys.readouterr().out == said
    before = log.path.read_bytes()
    assert log.read().active == (made,)
    assert log.read().precision == theirs.read().precision
    assert main(["corrections", "apply", str(theirs.path)]) == 0
    said = "taken in: 0 corrections, 0 undoings, 0 checks, 0 verdicts; 6 known already\n"
    assert capsys.readouterr().out == said
    assert log.path.read_bytes() == before


def test_what_can_be_read_of_a_file_is_taken_in(
    log: CorrectionLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = CorrectionLog(tmp_path / "theirs.jsonl")
    corrected(theirs)
    theirs.path.write_bytes(b"nonsense\n" + theirs.path.read_bytes())
    assert main(["corrections", "apply", str(theirs.path)]) == 1
    output, errors = capsys.readouterr()
    assert output.startswith("taken in: 1 correction,")
    assert errors.startswith(f"{theirs.path}:1: left out: not JSON")


def test_a_file_of_something_else_is_refused(
    log: CorrectionLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "articles.jsonl").write_text('{"id": "1", "text": "News."}\n' * 50)
    assert main(["corrections", "apply", str(tmp_path / "articles.jsonl")]) == 2
    errors = capsys.readouterr().err.splitlines()
    assert len(errors) == 22
    assert errors[-1].endswith("articles.jsonl: there is nothing in it that could be applied")
    assert main(["corrections", "apply", str(tmp_path / "nowhere.jsonl")]) == 2
    assert not log.path.exists()


def test_a_read_only_server_takes_nothing_in(
    log: CorrectionLog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DATELINE_READ_ONLY", "1")
    theirs = CorrectionLog(tmp_path / "theirs.jsonl")
    corrected(theirs)
    assert main(["corrections", "apply", str(theirs.path)]) == 2
    assert "read-only" in capsys.readouterr().err


def test_an_export_can_be_applied_elsewhere(
    atlas: Atlas, log: CorrectionLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = corrected(log)
    checked(atlas, log)
    out, elsewhere = tmp_path / "out.jsonl", tmp_path / "elsewhere.jsonl"
    assert main(["corrections", "export", str(out)]) == 0
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    mentions = [line for line in lines if line.get("kind") == "mention"]
    assert [line["article"] for line in mentions] == ["article-1", "article-2", "article-3"]
    first = mentions[0]
    assert (first["before"]["name"], first["place"]["name"]) == ("Moscow", "Kabul")
    assert first["sentence"] == "Talks were held in Moscow."
    assert (first["correction"], first["by"], first["note"]) == (made.id, "ann", "a slip")
    [measured] = [line for line in lines if line.get("kind") == "precision"]
    assert (measured["right"], measured["wrong"], measured["precision"]) == (1, 1, 0.5)
    assert main(["corrections", "apply", "--corrections", str(elsewhere), str(out)]) == 0
    assert CorrectionLog(elsewhere).read() == log.read()
    capsys.readouterr()
    assert main(["corrections", "export", "-"]) == 0
    assert capsys.readouterr().out == out.read_text(encoding="utf-8")


def test_a_table_for_a_spreadsheet_runs_nothing(
    atlas: Atlas, log: CorrectionLog, tmp_path: Path
) -> None:
    spot = Spot("article-2", 19, 25, "Moscow")
    log.correct(spot, point(1.5, -2.5, "@home"), Scope.MENTION, note="=1+1")
    log.correct(Spot("article-3", 19, 25, "Moscow"), None, Scope.MENTION)
    checked(atlas, log)
    out = tmp_path / "out.csv"
    assert main(["corrections", "export", str(out)]) == 0
    found, none = csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline=""))
    assert found["title"] == "'=cmd|'/c calc'!A1"
    assert (found["name"], found["lat"], found["lon"]) == ("'@home", "1.5", "-2.5")
    assert (found["note"], found["before_name"], found["before_id"]) == (
        "'=1+1",
        "Moscow",
        MOSCOW.id,
    )
    assert (found["is_place"], none["is_place"], none["name"]) == ("yes", "no", "")
    assert (found["precision"], found["precision_judged"]) == ("0.5", "2")
    assert float(found["precision_low"]) < 0.5 < float(found["precision_high"])


@pytest.mark.parametrize("name", ["out.xlsx", "out", "news.corrections.jsonl"])
def test_an_export_says_which_names_it_takes(
    log: CorrectionLog, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    corrected(log)
    before = log.path.read_bytes()
    assert main(["corrections", "export", str(tmp_path / name)]) == 2
    assert "give a" in capsys.readouterr().err
    assert log.path.read_bytes() == before


def test_a_correction_can_be_taken_back(
    log: CorrectionLog, capsys: pytest.CaptureFixture[str]
) -> None:
    made = corrected(log)
    assert main(["corrections", "undo", made.id]) == 0
    assert log.read().active == ()
    assert main(["corrections", "undo", made.id]) == 2
    assert "no correction" in capsys.readouterr().err
