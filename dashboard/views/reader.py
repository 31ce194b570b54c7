"""The whole article with every place in it marked, as data for ``assets/reader.js``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from dashboard.language import texts
from dashboard.map.markers import UNSURE
from dashboard.server.corpus import Corpus
from dashboard.state import reducers, store
from dashboard.state.correction_context import CorrectionContext
from dashboard.state.session import Session
from dashboard.views import corrections, panels
from dashboard.views.excerpts import headline
from dashboard.views.explanation import sureness
from geo.atlas import StoredMention, occurrences
from geo.models import IN_TOWN, Role
from geo.text.reading_bound import MOST_READ

# What is not read for places is not shown either; a browser and a reader give up sooner.
LONGEST = MOST_READ


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A piece of text, the number of its mark, or None, and whether it was searched for."""

    text: str
    mark: int | None = None
    found: bool = False

    def payload(self) -> dict[str, Any]:
        """For ``assets/reader.js``; most pieces have no mark."""
        mark = {} if self.mark is None else {"mark": self.mark}
        return {"text": self.text, **mark, **({"found": True} if self.found else {})}


def show(corpus: Corpus, session: Session, context: CorrectionContext) -> None:
    """Put the region "Article" on the page."""
    panels.show(
        "reader",
        article(corpus, session, context)
        | {
            "words": {
                "region": texts.READER,
                "more": texts.SHEET,
                "back": texts.READER_BACK,
                "previous": texts.PREVIOUS,
                "next": texts.NEXT,
                "original": texts.ORIGINAL,
                "undo": texts.UNDO_CORRECTION,
            }
        },
        {
            "close": store.on(reducers.close_article),
            "read": store.on(reducers.open_article),
            "press": store.on(reducers.press_mention),
            "fix": partial(corrections.begin, corpus, context),
            "undo": partial(corrections.undo, context),
        },
    )


def article(corpus: Corpus, session: Session, context: CorrectionContext) -> dict[str, Any]:
    """What ``assets/reader.js`` shows: the text in pieces, its marks, and its neighbours."""
    chosen = session.selection
    opened = corpus.article(chosen.article)
    if opened is None:
        return {"title": texts.NO_ARTICLE, "pieces": [], "marks": []}
    found = [mention for mention in corpus.reader.mentions(opened.id) if mention.end <= LONGEST]
    around = corpus.neighbours(replace(chosen.filter(), place_id=chosen.place), opened.id)
    return {
        "article": opened.id,
        **headline(opened),
        "place": chosen.place,
        "unplaced": chosen.unplaced,
        "pieces": [piece.payload() for piece in pieces(opened.text[:LONGEST], found, chosen.text)],
        "marks": [_mark(mention) for mention in found],
        "asked": _pressed(corpus, session, context, found),
        "cut": texts.READER_CUT if len(opened.text) > LONGEST else "",
        "previous": around.previous if around else "",
        "next": around.next if around else "",
        "position": texts.position(around.position, around.total) if around else "",
    }


def _pressed(
    corpus: Corpus, session: Session, context: CorrectionContext, found: Iterable[StoredMention]
) -> dict[str, Any] | None:
    """More about the mark that was pressed last, where it is in this article."""
    mention = next((each for each in found if each.mention_id == session.pressed_mention), None)
    if mention is None:
        return None
    return {
        "mention": mention.mention_id,
        "phrase": mention.phrase,
        "said": _whereabouts(mention),
        "fix": corrections.button_label(context, placed=mention.place is not None),
        **corrections.signed(corpus, context, mention),
    }


def _whereabouts(mention: StoredMention) -> str:
    """Where a mention is, in words."""
    if mention.place is None:
        return texts.UNPLACED_MARK
    if mention.method == IN_TOWN:
        return texts.in_town(mention.place)
    return texts.whereabouts(mention.place)


def pieces(text: str, mentions: Sequence[StoredMention], search: str = "") -> list[MarkedPiece]:
    """The text cut at its mentions, and at what was searched for, in Python, where offsets count
    characters."""
    hits = occurrences(search, text) if search else []
    cut: list[MarkedPiece] = []
    at = 0
    for number, start, end in _apart(mentions):
        cut += _searched(text, at, start, hits)
        cut.append(MarkedPiece(text[start:end], number, _meets(start, end, hits)))
        at = end
    cut += _searched(text, at, len(text), hits)
    return [piece for piece in cut if piece.text]


def _searched(
    text: str, start: int, end: int, hits: Sequence[tuple[int, int]]
) -> Iterable[MarkedPiece]:
    """The text between two mentions, cut at what was searched for."""
    at = start
    for first, last in hits:
        low, high = max(first, at), min(last, end)
        if low < high:
            yield MarkedPiece(text[at:low])
            yield MarkedPiece(text[low:high], found=True)
            at = high
    yield MarkedPiece(text[at:end])


def _meets(start: int, end: int, hits: Sequence[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in hits)


def _apart(mentions: Sequence[StoredMention]) -> Iterable[tuple[int, int, int]]:
    at = 0
    for number, mention in enumerate(mentions):
        if mention.start >= at:  # a name within a name is marked with it
            yield number, mention.start, mention.end
            at = mention.end


def _mark(mention: StoredMention) -> dict[str, Any]:
    """What a mark says about itself, and the place that it stands for."""
    role, place = Role(mention.role), mention.place
    return {
        "place": place.id if place else "",
        "phrase": mention.phrase,
        "role": role,
        "unsure": place is None or mention.confidence < UNSURE,
        "label": texts.marked(place.name, role, sureness(mention.method, mention.confidence))
        if place
        else texts.UNPLACED_MARK,
        "mention": mention.mention_id,
    }
