from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.stories import Member, Stories, signature, similarity
from geo.stories.near_duplicates import SIZE
from tests.geo.stories.wire import Wire

WIRE = Wire(7)
RAIN, VOTE = WIRE.story(), WIRE.story()
DAY = date(2021, 7, 9)


def member(name: str, story: Sequence[str], published: date | None = DAY) -> Member:
    return Member(name, signature("\n\n".join(story)), published)


def stored(members: Iterable[Member], stories: dict[str, str]) -> list[Member]:
    return [
        Member(each.article_id, each.signature, each.published, stories[each.article_id])
        for each in members
    ]


def partition(stories: dict[str, str]) -> set[frozenset[str]]:
    by_name: dict[str, set[str]] = {}
    for article, story in stories.items():
        by_name.setdefault(story, set()).add(article)
    return {frozenset(articles) for articles in by_name.values()}


COPIES = {
    "reprint": RAIN,
    "under a dateline": ["KABUL, July 9 (Wire) -", *RAIN, "Copyright 2021 The Herald."],
    "cut to two thirds": WIRE.cut(RAIN, 0.67),
    "words changed": WIRE.edited(RAIN, 0.07),
    "paragraphs moved": WIRE.shuffled(RAIN),
    "with a local angle": WIRE.extended(RAIN, 4),
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES)
def test_a_copy_is_the_same_story(copy: list[str]) -> None:
    stories = Stories().add([member("a", RAIN), member("b", copy)]).stories
    assert stories == {"a": "a", "b": "a"}


@pytest.mark.parametrize("other", [VOTE, WIRE.quoting(RAIN, 0.25)], ids=["another", "quoting"])
def test_another_text_is_another_story(other: list[str]) -> None:
    stories = Stories().add([member("a", RAIN), member("b", other)]).stories
    assert stories == {"a": "a", "b": "b"}


def test_a_text_of_a_few_words_is_a_story_of_its_own() -> None:
    brief = ["Talks were held in Moscow."]
    assert signature(brief[0]) == b""
    assert Stories().add([member("a", brief), member("b", brief)]).stories == {"a": "a", "b": "b"}


def test_a_later_copy_joins_the_story_under_its_first_name() -> None:
    stories = Stories()
    stories.add([member("a", RAIN), member("b", VOTE)])
    assert stories.add([member("c", COPIES["words changed"])]).stories == {"c": "a"}


def test_restored_stories_go_on_as_before() -> None:
    first = [member("a", RAIN), member("b", VOTE), member("c", COPIES["paragraphs moved"])]
    again = Stories()
    again.restore(stored(first, Stories().add(first).stories))
    assert again.add([member("d", COPIES["reprint"])]).stories == {"d": "a"}


def test_an_article_that_links_two_stories_makes_them_one() -> None:
    start, end = RAIN[:7], RAIN[5:]
    stories = Stories()
    assert stories.add([member("a", start), member("b", end)]).stories == {"a": "a", "b": "b"}
    assert stories.add([member("c", RAIN)]).stories == {"b": "a", "c": "a"}


def test_a_story_whose_first_article_was_forgotten_keeps_its_name() -> None:
    stories = Stories()
    stories.restore(stored([member("b", RAIN)], {"b": "a"}))
    assert stories.add([member("c", COPIES["reprint"])]).stories == {"c": "a"}
    assert stories.add([member("a", COPIES["words changed"])]).stories == {"a": "a"}


def test_an_undated_article_takes_the_earliest_date_of_its_twins() -> None:
    changes = Stories().add(
        [
            member("a", RAIN, DAY + timedelta(days=1)),
            member("b", COPIES["reprint"], None),
            member("c", COPIES["paragraphs moved"], DAY),
            member("d", VOTE, None),
        ]
    )
    assert changes.dates == {"b": DAY}


def test_an_article_stored_undated_is_dated_when_its_twin_comes() -> None:
    stories = Stories()
    assert stories.add([member("a", RAIN, None)]).dates == {}
    changes = stories.add([member("b", COPIES["reprint"], DAY)])
    assert (changes.stories, changes.dates) == ({"b": "a"}, {"a": DAY})
    assert stories.add([member("c", COPIES["paragraphs moved"], DAY)]).dates == {}


def test_a_date_from_the_story_dates_no_other_article() -> None:
    stories = Stories()
    known = Member("a", signature("\n".join(RAIN)), None, "a", story_date=DAY)
    stories.restore([known])
    assert stories.add([member("b", COPIES["reprint"], None)]).dates == {}


def test_case_and_punctuation_make_no_difference() -> None:
    text = "\n".join(RAIN)
    assert signature(text) == signature(text.upper().replace(".", " !\t"))


def test_signatures_stay_what_they_were() -> None:
    """Stored signatures are compared with new ones: another value here breaks every atlas."""
    known = signature(" ".join(f"word{number}" for number in range(200)))
    assert len(known) == 2 * SIZE
    assert known[:8].hex() == "bf3496555cff06ae"


def test_a_hostile_text_is_bounded() -> None:
    assert len(signature("a b c d " * 250_000 + "\x00\ud800 " * 50)) in (0, 2 * SIZE)


ARTICLES = [
    member(f"{number}-{kind}", text)
    for number in range(4)
    for base in [Wire(number).story(6)]
    for kind, text in (
        ("wire", base),
        ("cut", WIRE.cut(base, 0.7)),
        ("edited", WIRE.edited(base, 0.1)),
        ("end", base[2:]),
        ("extended", WIRE.extended(base, 3)),
    )
]


@given(st.permutations(ARTICLES), st.integers(1, len(ARTICLES)))
@settings(max_examples=40)
def test_neither_order_nor_batches_change_which_articles_are_together(
    articles: list[Member], batch: int
) -> None:
    stories, told = Stories(), dict[str, str]()
    for start in range(0, len(articles), batch):
        told |= stories.add(articles[start : start + batch]).stories
    assert partition(told) == partition(Stories().add(ARTICLES).stories)


@given(st.lists(st.text(max_size=80), max_size=30).map(" ".join))
def test_any_text_is_like_itself_or_too_short(text: str) -> None:
    found = signature(text)
    assert similarity(found, signature(text + " ")) == (1.0 if found else 0.0)
