"""Stories and event dates in the store, over restarts, other writers and faults."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from geo.atlas import Atlas, Filter, Unit
from geo.errors import AtlasError
from geo.models import GeoparsedArticle
from tests.geo.atlas.samples import MOSCOW, article, named
from tests.geo.stories.wire import Wire

WIRE = Wire(11)
RAIN, VOTE = WIRE.story(8), WIRE.story(8)


def told(
    number: int, story: Sequence[str], published: date | None = date(2021, 7, 9)
) -> GeoparsedArticle:
    text = "\n\n".join(["It was felt in Moscow.", *story])
    return article(number, text, named(text, "Moscow", MOSCOW), published=published)


def rows(atlas: Atlas) -> dict[str, dict[str, object]]:
    listed = json.loads((atlas.folder / "manifest.json").read_text())["parts"]
    tables = [pq.read_table(atlas.folder / part["articles"]["file"]) for part in listed]
    return {row["article_id"]: row for table in tables for row in table.to_pylist()}


def stories(atlas: Atlas) -> dict[str, object]:
    return {id_: row["story_id"] for id_, row in rows(atlas).items()}


def test_a_reprint_joins_its_story_and_is_counted_once(atlas: Atlas) -> None:
    atlas.add([told(1, RAIN), told(2, VOTE)])
    atlas.add([told(3, WIRE.edited(RAIN, 0.05))])
    assert stories(atlas) == {f"article-{n}": f"article-{s}" for n, s in ((1, 1), (2, 2), (3, 1))}
    with atlas.reader() as reader:
        assert [each.count for each in reader.places(Filter(), Unit.ARTICLES)] == [3]
        assert [each.count for each in reader.places(Filter(), Unit.STORIES)] == [2]


def test_stories_go_on_after_a_restart_and_beside_another_writer(atlas: Atlas) -> None:
    other = Atlas(atlas.folder)
    atlas.add([told(1, RAIN)])
    other.add([told(2, VOTE)])
    atlas.add([told(3, WIRE.shuffled(VOTE))])
    Atlas(atlas.folder).add([told(4, WIRE.edited(RAIN, 0.05))])
    other.add([told(5, WIRE.extended(RAIN, 2))])
    assert list(stories(atlas).values()) == [f"article-{n}" for n in (1, 2, 2, 1, 1)]


def test_an_article_that_links_two_stories_moves_those_stored(atlas: Atlas) -> None:
    atlas.add([told(1, RAIN[:5])])
    atlas.add([told(2, RAIN[4:]), told(3, VOTE)])
    assert len(set(stories(atlas).values())) == 3
    atlas.add([told(4, RAIN)])
    assert list(stories(atlas).values()) == [f"article-{n}" for n in (1, 1, 3, 1)]
    with atlas.reader() as reader:
        assert reader.counts(Filter()).articles_total == 4 and not reader.warnings


def test_an_undated_article_takes_its_twins_date_whichever_comes_first(atlas: Atlas) -> None:
    day = date(2021, 7, 8)
    atlas.add([told(1, RAIN, None), told(2, VOTE, day)])
    atlas.add([told(3, RAIN[1:], day), told(4, VOTE[1:], None), told(5, WIRE.story(8), None)])
    found = {id_: (row["published"], row["published_from"]) for id_, row in rows(atlas).items()}
    assert found["article-1"] == found["article-4"] == (day, "story")
    assert found["article-2"] == found["article-3"] == (day, "text")
    assert found["article-5"] == (None, None)
    with atlas.reader() as reader:
        assert reader.counts(Filter()).undated == 1


def test_a_date_from_a_story_gives_way_to_an_earlier_twin_after_a_restart(atlas: Atlas) -> None:
    """A borrowed date is none of the article's own: it goes with what the story knows."""
    atlas.add([told(1, RAIN, date(2021, 7, 9)), told(2, WIRE.edited(RAIN, 0.05), None)])
    assert rows(atlas)["article-2"]["published"] == date(2021, 7, 9)
    Atlas(atlas.folder).add([told(3, RAIN[1:], date(2021, 7, 7))])
    found = {id_: (row["published"], row["published_from"]) for id_, row in rows(atlas).items()}
    assert found == {
        "article-1": (date(2021, 7, 9), "text"),
        "article-2": (date(2021, 7, 7), "story"),
        "article-3": (date(2021, 7, 7), "text"),
    }


def test_an_article_that_comes_with_a_borrowed_date_dates_no_other(atlas: Atlas) -> None:
    borrowed = told(1, RAIN, date(2021, 7, 9))
    borrowed = replace(borrowed, article=replace(borrowed.article, published_from="story"))
    atlas.add([borrowed, told(2, WIRE.edited(RAIN, 0.05), None)])
    assert rows(atlas)["article-2"]["published"] is None


def test_an_article_that_could_not_be_published_is_in_no_story(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    atlas.add([told(1, VOTE)])

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device", str(path))

    with monkeypatch.context() as patched, pytest.raises(AtlasError, match="No space"):
        patched.setattr("geo.storage.atomic.write", full)
        atlas.add([told(2, RAIN)])
    atlas.add([told(3, RAIN[1:])])
    assert stories(atlas) == {"article-1": "article-1", "article-3": "article-3"}


def test_signatures_that_are_lost_are_made_again_from_the_texts(atlas: Atlas) -> None:
    atlas.add([told(1, RAIN)])
    [path] = atlas.folder.glob("signatures-*.parquet")
    path.unlink()
    Atlas(atlas.folder).add([told(2, RAIN[1:])])
    assert set(stories(atlas).values()) == {"article-1"}


def test_the_dates_of_each_sentence_are_kept(atlas: Atlas) -> None:
    text = "It rained. In Moscow talks began on Thursday, as in May 2019. Nobody spoke."
    atlas.add([article(1, text, named(text, "Moscow", MOSCOW), published=date(2021, 7, 9))])
    [path] = atlas.folder.glob("dates-*.parquet")
    first, second = pq.read_table(path).to_pylist()
    assert first == {
        "article_id": "article-1",
        "text": "Thursday",
        "start": text.index("Thursday"),
        "end": text.index("Thursday") + 8,
        "sentence_start": 11,
        "sentence_end": text.index(" Nobody"),
        "earliest": date(2021, 7, 8),
        "latest": date(2021, 7, 8),
        "precision": "day",
        "anchored": True,
    }
    assert (second["text"], second["latest"], second["anchored"]) == (
        "May 2019",
        date(2019, 5, 31),
        False,
    )


def test_dates_are_told_from_the_date_that_the_story_gives(atlas: Atlas) -> None:
    atlas.add([told(1, RAIN, date(2021, 7, 9))])
    atlas.add([told(2, ["It began on Thursday.", *RAIN], None)])
    tables = [pq.read_table(path).to_pylist() for path in atlas.folder.glob("dates-*.parquet")]
    assert [row["earliest"] for table in tables for row in table] == [date(2021, 7, 8)]
