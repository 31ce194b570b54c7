"""A widget that has not heard yet what it is to show undoes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dashboard.state import date_reducers, reducers, widget_values
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
        widget_values.replace_value(reset, "text", "border", "")
    )
    # The next press carries along what the search box still shows.
    pressed = reducers.choose_place(searched(waiting, "border"), "geonames:1")
    assert widget_values.accept_repeated_reports(pressed).selection == Selection(place="geonames:1")


def test_a_widget_that_says_the_same_again_by_itself_is_believed() -> None:
    reset = reducers.reset(searched(Session(), "border"))
    waiting = widget_values.accept_repeated_reports(
        widget_values.replace_value(reset, "text", "border", "")
    )
    typed = widget_values.accept_repeated_reports(searched(waiting, "border"))
    assert typed.selection.text == "border"
    assert not typed.replaced_values
    assert not typed.repeated_reports


def test_a_slider_that_lags_behind_a_moving_window_does_not_bring_it_back() -> None:
    ends = (date(2021, 7, 1), date(2021, 8, 1))
    windows = [(date(2021, 7, day), date(2021, 7, day + 7)) for day in range(1, 6)]
    playing = widget_values.offer_choices(Session(), "dates", ends)
    shown = ends
    for day, window in enumerate(windows):
        event = {"from": day, "to": day + 7}
        reducer = date_reducers.play_step if day else date_reducers.start_playing
        playing = reducer(playing, ends, event)
        # The last page was cut short before it came to the slider.
        if day < len(windows) - 1:
            playing = widget_values.replace_value(playing, "dates", shown, window)
            shown = window
    late = windows[2]
    choices = playing.widget_choices["dates"]
    reported = widget_values.report(playing, "dates", choices, late, late)
    pressed = widget_values.accept_repeated_reports(reducers.note_visitor_act(reported))
    assert (pressed.playing, pressed.selection.dates) == (True, windows[-1])
    moved = widget_values.accept_repeated_reports(replace(reported, visitor_acted=False))
    assert (moved.playing, moved.selection.dates) == (False, late)


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
