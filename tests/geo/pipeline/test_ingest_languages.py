from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from geo.atlas import Atlas
from geo.models import Article, GeoparsedArticle
from geo.pipeline.ingest import ingest

TEXTS = {
    "english": "The bridge over the river was closed on Monday after heavy rain, police said.",
    "french": "Le pont sur la rivière a été fermé lundi après de fortes pluies, dit la police.",
    "german": "Die Brücke über den Fluss wurde am Montag nach starkem Regen gesperrt.",
    "more-german": "Am Dienstag wurde die Straße nach dem Hochwasser wieder freigegeben.",
    "russian": "Полиция закрыла мост после того, как сильные дожди затопили две деревни.",
    "table": "Ag 12.5 Au 14.0 Cu -3.2\nFe 11.1 Zn 9.8 Pb -0.4\n",
}


class Recording:
    """Finds nothing, and remembers in which languages it was asked to look."""

    def __init__(self) -> None:
        self.languages: list[str] = []

    def geoparse(self, articles: Iterable[Article]) -> Iterator[GeoparsedArticle]:
        for article in articles:
            self.languages.append(article.language)
            yield GeoparsedArticle(article, ())

    def geoparse_spans(self, pairs: object) -> Iterator[GeoparsedArticle]:
        raise NotImplementedError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_what_no_model_reads_is_stored_and_counted(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.pipeline.ingest.readable", lambda: frozenset({"en"}))
    atlas, geoparser = Atlas(tmp_path / "atlas"), Recording()
    summary = ingest([str(folder / "*.txt")], atlas, geoparser)
    assert geoparser.languages == ["en"]
    assert summary.unread == (("de", 2), ("", 1), ("fr", 1), ("ru", 1))
    assert (summary.new, summary.mentions) == (6, 0)
    with atlas.reader() as reader:
        stored = [reader.article(id_) for id_ in atlas.article_ids()]
    assert sorted(each.language for each in stored if each) == ["", "de", "de", "en", "fr", "ru"]


def test_a_language_is_read_as_soon_as_its_model_is_installed(folder: Path, tmp_path: Path) -> None:
    geoparser = Recording()
    ingest([str(folder / "*.txt")], Atlas(tmp_path / "atlas"), geoparser)
    assert geoparser.languages == ["en", "fr"]


def test_many_unread_articles_are_published_as_they_come(tmp_path: Path) -> None:
    for number in range(300):
        text = f"{TEXTS['german']} Meldung Nummer {number} vom Montag."
        (tmp_path / f"{number:03}.txt").write_text(text, encoding="utf-8")
    atlas = Atlas(tmp_path / "atlas")
    summary = ingest([str(tmp_path / "*.txt")], atlas, Recording())
    assert summary.unread == (("de", 300),)
    assert len(atlas.article_ids()) == 300
    assert ingest([str(tmp_path / "*.txt")], atlas, Recording()).new == 0


def test_what_nobody_could_read_is_read_once_its_model_has_come(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    atlas, geoparser = Atlas(tmp_path / "atlas"), Recording()
    monkeypatch.setattr("geo.pipeline.ingest.readable", lambda: frozenset({"en"}))
    ingest([str(folder / "*.txt")], atlas, geoparser)
    monkeypatch.setattr("geo.pipeline.ingest.readable", lambda: frozenset({"en", "de"}))
    later = ingest([str(folder / "english.txt")], atlas, geoparser)
    assert (later.read_later, later.new, later.unread) == (2, 0, ())
    assert geoparser.languages == ["en", "de", "de"]
    with atlas.reader() as reader:
        assert sorted(reader.unread()) == [("", 1), ("fr", 1), ("ru", 1)]
    before = atlas.version
    assert ingest([str(folder / "*.txt")], atlas, geoparser).read_later == 0
    assert atlas.version == before


LONG = (
    "The bridge over the river was closed on Monday after heavy rain, police said, and nobody "
    "knew when it would open again. Villagers on the far bank were told to boil their water."
)
SHORT = ("Kabul talks stall", "Road to Islam Qala closed", "Terremoto en Lima")


def write_all(folder: Path, *texts: str) -> str:
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    return str(folder)


def test_what_is_too_short_is_read_as_the_others_are(tmp_path: Path) -> None:
    geoparser = Recording()
    shorter = (*SHORT[:2], "Rain on Poti")  # the last, by itself, is Finnish
    corpus = write_all(tmp_path / "a", *shorter, *(f"{LONG} Report {n}." for n in range(9)))
    summary = ingest([corpus], Atlas(tmp_path / "atlas"), geoparser)
    assert geoparser.languages == ["en"] * 12
    assert (summary.unread, summary.doubts) == ((), ())


def test_the_articles_of_the_atlas_tell_it_as_well(tmp_path: Path) -> None:
    atlas, geoparser = Atlas(tmp_path / "atlas"), Recording()
    ingest([write_all(tmp_path / "a", *(f"{LONG} No. {n}." for n in range(9)))], atlas, geoparser)
    ingest([write_all(tmp_path / "b", SHORT[0])], atlas, geoparser)
    assert geoparser.languages == ["en"] * 10


def test_what_nothing_tells_is_asked_about_and_read_as_is_said(tmp_path: Path) -> None:
    atlas, geoparser = Atlas(tmp_path / "atlas"), Recording()
    corpus = write_all(tmp_path / "a", *SHORT)
    summary = ingest([corpus], atlas, geoparser)
    assert geoparser.languages == [] and summary.unread == (("", 3),)
    assert all("--language en" in doubt.reason for doubt in summary.doubts)
    assert len(summary.doubts) == 3
    again = ingest([corpus], atlas, geoparser, language="en")
    assert (again.new, again.read_later, geoparser.languages) == (0, 3, ["en"] * 3)
    assert ingest([corpus], atlas, geoparser, language="en").read_later == 0


def test_another_language_among_english_stays_what_it_is(tmp_path: Path) -> None:
    geoparser = Recording()
    english = [f"{LONG} No. {n}." for n in range(9)]
    corpus = write_all(tmp_path / "a", TEXTS["german"], TEXTS["russian"], *english)
    summary = ingest([corpus], Atlas(tmp_path / "atlas"), geoparser)
    assert summary.unread == (("de", 1), ("ru", 1))
