"""Putting right: which place a mention means, said by whoever knows better.

The visitor chooses among the candidates, searches the gazetteer, gives coordinates or points
at the map, and says how far it reaches (``state/correction_draft.py``); ``geo.corrections``
stores it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from dashboard.language import texts
from dashboard.server import visitor
from dashboard.server.corpus import Corpus
from dashboard.state import correction_draft, reducers, store
from dashboard.state.correction_context import CorrectionContext
from dashboard.state.correction_draft import CorrectionDraft
from dashboard.state.session import Session
from dashboard.views import notices, panels
from dashboard.views.text_parts import TextPart
from geo.atlas import MentionExcerpt, StoredMention, Unit
from geo.corrections import CORRECTED, Scope, Spot
from geo.errors import DatelineError
from geo.models import Place

_AROUND = 60


def button_label(context: CorrectionContext, placed: bool = True) -> str:
    """What the button beside a mention says; nothing where visitors may put nothing right."""
    if not context.is_open:
        return ""
    return texts.WRONG if placed else texts.PLACE_IT


def begin(corpus: Corpus, context: CorrectionContext, event: object) -> None:
    """Start with a mention, if there is such a one and visitors may."""
    if not isinstance(event, dict) or not context.is_open:
        return
    found = _mention(corpus, event.get("article"), event.get("mention"))
    if found:
        store.update(reducers.edit_correction, correction_draft.draft_of(found))


def show(corpus: Corpus, session: Session, context: CorrectionContext) -> None:
    """Put the region "Put right" on the page, in the place of sentences and article."""
    draft = session.draft
    if draft is None:
        return
    panels.show(
        "corrections",
        form(corpus, draft, context) | {"by": store.signature(), "signed": bool(visitor.author())},
        {
            "search": partial(_edit, correction_draft.search),
            "pick": partial(_edit, lambda draft, _: correction_draft.toggle_picking(draft)),
            "cancel": lambda _: store.update(reducers.edit_correction, None),
            "save": partial(_save, corpus, context),
        },
    )


def form(corpus: Corpus, draft: CorrectionDraft, context: CorrectionContext) -> dict[str, Any]:
    """What ``assets/corrections.js`` shows."""
    article = corpus.article(draft.spot.article_id)
    offered = correction_draft.choices(corpus, draft, context.gazetteer)
    return {
        "spot": f"{draft.spot.article_id}:{draft.spot.start}",
        "phrase": draft.spot.phrase,
        "parts": [
            part.payload()
            for part in words_around(article.text if article else draft.spot.phrase, draft.spot)
        ],
        "now": _taken_for(corpus, offered, draft),
        "choices": [
            _choice(place, draft, origin) for origin, found in offered.items() for place in found
        ],
        "search": draft.search,
        "empty": texts.CORRECTING_NOT_FOUND if draft.search and not offered["search"] else "",
        "picking": draft.picking,
        "problem": draft.problem,
        "scopes": [
            {"id": scope.value, "text": texts.scope(scope, draft.spot), "count": _mentions(count)}
            for scope, count in sorted(
                corpus.reader.would_change(draft.spot, draft.place).items(),
                key=lambda reach: list(Scope).index(reach[0]),
            )
        ],
        "words": texts.CORRECTING,
    }


def _mentions(count: int) -> str:
    return texts.count(count, *texts.UNIT_WORDS[Unit.MENTIONS])


def undo(context: CorrectionContext, correction: object) -> None:
    """Take a correction back."""
    if isinstance(correction, str) and take_back(context, correction):
        store.update(reducers.forget_correction, correction)


def take_back(context: CorrectionContext, correction: str) -> bool:
    """Take a correction back, or say why that cannot be; whether it was."""
    store.note_visitor_act()
    try:
        context.log.undo(correction, by=store.signature())
    except DatelineError as error:
        st.toast(notices.plain(str(error)), icon=":material/error:")
        return False
    return True


def follow(corpus: Corpus) -> None:
    """Go along to the place that a mention was moved to, where the one it was taken from is
    named no more; otherwise stay, for there may be more to put right."""
    session = store.current()
    chosen = session.selection
    if not session.corrected or not chosen.place:
        return
    if corpus.place(chosen.filter(), chosen.unit, chosen.place) is None:
        store.update(reducers.follow_correction)


def signed_mentions(
    corpus: Corpus, context: CorrectionContext, found: Iterable[MentionExcerpt]
) -> dict[str, dict[str, str]]:
    """For those of the mentions that were put right, by id: see :func:`signed`."""
    return {
        each.mention_id: signed(corpus, context, _mention(corpus, each.article_id, each.mention_id))
        for each in found
        if each.method == CORRECTED
    }


def signed(
    corpus: Corpus, context: CorrectionContext, mention: StoredMention | None
) -> dict[str, str]:
    """Who put a mention right and when, and the correction's id to undo it (or ""); nothing
    where nobody did."""
    if mention is None or mention.method != CORRECTED:
        return {}
    found = corpus.reader.correction(mention.excerpt.article_id, mention.start, mention.end)
    if found is None:
        return {}
    return {"signed": texts.signed(found), "undo": found.id if context.is_open else ""}


def words_around(text: str, spot: Spot) -> list[TextPart]:
    """The words around a mention; the mention itself is marked."""
    before = text[max(0, spot.start - _AROUND) : spot.start]
    after = text[spot.end : spot.end + _AROUND]
    lead = "…" if spot.start > _AROUND else ""
    trail = "…" if len(text) > spot.end + _AROUND else ""
    return [
        TextPart(f"{lead}{before}"),
        TextPart(spot.phrase, marked=True),
        TextPart(f"{after}{trail}"),
    ]


def _mention(corpus: Corpus, article: object, mention: object) -> StoredMention | None:
    """The mention with this id in an article; a visitor can ask for anything."""
    if not isinstance(article, str):
        return None
    every = corpus.reader.mentions(article)
    return next((each for each in every if each.mention_id == mention), None)


def _choice(place: Place, draft: CorrectionDraft, origin: str) -> dict[str, Any]:
    exact = place.id.startswith("point:")
    return {
        "id": place.id,
        "name": texts.THIS_SPOT if exact else place.name,
        "where": texts.coordinates(place) if exact else texts.whereabouts(place),
        "group": texts.CORRECTING_GROUPS[origin],
        "now": place.id == draft.place,
    }


def _taken_for(
    corpus: Corpus, offered: Mapping[str, Sequence[Place]], draft: CorrectionDraft
) -> str:
    """What the mention is taken for, where that is not among the choices."""
    if not draft.place:
        return texts.UNPLACED_MARK
    if any(place.id == draft.place for found in offered.values() for place in found):
        return ""
    every = corpus.reader.mentions(draft.spot.article_id)
    taken = next((m.place for m in every if m.place and m.place.id == draft.place), None)
    return texts.taken_for(taken.name) if taken else ""


def _edit(edit: Any, event: object) -> None:
    draft = store.current().draft
    if draft:
        store.update(reducers.edit_correction, edit(draft, event))


def _save(corpus: Corpus, context: CorrectionContext, event: object) -> None:
    draft = store.current().draft
    if draft is None:
        return
    offered = correction_draft.choices(corpus, draft, context.gazetteer)
    decision = correction_draft.decide(offered, event)
    if decision is None:
        _refuse(draft, texts.CORRECTING_CHOOSE)
        return
    article = corpus.article(draft.spot.article_id)
    try:
        stored = context.log.correct(
            draft.spot,
            decision.place,
            decision.scope,
            by=decision.by,
            note=decision.note,
            only=draft.place or None,
            source=article.source if article else "",
        )
    except DatelineError as error:
        _refuse(draft, str(error))
        return
    store.sign(decision.by)
    store.update(reducers.finish_correction, stored)


def _refuse(draft: CorrectionDraft, problem: str) -> None:
    store.update(reducers.edit_correction, correction_draft.refuse(draft, problem))
