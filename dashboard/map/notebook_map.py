"""A map that shows itself in a notebook: whole, with nothing to be fetched.

The same scripts draw it as on the page. They, the style and the outlines of the world lie in the
map as ``data:`` URLs, some 650 kB, since a notebook has no server of ours beside it.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import folium
from xstatic.pkg import leaflet

from dashboard.language import texts
from dashboard.map import map_extent, markers
from dashboard.map.folium_elements import (
    MOST_ZOOM,
    SCRIPTS,
    MapStart,
    SceneUpdate,
    words,
    world_map,
)
from dashboard.map.map_scene import MapScene, shades
from geo.atlas import Cluster, MentionExcerpt, Unit
from geo.dataframes import AtlasSelection
from geo.places.outlines import WORLD
from geo.text.interchange import utf16_length

MOST_PLACES = 500
"""Places that are drawn, the most named first: scripts lay them out one by one."""

SENTENCES = 3
"""Sentences of a place that a press on its marker opens, the newest."""

_ASSETS = Path(__file__).parents[1] / "assets"
_SCRIPTS = (*SCRIPTS, "notebook")
_START = (20.0, 0.0, 2.0)


class NotebookMap(folium.Map):
    """A Folium map that carries its scripts and styles."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        scripts = [_ASSETS / f"{name}.js" for name in _SCRIPTS]
        here = Path(leaflet.BASE_DIR)
        self.default_js = [
            (path.name, _data_url("text/javascript", path))
            for path in (here / "leaflet.js", *scripts)
        ]
        self.default_css = [
            (path.name, _data_url("text/css", path))
            for path in (here / "leaflet.css", _ASSETS / "map.css")
        ]


def notebook_map(selection: AtlasSelection) -> folium.Map:
    """The places of a selection, as many as ``MOST_PLACES``; a press opens their sentences."""
    reader, f = selection.reader, selection.f
    found = reader.clusters(f, Unit.MENTIONS, MOST_ZOOM, MOST_PLACES)
    drawn = world_map(NotebookMap, *_START)
    drawn.add_child(MapStart(_options(reader.counts(f).places)))
    drawn.add_child(SceneUpdate(_scene(found) | {"sentences": _sentences(selection, found)}))
    return drawn


def _options(places: int) -> dict[str, Any]:
    """What never changes; ``alone``: no page of ours is around the map."""
    left_out = places - MOST_PLACES
    note = f" · {left_out:,} less often named places are left out" if left_out > 0 else ""
    return {
        "alone": True,
        "world": _data_url("application/json", WORLD),
        "placed": False,
        "language": texts.LOCALE,
        "countries": texts.country_labels(),
        "words": words(f"{texts.MAP_PLACES} · {texts.MAP_BASEMAP}{note}"),
    }


def _scene(found: list[Cluster]) -> dict[str, Any]:
    scene = MapScene(
        markers=[markers.marker(cluster) for cluster in found],
        unit=texts.UNIT_WORDS[Unit.MENTIONS],
        most=max((cluster.count for cluster in found), default=1),
        bounds=map_extent.bounds(found),
        core=map_extent.main_extent(found),
        shades=shades(found),
    )
    return scene.payload(None)


def _sentences(
    selection: AtlasSelection, found: list[Cluster]
) -> dict[str, list[dict[str, str | int]]]:
    """The newest sentences of each marker, by its id."""
    return {
        cluster.id: [
            _sentence(mention)
            for mention in selection.reader.excerpts(selection.f, cluster.largest.id, SENTENCES)
        ]
        for cluster in found
    }


def _sentence(mention: MentionExcerpt) -> dict[str, str | int]:
    origin = (mention.title, mention.source, str(mention.published or ""))
    return {
        "text": mention.excerpt.text,
        "start": utf16_length(mention.excerpt.text[: mention.excerpt.start]),
        "end": utf16_length(mention.excerpt.text[: mention.excerpt.end]),
        "origin": " · ".join(part for part in origin if part),
    }


def _data_url(kind: str, path: Path) -> str:
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"
