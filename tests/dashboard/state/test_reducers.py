"""What each thing that a visitor can do makes of the session."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.state import date_reducers, filter_choices, reducers
from dashboard.state.correction_draft import CorrectionDraft
from dashboard.state.map_report import MapReport, read_report
from dashboard.state.selection import ALL_ROLES, Selection, Versus, View
from dashboard.state.session import (
    MOST_UNDONE,
    ROWS_A_PAGE,
    STORIES_A_PAGE,
    Column,
    Dialog,
    Session,
    Tab,
)
from geo.atlas import DateBasis
from geo.corrections import Spot
from geo.picture import Layers

ENDS = (date(2021, 7, 1), date(2021, 7, 31))
SPOT = Spot("a1", 0, 6, "Moscow")


def days(first: int) -> dict[str, int]:
    """A week's window, as the timeline tells it in days from the first."""
    return {"from": first, "to": first + 7}


def test_a_session_begins_as_the_address_says() -> None:
    address = {"q": ["border"], "country": ["XX"], "lat": ["1"], "lon": ["2"], "z": ["3"]}
    begun = reducers.begin(address, {"Wire"}, {"AF"}, tiles=True, articles="all")
    assert begun.selection.text == "border"
    assert begun.start_view == begun.view == View(1, 2, 3)
    assert begun.ignored == ("country",)
    assert (begun.tiles, begun.article_set) == (True, "all")
    assert begun.address == {"q": ["border"], "country": ["XX"]}


def test_going_back_in_the_browser_is_followed_and_moving_the_map_is_not() -> None:
    begun = reducers.begin({"q": ["border"]}, (), ())
    moved = {"q": ["border"], "lat": ["1"], "lon": ["2"], "z": ["3"]}
    assert reducers.follow_url(begun, moved, (), ()) is begun
    back = reducers.follow_url(begun, {}, (), ())
    assert back.selection == Selection()
    assert back.address == {}


def test_other_articles_are_looked_at_anew() -> None:
    before = reducers.choose_place(Session(bounds=(1, 2, 3, 4), ignored=("x",)), "geonames:1")
    after = reducers.look_at_articles(before, "visitor 1")
    assert (after.selection, after.past, after.bounds, after.ignored) == (Selection(), (), None, ())
    assert (after.article_set, after.article_set_changes) == ("visitor 1", 1)
    assert reducers.look_at_articles(after, "visitor 1") is after


def test_what_was_chosen_can_be_undone_step_by_step() -> None:
    session = Session()
    for place in ("geonames:1", "geonames:2"):
        session = reducers.choose_place(session, place)
    assert session.selection.place == "geonames:2"
    session = reducers.undo(session)
    assert session.selection.place == "geonames:1"
    session = reducers.undo(reducers.undo(session))  # once more than there is
    assert session.selection == Selection()


def test_no_more_is_kept_than_somebody_would_undo() -> None:
    session = Session()
    for number in range(MOST_UNDONE + 9):
        session = reducers.choose_place(session, f"geonames:{number}")
    assert len(session.past) == MOST_UNDONE


def test_a_moving_window_is_one_change_and_undoing_it_stops_it() -> None:
    session = reducers.choose_place(Session(), "geonames:1")
    session = date_reducers.start_playing(session, ENDS, days(0))
    for day in range(1, 5):
        session = date_reducers.play_step(session, ENDS, days(day))
    assert session.playing
    assert session.selection.dates == (date(2021, 7, 5), date(2021, 7, 12))
    assert len(session.past) == 2
    undone = reducers.undo(session)
    assert not undone.playing
    assert undone.selection.dates == (None, None)
    # What is chosen next is a change of its own again.
    assert len(reducers.close(undone).past) == 2


def test_a_step_that_was_under_way_when_it_was_undone_does_not_bring_the_window_back() -> None:
    playing = date_reducers.start_playing(Session(), ENDS, days(0))
    undone = reducers.undo(playing)
    assert date_reducers.play_step(undone, ENDS, days(1)) == undone
    assert date_reducers.stop_playing(undone) == undone
    # Begun anew it moves again.
    assert date_reducers.play_step(playing, ENDS, days(1)).selection.dates == (
        date(2021, 7, 2),
        date(2021, 7, 9),
    )


def test_the_browser_is_told_which_window_was_heard_of_last() -> None:
    playing = date_reducers.start_playing(Session(), ENDS, days(0) | {"at": 10})
    assert playing.window_heard == 10
    assert date_reducers.play_step(playing, ENDS, days(1) | {"at": 11}).window_heard == 11
    # A step that comes too late was heard of as well: the browser need not wait for it.
    undone = date_reducers.play_step(reducers.undo(playing), ENDS, days(1) | {"at": 12})
    assert (undone.window_heard, undone.selection.dates) == (12, (None, None))
    assert date_reducers.move_window(undone, ENDS, days(3) | {"at": "now"}).window_heard == 12


def test_a_window_that_was_chosen_is_come_back_to_after_it_moved() -> None:
    chosen = date_reducers.move_window(Session(), ENDS, days(3))
    moved = date_reducers.play_step(
        date_reducers.start_playing(chosen, ENDS, days(3)), ENDS, days(4)
    )
    stopped = date_reducers.stop_playing(moved)
    assert (stopped.playing, stopped.selection) == (False, moved.selection)
    assert reducers.undo(stopped).selection == chosen.selection


def test_dates_that_the_visitor_chooses_stop_the_moving_window() -> None:
    playing = date_reducers.start_playing(Session(), ENDS, days(0))
    moved = reducers.change(playing, dates=(date(2021, 7, 20), None))
    assert not moved.playing
    assert reducers.undo(moved).selection == playing.selection
    for stopped in (
        reducers.reset(playing),
        reducers.follow_url(playing, {"q": ["x"]}, (), ()),
    ):
        assert not stopped.playing
    # A place can be chosen meanwhile, and is part of the one change.
    place = reducers.choose_place(playing, "geonames:1")
    assert (place.playing, place.past) == (True, playing.past)


def test_undoing_while_playing_with_nothing_to_undo_stops_it_all_the_same() -> None:
    assert not reducers.undo(Session(playing=True)).playing


@pytest.mark.parametrize(
    "event",
    [
        None,
        7,
        {},
        {"from": -1, "to": 3},
        {"from": 5, "to": 4},
        {"from": 0, "to": 99},
        {"from": "1"},
    ],
)
def test_a_window_that_makes_no_sense_is_none(event: object) -> None:
    assert date_reducers.move_window(Session(), ENDS, event) == Session()
    assert date_reducers.start_playing(Session(), ENDS, event) == Session()
    assert date_reducers.play_step(Session(playing=True), ENDS, event) == Session(playing=True)


def test_an_end_at_the_corpus_s_own_end_is_no_limit() -> None:
    assert date_reducers.limits(ENDS, ENDS) == (None, None)
    inner = (date(2021, 7, 2), date(2021, 7, 30))
    assert date_reducers.limits(inner, ENDS) == inner


def test_another_selection_closes_what_belonged_to_the_last() -> None:
    open_ = Session(
        stories_shown=60,
        rows_shown=150,
        explained="m1",
        unfolded="s1",
        cluster="cluster:1",
        draft=CorrectionDraft(SPOT, ""),
    )
    shown = reducers.choose_place(open_, "geonames:1")
    assert (shown.stories_shown, shown.rows_shown) == (STORIES_A_PAGE, ROWS_A_PAGE)
    assert (shown.explained, shown.unfolded, shown.cluster, shown.draft) == ("", "", "", None)
    assert shown.visitor_acted


def test_a_joined_marker_stays_open_while_filters_change() -> None:
    joined = reducers.choose_place(Session(), "cluster:3.1.2")
    assert (joined.cluster, joined.selection) == ("cluster:3.1.2", Selection())
    assert reducers.change(joined, text="border").cluster == "cluster:3.1.2"
    assert reducers.close(joined).cluster == ""


def test_pressed_again_a_place_or_a_name_is_let_go() -> None:
    place = reducers.toggle_place(Session(), "geonames:1")
    assert place.selection.place == "geonames:1"
    assert reducers.toggle_place(place, "geonames:1").selection == Selection()
    name = reducers.toggle_name(place, "Torhondi")
    assert (name.selection.place, name.selection.unplaced) == ("", "Torhondi")
    assert reducers.toggle_name(name, "Torhondi").selection == Selection()


def test_choosing_a_place_leaves_the_reader_and_choosing_it_in_the_reader_does_not() -> None:
    reading = reducers.open_article(Session(), "a1")
    assert reducers.choose_place(reading, "geonames:1").selection.article == ""
    pressed = reducers.press_mention(reading, {"place": "geonames:1", "mention": "m1"})
    assert pressed.selection == Selection(place="geonames:1", article="a1")
    assert pressed.pressed_mention == "m1"
    unplaced = reducers.press_mention(reading, {"place": "", "name": "Torhondi", "mention": "m2"})
    assert unplaced.selection == Selection(unplaced="Torhondi", article="a1")
    assert reducers.close_article(unplaced).selection.article == ""


def test_asked_again_reasons_and_reprints_are_hidden() -> None:
    explained = reducers.explain(Session(), "m1")
    assert (explained.explained, reducers.explain(explained, "m1").explained) == ("m1", "")
    unfolded = reducers.unfold(Session(), "s1")
    assert (unfolded.unfolded, reducers.unfold(unfolded, "s1").unfolded) == ("s1", "")


def test_lists_grow_by_pages_and_sort_both_ways() -> None:
    assert reducers.more_rows(Session()).rows_shown == 2 * ROWS_A_PAGE
    assert reducers.more_stories(Session()).stories_shown == 2 * STORIES_A_PAGE
    by_name = reducers.sort(Session(), {"id": "name"})
    assert by_name.sort == (Column.NAME, False)
    assert reducers.sort(by_name, {"id": "name"}).sort == (Column.NAME, True)
    assert reducers.sort(by_name, {"id": "change"}) == by_name
    tab = reducers.open_tab(Session(rows_shown=200), "articles")
    assert (tab.tab, tab.rows_shown) == (Tab.ARTICLES, ROWS_A_PAGE)
    assert reducers.open_tab(tab, "everything") == tab


def test_a_list_that_is_open_is_in_the_address() -> None:
    begun = reducers.begin({"tab": ["articles"]}, (), ())
    assert (begun.tab, begun.ignored) == (Tab.ARTICLES, ())
    assert reducers.begin({"tab": ["everything"]}, (), ()).ignored == ("tab",)
    # Going back to an address without a list opens the first one.
    assert reducers.follow_url(begun, {}, (), ()).tab is Tab.PLACED


def test_places_are_named_together_until_another_is_chosen() -> None:
    london = reducers.choose_place(Session(), "geonames:1")
    both = reducers.toggle_also(london, "geonames:2")
    assert both.selection.also == ("geonames:2",)
    assert both.selection.filter().with_places == ("geonames:1", "geonames:2")
    assert reducers.toggle_also(both, "geonames:2").selection == london.selection
    assert reducers.choose_place(both, "geonames:3").selection == Selection(place="geonames:3")
    assert reducers.close(both).selection == Selection()
    # A place is not named beside itself, nor beside none.
    assert reducers.toggle_also(london, "geonames:1") == london
    assert reducers.toggle_also(Session(), "geonames:1") == Session()


def test_the_articles_of_one_language_are_in_their_list() -> None:
    unread = reducers.only_language(Session(selection=Selection(roles=())), "uk")
    assert (unread.selection.languages, unread.selection.roles) == (("uk",), ALL_ROLES)
    assert unread.tab is Tab.ARTICLES


def test_dates_chosen_on_one_clock_mean_nothing_on_the_other() -> None:
    dated = Session(selection=Selection(dates=ENDS, versus=Versus(ENDS)))
    spoken = date_reducers.set_date_basis(dated, "spoken").selection
    assert spoken == Selection(date_basis=DateBasis.SPOKEN)
    assert date_reducers.set_date_basis(dated, "published") == dated
    assert date_reducers.set_date_basis(dated, "tomorrow") == dated


def test_a_press_on_a_switch_not_drawn_anew_yet_still_means_what_it_says() -> None:
    about = reducers.set_focus(Session(), {"about": True, "at": 1})
    assert about.selection.focus
    assert reducers.set_focus(about, {"about": True, "at": 2}) == about
    assert not reducers.set_focus(about, {"about": False, "at": 3}).selection.focus


def test_switches_go_both_ways() -> None:
    undated = date_reducers.toggle_undated(Session())
    assert undated.selection.undated is False
    assert date_reducers.toggle_undated(undated).selection == Selection()
    assert reducers.show_tiles(Session(), True).tiles
    assert reducers.open_dialog(Session(), Dialog.SHARE).dialog is Dialog.SHARE


def test_the_map_tells_where_it_looks_and_what_was_clicked() -> None:
    view = {"lat": 1, "lon": 2, "z": 3, "west": -9, "south": -8, "east": 9, "north": 8}
    told = reducers.read_map(Session(), read_report({"view": view, "click": "geonames:1"}))
    assert (told.view, told.bounds) == (View(1, 2, 3), (-9, -8, 9, 8))
    assert told.selection.place == "geonames:1"
    # A report that says nothing of the view leaves it.
    assert reducers.read_map(told, MapReport("", None, None)).view == View(1, 2, 3)


def test_the_last_press_that_was_heard_is_remembered_whichever_map_told_it() -> None:
    pressed = reducers.read_map(Session(), MapReport("geonames:1", None, None, pressed=7))
    other = reducers.read_other_map(pressed, MapReport("geonames:1", None, None, pressed=9))
    assert (pressed.map_pressed, other.map_pressed) == (7, 9)
    assert reducers.read_map(other, MapReport("", None, None, pressed=7)).map_pressed == 9


def test_an_area_filters_and_its_chip_takes_it_away() -> None:
    area = ((60.0, 30.0), (75.0, 30.0), (75.0, 40.0))
    drawn = reducers.read_map(Session(), MapReport("", None, None, area=area))
    assert drawn.selection.filter().area == area
    assert reducers.remove_chip(drawn, {"id": "area"}).selection == Selection()
    assert reducers.read_map(drawn, MapReport("", None, None, area=())).selection == Selection()
    assert reducers.undo(drawn).selection == Selection()


def test_layers_change_what_is_drawn_and_not_what_is_counted() -> None:
    shown = reducers.read_map(Session(), MapReport("", None, None, layers=Layers.AREAS))
    assert shown.selection.layers is Layers.AREAS
    assert shown.selection.filter() == Selection().filter()


def test_two_maps_are_asked_for_and_a_press_says_which_side_is_read() -> None:
    versus = Versus(dates=(date(2021, 1, 1), date(2021, 1, 31)))
    compared = Session(selection=Selection(versus=versus))
    two = reducers.read_map(compared, MapReport("", None, None, two_maps=True))
    assert two.selection.two_maps
    other = reducers.read_other_map(two, MapReport("geonames:1", View(9, 9, 9), None))
    assert (other.selection.place, other.other_side, other.view) == ("geonames:1", True, two.view)
    own = reducers.read_map(other, MapReport("geonames:2", None, None))
    assert (own.selection.place, own.other_side) == ("geonames:2", False)


def test_a_point_on_the_map_is_heard_only_where_it_was_asked_for() -> None:
    report = MapReport("", None, None, picked=(34.5, 69.2))
    asked = Session(draft=CorrectionDraft(SPOT, "", picking=True))
    picked = reducers.read_map(asked, report).draft
    assert picked is not None
    assert (picked.at, picked.picking) == ((34.5, 69.2), False)
    unasked = Session(draft=CorrectionDraft(SPOT, ""))
    assert reducers.read_map(unasked, report).draft == unasked.draft


def test_a_place_that_was_found_is_chosen_or_looked_around() -> None:
    typed = reducers.type_place(Session(), "  kabul \n city ")
    assert typed.typed == "kabul city"
    here = reducers.choose_found(typed, {"id": "geonames:1", "kind": "here"})
    assert (here.selection.place, here.typed, here.place_found) == ("geonames:1", "", True)
    afar = reducers.choose_found(typed, {"id": "geonames:1", "kind": "elsewhere"})
    assert afar.selection == Selection(near="geonames:1")


def test_a_chip_is_taken_away_and_everything_can_be() -> None:
    narrow = Session(selection=Selection(text="x", countries=("AF", "RU")), ignored=("from",))
    without = reducers.remove_chip(narrow, {"id": "country:AF"})
    assert without.selection == Selection(text="x", countries=("RU",))
    reset = reducers.reset(narrow)
    assert (reset.selection, reset.ignored) == (Selection(), ())
    assert reducers.reset(narrow, left_out=True).selection == Selection(roles=ALL_ROLES)
    assert reducers.undo(reset).selection == narrow.selection


EVENTS: tuple[Callable[[Session, object], Session], ...] = (
    reducers.undo,
    reducers.reset,
    reducers.remove_chip,
    reducers.choose_place,
    reducers.look_around,
    reducers.toggle_place,
    reducers.toggle_name,
    reducers.toggle_also,
    filter_choices.choose_filter,
    filter_choices.compare,
    filter_choices.close_drawer,
    reducers.close,
    reducers.open_article,
    reducers.close_article,
    reducers.press_mention,
    reducers.explain,
    reducers.unfold,
    reducers.more_stories,
    reducers.set_focus,
    reducers.sort,
    reducers.open_tab,
    reducers.more_rows,
    reducers.only_language,
    date_reducers.set_date_basis,
    date_reducers.toggle_undated,
    reducers.type_place,
    reducers.choose_found,
)
sent = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(
                ["id", "kind", "place", "name", "mention", "from", "to", "on", "here", "there"]
            ),
            inner,
        )
    ),
)


@given(st.sampled_from(EVENTS), sent)
def test_whatever_a_browser_sends_the_session_stays_whole(
    event: Callable[[Session, object], Session], value: object
) -> None:
    chosen = event(Session(selection=Selection(place="geonames:1", article="a1")), value).selection
    strings = (chosen.place, chosen.unplaced, chosen.near, chosen.article, chosen.text)
    assert all(isinstance(each, str) for each in strings)
    assert sum(map(bool, (chosen.place, chosen.unplaced, chosen.near))) <= 1


def test_following_a_correction_needs_one() -> None:
    session = Session(selection=Selection(place="geonames:1"))
    assert reducers.follow_correction(session) is session
    assert reducers.forget_correction(session, "c1") == session
