from __future__ import annotations

from pathlib import Path

import pytest

from geo.cli import main
from geo.storylines import Storyline, StorylineFile, StoryStep
from tests.geo.export import newsroom


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("newsroom")
    newsroom.filled(folder)
    return folder / "atlas"


def publish(atlas: Path, *arguments: str) -> int:
    return main(["publish", *arguments, "--atlas", str(atlas)])


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_folder_is_published_and_published_again(atlas: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert publish(atlas, str(site)) == 0
    assert names(site) == [
        *("basemap.js", "data.js", "dateline-site.json", "index.html"),
        *("map.css", "map.js", "script.js", "style.css"),
    ]
    assert publish(atlas, str(site), "--single-file", "--text", "Kabul") == 0
    assert names(site) == ["dateline-site.json", "index.html"]
    assert names(tmp_path) == ["site"]


def test_one_file(atlas: Path, tmp_path: Path) -> None:
    assert publish(atlas, str(tmp_path / "map.html"), "--language", "fr") == 0
    assert names(tmp_path) == ["map.html"]
    assert '<html lang="fr">' in (tmp_path / "map.html").read_text(encoding="utf-8")


def test_a_story_is_taken_along(
    atlas: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stories = StorylineFile(atlas.with_name("atlas.stories.json"))
    stories.save(Storyline("", "The talks", (StoryStep("q=Kabul", "Where they were held"),)))
    for name in ("the-talks", "The talks"):
        assert publish(atlas, str(tmp_path / "map.html"), "--story", name) == 0
        assert "Where they were held" in (tmp_path / "map.html").read_text(encoding="utf-8")
    assert publish(atlas, str(tmp_path / "other.html"), "--story", "war") == 2
    assert "no story 'war' is there (the-talks)" in capsys.readouterr().err
    assert names(tmp_path) == ["map.html"]
    stories.path.write_text("{", encoding="utf-8")
    assert publish(atlas, str(tmp_path / "other.html"), "--story", "the-talks") == 1
    assert "line 1: not JSON" in capsys.readouterr().err


def test_a_folder_with_other_things_is_left_alone(
    atlas: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    assert publish(atlas, str(tmp_path)) == 2
    assert "other things in it, such as thesis.txt" in capsys.readouterr().err
    assert names(tmp_path) == ["thesis.txt"]


def test_a_folder_called_like_a_published_file_is_left_alone(atlas: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert publish(atlas, str(site)) == 0
    (site / "data.js").unlink()
    (site / "data.js").mkdir()
    (site / "data.js" / "thesis.txt").write_text("mine")
    assert publish(atlas, str(site)) == 2
    assert (site / "data.js" / "thesis.txt").read_text() == "mine"


def test_a_publication_that_was_added_to_is_left_alone(
    atlas: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"
    assert publish(atlas, str(site)) == 0
    (site / "CNAME").write_text("maps.example")
    assert publish(atlas, str(site)) == 2
    assert "CNAME" in capsys.readouterr().err
    assert (site / "CNAME").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none/site"], "there is no folder none"),
        (["site", "--obscure", "0"], "'0' is not a number of kilometres"),
        (["site", "--language", "de"], "invalid choice: 'de'"),
        (["site", "--from", "2021-08-01", "--to", "2021-07-01"], "is after"),
    ],
)
def test_what_cannot_be_published_is_said(
    atlas: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert publish(atlas, *arguments) == 2
    assert said in capsys.readouterr().err
    assert names(tmp_path) == []


def test_articles_are_chosen_by_their_language(
    atlas: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(atlas, str(tmp_path / "site"), "--article-language", "fr") == 0
    assert "0 placed mentions in 0 of" in capsys.readouterr().err
