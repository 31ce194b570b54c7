"""From the selection to what the map shows."""

from __future__ import annotations

from dataclasses import replace

from dashboard.language import texts
from dashboard.map import folium_map, markers
from dashboard.map.folium_map import MapScene
from dashboard.server.corpus import Corpus
from dashboard.state.store import Session
from dashboard.views import comparison, place_search
from geo.atlas import Cluster

# So many countries are never joined to the towns in them, those that are named most.
MOST_NATIONS = 40
# Changes on the map; the list has them all.
MOST_CHANGES = 60


def map_scene(corpus: Corpus, session: Session) -> MapScene:
    """The scene for the selection, as far as the map is in sight."""
    chosen = session.selection
    if chosen.versus:
        return _difference(corpus, session)
    f, unit = chosen.filter(), chosen.unit
    every = corpus.overview(f, unit)
    joined = corpus.counts(f).places > markers.MOST_MARKERS
    # Joined markers depend on the zoom, and only those in sight need to travel.
    seen = markers.sight(*session.bounds) if joined and session.bounds else None
    alone = (*corpus.nations[:MOST_NATIONS], *([chosen.place] if chosen.place else []))
    drawn = [
        markers.marker(cluster)
        for cluster in corpus.clusters(
            replace(f, bbox=seen), unit, session.zoom, markers.MOST_MARKERS, alone
        )
    ]
    most = corpus.most(f, unit)
    group = corpus.cluster_places(f, unit, session.group) if session.group else []
    sought = place_search.sought(chosen.near)
    selected = corpus.place(f, unit, chosen.place)
    return MapScene(
        markers=drawn,
        shades=shades(every),
        selected=chosen.place,
        at=(selected.place.latitude, selected.place.longitude) if selected else None,
        unit=texts.UNIT_WORDS[unit],
        most=max([most, *(marker.count for marker in drawn)]),
        bounds=markers.bounds(every),
        core=markers.core(every),
        joined=joined,
        tiles=session.tiles,
        theme=folium_map.theme(),
        looks=session.looks,
        picking=bool(session.fixing and session.fixing.picking),
        picked=session.fixing.at if session.fixing else None,
        near=(sought.name, sought.latitude, sought.longitude) if sought else None,
        look=(session.group, markers.around([c.place for c in group])) if group else None,
    )


def _difference(corpus: Corpus, session: Session) -> MapScene:
    """What is said more, or less, often in the selection than in what it is compared with."""
    chosen = session.selection
    changes = [each for each in comparison.changes(corpus, chosen) if each.change]
    drawn = [markers.changed(each) for each in changes[:MOST_CHANGES]]
    selected = next((each.place for each in changes if each.place.id == chosen.place), None)
    where = markers.around([each.place for each in changes]) if changes else None
    return MapScene(
        markers=drawn,
        selected=chosen.place,
        at=(selected.latitude, selected.longitude) if selected else None,
        unit=texts.UNIT_WORDS[chosen.unit],
        most=max((abs(100 * marker.change) for marker in drawn), default=1),
        bounds=where,
        core=where,
        joined=False,
        tiles=session.tiles,
        theme=folium_map.theme(),
        looks=session.looks,
        compared=True,
    )


def shades(every: list[Cluster]) -> list[tuple[str, float]]:
    """How often each country is named as a place, by its code; who acts in a country's name
    does not darken it."""
    return [
        (each.place.country_code, round(each.count * (1 - each.actors), 1))
        for each in every
        if each.place and markers.kind_of(each.place) is markers.Kind.COUNTRY and each.actors < 1
    ]
