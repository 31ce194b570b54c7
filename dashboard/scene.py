"""From the selection to what the map shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard import map as map_
from dashboard import markers, texts
from dashboard.corpus import Corpus
from dashboard.state import Session
from geo.atlas import PlaceCount


def scene(
    corpus: Corpus, session: Session, places: Sequence[PlaceCount], actors: Mapping[str, float]
) -> map_.Scene:
    """The scene for these places; remembers in the session what joined markers stand for."""
    chosen = session.selection
    joined = len(places) > markers.MOST_MARKERS
    # Joined markers depend on the zoom, and only those in sight need to travel.
    seen = markers.within(places, session.bounds) if joined and session.bounds else places
    drawn = markers.markers(seen, actors, session.zoom, chosen.place)
    session.members = {marker.id: marker.members for marker in drawn if len(marker.members) > 1}
    most = corpus.most(chosen.filter(), chosen.unit)
    return map_.Scene(
        markers=drawn,
        selected=chosen.place,
        unit=texts.UNIT_WORDS[chosen.unit],
        most=max([most, *(marker.count for marker in drawn)]),
        bounds=markers.bounds(places),
        core=markers.core(places),
        joined=joined,
        tiles=session.tiles,
        theme=map_.theme(),
        looks=session.looks,
    )
