"""Places that come with an article, on their way into the atlas and out of it again."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geo.atlas import Atlas
from geo.cli import main
from geo.models import Article, GivenPlace, Place
from geo.pipeline import Geoparser
from geo.pipeline.ingest import ingest
from geo.settings import Settings
from geo.sources import ReadOptions

TEXT = "Officials met in Kabul on Monday, as Russia had asked."
COLUMNS = {"text": "told", "latitude": "lat", "longitude": "lon", "place": "where"}


@pytest.fixture(scope="module")
def geoparser(gazetteer: object) -> Geoparser:
    return Geoparser.load(Settings.load())


def article(name: str) -> Article:
    text = f"{TEXT}\n\n{name}"
    place = Place("given:1", name, 1.5, 2.5, source="given")
    return Article("1", "", text, given=(GivenPlace(place, len(text) - len(name), len(text)),))


@pytest.mark.parametrize("name", ["Kabul", "Russia", "The ford below the mill", "1.5, 2.5"])
def test_what_is_given_stands_beside_what_is_found(geoparser: Geoparser, name: str) -> None:
    [plain] = geoparser.geoparse([Article("1", "", TEXT)])
    [parsed] = geoparser.geoparse([article(name)])
    *found, last = parsed.resolutions
    assert [r.place and r.place.id for r in found] == [
        r.place and r.place.id for r in plain.resolutions
    ]
    assert last.place == parsed.article.given[0].place
    assert (last.toponym.text, last.confidence) == (name, 1.0)
    assert [reason.name for reason in last.candidates[0].reasons] == ["given"]


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "sheet.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("told", "lat", "lon", "where"))
        writer.writerow((TEXT, "34.5", "69.2", "Kabul"))
        writer.writerow(("Die Brücke wurde am Montag nach Regen gesperrt.", "50.1", "8.7", "Ufer"))
    return path


def test_the_atlas_says_which_places_were_given(
    sheet: Path, tmp_path: Path, geoparser: Geoparser, capsys: pytest.CaptureFixture[str]
) -> None:
    atlas = Atlas(tmp_path / "atlas")
    summary = ingest([str(sheet)], atlas, geoparser, options=ReadOptions(columns=COLUMNS))
    assert (summary.new, summary.rejects) == (2, ())
    out = tmp_path / "out.csv"
    assert main(["export", str(out), "--atlas", str(tmp_path / "atlas")]) == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    given = {row["phrase"]: row for row in rows if row["method"] == "given"}
    assert set(given) == {"Kabul", "Ufer"}
    assert (float(given["Kabul"]["latitude"]), float(given["Kabul"]["longitude"])) == (34.5, 69.2)
    # The sentence above is what there is to read of it.
    assert given["Kabul"]["sentence"] == f"{TEXT}\n\nKabul"
    # The Kabul of the text is still where the gazetteer has it.
    assert [r["place_id"] for r in rows if r["phrase"] == "Kabul" and r["method"] != "given"] == [
        "geonames:1138958"
    ]


def test_what_is_read_again_keeps_its_given_places(
    sheet: Path, tmp_path: Path, geoparser: Geoparser
) -> None:
    atlas = Atlas(tmp_path / "atlas")
    ingest([str(sheet)], atlas, geoparser, options=ReadOptions(columns=COLUMNS))
    with atlas.reader() as reader:
        stored = [reader.article(id_) for id_ in sorted(atlas.article_ids())]
    assert {each.given[0].place.name for each in stored if each} == {"Kabul", "Ufer"}
    unread = list(atlas.unread({"de"}))
    assert [each.given for each in unread] == [
        each.given for each in stored if each and each.language == "de"
    ]
    assert atlas.replace(geoparser.geoparse([each for each in stored if each])) == 2
    with atlas.reader() as reader:
        methods = [
            [mention.method for mention in reader.mentions(id_)].count("given")
            for id_ in atlas.article_ids()
        ]
    assert methods == [1, 1]
