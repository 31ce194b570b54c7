"""Why a mention is where it is: the reasons of the winner and of the runner-up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dashboard.language import texts
from dashboard.server.corpus import Corpus
from dashboard.state.session import Session
from geo.atlas import MentionExcerpt
from geo.models import GIVEN, Candidate


def explanation(
    corpus: Corpus, session: Session, found: Iterable[MentionExcerpt]
) -> dict[str, Any] | None:
    """What ``assets/excerpts.js`` shows under the mention asked about, if it is among these."""
    asked = next((mention for mention in found if mention.mention_id == session.explained), None)
    if asked is None:
        return None
    place = next(
        (m for m in corpus.reader.mentions(asked.article_id) if m.mention_id == asked.mention_id),
        None,
    )
    candidates = corpus.explain(asked.article_id, place.start, place.end) if place else ()
    return {
        "mention": asked.mention_id,
        "title": sureness(asked.method, asked.confidence),
        "candidates": [_candidate(each, rank) for rank, each in enumerate(candidates)],
        "empty": "" if candidates else texts.WHY_OLD,
    }


def _candidate(candidate: Candidate, rank: int) -> dict[str, Any]:
    place = candidate.place
    return {
        "name": texts.place_name(place),
        "where": texts.whereabouts(place),
        "share": texts.percent(candidate.score),
        "first": rank == 0,
        "reasons": [
            {"weight": texts.weight(reason.weight), "text": texts.reason(reason.text)}
            for reason in candidate.reasons
        ],
    }


def sureness(method: str, confidence: float) -> str:
    """How sure the choice of place is, or that nobody had to choose."""
    return texts.AS_GIVEN if method == GIVEN else texts.confident(confidence)
