"""The lists beside the map: its places, for keyboard and ear, and the names not placed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import panels, state, texts
from dashboard.corpus import Corpus
from dashboard.markers import UNSURE, kind_of
from dashboard.selection import Selection
from geo.atlas import PlaceCount

# Beyond this nobody scrolls; the list says how many more there are.
MOST_ROWS = 100


def show(
    corpus: Corpus,
    selection: Selection,
    places: Sequence[PlaceCount],
    actors: Mapping[str, float],
) -> None:
    """Put both lists on the page."""
    unplaced = corpus.reader.unplaced(selection.filter(), MOST_ROWS)
    panels.show(
        "places",
        {
            "places": {
                "title": texts.PLACES,
                "total": len(places),
                "rows": [_row(c, actors, selection) for c in places[:MOST_ROWS]],
                "rest": texts.and_more(len(places) - MOST_ROWS),
                "empty": texts.NOTHING_PLACED,
            },
            "unplaced": {
                "title": texts.UNPLACED,
                "total": len(unplaced),
                "rows": [
                    {
                        "id": name.phrase,
                        "name": name.phrase,
                        "where": texts.TO_BE_ASKED if name.pending else "",
                        "count": name.count,
                        "selected": name.phrase == selection.unplaced,
                    }
                    for name in unplaced
                ],
            },
            "words": {"unsure": texts.LEGEND_UNSURE, "actor": texts.LEGEND_ACTOR},
        },
        {"choose": state.press, "name": state.press_name},
    )


def _row(counted: PlaceCount, actors: Mapping[str, float], selection: Selection) -> dict[str, Any]:
    return {
        "id": counted.place.id,
        "name": counted.place.name,
        "where": texts.whereabouts(counted.place),
        "count": counted.count,
        "actors": round(actors.get(counted.place.id, 0.0), 2),
        "kind": kind_of(counted.place).name.lower(),
        "unsure": counted.confidence < UNSURE,
        "selected": counted.place.id == selection.place,
    }
