"""Stories: arranged of views, walked, undone, and carried by links."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.state import reducers, storylines
from dashboard.state.selection import Selection, View
from dashboard.state.session import Session, Tab
from dashboard.state.storyline_address import (
    LONGEST_IN_ADDRESS,
    asked,
    fits_address,
    only_a_step,
    selection_of,
    to_address,
)
from geo.storylines import MOST_STEPS, Storyline, StoryStep

MOSCOW = "place=geonames%3A524901&lat=55.7&lon=37.6&z=6"
TALKS = Storyline(
    "talks",
    "Talks",
    (StoryStep(MOSCOW, "The talks in Moscow"), StoryStep("q=border&tab=articles", "Then")),
)


def arranged(*sentences: str) -> Session:
    session = Session()
    for number, sentence in enumerate(sentences, start=1):
        session = reducers.choose_place(session, f"geonames:{number}")
        session = storylines.add_step(session, {"sentence": sentence})
    return session


def sentences(session: Session) -> list[str]:
    return [step.sentence for step in session.storyline.steps] if session.storyline else []


def test_what_is_shown_becomes_a_step_with_where_the_map_looks() -> None:
    session = reducers.change(Session(tab=Tab.ARTICLES), dates=(date(2021, 7, 9), None))
    event = {"sentence": " The  talks\nin Moscow ", "lat": "55.7", "lon": "37.6", "z": "6"}
    session = storylines.add_step(session, event)
    assert session.storyline == Storyline(
        steps=(
            StoryStep("from=2021-07-09&tab=articles&lat=55.7&lon=37.6&z=6", "The talks in Moscow"),
        )
    )


def test_steps_are_edited_moved_and_removed() -> None:
    session = arranged("one", "two", "three")
    session = storylines.move_step(session, {"number": 3, "by": -1})
    assert sentences(session) == ["one", "three", "two"]
    session = storylines.edit_step(session, {"number": 1, "sentence": "first"})
    session = storylines.remove_step(session, {"number": 2})
    assert sentences(session) == ["first", "two"]
    session = storylines.look_anew(session, {"number": 1})
    assert session.storyline is not None
    assert selection_of(session.storyline.steps[0]).place == "geonames:3"
    session = storylines.rename(session, {"title": "A\tstory"})
    assert session.storyline is not None and session.storyline.title == "A story"
    assert storylines.discard(session).storyline == Storyline()


def test_each_change_is_one_thing_to_undo_among_the_others() -> None:
    session = arranged("one", "two")
    session = storylines.move_step(session, {"number": 2, "by": -1})
    assert sentences(session) == ["two", "one"]
    session = reducers.undo(storylines.undone(session))
    assert sentences(session) == ["one", "two"]
    session = reducers.undo(storylines.undone(session))
    assert sentences(session) == ["one"]
    assert session.selection.place == "geonames:2"
    session = reducers.undo(storylines.undone(session))
    assert session.selection.place == "geonames:1"


def test_a_story_is_undone_under_the_id_that_it_was_kept_as() -> None:
    session = arranged("one")
    assert session.storyline is not None
    session = storylines.kept_as(session, replace(session.storyline, id="story"))
    session = storylines.undone(session)
    assert session.storyline == Storyline("story")


def test_what_could_not_be_kept_leaves_everything_as_it_was() -> None:
    before = arranged("one")
    after = storylines.add_step(before, {"sentence": "two"})
    refused = storylines.not_kept(after, before, "no room")
    assert (refused.storyline, refused.past) == (before.storyline, before.past)
    assert refused.storyline_problem == "no room"


def test_walking_shows_each_view_and_takes_the_map_there() -> None:
    session = storylines.open_storyline(Session(), TALKS)
    session = storylines.walk_to(session, {"number": 1})
    assert (session.step, session.selection.place) == (1, "geonames:524901")
    assert (session.looks, session.look) == (1, View(55.7, 37.6, 6))
    session = storylines.walk_to(session, {"number": 2})
    assert (session.selection, session.tab) == (Selection(text="border"), Tab.ARTICLES)
    assert (session.looks, session.look) == (2, None)
    assert storylines.walk_to(session, {"number": 3}) is session
    assert not storylines.left(session)
    assert storylines.left(reducers.choose_place(session, "geonames:1"))


def test_the_step_that_is_shown_is_followed_where_others_move() -> None:
    session = storylines.open_storyline(Session(), arranged("one", "two", "three").storyline)
    session = storylines.walk_to(session, {"number": 2})
    assert storylines.move_step(session, {"number": 2, "by": 1}).step == 3
    assert storylines.move_step(session, {"number": 1, "by": 1}).step == 1
    assert storylines.remove_step(session, {"number": 1}).step == 1
    assert storylines.remove_step(session, {"number": 2}).step == 0
    assert sentences(storylines.add_step(session, {"sentence": "new"})) == [
        "one",
        "two",
        "new",
        "three",
    ]


def test_a_link_to_a_step_of_a_kept_story_opens_it() -> None:
    address = {"story": ["talks"], "step": ["2"]}
    begun = reducers.begin(address, (), (), stories=[TALKS])
    assert (begun.storyline, begun.step) == (TALKS, 2)
    assert (begun.selection.text, begun.tab, begun.ignored) == ("border", Tab.ARTICLES, ())
    assert not storylines.left(begun)
    looking = {"story": ["talks"], "step": ["1"], "lat": ["1"], "lon": ["2"], "z": ["3"]}
    first = reducers.begin(looking, (), (), stories=[TALKS])
    assert first.start_view == View(1, 2, 3)


def test_what_a_link_says_beside_the_step_is_looked_at() -> None:
    address = {"story": ["talks"], "step": ["2"], "q": ["talks"]}
    begun = reducers.begin(address, (), (), stories=[TALKS])
    assert (begun.step, begun.selection.text) == (2, "talks")
    assert storylines.left(begun)


def test_going_back_leads_to_the_step_before_and_out_of_the_story() -> None:
    session = reducers.begin({"story": ["talks"], "step": ["2"]}, (), (), stories=[TALKS])
    back = reducers.follow_url(session, {"story": ["talks"], "step": ["1"]}, (), (), [TALKS])
    assert (back.step, back.selection.place, back.looks) == (
        1, "geonames:524901", session.looks + 1)  # fmt: skip
    out = reducers.follow_url(back, {"q": ["border"]}, (), (), [TALKS])
    assert (out.step, out.selection.text) == (0, "border")


@pytest.mark.parametrize(
    ("address", "ignored"),
    [
        ({"story": ["other"]}, ("story",)),
        ({"story": ["other"], "step": ["1"]}, ("story", "step")),
        ({"story": ["talks"], "step": ["9"]}, ("step",)),
        ({"story": ["talks"], "step": ["-1"]}, ("step",)),
        ({"story": ["talks"], "step": ["٣"]}, ("step",)),
        ({"step": ["1"]}, ("step",)),
        ({"steps": ["q=border"]}, ("steps",)),
        ({"steps": ["say=" + "x" * 390] * (LONGEST_IN_ADDRESS // 390 + 1)}, ("steps",)),
        ({"steps": ["say=a&q=b"] * (MOST_STEPS + 1)}, ("steps",)),
    ],
)
def test_what_cannot_be_understood_is_left_out_and_named(
    address: dict[str, list[str]], ignored: tuple[str, ...]
) -> None:
    begun = reducers.begin(address, (), (), stories=[TALKS])
    assert begun.step == 0
    assert begun.ignored == ignored


def test_a_link_carries_a_small_story_by_itself() -> None:
    small = replace(TALKS, id="")
    assert fits_address(small)
    link = urlencode(to_address(small, 2), doseq=True)
    begun = reducers.begin(parse_qs(link), (), ())
    assert begun.storyline == replace(small, title="")
    assert (begun.step, begun.selection.text) == (2, "border")
    assert not fits_address(Storyline(steps=(StoryStep("q=x", "word " * 79),) * 9))


TEXT = st.text(st.characters(exclude_categories=("C", "Z")), max_size=60)


@given(st.lists(TEXT, min_size=1, max_size=4), TEXT)
def test_any_sentence_comes_back_from_a_link(said: list[str], search: str) -> None:
    view = urlencode({"q": search}) if search else ""
    made = Storyline(steps=tuple(StoryStep(view, each) for each in said))
    if not fits_address(made):
        return
    query = parse_qs(urlencode(to_address(made, 1), doseq=True))
    assert asked(query, ()) == (made, 1, [])
    assert only_a_step(query)


@given(
    st.dictionaries(
        st.sampled_from(["sentence", "number", "by", "title", "lat", "lon", "z"]),
        st.one_of(st.none(), st.integers(), st.text(), st.floats(), st.lists(st.integers())),
    )
)
def test_a_browser_may_send_anything(event: dict[str, object]) -> None:
    session = arranged("one", "two")
    for reducer in (
        storylines.add_step,
        storylines.edit_step,
        storylines.look_anew,
        storylines.move_step,
        storylines.remove_step,
        storylines.rename,
        storylines.walk_to,
    ):
        made = reducer(session, event)
        assert made.storyline is not None
        assert 0 <= made.step <= len(made.storyline.steps)
        assert reducer(session, None) is not None
