"""What reaches the map's frame is data."""

from __future__ import annotations

import json

from folium.template import Template
from hypothesis import given
from hypothesis import strategies as st

from dashboard.map.folium_elements import script_json

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
