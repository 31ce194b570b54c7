"""The map: a Folium map that never changes, and beside it what does.

The base script holds constants of the session only, so that Streamlit keeps the frame and
the map in it through every rerun. All that changes travels as one JSON value, which
``assets/map.js`` draws; article text and place names are never part of HTML or of a script's
code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import folium
import streamlit as st
from streamlit_folium import st_folium

from dashboard.language import texts
from dashboard.map import map_extent
from dashboard.map.folium_elements import (
    SCRIPTS,
    MapStart,
    SceneUpdate,
    script_json,
    words,
    world_map,
)
from dashboard.server import static_files
from dashboard.server.basemap import Basemap, bundled, shape_index
from dashboard.state.selection import View
from dashboard.state.session import START_VIEW

KEY = "map"
OTHER_KEY = "map-other"
"""The map of what the selection is compared with."""
_SCRIPTS = (
    static_files.LEAFLET / "leaflet.js",
    *(static_files.ASSETS / f"{name}.js" for name in SCRIPTS),
)
# The style sheet overrides the height by the visitor's window; this is for without it.
HEIGHT = 520


class LocalMap(folium.Map):
    """A Folium map whose scripts and styles come from this server, not from elsewhere."""

    default_css = [  # noqa: RUF012
        ("leaflet_css", static_files.beside_frame("leaflet", "leaflet.css")),
        ("dateline_css", static_files.beside_frame("assets", "map.css")),
    ]


def show(
    payload: Mapping[str, Any],
    view: View | None,
    basemap: Basemap,
    on_report: Callable[[object], None],
    other: bool = False,
) -> None:
    """Put the map on the page. ``view`` is where the session started and must stay the same
    throughout it; ``on_report`` is told what the frame reports (see ``state/map_report.py``). The
    ``other`` map stands beside the first one and looks where that looks."""
    key = OTHER_KEY if other else KEY
    base = base_map(view, basemap, other=other)
    _put(base, key, payload, lambda: on_report(st.session_state.get(key)))


def show_fixed(payload: Mapping[str, Any], key: str, basemap: Basemap) -> None:
    """Put a map on the page that fits itself to its places and reports nothing."""
    _put(base_map(None, basemap, areas=False), key, payload, None)


def _put(
    base: folium.Map, key: str, payload: Mapping[str, Any], on_change: Callable[[], None] | None
) -> None:
    # Streamlit makes a class of the key, by which the style sheet and our scripts find the frame.
    with st.container(key=f"frame-{key}"):
        st_folium(
            base,
            key=key,
            height=HEIGHT,
            use_container_width=True,
            returned_objects=[],
            feature_group_to_add=SceneUpdate(payload),
            on_change=on_change,
        )


def base_map(
    view: View | None, basemap: Basemap, areas: bool = True, other: bool = False
) -> folium.Map:
    """The part that never changes during a session; with ``areas`` they are drawn as such, and
    can be drawn to filter by."""
    at = view or START_VIEW
    base = world_map(LocalMap, at.latitude, at.longitude, at.zoom)
    scripts = bundled(
        basemap.folder, _SCRIPTS, f"Dateline.constants = {script_json(_constants())};"
    )
    base.default_js = [("dateline", f"{basemap.address}/{scripts}")]
    base.add_child(
        MapStart(
            {
                "shapes": basemap.shapes,
                "towns": basemap.towns,
                "outlines": basemap.outlines if areas else "",
                "world": basemap.labels,
                "tiles": basemap.tiles.options(),
                "placed": view is not None,
                "embedded": bool(st.context.is_embedded),
                "other": other,
            }
        )
    )
    return base


def _constants() -> dict[str, Any]:
    """What is the same for all maps in a language. It is part of the scripts, which the browser
    keeps: what is part of the map travels at every change."""
    return {
        "language": texts.LOCALE,
        "countries": texts.country_labels(),
        "margin": map_extent.MARGIN,
        "shapeIndex": shape_index(),
        "words": {
            **words(f"{texts.MAP_PLACES} · {texts.MAP_BASEMAP}"),
            "tiles": {"silent": texts.TILES_SILENT},
            "areas": texts.MAP_AREAS,
            "areaFilter": texts.MAP_AREA_FILTER,
            "maps": texts.MAP_MAPS,
        },
    }


def theme() -> str | None:
    """The visitor's theme, light or dark, as far as the server knows it."""
    kind: str | None = st.context.theme.type
    return kind
