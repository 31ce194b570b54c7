"""Notes and tags: kept in the log, found again in every answer, filtered by, taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.atlas import Atlas, Filter
from geo.corrections import CorrectionLog, Note, Spot, records
from geo.corrections.log import merge
from geo.corrections.notes import LONGEST_TAG, MOST_TAGS, tags_in
from geo.errors import BadInput
from tests.dashboard.world import build, geoparsed


@pytest.fixture
def log(tmp_path: Path) -> CorrectionLog:
    build(tmp_path / "atlas")
    return CorrectionLog(tmp_path / "atlas.corrections.jsonl")


def atlas(log: CorrectionLog) -> Atlas:
    return Atlas(log.path.parent / "atlas", log.path)


def test_a_note_of_an_article_is_shown_with_it_and_its_mentions(log: CorrectionLog) -> None:
    held = atlas(log)
    before = held.version
    made = log.note("a1", "Ask  the\nembassy", ["To Check", "#moscow"], by="ann")
    assert (made.text, made.tags) == ("Ask the embassy", ("to check", "moscow"))
    assert held.version != before
    reader = held.reader()
    assert reader.notes("a1") == [made]
    assert {head.article_id: head.notes for head in reader.articles(Filter(), 9)}["a1"] == (made,)
    [first, *_] = reader.excerpts(Filter(), "geonames:524901", 9)
    noted = [each for each in reader.excerpts(Filter(), "geonames:524901", 9) if each.notes]
    assert {each.article_id for each in noted} == {"a1"}
    assert first.notes in ((made,), ())


def test_tags_choose_an_article_with_its_mentions_or_a_mention_alone(log: CorrectionLog) -> None:
    log.note("a1", tags=["whole"])
    log.note("a1", tags=["one"], spot=Spot("a1", 23, 29, "Moscow"))
    reader = atlas(log).reader()
    text = reader.article("a1")
    assert text is not None and text.text[23:29] == "Moscow"
    whole, one = (reader.counts(Filter(tags=(tag,))) for tag in ("whole", "one"))
    assert (whole.articles, whole.mentions) == (1, 3)
    assert (one.articles, one.mentions) == (1, 1)
    assert reader.counts(Filter(tags=("whole", "other"))).mentions == 3
    assert reader.counts(Filter(tags=("other",))).articles == 0
    assert reader.counts(Filter(tags=("whole",), roles=("actor",))).mentions == 1
    assert reader.facets(Filter()).tags == (("one", 1), ("whole", 1))
    assert reader.facets(Filter(sources=("none",))).tags == ()


def test_a_tagged_article_without_a_place_is_found_too(log: CorrectionLog) -> None:
    atlas(log).add([geoparsed("empty", "Nothing", "It rained.", [])])
    log.note("empty", tags=["rain"])
    assert atlas(log).reader().counts(Filter(tags=("rain",))).articles == 1


def test_a_note_is_taken_back_and_stays_in_the_file(log: CorrectionLog) -> None:
    made = log.note("a1", "wrong town?")
    log.undo(made.id, by="ben")
    assert log.read().notes == ()
    assert atlas(log).reader().notes("a1") == []
    assert len(log.path.read_text(encoding="utf-8").splitlines()) == 3


def test_newsrooms_exchange_notes(log: CorrectionLog, tmp_path: Path) -> None:
    log.note("a1", "ours", ["x"])
    theirs = CorrectionLog(tmp_path / "theirs.jsonl")
    assert merge(theirs, log.entries()[0]).notes == 1
    assert merge(theirs, log.entries()[0]).known == 1
    assert theirs.read().notes == log.read().notes


def test_a_note_of_nothing_or_where_nothing_may_be_written_is_refused(log: CorrectionLog) -> None:
    for text, tags in (("", []), (" \n", ["#", " , "])):
        with pytest.raises(BadInput):
            log.note("a1", text, tags)
    with pytest.raises(BadInput, match="read-only"):
        CorrectionLog(log.path, read_only=True).note("a1", "x")


@pytest.mark.parametrize(
    "line",
    [
        b'{"kind":"note","id":"n","article":"a","at":"2026-01-01T00:00:00Z"}',
        b'{"kind":"note","id":"n","article":"a","text":3,"at":"2026-01-01T00:00:00Z"}',
        b'{"kind":"note","id":"n","article":"a","tags":["A,b"],"at":"2026-01-01T00:00:00Z"}',
        b'{"kind":"note","id":"n","article":"a","tags":[7],"at":"2026-01-01T00:00:00Z"}',
        b'{"kind":"note","id":"n","article":"a","text":"x","start":3,"at":"2026-01-01T00:00:00Z"}',
    ],
)
def test_a_damaged_line_is_left_out_with_its_reason(log: CorrectionLog, line: bytes) -> None:
    log.note("a1", "stays")
    with log.path.open("ab") as file:
        file.write(line + b"\n")
    found = log.read()
    assert [each.text for each in found.notes] == ["stays"]
    assert len(found.problems) == 1 and ":3:" in found.problems[0]


@given(st.text(), st.lists(st.text(max_size=60), max_size=20), st.booleans())
def test_any_note_comes_back_from_its_line(text: str, tags: list[str], of_mention: bool) -> None:
    found = tags_in(",".join(tags))
    assert len(found) <= MOST_TAGS and all(len(each) <= LONGEST_TAG for each in found)
    said = " ".join("".join(c if c.isprintable() else " " for c in text).split())[:1000]
    spot = Spot("a1", 0, 6, "Moscow") if of_mention else None

    made = Note("n", AT, "a1", said or "x", found, spot, "ann")
    assert records.read(records.write(made)) == made


AT = datetime(2026, 1, 1, tzinfo=UTC)
