from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.atlas import Atlas
from geo.cli import main
from geo.models import GeoparsedArticle
from tests.geo.atlas.samples import KABUL, article, named

BOMB = "A bomb went off in Kabul, not in Torhondi."


def said(capsys: pytest.CaptureFixture[str]) -> str:
    shown = capsys.readouterr()
    assert shown.err == ""
    return shown.out


def bombing(number: int) -> GeoparsedArticle:
    found = named(BOMB, "Kabul", KABUL), named(BOMB, "Torhondi", None)
    return article(number, BOMB, *found, source="Daily", published=None)


@pytest.fixture
def atlas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Atlas:
    """Two parts: an article of the Wire, and one of the Daily without a date."""
    monkeypatch.setenv("DATELINE_ATLAS", str(tmp_path / "atlas"))
    atlas = Atlas(tmp_path / "atlas")
    atlas.add([article(1)])
    atlas.add([bombing(2)])
    return atlas


def flip_a_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def test_info_says_what_there_is(atlas: Atlas, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["atlas", "info"]) == 0
    shown = said(capsys)
    assert f"{atlas.folder}: 2 parts of" in shown
    assert "articles: 2 of 2 stories, 1 undated, 2021-07-09 to 2021-07-09" in shown
    assert "mentions: 3 of 2 places, 1 not placed" in shown
    assert "sources: Daily (1), Wire (1)" in shown


def test_what_takes_longest_to_load_is_left_alone(atlas: Atlas) -> None:
    code = "import sys, geo.cli; geo.cli.main(); print(*sys.modules)"
    command = [sys.executable, "-c", code, "atlas", "info"]
    modules = set(subprocess.check_output(command, text=True).split())
    assert "pyarrow.lib" in modules
    assert not modules & {"pandas", "spacy", "dateparser", "openpyxl", "fsspec"}


def test_info_as_json(atlas: Atlas, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["atlas", "info", "--json", "--atlas", str(atlas.folder)]) == 0
    held = json.loads(said(capsys))
    assert (held["articles"], held["mentions"], held["unplaced"], held["places"]) == (2, 3, 1, 2)
    assert held["sources"] == [["Daily", 1], ["Wire", 1]]
    assert held["first"] == held["last"] == "2021-07-09"
    on_disk = sum(path.stat().st_size for path in atlas.folder.glob("*.parquet"))
    assert held["bytes"] == on_disk and held["superseded_bytes"] == 0


def test_where_no_atlas_is_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for action in (["info"], ["verify"], ["compact"], ["forget", "Wire"]):
        assert main(["atlas", *action, "--atlas", str(tmp_path / "none")]) == 2
        assert "no atlas is there: make one with `dateline ingest`" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_verify_finds_nothing_in_a_sound_atlas(
    atlas: Atlas, capsys: pytest.CaptureFixture[str]
) -> None:
    files = len(list(atlas.folder.glob("*.parquet")))
    assert main(["atlas", "verify"]) == 0
    assert f"{files} files" in (shown := said(capsys)) and "as it was written" in shown


@pytest.mark.parametrize("damage", [flip_a_bit, truncate, Path.unlink])
@pytest.mark.parametrize("kind", ["articles", "mentions"])
def test_verify_names_what_is_damaged_and_drop_lets_it_be_ingested_again(
    atlas: Atlas,
    damage: Callable[[Path], None],
    kind: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    wire, daily = atlas.folder.glob(f"{kind}-*.parquet")
    if b"Daily" in wire.read_bytes() or b"Kabul" in wire.read_bytes():
        wire, daily = daily, wire
    damage(daily)
    assert main(["atlas", "verify"]) == 1
    shown = said(capsys)
    assert f"damaged: {daily.name}: " in shown and "not shown: 1 articles" in shown
    assert wire.name not in shown and "dateline atlas verify --drop" in shown
    assert ("from Daily" in shown) is (kind == "mentions")

    assert main(["atlas", "verify", "--drop"]) == 0
    assert f"taken out: {daily.name}" in (shown := said(capsys))
    assert "ingest their articles again" in shown
    assert main(["atlas", "verify"]) == 0
    assert atlas.article_ids() == {"article-1"}
    assert atlas.add([article(1), bombing(2)]) == 1
    assert main(["atlas", "info"]) == 0
    assert "articles: 2 of 2 stories" in capsys.readouterr().out


def test_verify_as_json(atlas: Atlas, capsys: pytest.CaptureFixture[str]) -> None:
    lost, _ = atlas.folder.glob("candidates-*.parquet")
    flip_a_bit(lost)
    assert main(["atlas", "verify", "--json"]) == 1
    [damage] = (found := json.loads(said(capsys)))["damages"]
    assert (damage["file"], damage["articles"]) == (lost.name, 0)
    assert found["dropped"] is False


def test_what_an_atlas_can_do_without_is_taken_out_alone(
    atlas: Atlas, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in atlas.folder.glob("candidates-*.parquet"):
        flip_a_bit(path)
    assert main(["atlas", "verify", "--drop"]) == 0
    assert "no article is lost" in said(capsys)
    assert len(atlas.article_ids()) == 2
    assert main(["atlas", "verify"]) == 0


def test_a_damaged_index_of_texts_is_named_and_made_anew(
    atlas: Atlas, capsys: pytest.CaptureFixture[str]
) -> None:
    index = atlas.folder / "search.sqlite"
    index.write_bytes(b"no database" * 1000)
    assert main(["atlas", "verify"]) == 1
    assert "damaged: search.sqlite" in said(capsys)
    assert main(["atlas", "verify", "--drop"]) == 0
    assert not index.exists()


def test_info_of_a_damaged_atlas_says_what_is_left_out(
    atlas: Atlas, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in atlas.folder.glob("mentions-*.parquet"):
        truncate(path)
    assert main(["atlas", "info"]) == 1
    shown = said(capsys)
    assert "articles: 0 of 0 stories" in shown and shown.count("left out") == 2


def test_compact_joins_parts(atlas: Atlas, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["atlas", "compact"]) == 0
    assert said(capsys) == "2 parts are 1 now\n"
    assert main(["atlas", "compact"]) == 0
    assert said(capsys) == "1 parts are 1 now\n"


def test_compact_leaves_what_is_damaged(atlas: Atlas, capsys: pytest.CaptureFixture[str]) -> None:
    [path, _] = atlas.folder.glob("mentions-*.parquet")
    truncate(path)
    assert main(["atlas", "compact"]) == 1
    assert "left as they were" in (shown := said(capsys)) and path.name in shown


def test_forget_says_how_many(atlas: Atlas, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["atlas", "forget", "Daily"]) == 0
    assert said(capsys) == "1 articles forgotten\n"
    assert main(["atlas", "forget", "wire"]) == 0
    assert said(capsys) == "0 articles forgotten\nnone is from 'wire'; there are: 'Wire'\n"
    assert atlas.article_ids() == {"article-1"}


def test_a_source_may_bear_any_name(atlas: Atlas, capsys: pytest.CaptureFixture[str]) -> None:
    atlas.add([article(3, source=""), article(4, source="\x1b[2J'; DROP")])
    assert main(["atlas", "info"]) == 0
    assert "none named (1)" in (shown := said(capsys)) and "\x1b" not in shown
    assert main(["atlas", "forget", ""]) == 0
    assert main(["atlas", "forget", "\x1b[2J'; DROP"]) == 0
    assert said(capsys) == "1 articles forgotten\n1 articles forgotten\n"


def test_a_damaged_part_stops_forgetting(atlas: Atlas, capsys: pytest.CaptureFixture[str]) -> None:
    [path, _] = atlas.folder.glob("articles-*.parquet")
    truncate(path)
    assert main(["atlas", "forget", "Nobody"]) == 1
    assert path.name in (shown := capsys.readouterr().err) and "verify --drop" in shown


def test_the_actions_show_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    for action in ("info", "verify", "compact", "forget"):
        assert main(["atlas", action, "--help"]) == 0
        assert f"example: dateline atlas {action}" in capsys.readouterr().out
