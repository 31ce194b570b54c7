"""Killed with SIGKILL at any moment: nothing stored is lost, nothing is doubled."""

from __future__ import annotations

import random
from pathlib import Path

from geo.atlas import Atlas, Filter, Unit, manifest, parts
from tests.geo.faults import ingests

KILLS = 30
ARTICLES = 500


def ids(folder: Path) -> list[str]:
    """The ids of the stored articles, as often as they are stored."""
    return [
        id_
        for part in manifest.read(folder).parts
        for id_ in parts.read(folder, part.articles, ["article_id"]).column(0).to_pylist()
    ]


def assert_whole(folder: Path, articles: int) -> None:
    """So many articles are stored, each once with its one mention; no file is damaged."""
    atlas = Atlas(folder)
    assert atlas.verify().damages == ()
    with atlas.reader() as reader:
        assert reader.warnings == ()
        counts = reader.counts(Filter())
        assert (counts.articles, counts.mentions) == (articles, articles)
        [suva] = reader.places(Filter(), Unit.ARTICLES)
        assert (suva.count, suva.mentions) == (articles, articles)
        assert reader.counts(Filter(text="suva")).articles == articles
        assert reader.counts(Filter(text='"number 17"')).articles == 1
    assert not list(folder.glob("*.tmp"))


def test_thirty_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    corpus, folder = ingests.corpus(tmp_path / "wire.jsonl", ARTICLES), tmp_path / "atlas"
    moments = random.Random(20)
    atlas, stored = Atlas(folder), list[str]()
    kills = 0
    while kills < KILLS:
        # Now and then what is killed is not an ingest but the joining of what it has left.
        run = ingests.Run("compact" if kills % 5 == 4 else "ingest", corpus, folder)
        # Some die before they publish anything, some after.
        before = atlas.version if kills % 5 < 3 else ""
        kills += run.killed(moments.uniform(0, 0.15), lambda old=before: atlas.version != old)
        now = ids(folder)
        assert len(now) == len(set(now)) and set(stored) <= set(now)
        stored = now

    assert len(stored) > 0
    assert ingests.Run("ingest", corpus, folder).ended() == ""
    assert_whole(folder, ARTICLES)
    Atlas(folder).compact()
    assert_whole(folder, ARTICLES)


def test_a_source_is_forgotten_however_often_that_is_interrupted(tmp_path: Path) -> None:
    corpus, folder = ingests.corpus(tmp_path / "wire.jsonl", 90), tmp_path / "atlas"
    assert ingests.Run("ingest", corpus, folder).ended() == ""
    moments = random.Random(21)
    for _ in range(8):
        ingests.Run("Daily", corpus, folder).killed(moments.uniform(0, 0.15))
        with Atlas(folder).reader() as reader:
            counts = dict(reader.sources())
            assert not reader.warnings
            assert (counts["Wire"], counts["Herald"]) == (30, 30)
            assert counts.get("Daily", 0) in (0, 30)
    atlas = Atlas(folder)
    atlas.forget("Daily")
    assert_whole(folder, 60)
    listed = {file for part in manifest.read(folder).parts for file in part.files()}
    assert {path.name for path in folder.glob("*.parquet")} == listed
    assert all(b"Daily" not in path.read_bytes() for path in folder.iterdir())
