"""The file that the page offers is the one that ``dateline export`` writes."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.language import texts, texts_fr
from dashboard.server.corpus import Corpus, LatestCorpus
from dashboard.state.correction_context import CorrectionContext
from dashboard.state.selection import Selection
from dashboard.state.session import Session
from dashboard.views import download
from geo.cli import main
from geo.corrections import CorrectionLog
from geo.export import SUFFIXES, format_named
from geo.picture import FRENCH, Request
from tests.dashboard.world import KABUL, MOSCOW, build


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return LatestCorpus(build(tmp_path / "atlas")).current()


def lines(corpus: Corpus, chosen: Selection, folder: Path, text: bool = True) -> list[list[str]]:
    context = CorrectionContext(
        CorrectionLog(folder / "corrections.jsonl"), folder / "none", folder / "none"
    )
    f = download.filter_of(chosen)
    made = download.file(corpus, f, context, format_named("csv"), text, Request())()
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("chosen", "options"),
    [
        (Selection(), []),
        (Selection(place=MOSCOW.id), ["--place", MOSCOW.id]),
        (Selection(text="border", countries=("AF",)), ["--text", "border", "--country", "AF"]),
        (
            Selection(dates=(date(2021, 7, 10), None), undated=False),
            ["--from", "2021-07-10", "--dated"],
        ),
        (
            Selection(confidence=0.92, sources=("Wire", "Press Trust")),
            ["--min-confidence", "0.92", "--source", "Wire", "--source", "Press Trust"],
        ),
    ],
)
def test_the_file_is_that_of_the_command_line(
    chosen: Selection,
    options: list[str],
    corpus: Corpus,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path))
    out = tmp_path / "out.csv"
    assert main(["export", str(out), "--atlas", str(tmp_path / "atlas"), *options]) == 0
    written = list(csv.reader(io.StringIO(out.read_text("utf-8-sig"), newline="")))
    assert lines(corpus, chosen, tmp_path) == written
    assert len(written) > 1


def test_sentences_can_be_left_out(corpus: Corpus, tmp_path: Path) -> None:
    found = lines(corpus, Selection(place=KABUL.id), tmp_path, text=False)
    at = found[0].index("sentence")
    assert {row[at] for row in found[1:]} == {""}


def test_the_page_offers_a_file_of_what_is_selected(page: AppTest) -> None:
    page.session_state["download"] = True
    page.query_params["country"] = "RU"
    page.run()
    assert not page.exception
    assert "4 placed mentions in 3 articles" in " ".join(each.value for each in page.caption)
    [offered] = page.get("download_button")
    assert offered.proto.label == "Download .csv"


def test_a_website_is_a_zip_of_its_files(page: AppTest, corpus: Corpus, tmp_path: Path) -> None:
    format_ = download.website("fr")
    none = tmp_path / "none"
    context = CorrectionContext(CorrectionLog(tmp_path / "corrections.jsonl"), none, none)
    made = download.file(corpus, Selection().filter(), context, format_, True, Request())()
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {"index.html", "data.js", "script.js"} <= set(archive.namelist())
        assert b'<html lang="fr">' in archive.read("index.html")
    page.session_state["download"] = True
    page.run()
    page.selectbox(key="download-format").select(download.website("en")).run()
    assert not page.exception
    [offered] = page.get("download_button")
    assert offered.proto.label == "Download .zip"


def test_a_picture_shows_what_the_map_shows() -> None:
    session = Session(bounds=(350.0, -10.0, 380.0, 20.0))
    assert download.picture(session, "Floods").box == (-10.0, -10.0, 20.0, 20.0)
    everything = Session(bounds=(-500.0, -89.0, 300.0, 89.0))
    assert download.picture(everything, "").box == (-180.0, -85.05, 180.0, 85.05)


def test_a_picture_is_offered_with_its_title(page: AppTest) -> None:
    page.session_state["download"] = True
    page.query_params["place"] = MOSCOW.id
    page.run()
    page.selectbox(key="download-format").select(format_named("svg")).run()
    page.text_input(key="download-title").set_value("Talks in July").run()
    assert not page.exception
    [offered] = page.get("download_button")
    assert offered.proto.label == "Download .svg"


def test_a_picture_is_in_the_language_of_the_visitor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download.visitor_language, "spoken", lambda: "fr")
    assert download.picture(Session(), "").words is FRENCH


def test_too_much_for_a_page_is_for_the_command_line(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "MOST_MENTIONS", 3)
    page.session_state["download"] = True
    page.run()
    assert "dateline export" in " ".join(each.value for each in page.caption)
    assert not page.get("download_button")


@pytest.mark.parametrize("language", [texts, texts_fr])
def test_every_format_has_a_name(language: object) -> None:
    assert tuple(language.DOWNLOAD_FORMATS) == (*SUFFIXES, "zip")  # type: ignore[attr-defined]
