"""The map: a Folium map that never changes, and beside it what does.

The base script holds constants of the session only, so that Streamlit keeps the frame and
the map in it through every rerun. All that changes travels as one JSON value, which
``assets/map.js`` draws; article text and place names are never part of HTML or of a script's
code.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import folium
import streamlit as st
from folium.template import Template
from streamlit_folium import st_folium

from dashboard.language import texts
from dashboard.map.markers import Corners, Marker
from dashboard.server import static_files
from dashboard.state.selection import View

KEY = "map"
# A start that shows people rather than an ocean; the page then fits the map to its places.
START = View(25.0, 20.0, 2.0)
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


@dataclass(frozen=True, slots=True)
class MapScene:
    """What the map shows after this run; see ``assets/map.js`` for the JSON it becomes.

    ``bounds`` hold all the places, ``core`` those that a first view is to show if not all;
    when ``looks`` is another the map looks there. While ``picking`` a press on the map is
    reported; ``picked`` is the (latitude, longitude) that was.
    """

    markers: Sequence[Marker]
    selected: str
    unit: tuple[str, str]
    most: float
    bounds: Sequence[Sequence[float]] | None
    joined: bool
    tiles: bool
    theme: str | None
    core: Sequence[Sequence[float]] | None = None
    shades: Sequence[tuple[str, float]] = ()
    at: tuple[float, float] | None = None
    look: tuple[str, Corners] | None = None
    near: tuple[str, float, float] | None = None
    compared: bool = False
    looks: int = 0
    picking: bool = False
    picked: tuple[float, float] | None = None

    def payload(self) -> dict[str, Any]:
        """As JSON-ready lists and numbers, short because it travels at every change."""
        return {
            "places": [_row(marker) for marker in self.markers],
            "areas": self.shades,
            "selected": self.selected,
            "unit": list(self.unit),
            "most": self.most,
            "bounds": self.bounds,
            "core": self.core,
            "looks": self.looks,
            "picking": self.picking,
            "picked": self.picked,
            "report": self.joined,
            "at": self.at,
            "look": self.look,
            "near": self.near,
            "compared": self.compared,
            "tiles": self.tiles,
            "theme": self.theme,
            "words": {"unsure": texts.MAP_UNSURE},
        }


def show(scene: MapScene, view: View | None, on_change: Any) -> None:
    """Put the map on the page. ``view`` is where the session started and must stay the same
    throughout it; ``on_change`` is called when :func:`news` has something."""
    st_folium(
        base_map(view),
        key=KEY,
        height=HEIGHT,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=SceneUpdate(scene.payload()),
        on_change=on_change,
    )


def base_map(view: View | None) -> folium.Map:
    """The part that never changes during a session."""
    at = view or START
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


@dataclass(frozen=True, slots=True)
class MapReport:
    """What happened on the map: a marker was clicked, the map was moved, or, where that was
    asked for, a point was ``picked`` (latitude, longitude).

    ``bounds`` are (west, south, east, north) in degrees, beyond 180 where the world repeats.
    """

    click: str
    view: View | None
    bounds: tuple[float, float, float, float] | None
    picked: tuple[float, float] | None = None


def news(value: object) -> MapReport:
    """What the frame reported; a visitor can send anything, so nothing is taken on trust."""
    report = value if isinstance(value, Mapping) else {}
    click = report.get("click")
    seen = report.get("view")
    seen = seen if isinstance(seen, Mapping) else {}
    sides = _numbers(seen, "west", "south", "east", "north")
    view = _numbers(seen, "lat", "lon", "z")
    given = report.get("picked")
    spot = _numbers(given, "lat", "lon") if isinstance(given, Mapping) else []
    on_earth = bool(spot) and abs(spot[0]) <= 90 and abs(spot[1]) <= 180
    return MapReport(
        click=click if isinstance(click, str) else "",
        view=View(*view) if view else None,
        bounds=(sides[0], sides[1], sides[2], sides[3]) if sides else None,
        picked=(spot[0], spot[1]) if on_earth else None,
    )


def _numbers(values: Mapping[str, object], *names: str) -> list[float]:
    """These numbers, or none of them."""
    found = [values.get(name) for name in names]
    numbers = [float(n) for n in found if isinstance(n, int | float) and math.isfinite(n)]
    return numbers if len(numbers) == len(names) else []


def theme() -> str | None:
    """The visitor's theme, light or dark, as far as the server knows it."""
    kind: str | None = st.context.theme.type
    return kind


def _row(marker: Marker) -> list[Any]:
    return [
        marker.id,
        marker.name,
        marker.latitude,
        marker.longitude,
        marker.count,
        round(marker.actors, 2),
        int(marker.kind),
        int(marker.unsure),
        marker.country,
        round(100 * marker.change, 2),
    ]
