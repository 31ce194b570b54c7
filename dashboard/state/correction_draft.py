"""A mention that is being put right: what is offered for it, chosen and searched for.

``geo.corrections`` stores what comes of it; the form is ``views/corrections.py``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.server.corpus import Corpus
from geo.atlas import StoredMention
from geo.corrections import Scope, Spot, point
from geo.gazetteer.lookup import Gazetteer
from geo.models import Place

LONGEST_NAME = 120
NOWHERE = "none"
"""What the form says instead of a place's id: that the name is no place."""

_MOST_FOUND = 12
_NEAREST = 3
_COORDINATES = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*")


@dataclass(frozen=True, slots=True)
class CorrectionDraft:
    """A mention that is being put right. ``place`` is the id of what it is taken for, or "";
    ``at`` is the point on the map that was picked, while ``picking`` or after."""

    spot: Spot
    place: str
    search: str = ""
    picking: bool = False
    at: tuple[float, float] | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a visitor decided: the place, or None for no place, how far it reaches, and who
    says so and why."""

    place: Place | None
    scope: Scope
    by: str
    note: str


def draft_of(mention: StoredMention) -> CorrectionDraft:
    """Begin with a mention."""
    spot = Spot(mention.excerpt.article_id, mention.start, mention.end, mention.phrase)
    return CorrectionDraft(spot, mention.place.id if mention.place else "")


def search(draft: CorrectionDraft, event: object) -> CorrectionDraft:
    """Look for a name or coordinates."""
    name = event.get("name") if isinstance(event, dict) else None
    if not isinstance(name, str):
        return draft
    wanted = " ".join(name.split())[:LONGEST_NAME]
    return replace(draft, search=wanted, picking=False, problem="")


def toggle_picking(draft: CorrectionDraft) -> CorrectionDraft:
    """Point at the map, or no more."""
    return replace(draft, picking=not draft.picking)


def pick(draft: CorrectionDraft, at: tuple[float, float]) -> CorrectionDraft:
    """The map was pressed at (latitude, longitude): heard only where a point was asked for."""
    return replace(draft, at=at, picking=False) if draft.picking else draft


def refuse(draft: CorrectionDraft, problem: str) -> CorrectionDraft:
    """It could not be stored, and why."""
    return replace(draft, problem=problem)


def choices(corpus: Corpus, draft: CorrectionDraft, gazetteer: Gazetteer) -> dict[str, list[Place]]:
    """The places to choose among, each once, by where they are from: what was picked on the
    map, what was searched for, then what the geoparser considered."""
    spot = draft.spot
    judged = corpus.explain(spot.article_id, spot.start, spot.end)
    considered = [candidate.place for candidate in judged]
    if not considered:  # an atlas may not have kept them
        considered = [match.place for match in gazetteer.lookup(spot.phrase)][:_MOST_FOUND]
    found = {
        "map": _at_point(draft, draft.at, gazetteer) if draft.at else [],
        "search": searched(draft, gazetteer),
        "candidates": considered,
    }
    known: set[str] = set()
    offered = {}
    for origin, places in found.items():
        offered[origin] = [place for place in _each_once(places) if place.id not in known]
        known |= {place.id for place in places}
    return offered


def searched(draft: CorrectionDraft, gazetteer: Gazetteer) -> list[Place]:
    """What bears the name that was searched for, or the point with these coordinates."""
    if not draft.search:
        return []
    if given := _COORDINATES.fullmatch(draft.search):
        latitude, longitude = float(given[1]), float(given[2])
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return _at_point(draft, (latitude, longitude), gazetteer)
        return []
    return [match.place for match in gazetteer.lookup(draft.search)][:_MOST_FOUND]


def decide(offered: Mapping[str, list[Place]], event: object) -> Decision | None:
    """The decision in what the form sent; None where no place that was offered is chosen."""
    if not isinstance(event, dict):
        return None
    places = {place.id: place for found in offered.values() for place in found}
    chosen, scope = event.get("choice"), event.get("scope")
    if scope not in list(Scope) or not (chosen == NOWHERE or chosen in places):
        return None
    by, note = (str(event.get(name) or "")[:LONGEST_NAME] for name in ("by", "note"))
    return Decision(places.get(str(chosen)), Scope(str(scope)), by, note)


def _at_point(draft: CorrectionDraft, at: tuple[float, float], gazetteer: Gazetteer) -> list[Place]:
    """The places around a point, and the point itself."""
    nearest = gazetteer.near(*at, limit=_NEAREST)
    country = nearest[0].country_code if nearest else ""
    return [*nearest, point(*at, draft.spot.phrase, country)]


def _each_once(places: list[Place]) -> list[Place]:
    return list({place.id: place for place in places}.values())
