from __future__ import annotations

import random
import signal
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from geo.atlas import Atlas, Filter, Unit
from geo.atlas.parts import locked
from tests.geo.atlas.samples import article
from tests.geo.atlas.writers import Writer, hold_lock


def assert_whole(atlas: Atlas, articles: Iterable[str]) -> None:
    """Exactly these articles are stored, each once, each with its one mention."""
    wanted = sorted(articles)
    with atlas.reader() as reader:
        assert reader.warnings == ()
        assert reader.counts(Filter()).articles == reader.counts(Filter()).mentions == len(wanted)
        headlines = reader.articles(Filter(), limit=10_000)
    assert sorted(each.article_id for each in headlines) == wanted
    assert {each.mentions for each in headlines} <= {1}


# An add syncs, renames and syncs the folder for each of its three files: nine steps.
@pytest.mark.parametrize("kill", range(10, 20))
def test_a_writer_killed_at_any_step_loses_only_what_it_was_writing(
    atlas: Atlas, kill: int
) -> None:
    writer = Writer(atlas.folder, 0, 20, kill)
    assert writer.ended() == -signal.SIGKILL
    published, stored = writer.published(), atlas.article_ids()
    assert published <= stored and len(stored - published) in (0, 2)
    assert_whole(atlas, stored)

    everything = [article(number) for number in range(20)]
    assert atlas.add(everything) == 20 - len(stored)
    assert_whole(atlas, {parsed.article.id for parsed in everything})
    assert not list(atlas.folder.glob("*.tmp"))


def test_writers_killed_at_any_moment_lose_and_double_nothing(atlas: Atlas) -> None:
    moments = random.Random(7)
    published: set[str] = set()
    for _ in range(12):
        writer = Writer(atlas.folder, 0, 100_000)
        while writer.process.is_alive() and not writer.published() - published:
            time.sleep(0.01)
        time.sleep(moments.uniform(0.0, 0.1))
        writer.process.kill()
        assert writer.ended() == -signal.SIGKILL
        published |= writer.published()
        assert published <= atlas.article_ids()
    assert_whole(atlas, atlas.article_ids())


def test_two_writers_at_once_store_the_same_articles_once(atlas: Atlas) -> None:
    writers = [Writer(atlas.folder, first, first + 20) for first in (0, 0, 10)]
    assert [writer.ended() for writer in writers] == [0, 0, 0]
    assert_whole(atlas, {f"article-{number}" for number in range(30)})


def test_threads_may_share_an_atlas(atlas: Atlas) -> None:
    added: list[int] = []

    def add() -> None:
        for number in range(8):
            added.append(atlas.add([article(number)]))

    threads = [threading.Thread(target=add) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(added) == 8
    assert_whole(atlas, {f"article-{number}" for number in range(8)})


def test_readers_see_whole_publications_while_a_writer_publishes(atlas: Atlas) -> None:
    writer = Writer(atlas.folder, 0, 60)
    seen: list[int] = []
    while writer.process.is_alive():
        with atlas.reader() as reader:
            counts = reader.counts(Filter())
            places = reader.places(Filter(), Unit.MENTIONS)
        assert counts.articles == counts.mentions == sum(found.count for found in places)
        assert counts.articles % 2 == 0
        seen.append(counts.articles)
    assert writer.ended() == 0
    assert seen == sorted(seen)
    assert len(atlas.article_ids()) == 60


def test_the_lock_dies_with_its_process(atlas: Atlas) -> None:
    holder = hold_lock(atlas.folder)
    while not (atlas.folder / "held").exists():
        time.sleep(0.01)
    waiting = threading.Thread(target=atlas.add, args=([article(1)],))
    waiting.start()
    waiting.join(timeout=0.3)
    assert waiting.is_alive() and atlas.article_ids() == frozenset()
    holder.kill()
    holder.join()
    waiting.join(timeout=60)
    assert atlas.article_ids() == {"article-1"}


def test_what_a_dead_writer_left_is_swept_away_and_the_rest_is_not(atlas: Atlas) -> None:
    atlas.folder.mkdir()
    (atlas.folder / "articles-123.parquet.tmp").write_bytes(b"half")
    (atlas.folder / "notes.txt").write_text("mine")
    atlas.add([article(1)])
    names = {path.name for path in atlas.folder.iterdir()}
    assert "articles-123.parquet.tmp" not in names and "notes.txt" in names


def test_the_lock_makes_the_folder(tmp_path: Path) -> None:
    with locked(tmp_path / "deep" / "atlas"):
        assert (tmp_path / "deep" / "atlas").is_dir()
