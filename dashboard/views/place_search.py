"""Finding a place by its name: those of the articles first, then any place of the world."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.language import texts
from dashboard.server.corpus import Corpus
from dashboard.state import reducers, store
from dashboard.state.correction_context import CorrectionContext
from dashboard.state.session import Session
from dashboard.views import panels
from geo.gazetteer.lookup import Gazetteer
from geo.models import Place

MOST_OFFERED = 6


@st.fragment
def show(corpus: Corpus, context: CorrectionContext) -> None:
    """Put the field on the page. What is typed concerns nothing else there; what is chosen
    does."""
    session = store.current()
    if session.place_found:
        store.update(_place_shown)
        st.rerun()
    typed = session.typed
    panels.show(
        "place_search",
        {
            "asked": typed,
            "groups": offers(corpus, typed, context.gazetteer) if typed else [],
            "words": {
                "label": texts.FIND,
                "hint": texts.FIND_HINT,
                "none": texts.FIND_NONE,
            },
        },
        {
            "ask": store.on(reducers.type_place),
            "choose": store.on(reducers.choose_found),
        },
    )


def offers(corpus: Corpus, typed: str, gazetteer: Gazetteer) -> list[dict[str, Any]]:
    """Places whose names begin as is typed: of the articles, and of the rest of the world."""
    here = corpus.places_beginning_with(typed, MOST_OFFERED)
    known = {place.id for _, place in corpus.places_by_name}
    others = gazetteer.complete(typed, 2 * MOST_OFFERED)
    # Also by their other names: "Kabol" is Kabul.
    listed = {place.id for place in here}
    here += [place for place in others if place.id in known - listed]
    elsewhere = [place for place in others if place.id not in known][:MOST_OFFERED]
    groups = [
        ("here", texts.FIND_HERE, here[:MOST_OFFERED]),
        ("elsewhere", texts.FIND_ELSEWHERE, elsewhere),
    ]
    return [
        {"id": kind, "title": title, "places": [_offer(place) for place in places]}
        for kind, title, places in groups
        if places
    ]


def _offer(place: Place) -> dict[str, str]:
    return {"id": place.id, "name": texts.place_name(place), "where": texts.whereabouts(place)}


def _place_shown(session: Session) -> Session:
    return replace(session, place_found=False)
