"""A widget that has not heard yet what it is to show undoes nothing."""

from __future__ import annotations

from datetime import date

from dashboard.state import reducers, widget_values
from dashboard.state.selection import Selection
from dashboard.state.session import Session


def searched(session: Session, text: str) -> Session:
    drawn = widget_values.offer_choices(session, "text", None)
    return widget_values.report(drawn, "text", drawn.widget_choices["text"], text, text)


def test_what_a_widget_shows_is_believed() -> None:
    assert searched(Session(), "border").selection.text == "border"


def test_a_widget_that_repeats_itself_beside_something_else_is_not_believed() -> None:
    reset = reducers.reset(searched(Session(), "border"))
    waiting = widget_values.accept_repeated_reports(
        widget_values.replace_value(reset, "text", "border")
    )
    # The next press carries along what the search box still shows.
    pressed = reducers.choose_place(searched(waiting, "border"), "geonames:1")
    assert widget_values.accept_repeated_reports(pressed).selection == Selection(place="geonames:1")


def test_a_widget_that_says_the_same_again_by_itself_is_believed() -> None:
    reset = reducers.reset(searched(Session(), "border"))
    waiting = widget_values.accept_repeated_reports(
        widget_values.replace_value(reset, "text", "border")
    )
    typed = widget_values.accept_repeated_reports(searched(waiting, "border"))
    assert typed.selection.text == "border"
    assert not typed.replaced_values
    assert not typed.repeated_reports


def test_a_slider_that_was_drawn_for_other_articles_says_nothing() -> None:
    ends = (date(2021, 7, 9), date(2021, 8, 2))
    before = widget_values.offer_choices(Session(), "dates", ends)
    others = reducers.look_at_articles(before, "visitor 1")
    after = widget_values.offer_choices(others, "dates", (date(2022, 5, 3), date(2022, 5, 4)))
    late = widget_values.report(after, "dates", before.widget_choices["dates"], ends, ends)
    assert late.selection == Selection()


def test_settling_forgets_what_was_done_in_this_run() -> None:
    assert not widget_values.accept_repeated_reports(
        reducers.note_visitor_act(Session())
    ).visitor_acted
