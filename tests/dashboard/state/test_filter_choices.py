"""What the panels of filters and of comparisons make of the session."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.state import filter_choices
from dashboard.state.selection import DEFAULT_ROLES, Selection, Versus
from dashboard.state.session import Drawer, Session
from geo.atlas import Unit
from geo.models import Role


def chosen(name: str, choice: str, on: bool = True, before: Selection | None = None) -> Selection:
    session = Session(selection=before or Selection())
    return filter_choices.choose_filter(session, {"name": name, "id": choice, "on": on}).selection


def test_one_choice_of_a_group_holds_or_any_number() -> None:
    assert chosen("unit", "articles").unit is Unit.ARTICLES
    assert chosen("confidence", "0.9").confidence == 0.9
    both = chosen("countries", "RU", before=chosen("countries", "AF"))
    assert both.countries == ("AF", "RU")
    assert chosen("countries", "AF", on=False, before=both).countries == ("RU",)
    assert chosen("sources", "Press: Trust").sources == ("Press: Trust",)
    assert chosen("languages", "").languages == ("",)


def test_ticked_twice_a_choice_holds_once() -> None:
    assert chosen("countries", "AF", before=chosen("countries", "AF")).countries == ("AF",)


def test_with_no_role_left_it_is_the_usual_ones() -> None:
    only = Selection(roles=(Role.ACTOR,))
    assert chosen("roles", "actor", on=False, before=only).roles == DEFAULT_ROLES
    assert chosen("roles", "place", before=only).roles == (Role.PLACE, Role.ACTOR)


def test_a_switch_is_set_and_not_turned() -> None:
    assert chosen("undated", "undated", on=True) == Selection()
    assert chosen("undated", "undated", on=False).undated is False
    assert filter_choices.choose_filter(
        Session(), {"name": "tiles", "id": "tiles", "on": True}
    ).tiles


@pytest.mark.parametrize(
    "event",
    [
        None,
        {"name": "countries", "id": "AF"},
        {"name": "countries", "id": 7, "on": True},
        {"name": "sources", "id": "x" * 201, "on": True},
        {"name": "unit", "id": "parsecs", "on": True},
        {"name": "roles", "id": "villain", "on": True},
        {"name": "confidence", "id": "nan", "on": True},
        {"name": "confidence", "id": "much", "on": True},
        {"name": "__class__", "id": "x", "on": True},
    ],
)
def test_what_makes_no_sense_changes_nothing(event: object) -> None:
    assert filter_choices.choose_filter(Session(), event).selection == Selection()


def test_months_are_their_days() -> None:
    february = filter_choices.compare(Session(), {"here": "2024-02", "there": "2023-02"}).selection
    assert february.dates == (date(2024, 2, 1), date(2024, 2, 29))
    assert february.versus == Versus((date(2023, 2, 1), date(2023, 2, 28)))


def test_the_selection_s_own_dates_may_stay() -> None:
    dated = Session(selection=Selection(dates=(date(2024, 5, 1), None)))
    compared = filter_choices.compare(dated, {"there": "2024-04-01,2024-04-30"}).selection
    assert compared.dates == dated.selection.dates
    assert compared.versus.dates == (date(2024, 4, 1), date(2024, 4, 30))


@pytest.mark.parametrize(
    "event",
    [None, {}, {"here": "2024-02"}, {"there": "soon"}, {"there": "2024-13"},
     {"there": "2024-02-02,2024-02-01"}, {"there": "9999999-01"}, {"source": 7}],
)  # fmt: skip
def test_half_a_comparison_is_none(event: object) -> None:
    assert filter_choices.compare(Session(), event) == Session()


def test_one_thing_is_open_beside_the_map() -> None:
    filters = filter_choices.toggle_drawer(Session(), Drawer.FILTERS)
    assert filter_choices.toggle_drawer(filters, Drawer.COMPARE).drawer is Drawer.COMPARE
    assert filter_choices.toggle_drawer(filters, Drawer.FILTERS) == Session()
    assert filter_choices.close_drawer(filters) == Session()
