"""The map: a Folium map that never changes, and beside it what does.

The base script holds constants of the session only, so that Streamlit keeps the frame and
the map in it through every rerun. All that changes travels as one JSON value, which
``assets/map.js`` draws; article text and place names are never part of HTML or of a script's
code.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import folium
import streamlit as st
from folium.template import Template
from streamlit_folium import st_folium

from dashboard.language import texts
from dashboard.server import static_files
from dashboard.state.selection import View
from dashboard.state.session import START_VIEW

KEY = "map"
MOST_ZOOM = 12
# The style sheet overrides the height by the visitor's window; this is for without it.
HEIGHT = 520


# In JSON's own structure a brace is followed by a quotation mark or a brace that closes;
# any other is inside a string.
_IN_STRINGS = re.compile(r'\{(?!["}])|[<>&\']')


def script_json(value: object) -> str:
    """JSON that is safe in a script inside a page inside a template.

    Folium renders what a template gave as a template once more, so an article's ``{{...}}``
    would run on the server: no ``{{``, ``{%`` or ``{#`` is left, and nothing that ends a
    script or opens a tag. The value it stands for is the same.
    """
    text = json.dumps(value, separators=(",", ":"))
    return _IN_STRINGS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class LocalMap(folium.Map):
    """A Folium map whose scripts and styles come from this server, not from elsewhere."""

    default_js = [  # noqa: RUF012
        ("leaflet", static_files.beside_frame("leaflet", "leaflet.js")),
        *(
            (name, static_files.beside_frame("assets", f"{name}.js"))
            for name in ("basemap", "crowding", "map")
        ),
    ]
    default_css = [  # noqa: RUF012
        ("leaflet_css", static_files.beside_frame("leaflet", "leaflet.css")),
        ("dateline_css", static_files.beside_frame("assets", "map.css")),
    ]


class MapStart(folium.MacroElement):
    """Calls ``Dateline.start`` once, when the frame loads."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "Dateline.start({{ this._parent.get_name() }}, {{ this.options }});"
        "{% endmacro %}"
    )

    def __init__(self, options: Mapping[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "MapStart"
        self.options = script_json(options)


class SceneUpdate(folium.FeatureGroup):
    """Calls ``Dateline.show`` with what is to be seen now; the group itself stays empty."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = L.featureGroup();"
        "Dateline.show({{ this.payload }});"
        "{% endmacro %}"
    )

    def __init__(self, payload: Mapping[str, Any]) -> None:
        super().__init__(control=False)
        self.payload = script_json(payload)


def show(
    payload: Mapping[str, Any], view: View | None, on_report: Callable[[object], None]
) -> None:
    """Put the map on the page. ``view`` is where the session started and must stay the same
    throughout it; ``on_report`` is told what the frame reports (see ``state/map_report.py``)."""
    st_folium(
        base_map(view),
        key=KEY,
        height=HEIGHT,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=SceneUpdate(payload),
        on_change=lambda: on_report(st.session_state.get(KEY)),
    )


def base_map(view: View | None) -> folium.Map:
    """The part that never changes during a session."""
    at = view or START_VIEW
    base = LocalMap(
        location=(at.latitude, at.longitude),
        zoom_start=at.zoom,  # type: ignore[arg-type]  # Leaflet takes halves
        tiles=None,
        zoom_snap=0.5,
        zoom_delta=1,
        wheel_px_per_zoom_level=90,
        min_zoom=1,
        world_copy_jump=True,
        max_bounds=True,
        min_lat=-85,
        max_lat=85,
        min_lon=-900,
        max_lon=900,
        max_bounds_viscosity=1.0,
    )
    # Without a tile layer Folium drops the limit that it is given as an argument.
    base.options["max_zoom"] = MOST_ZOOM
    base.add_child(
        MapStart(
            {
                "world": static_files.beside_frame("assets", "world.json"),
                "placed": view is not None,
                "language": texts.LOCALE,
                "countries": texts.country_labels(),
                "words": {
                    "fit": texts.MAP_FIT,
                    "basemap": f"{texts.MAP_PLACES} · {texts.MAP_BASEMAP}",
                    "tiles": texts.MAP_TILES,
                },
            }
        )
    )
    return base


def theme() -> str | None:
    """The visitor's theme, light or dark, as far as the server knows it."""
    kind: str | None = st.context.theme.type
    return kind
