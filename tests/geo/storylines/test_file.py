"""The file of stories: read and written whole, never lost, never taken for what it is not."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import BadInput
from geo.storylines import (
    LONGEST_SENTENCE,
    MOST_STEPS,
    Storyline,
    StorylineFile,
    StorylinesUnusable,
    StoryStep,
    one_line,
    slug,
)
from geo.storylines.file import dump, load

TALKS = Storyline(
    "",
    "The talks",
    (StoryStep("place=geonames:524901", "The talks in Moscow"), StoryStep("q=border", "")),
)


@pytest.fixture
def file(tmp_path: Path) -> StorylineFile:
    return StorylineFile(tmp_path / "war.stories.json")


def test_a_story_is_kept_under_an_id_that_can_be_read(file: StorylineFile) -> None:
    assert file.read() == ()
    kept = file.save(TALKS)
    assert kept.id == "the-talks"
    assert file.read() == (kept,)
    at = kept.steps[0].at
    assert at is not None
    assert json.loads(file.path.read_text(encoding="utf-8")) == {
        "format": "dateline-storylines",
        "version": 1,
        "stories": [
            {
                "id": "the-talks",
                "title": "The talks",
                "steps": [
                    {
                        "sentence": "The talks in Moscow",
                        "view": "place=geonames:524901",
                        "at": at.isoformat(),
                    },
                    {"sentence": "", "view": "q=border", "at": at.isoformat()},
                ],
            }
        ],
    }


def test_a_step_says_who_wrote_it_last_and_when(file: StorylineFile) -> None:
    ann, ben = (StorylineFile(file.path, author=who) for who in ("ann@example.org", "ben"))
    kept = ann.save(TALKS)
    earlier = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    file.path.write_bytes(
        dump((replace(kept, steps=tuple(replace(each, at=earlier) for each in kept.steps)),))
    )
    first, second = kept.steps
    # Ben turns two steps around and says something else of one; who he claims to be counts nothing.
    changed = replace(second, sentence="At the border", by="ann@example.org")
    assert ben.save(replace(kept, steps=(changed, first))).steps[0].by == "ben"
    [story] = file.read()
    assert [each.by for each in story.steps] == ["ben", "ann@example.org"]
    assert story.steps[1].at == earlier
    assert story.steps[0].at is not None and story.steps[0].at > earlier


def test_a_file_without_signatures_is_read_and_keeps_none(file: StorylineFile) -> None:
    file.path.write_bytes(dump((replace(TALKS, id="the-talks"),)))
    assert b'"at"' not in file.path.read_bytes()
    [story] = file.read()
    kept = StorylineFile(file.path, author="ann").save(replace(story, title="Talks"))
    assert [(each.by, each.at) for each in kept.steps] == [("", None)] * 2


def test_a_story_with_an_id_takes_the_place_of_the_one_before(file: StorylineFile) -> None:
    first = file.save(TALKS)
    second = file.save(TALKS)
    assert (first.id, second.id) == ("the-talks", "the-talks-2")
    shorter = Storyline(first.id, "Shorter", first.steps[:1])
    assert file.save(shorter) == shorter
    assert file.read() == (shorter, second)
    assert file.find("the-talks-2") == second
    assert file.find("Shorter") == shorter
    assert file.find("nothing") is None
    file.remove(first.id)
    assert file.read() == (second,)


def test_nothing_is_written_where_it_is_read_only(file: StorylineFile) -> None:
    with pytest.raises(BadInput, match="read-only"):
        StorylineFile(file.path, read_only=True).save(TALKS)
    assert not file.path.exists()


@pytest.mark.parametrize(
    ("damaged", "said"),
    [
        (b'{"format": "dateline-storylines",\n "version": 1,\n "stories": [', "line 3: not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[]", "not a file of stories"),
        (b'{"format": "dateline-storylines", "version": 9}', "newer Dateline"),
        (b'{"format": "dateline-storylines", "version": 1, "stories": {}}', "must be a list"),
        (
            b'{"format":"dateline-storylines","version":1,'
            b'"stories":[{"id":"a","title":"A","steps":[{"view":"q=1","sentence":3}]}]}',
            "story 1, step 1: sentence must be a text",
        ),
        (
            b'{"format":"dateline-storylines","version":1,"stories":'
            b'[{"id":"a","title":"A","steps":[{"view":"","sentence":"","at":"noon"}]}]}',
            "story 1, step 1: at must be a time",
        ),
        (
            b'{"format":"dateline-storylines","version":1,"stories":'
            b'[{"id":"a","title":"A","steps":[{"view":"","sentence":"","by":"a\\nb"}]}]}',
            "step 1: by must be one line",
        ),
        (
            b'{"format":"dateline-storylines","version":1,'
            b'"stories":[{"id":"A b","title":"A","steps":[]}]}',
            "story 1: id must be",
        ),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_a_damaged_file_is_named_and_left_as_it_is(
    file: StorylineFile, damaged: bytes, said: str
) -> None:
    file.path.write_bytes(damaged)
    for act in (file.read, lambda: file.save(TALKS), lambda: file.remove("a")):
        with pytest.raises(StorylinesUnusable, match=said) as raised:
            act()
        assert str(file.path) in str(raised.value)
    assert file.path.read_bytes() == damaged


def test_what_cannot_be_kept_is_refused_and_the_rest_stays(file: StorylineFile) -> None:
    kept = file.save(TALKS)
    for wrong in (
        Storyline("", "two\nlines"),
        Storyline("../up", "Up"),
        Storyline("", "Long", (StoryStep("", "x" * (LONGEST_SENTENCE + 1)),)),
        Storyline("", "Half a character", (StoryStep("", "\ud800"),)),
        Storyline("", "Many", (StoryStep("q=1", "one"),) * (MOST_STEPS + 1)),
    ):
        with pytest.raises(BadInput):
            file.save(wrong)
    assert file.read() == (kept,)


def test_many_may_write_at_once(file: StorylineFile) -> None:
    def save(number: int) -> Storyline:
        return StorylineFile(file.path).save(Storyline("", f"Story {number}", TALKS.steps))

    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(save, range(24)))
    assert sorted(file.read(), key=lambda each: each.id) == sorted(kept, key=lambda each: each.id)


STEPS = st.tuples(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))


@given(st.text(), st.lists(STEPS, max_size=4), st.datetimes(timezones=st.just(UTC)))
def test_every_text_comes_back_as_it_was_kept(
    title: str, steps: list[tuple[str, str, str]], at: datetime
) -> None:
    made = Storyline(
        slug(title),
        one_line(title, 120),
        tuple(StoryStep(*(one_line(text, 200) for text in step), at) for step in steps),
    )
    [found] = load(dump((made,)))
    assert found == made
    assert [(each.by, each.at) for each in found.steps] == [
        (each.by, each.at) for each in made.steps
    ]
