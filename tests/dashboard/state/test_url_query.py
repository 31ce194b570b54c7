"""The selection and the address bar say the same thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.state.selection import (
    DEFAULT_ROLES,
    Selection,
    Shade,
    Versus,
    View,
    in_order,
)
from dashboard.state.session import Tab
from dashboard.state.url_query import KEYS, parse, parse_tab, to_query
from geo.atlas import Unit
from geo.models import Role
from geo.picture import Layers


def test_the_default_selection_needs_no_parameters() -> None:
    assert to_query(Selection()) == {}
    assert parse({}) == (Selection(), ())


def test_a_link_holds_the_whole_view() -> None:
    query = {
        "from": ["2021-07-01"],
        "to": ["2021-07-31"],
        "place": ["geonames:524901"],
        "q": ["border"],
        "source": ["The Observer, Weekend", "Wire"],
        "country": ["AF", "RU"],
        "role": ["place", "actor"],
        "unit": ["articles"],
        "layers": ["areas"],
        "shade": ["share"],
        "area": ["60.5,29.4;74.9,29.4;70,38.5"],
        "lat": ["34.5"],
        "lon": ["-62.125"],
        "z": ["4.5"],
    }
    selection, ignored = parse(query)
    assert not ignored
    assert selection == Selection(
        dates=(date(2021, 7, 1), date(2021, 7, 31)),
        place="geonames:524901",
        text="border",
        sources=("The Observer, Weekend", "Wire"),
        countries=("AF", "RU"),
        roles=(Role.PLACE, Role.ACTOR),
        unit=Unit.ARTICLES,
        layers=Layers.AREAS,
        shade=Shade.SHARE,
        area=((60.5, 29.4), (74.9, 29.4), (70.0, 38.5)),
        view=View(34.5, -62.125, 4.5),
    )
    assert to_query(selection) == query


def test_two_maps_are_part_of_a_comparison_alone() -> None:
    query = {"vssource": ["Wire"], "vsmaps": ["two"]}
    selection, ignored = parse(query)
    assert selection.two_maps and not ignored
    assert to_query(selection) == query
    assert to_query(replace(selection, versus=Versus())) == {}


def test_lists_may_be_written_with_commas() -> None:
    selection, ignored = parse({"country": ["af,ru"], "role": ["actor,place"]})
    assert (selection.countries, selection.roles) == (("AF", "RU"), (Role.PLACE, Role.ACTOR))
    assert not ignored


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("from", "yesterday"),
        ("from", "2021-13-01"),
        ("to", "20210701"),
        ("undated", "maybe"),
        ("place", "Moscow"),
        ("place", "geonames:1' OR 1=1"),
        ("q", "a" * 201),
        ("q", "nul\0"),
        ("country", "AFG"),
        ("role", "mayor"),
        ("unit", "tons"),
        ("layers", "heat"),
        ("shade", "warmth"),
        ("vsmaps", "three"),
        ("area", "0,0,10"),
        ("area", "0,0;10,0"),
        ("area", "0,0;10,0;10,nan"),
        ("colour", "red"),
        ("<img src=x onerror=alert(1)>", "1"),
    ],
)
def test_what_cannot_be_understood_is_left_out_and_named(name: str, value: str) -> None:
    assert parse({name: [value]}) == (Selection(), (name,))


def test_the_rest_of_a_bad_link_still_counts() -> None:
    selection, ignored = parse({"from": ["x"], "q": ["border"], "country": ["AF", "nowhere"]})
    assert selection == Selection(text="border", countries=("AF",))
    assert ignored == ("from", "country")


def test_dates_the_wrong_way_round_are_both_left_out() -> None:
    selection, ignored = parse({"from": ["2021-08-01"], "to": ["2021-07-01"]})
    assert (selection, ignored) == (Selection(), ("from", "to"))


@pytest.mark.parametrize(
    "view",
    [
        {"lat": ["1"], "lon": ["2"]},
        {"lat": ["91"], "lon": ["2"], "z": ["3"]},
        {"lat": ["nan"], "lon": ["2"], "z": ["3"]},
        {"lat": ["1"], "lon": ["inf"], "z": ["3"]},
        {"lat": ["1"], "lon": ["2"], "z": ["99"]},
    ],
)
def test_half_a_view_is_none(view: dict[str, list[str]]) -> None:
    selection, ignored = parse(view)
    assert selection.view is None
    assert set(ignored) == set(view)


def test_a_place_and_an_unplaced_name_are_not_chosen_together() -> None:
    assert Selection(unplaced="Torhondi").with_place("geonames:1") == Selection(place="geonames:1")
    assert Selection(place="geonames:1").with_unplaced_name("Torhondi") == Selection(
        unplaced="Torhondi"
    )
    assert Selection(place="geonames:1").without_place() == Selection()


def test_sources_and_countries_unknown_here_are_dropped() -> None:
    wanted = Selection(sources=("Wire", "Gone"), countries=("AF",))
    assert wanted.limited_to({"Wire"}, {"AF"}) == (
        Selection(sources=("Wire",), countries=("AF",)),
        ("source",),
    )


lines = (
    st.text(min_size=1, max_size=40)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text and text.isprintable())
)
degrees = st.integers(-90_000, 90_000).map(lambda thousandths: thousandths / 1000)


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    first, last = sorted(draw(st.tuples(st.dates(), st.dates())))
    roles = draw(st.sets(st.sampled_from(Role), min_size=1))
    return Selection(
        dates=(draw(st.sampled_from([None, first])), draw(st.sampled_from([None, last]))),
        undated=draw(st.none() | st.booleans()),
        place=(place := draw(st.sampled_from(["", "geonames:1", "nominatim:R1234"]))),
        also=("geonames:2",) if place and draw(st.booleans()) else (),
        focus=draw(st.booleans()),
        text=draw(st.just("") | lines),
        sources=tuple(draw(st.lists(lines, unique=True, max_size=3))),
        countries=tuple(draw(st.lists(st.sampled_from(["AF", "RU", "QA"]), unique=True))),
        roles=draw(st.sampled_from([DEFAULT_ROLES, in_order(roles)])),
        unit=draw(st.sampled_from(Unit)),
        view=draw(st.none() | st.builds(View, degrees, degrees, st.sampled_from([1, 2.5, 12]))),
    )


@given(selections())
def test_every_selection_survives_the_address_bar(selection: Selection) -> None:
    assert parse(to_query(selection)) == (selection, ())


def test_the_list_that_is_open_survives_the_address_bar() -> None:
    for tab in Tab:
        query = to_query(Selection(), tab)
        assert parse_tab(query) is tab
        assert parse(query) == (Selection(), ())


def test_links_made_with_the_older_word_for_what_articles_are_about_still_work() -> None:
    assert parse({"focus": ["yes"]}) == (Selection(focus=True), ())
    assert to_query(Selection(focus=True)) == {"about": ["yes"]}


@given(st.dictionaries(st.sampled_from(KEYS) | st.text(), st.lists(st.text(), max_size=3)))
def test_no_link_raises(query: dict[str, list[str]]) -> None:
    selection, ignored = parse(query)
    assert parse(to_query(selection)) == (selection, ())
    assert set(ignored) <= set(query)
