"""What a Folium map is given besides Leaflet: a call when it begins, a call for what it shows."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import folium
from folium.template import Template

from dashboard.language import texts

MOST_ZOOM = 12
SCRIPTS = (
    "basemap",
    "pieces",
    "areas",
    "area_filter",
    "tiles",
    "crowding",
    "markers",
    "map_keys",
    "map_notes",
    "two_maps",
    "map",
)
"""Of ``dashboard/assets``, each after what it uses."""

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


def words(basemap: str) -> dict[str, str]:
    """The words on the map, in the visitor's language; ``basemap`` says where it is from."""
    return {
        **texts.MAP_WORDS,
        "unsure": texts.MAP_UNSURE,
        "fit": texts.MAP_FIT,
        "basemap": basemap,
    }


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


def world_map(kind: type[folium.Map], latitude: float, longitude: float, zoom: float) -> folium.Map:
    """A map of the whole world that can be turned once around to either side."""
    base = kind(
        location=(latitude, longitude),
        zoom_start=zoom,  # type: ignore[arg-type]  # Leaflet takes halves
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
    return base
