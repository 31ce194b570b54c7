"""Finding a place by its name: those of the articles first, then any place of the world."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.language import texts
from dashboard.server.corpus import Corpus
from dashboard.state import store
from dashboard.views import panels
from geo.gazetteer.build import ensure
from geo.gazetteer.lookup import Gazetteer
from geo.models import Place

MOST_OFFERED = 6
LONGEST = 80


@st.cache_resource(max_entries=2, show_spinner=False)
def gazetteer(path: Path) -> Gazetteer:
    """The names of the world, shared between visitors."""
    return Gazetteer(ensure(path))


def sought(place: str) -> Place | None:
    """The place of the gazetteer with this id."""
    desk = store.current().desk
    return gazetteer(desk.gazetteer).place(place) if desk and place else None


@st.fragment
def show(corpus: Corpus) -> None:
    """Put the field on the page. What is typed concerns nothing else there; what is chosen
    does."""
    now = store.current()
    if now.found:
        now.found = False
        st.rerun()
    panels.show(
        "place_search",
        {
            "asked": now.typed,
            "groups": _offers(corpus, now.typed) if now.typed else [],
            "words": {
                "label": texts.FIND,
                "hint": texts.FIND_HINT,
                "none": texts.FIND_NONE,
            },
        },
        {"ask": _ask, "choose": _choose},
    )


def _offers(corpus: Corpus, typed: str) -> list[dict[str, Any]]:
    here = corpus.beginning(typed, MOST_OFFERED)
    known = {place.id for _, place in corpus.named}
    desk = store.current().desk
    others = gazetteer(desk.gazetteer).complete(typed, 2 * MOST_OFFERED) if desk else ()
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
    return {"id": place.id, "name": place.name, "where": texts.whereabouts(place)}


def _ask(typed: object) -> None:
    if isinstance(typed, str):
        store.current().typed = " ".join(typed.split())[:LONGEST]


def _choose(asked: object) -> None:
    if not isinstance(asked, dict):
        return
    place, kind = asked.get("id"), asked.get("kind")
    if not isinstance(place, str):
        return
    now = store.current()
    if kind == "here":
        store.choose(place)
    else:
        store.look_around(place)
    now.typed, now.found = "", True
