"""What reaches the map's frame is data, and what it reports is not trusted."""

from __future__ import annotations

import json

import pytest
from folium.template import Template
from hypothesis import given
from hypothesis import strategies as st

from dashboard.map.folium_map import MapReport, news, script_json
from dashboard.state.selection import View

values = st.recursive(
    st.text() | st.text("{}%#\"<>&'\\\\ 7*") | st.integers() | st.none(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(values)
def test_json_in_a_script_is_no_template_and_no_markup(value: object) -> None:
    written = script_json(value)
    assert json.loads(written) == value
    assert Template(written).render() == written
    assert not set(written) & set("<>&'")


def test_a_template_in_a_name_is_not_run() -> None:
    assert Template(script_json({"a": {"name": "{{7*7}}{%x%}{#"}})).render().count("49") == 0


def test_a_click_comes_with_the_view() -> None:
    view = {"lat": 1, "lon": 2.5, "z": 3, "west": -9, "south": -8, "east": 9, "north": 8}
    assert news({"click": "geonames:1", "view": view, "count": 1}) == MapReport(
        "geonames:1", View(1.0, 2.5, 3.0), (-9.0, -8.0, 9.0, 8.0)
    )


@pytest.mark.parametrize(
    "report",
    [
        None,
        7,
        "x",
        [],
        {"click": 3},
        {"view": "x"},
        {"view": {"lat": "1", "lon": 2, "z": 3}},
        {"view": {"lat": float("nan"), "lon": 2, "z": 3}},
    ],
)
def test_nonsense_from_the_frame_is_no_news(report: object) -> None:
    assert news(report) == MapReport("", None, None)
