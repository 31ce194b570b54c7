"""The page as Streamlit runs it: what travels to the browser, and what does not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.language import texts
from geo.models import Role
from tests.dashboard.conftest import APP
from tests.dashboard.world import AFGHANISTAN, KABUL, MOSCOW, build, geoparsed


def map_args(page: AppTest) -> dict[str, Any]:
    """What the map's frame is sent."""
    [component] = page.get("component_instance")
    args: dict[str, Any] = json.loads(component.proto.json_args)
    return args | {"key": component.proto.id}


def shown(page: AppTest) -> dict[str, Any]:
    """What the map is told to show."""
    script = map_args(page)["feature_group"]
    start = script.index("Dateline.show(") + len("Dateline.show(")
    payload: dict[str, Any]
    payload, _ = json.JSONDecoder().raw_decode(script, start)
    return payload


def drawn(page: AppTest) -> dict[str, dict[str, Any]]:
    """The markers and the areas that the map is told to show, by the name of their place."""
    scene = shown(page)
    shaded = (scene["shaded"] or {}).get("areas", {"name": []})
    absent = {"actors": 0, "kind": 0, "more": 0, "unsure": 0, "country": "", "change": 0}
    return {
        row["name"]: absent | row
        for columns in (shaded, scene["places"])
        for values in zip(*columns.values(), strict=True)
        for row in (dict(zip(columns, values, strict=True)),)
    }


def press(page: AppTest, name: str, event: str, value: object) -> AppTest:
    """The page after a panel's script told an event, as the browser sends it: the page as
    Streamlit tests it knows nothing of components."""
    [found] = [
        element.proto
        for element in page.get("bidi_component")
        if element.proto.component_name == f"dateline.{name}"
    ]
    states = page._tree.get_widget_states()
    told = states.widgets.add()
    told.id = f"$$STREAMLIT_INTERNAL_KEY_{found.id}__events"
    told.json_trigger_value = json.dumps([{"event": event, "value": value}])
    return page._run(states)


def panel(page: AppTest, name: str) -> dict[str, Any]:
    """What one of our panels is sent."""
    [found] = [
        element.proto
        for element in page.get("bidi_component")
        if element.proto.component_name == f"dateline.{name}"
    ]
    data: dict[str, Any] = json.loads(found.json)
    return data


def with_filters(page: AppTest) -> AppTest:
    """The page with its filters opened; closed, they are not sent."""
    page.run()
    return page.button(key="open-filters").click().run()


def choose(page: AppTest, group: str, choice: str, on: bool = True) -> AppTest:
    """The page after one of the filters was ticked, or unticked."""
    return press(page, "filters", "choose", {"name": group, "id": choice, "on": on})


def status(page: AppTest) -> str:
    return str(panel(page, "chips")["status"])


def test_the_page_shows_everything_at_first(page: AppTest) -> None:
    page.run()
    assert not page.exception
    assert "5 of 5 articles · 6 places · 1 undated" in status(page)
    assert set(drawn(page)) == {"Moscow", "Kabul", "Herat", "Afghanistan", "Russia", "Doha"}
    assert [tab["total"] for tab in panel(page, "places")["tabs"]] == [6, 5, 1]
    assert page.slider[0].label == "Dates"
    assert page.text_input[0].label == "Search articles"
    assert panel(page, "excerpts")["region"] == "Excerpts"


def test_moving_the_slider_changes_the_markers_and_not_the_map(page: AppTest) -> None:
    page.run()
    before, all_places = map_args(page), drawn(page)
    page.slider[0].set_value((date(2021, 7, 9), date(2021, 7, 9))).run()
    after = map_args(page)
    for constant in ("key", "script", "header", "html", "js_links", "css_links", "default"):
        assert after[constant] == before[constant], constant
    assert after["feature_group"] != before["feature_group"]
    assert len(drawn(page)) < len(all_places)
    assert "1 of 5 articles" in status(page)
    assert dict(page.query_params) == {"to": "2021-07-09"}


def test_a_slider_that_has_not_heard_yet_undoes_nothing(page: AppTest) -> None:
    page.run()
    everything, one_day = page.slider[0].value, (date(2021, 7, 9), date(2021, 7, 9))
    page.query_params["from"] = page.query_params["to"] = "2021-07-09"
    page.run()
    assert page.slider[0].value == one_day
    # Something else is pressed before the browser has moved the slider.
    page.session_state["session"] = replace(page.session_state["session"], visitor_acted=True)
    page.slider[0].set_value(everything).run()
    assert page.slider[0].value == one_day
    # The visitor moves it back, and does nothing else.
    page.slider[0].set_value(everything).run()
    assert page.slider[0].value == everything
    assert "5 of 5 articles" in status(page)


def test_sizes_keep_their_scale_as_time_moves(page: AppTest) -> None:
    page.run()
    most = shown(page)["most"]
    page.slider[0].set_value((date(2021, 7, 14), date(2021, 8, 2))).run()
    assert shown(page)["most"] == most == 3


def test_a_link_opens_the_same_view(page: AppTest) -> None:
    page.query_params.update(
        {
            "place": MOSCOW.id,
            "to": "2021-07-12",
            "undated": "no",
            "lat": "50",
            "lon": "40",
            "z": "4",
        }
    )
    page.run()
    assert "2 of 5 articles" in status(page)
    assert shown(page)["selected"] == MOSCOW.id
    assert '"placed":true' in map_args(page)["script"]
    assert "center: [50.0, 40.0]" in map_args(page)["script"]
    assert panel(page, "excerpts")["heading"]["title"] == "Moscow"
    assert [card["title"] for card in panel(page, "excerpts")["stories"]] == [
        "Envoys arrive for talks"
    ]
    assert not page.warning


def test_a_bad_link_is_shown_as_far_as_it_goes(page: AppTest) -> None:
    page.query_params.update({"from": "soon", "country": "XX", "q": "border", "evil": ":red[x]"})
    page.run()
    assert not page.exception
    assert "country, evil, from" in page.warning[0].value
    assert page.text_input[0].value == "border"
    assert "2 of 5 articles" in status(page)


def test_the_address_follows_the_selection(page: AppTest) -> None:
    with_filters(page)
    page.text_input[0].set_value("  border ").run()
    assert dict(page.query_params) == {"q": "border"}
    choose(page, "countries", "AF")
    assert dict(page.query_params) == {"q": "border", "country": "AF"}


def test_going_back_in_the_browser_brings_the_selection_back(page: AppTest) -> None:
    page.query_params["q"] = "border"
    page.run()
    page.query_params.clear()
    page.run()
    assert page.text_input[0].value == ""
    assert "5 of 5 articles" in status(page)


def test_undated_articles_can_be_switched_off(page: AppTest) -> None:
    choose(with_filters(page), "undated", "undated", on=False)
    assert "4 of 5 articles · 6 places · 0 undated" in status(page)


def test_with_dates_undated_articles_are_left_out_unless_asked_for(page: AppTest) -> None:
    page.query_params["to"] = "2021-07-10"
    page.run()
    assert "2 of 5 articles · 4 places · 0 undated" in status(page)
    assert panel(page, "timeline")["undated"] == "+ 1 undated"
    press(page, "timeline", "undated", 1)
    assert "3 of 5 articles · 4 places · 1 undated" in status(page)
    assert dict(page.query_params) == {"to": "2021-07-10", "undated": "yes"}


def test_actors_and_places_can_each_be_switched_off(page: AppTest) -> None:
    with_filters(page)
    assert drawn(page)["Moscow"]["actors"] == pytest.approx(0.33)
    for role in (Role.ACTOR, Role.DEMONYM):
        choose(page, "roles", role, on=False)
    assert drawn(page)["Moscow"]["actors"] == 0
    assert "Russia" not in drawn(page)


def test_filters_stay_what_they_are_while_their_counts_change(page: AppTest) -> None:
    with_filters(page)
    choose(page, "countries", "AF")
    narrowed = {group["name"]: group for group in panel(page, "filters")["some"]}
    press(page, "chips", "about", {"about": True})
    press(page, "chips", "about", {"about": False})
    again = {group["name"]: group for group in panel(page, "filters")["some"]}
    assert again == narrowed
    assert dict(page.query_params) == {"country": "AF"}
    assert [chip["text"] for chip in panel(page, "chips")["chips"]] == ["Afghanistan"]


def test_what_is_left_out_by_default_has_a_chip(
    environ: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = "The Moscow Times reported it."
    paper = geoparsed("p", "A paper", text, [("Moscow", MOSCOW, Role.ORGANISATION, 0.9)])
    nowhere = geoparsed("n", "No place", "Nothing is named here.", [])
    build(tmp_path / "atlas", [paper, nowhere])
    page = AppTest.from_file(str(APP), default_timeout=60).run()
    assert "5 of 7 articles" in status(page)
    [chip] = panel(page, "chips")["chips"]
    assert (chip["id"], chip["text"]) == ("left-out", texts.left_out(2))
    assert panel(page, "chips")["reset"]
    press(page, "chips", "reset", 1)
    assert "7 of 7 articles" in status(page)
    assert panel(page, "chips")["chips"] == []
    press(page, "chips", "undo", 1)
    assert "5 of 7 articles" in status(page)
    press(page, "chips", "remove", {"id": "left-out"})
    assert "7 of 7 articles" in status(page)


def test_a_selection_without_results_says_what_to_do(page: AppTest) -> None:
    page.query_params["q"] = "zebra"
    page.run()
    assert texts.NO_RESULTS in panel(page, "notice")["words"]
    press(page, "notice", "reset", 1)
    assert "5 of 5 articles" in status(page)
    assert page.text_input[0].value == ""


def test_a_place_that_is_not_in_the_selection_says_so(page: AppTest) -> None:
    page.query_params.update({"place": KABUL.id, "from": "2021-08-01"})
    page.run()
    assert panel(page, "excerpts")["heading"]["hint"] == texts.NO_SENTENCES
    assert panel(page, "excerpts")["heading"]["title"] == "Kabul"
    assert panel(page, "chips")["chips"][0]["text"] == "Kabul"


@pytest.mark.parametrize(
    ("place", "name"), [("geonames:2988507", "Paris"), ("geonames:999999999999", None)]
)
def test_a_place_that_no_article_names_is_called_by_its_name_and_never_by_its_id(
    page: AppTest, place: str, name: str | None
) -> None:
    page.query_params["place"] = place
    page.run()
    [chip] = panel(page, "chips")["chips"]
    assert chip["text"] == (name or texts.UNKNOWN_PLACE)


def test_a_chosen_place_is_followed_by_timeline_and_articles(page: AppTest) -> None:
    page.query_params.update({"place": MOSCOW.id, "tab": "articles"})
    page.run()
    listed = panel(page, "places")
    assert listed["tab"] == "articles"
    assert listed["rows"]["name"] == ["A second round", "Envoys arrive for talks"]
    assert listed["about"] == "Articles naming Moscow"
    assert sum(panel(page, "timeline")["counts"]) == 3
    assert [each["name"] for each in listed["beside"]] == ["Afghanistan"]
    press(page, "places", "also", AFGHANISTAN.id)
    listed = panel(page, "places")
    assert listed["rows"]["name"] == ["Envoys arrive for talks"]
    assert listed["about"] == "Articles naming Moscow and Afghanistan"
    assert dict(page.query_params) == {
        "place": MOSCOW.id,
        "also": AFGHANISTAN.id,
        "tab": "articles",
    }
    assert "1 of 5 articles" in status(page)
    press(page, "places", "tab", "placed")
    assert "tab" not in dict(page.query_params)


def test_hostile_text_travels_as_json_only(environ: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from geo.atlas import Atlas
    from geo.models import Place

    nasty = "</script><img src=x onerror=alert(1)>{{7*7}}{% raw %}{# `${alert(1)}`"
    place = Place("geonames:1", nasty, 10, 10, "P", "PPL", "AF", nasty)
    Atlas(tmp_path / "atlas").add(
        [geoparsed("x", nasty, f"In {nasty} today.", [(nasty, place, Role.PLACE, 0.9)])]
    )
    page = AppTest.from_file(str(APP), default_timeout=60)
    page.query_params["place"] = "geonames:1"
    page.run()
    args = map_args(page)
    assert not page.exception
    assert list(drawn(page)) == [nasty]
    assert panel(page, "excerpts")["stories"][0]["title"] == nasty
    for part in ("script", "header", "html"):
        assert "onerror" not in args[part]
    assert "<" not in args["feature_group"]
    assert not any("onerror" in html.proto.body for html in page.get("html"))
    assert not any("onerror" in text.value for text in page.markdown)


def test_an_empty_atlas_says_how_to_fill_it(environ: pytest.MonkeyPatch) -> None:
    page = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not page.exception
    assert page.subheader[0].value == texts.NOTHING_READ
    assert "dateline ingest" in page.markdown[-1].value


def test_an_atlas_that_cannot_be_read_says_why(environ: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "atlas").mkdir()
    (tmp_path / "atlas" / "manifest.json").write_text("not json")
    page = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not page.exception
    assert page.error
    assert "manifest.json" in page.text[0].value
