"""Putting right: which place a mention means, said by whoever knows better.

The visitor chooses among the candidates, searches the gazetteer, gives coordinates or points
at the map, and says how far it reaches; ``geo.corrections`` keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.language import texts
from dashboard.server.corpus import Corpus
from dashboard.views import panels
from geo.corrections import CORRECTED, CorrectionLog, Scope, Spot, point
from geo.errors import DatelineError
from geo.gazetteer.build import ensure
from geo.gazetteer.lookup import Gazetteer
from geo.models import Place
from geo.settings import Settings

if TYPE_CHECKING:
    from dashboard.state.store import Session
    from geo.atlas import MentionExcerpt, StoredMention

LONGEST_NAME = 120
_NOWHERE = "none"
_MOST_FOUND = 12
_NEAREST = 3
_AROUND = 60
_COORDINATES = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*")
BY = "corrections-by"


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
class CorrectionContext:
    """Where corrections go to, and what the places of the world are called."""

    log: CorrectionLog
    gazetteer: Path

    @property
    def is_open(self) -> bool:
        """Whether visitors may put anything right."""
        return not self.log.read_only


def desk(settings: Settings) -> CorrectionContext:
    """The desk of the articles that are looked at."""
    return CorrectionContext(
        CorrectionLog(settings.corrections, settings.read_only), settings.gazetteer
    )


def word(session: Session, placed: bool = True) -> str:
    """What the button beside a mention says; nothing where visitors may put nothing right."""
    if session.desk is None or not session.desk.is_open:
        return ""
    return texts.WRONG if placed else texts.PLACE_IT


def begin(corpus: Corpus, session: Session, asked: object) -> None:
    """Start with a mention, if there is such a one and visitors may."""
    if not isinstance(asked, dict) or session.desk is None or not session.desk.is_open:
        return
    found = mention(corpus, asked.get("article"), asked.get("mention"))
    if found:
        spot = Spot(found.excerpt.article_id, found.start, found.end, found.phrase)
        session.fixing = CorrectionDraft(spot, found.place.id if found.place else "")


def mention(corpus: Corpus, article: object, mention_id: object) -> StoredMention | None:
    """The mention with this id in an article; a visitor can ask for anything."""
    if not isinstance(article, str):
        return None
    every = corpus.reader.mentions(article)
    return next((each for each in every if each.mention_id == mention_id), None)


def show(corpus: Corpus, session: Session) -> None:
    """Put the region "Put right" on the page, in the place of sentences and article."""
    fixing, desk = session.fixing, session.desk
    if fixing is None or desk is None:
        return
    article = corpus.article(fixing.spot.article_id)
    text = article.text if article else fixing.spot.phrase
    choices = offered(corpus, fixing, _gazetteer(desk.gazetteer))
    panels.show(
        "corrections",
        {
            "spot": f"{fixing.spot.article_id}:{fixing.spot.start}",
            "phrase": fixing.spot.phrase,
            "parts": around(text, fixing.spot),
            "now": _now(corpus, choices, fixing),
            "choices": [_choice(place, fixing, group) for group, place in choices],
            "search": fixing.search,
            "empty": _empty(choices, fixing),
            "picking": fixing.picking,
            "problem": fixing.problem,
            "scopes": [[scope.value, texts.scope(scope, fixing.spot)] for scope in Scope],
            "by": st.session_state.get(BY, ""),
            "words": texts.CORRECTING,
        },
        {
            "search": _search,
            "pick": _pick,
            "cancel": _cancel,
            "save": lambda asked: _save(session, corpus, asked),
        },
    )


def offered(
    corpus: Corpus, fixing: CorrectionDraft, gazetteer: Gazetteer
) -> list[tuple[str, Place]]:
    """The places to choose among, each once: what was picked on the map, what was searched
    for, then what the geoparser considered; each with where it is from."""
    spot = fixing.spot
    found: list[tuple[str, Place]] = []
    if fixing.at:
        found += [("map", place) for place in _there(fixing, fixing.at, gazetteer)]
    found += [("search", place) for place in searched(fixing, gazetteer)]
    judged = corpus.explain(spot.article_id, spot.start, spot.end)
    places = [candidate.place for candidate in judged]
    if not places:  # an atlas may not have kept them
        places = [match.place for match in gazetteer.lookup(spot.phrase)][:_MOST_FOUND]
    found += [("candidates", place) for place in places]
    each = {place.id: (group, place) for group, place in reversed(found)}
    return list(reversed(each.values()))


def searched(fixing: CorrectionDraft, gazetteer: Gazetteer) -> list[Place]:
    """What bears the name that was searched for, or the point with these coordinates."""
    if not fixing.search:
        return []
    if given := _COORDINATES.fullmatch(fixing.search):
        latitude, longitude = float(given[1]), float(given[2])
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return _there(fixing, (latitude, longitude), gazetteer)
        return []
    return [match.place for match in gazetteer.lookup(fixing.search)][:_MOST_FOUND]


def picked(session: Session, at: tuple[float, float]) -> None:
    """The map was pressed while a point was asked for."""
    if session.fixing and session.fixing.picking:
        session.fixing = replace(session.fixing, at=at, picking=False)


def follow(corpus: Corpus, session: Session) -> None:
    """Go along to the place that a mention was moved to, where the one it was taken from is
    named no more; otherwise stay, for there may be more to put right."""
    chosen, moved = session.selection, session.corrected
    if moved is None or not chosen.place:
        return
    if corpus.place(chosen.filter(), chosen.unit, chosen.place) is None:
        session.selection = chosen.at(moved.place.id) if moved.place else chosen.nowhere()


def said(session: Session) -> None:
    """What was put right last, with the way to undo it."""
    correction = session.corrected
    if correction is None or session.desk is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="corrected"):
        # An article's words are in it: st.text shows them as they are.
        st.text(texts.correction(correction))
        if st.button(texts.UNDO_CORRECTION, key="undo-correction"):
            undo(session, correction.id)
            st.rerun()


def undo(session: Session, correction: object) -> None:
    """Take a correction back."""
    if session.desk is None or not isinstance(correction, str):
        return
    session.corrected = None
    try:
        session.desk.log.undo(correction, by=st.session_state.get(BY, ""))
    except DatelineError as error:
        st.toast(str(error).replace("[", "\\["), icon=":material/error:")


def marks(
    corpus: Corpus, session: Session, found: Iterable[MentionExcerpt]
) -> dict[str, list[str]]:
    """For those of the mentions that were put right, by id: see :func:`standing`."""
    right = (each for each in found if each.method == CORRECTED)
    return {
        each.mention_id: standing(
            corpus, session, mention(corpus, each.article_id, each.mention_id)
        )
        for each in right
    }


def standing(corpus: Corpus, session: Session, mention: StoredMention | None) -> list[str]:
    """Who put a mention right and when, and the correction's id to undo it (or ""); nothing
    where nobody did."""
    if mention is None or mention.method != CORRECTED:
        return []
    found = corpus.reader.correction(mention.excerpt.article_id, mention.start, mention.end)
    may_undo = bool(session.desk and session.desk.is_open)
    return [texts.signed(found), found.id if may_undo else ""] if found else []


def around(text: str, spot: Spot) -> list[tuple[str, bool]]:
    """The words around a mention; the mention itself is marked."""
    before = text[max(0, spot.start - _AROUND) : spot.start]
    after = text[spot.end : spot.end + _AROUND]
    lead = "…" if spot.start > _AROUND else ""
    trail = "…" if len(text) > spot.end + _AROUND else ""
    return [(f"{lead}{before}", False), (spot.phrase, True), (f"{after}{trail}", False)]


def _there(fixing: CorrectionDraft, at: tuple[float, float], gazetteer: Gazetteer) -> list[Place]:
    """The places around a point, and the point itself."""
    nearest = gazetteer.near(*at, limit=_NEAREST)
    country = nearest[0].country_code if nearest else ""
    return [*nearest, point(*at, fixing.spot.phrase, country)]


def _choice(place: Place, fixing: CorrectionDraft, group: str) -> dict[str, Any]:
    exact = place.id.startswith("point:")
    return {
        "id": place.id,
        "name": texts.THIS_SPOT if exact else place.name,
        "where": texts.coordinates(place) if exact else texts.whereabouts(place),
        "group": texts.CORRECTING_GROUPS[group],
        "now": place.id == fixing.place,
    }


def _now(corpus: Corpus, choices: Iterable[tuple[str, Place]], fixing: CorrectionDraft) -> str:
    """What it is taken for, where that is not among the choices."""
    if not fixing.place:
        return texts.UNPLACED_MARK
    if any(place.id == fixing.place for _, place in choices):
        return ""
    every = corpus.reader.mentions(fixing.spot.article_id)
    taken = next((m.place for m in every if m.place and m.place.id == fixing.place), None)
    return texts.taken_for(taken.name) if taken else ""


def _empty(choices: Sequence[tuple[str, Place]], fixing: CorrectionDraft) -> str:
    found = any(group == "search" for group, _ in choices)
    return "" if found or not fixing.search else texts.CORRECTING_NOT_FOUND


def _search(asked: object) -> None:
    session = _current()
    if session.fixing and isinstance(asked, dict) and isinstance(asked.get("name"), str):
        name = " ".join(asked["name"].split())[:LONGEST_NAME]
        session.fixing = replace(session.fixing, search=name, picking=False, problem="")


def _pick(_: object) -> None:
    session = _current()
    if session.fixing:
        session.fixing = replace(session.fixing, picking=not session.fixing.picking)


def _cancel(_: object) -> None:
    _current().fixing = None


def _save(session: Session, corpus: Corpus, asked: object) -> None:
    fixing, desk = session.fixing, session.desk
    if fixing is None or desk is None or not isinstance(asked, dict):
        return
    choices = {place.id: place for _, place in offered(corpus, fixing, _gazetteer(desk.gazetteer))}
    chosen, scope = asked.get("choice"), asked.get("scope")
    if scope not in list(Scope) or not (chosen == _NOWHERE or chosen in choices):
        session.fixing = replace(fixing, problem=texts.CORRECTING_CHOOSE)
        return
    by, note = (str(asked.get(name) or "")[:LONGEST_NAME] for name in ("by", "note"))
    try:
        session.corrected = desk.log.correct(
            fixing.spot,
            choices.get(str(chosen)),
            Scope(scope),
            by=by,
            note=note,
            only=fixing.place or None,
        )
    except DatelineError as error:
        session.fixing = replace(fixing, problem=str(error))
        return
    st.session_state[BY] = by
    session.fixing = None


def _current() -> Session:
    from dashboard.state import store  # the session knows this module

    return store.current()


@cache
def _gazetteer(path: Path) -> Gazetteer:
    return Gazetteer(ensure(path))
