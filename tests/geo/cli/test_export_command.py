from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from geo.atlas import DateBasis, Filter
from geo.cli import main
from geo.models import Role
from tests.geo.export import newsroom


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("newsroom")
    newsroom.filled(path)
    return path


@pytest.fixture
def export(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Export:
    monkeypatch.chdir(tmp_path)
    return Export(folder, capsys)


class Export:
    """Runs ``dateline export`` on the newsroom's atlas; reads CSV back."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._atlas = [
            *("--atlas", str(folder / "atlas")),
            *("--corrections", str(folder / "articles.corrections.jsonl")),
        ]
        self._capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, str]:
        status = main(["export", *arguments, *self._atlas])
        return status, self._capsys.readouterr().err

    def rows(self, *arguments: str) -> list[dict[str, str]]:
        status, said = self("out.csv", *arguments)
        assert status == 0, said
        text = Path("out.csv").read_text(encoding="utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_option_chooses_as_the_page_does(export: Export, folder: Path) -> None:
    content = newsroom.filled(folder)

    def ids(f: Filter) -> list[str]:
        return [m.mention_id for batch in content.reader.extract(f).mentions() for m in batch]

    shown = {"roles": content.f.roles}
    for options, f in {
        (): content.f,
        ("--place", "geonames:1138958"): Filter(place_id="geonames:1138958", **shown),
        ("--country", "WS,fj"): Filter(countries=("WS", "FJ"), **shown),
        ("--country", "WS", "--country", "FJ"): Filter(countries=("WS", "FJ"), **shown),
        ("--role", "organisation"): Filter(roles=(Role.ORGANISATION,)),
        ("--text", "rain OR quiet"): Filter(text="rain OR quiet", **shown),
        ("--source", "Wire"): Filter(sources=("Wire",), **shown),
        ("--min-confidence", "0.95"): Filter(min_confidence=0.95, **shown),
        ("--bbox", "170,-30,-170,0"): Filter(bbox=(170, -30, -170, 0), **shown),
        ("--bbox", "-120,40,-110,50"): Filter(bbox=(-120, 40, -110, 50), **shown),
        ("--dated",): Filter(undated=False, **shown),
        ("--from", "2021-07-10"): Filter(date_from=date(2021, 7, 10), undated=False, **shown),
        ("--from", "2021-07-10", "--undated"): Filter(date_from=date(2021, 7, 10), **shown),
        ("--area", "-20,40;-10,40;-10,50.5"): Filter(
            area=((-20, 40), (-10, 40), (-10, 50.5)), **shown
        ),
        ("--to", "2021-07-05", "--clock", "spoken", "--dated"): Filter(
            date_to=date(2021, 7, 5), date_basis=DateBasis.SPOKEN, undated=False, **shown
        ),
        ("--language", "und"): Filter(languages=("",), **shown),
        ("--focus",): Filter(focus=True, **shown),
    }.items():
        assert [row["mention_id"] for row in export.rows(*options)] == ids(f), options


def test_what_the_page_leaves_out_is_left_out_and_can_be_asked_for(export: Export) -> None:
    assert "organisation" not in {row["role"] for row in export.rows()}
    assert {row["role"] for row in export.rows("--role", "organisation,place")} == {
        "organisation",
        "place",
    }


def test_rows_may_be_places_articles_or_days(export: Export) -> None:
    assert export.rows("--by", "place")[0]["place_name"] == "Kabul"
    assert len(export.rows("--by", "article")) == 16
    assert [row["day"] for row in export.rows("--by", "day")] == ["2021-07-09"]


def test_sentences_may_be_short_or_left_out(export: Export) -> None:
    assert max(len(row["sentence"]) for row in export.rows("--sentence-length", "20")) <= 21
    assert {row["sentence"] for row in export.rows("--no-text")} == {""}


def test_it_says_what_was_written_and_what_was_not_placed(export: Export) -> None:
    status, said = export("out.geojson")
    assert (status, said) == (
        0,
        "19 mentions written to out.geojson: 19 placed mentions in 16 of 16 articles; names "
        "not placed: 1\n",
    )


def test_an_empty_selection_is_said_and_is_a_valid_file(export: Export) -> None:
    status, said = export("out.geojson", "--country", "BR")
    assert (status, said) == (0, "nothing is in this selection: out.geojson has no rows\n")
    assert json.loads(Path("out.geojson").read_text())["features"] == []


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["out.docx"], "out.docx: the end of the name says the format: give one of .csv, .xlsx"),
        (["out"], "the end of the name says the format"),
        (["-", "--format", "docx"], "no format is called 'docx'"),
        (["-", "--format", "gpkg"], ".gpkg must be a file"),
        (["out.bib", "--by", "place"], ".bib has a row for each article"),
        (["no/such/out.csv"], "no/such/out.csv: cannot be written: there is no folder no/such"),
        (["out.csv", "--from", "July"], "'July' is not a date such as 2021-07-31"),
        (["out.csv", "--from", "2021-02-30"], "'2021-02-30' is not a date"),
        (["out.csv", "--from", "2021-08-01", "--to", "2021-07-01"], "--from 2021-08-01 is after"),
        (["out.csv", "--text", "("], "--text: "),
        (["out.csv", "--bbox", "1,2,3"], "'1,2,3' is not W,S,E,N"),
        (["out.csv", "--area", "1,2;3,4"], "an area has 3 to 200 corners, not 2"),
        (["out.csv", "--bbox", "0,50,10,40"], "is not W,S,E,N"),
        (["out.csv", "--role", "mayor"], "'mayor' is no role: give some of place, dateline"),
        (["out.csv", "--country", "Fiji"], "'Fiji' is not a country's two-letter code"),
        (["out.csv", "--min-confidence", "2"], "'2' is not a number from 0 to 1"),
        (["out.csv", "--no-text", "--sentence-length", "9"], "not allowed with argument"),
    ],
)
def test_bad_usage_is_named_and_leaves_nothing(
    arguments: list[str], complaint: str, export: Export
) -> None:
    status, said = export(*arguments)
    assert status == 2
    assert complaint in said
    assert said.count("\n") == 1
    assert not list(Path().iterdir())


def test_without_an_atlas_it_says_how_to_make_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["export", str(tmp_path / "out.csv"), "--atlas", str(tmp_path / "none")])
    assert status == 2
    assert "no atlas is there: make one with `dateline ingest`" in capsys.readouterr().err


def test_a_dash_is_standard_output(folder: Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "geo.cli", "export", "-", "--format", "geojson"),
            *("--atlas", str(folder / "atlas")),
        ],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[3])},
    )
    assert len(json.loads(done.stdout)["features"]) == 19


def test_a_title_that_pixels_cannot_show_is_told(export: Export) -> None:
    status, said = export("map.png", "--title", "洪水 in July")
    assert status == 0
    assert "drawn as boxes: 洪水; an .svg shows them" in said
    assert "boxes" not in export("map.svg", "--title", "洪水 in July")[1]
