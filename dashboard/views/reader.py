"""The whole article with every place in it marked, as data for ``assets/reader.js``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from dashboard.language import texts
from dashboard.map.markers import UNSURE
from dashboard.server.corpus import Corpus
from dashboard.state import store
from dashboard.state.store import Session
from dashboard.views import corrections, panels
from dashboard.views.excerpts import headline
from geo.atlas import StoredMention
from geo.models import Role

# Longer texts are books or lists; a browser and a reader give up sooner.
LONGEST = 200_000

Piece = tuple[str, int]
"""A piece of text and the number of its mark, or -1 for none."""


def show(corpus: Corpus, session: Session) -> None:
    """Put the region "Article" on the page."""
    panels.show(
        "reader",
        _article(corpus, session)
        | {
            "words": {
                "region": texts.READER,
                "back": texts.READER_BACK,
                "previous": texts.PREVIOUS,
                "next": texts.NEXT,
                "original": texts.ORIGINAL,
                "undo": texts.UNDO_CORRECTION,
            }
        },
        {
            "close": store.close_reader,
            "read": store.read,
            "press": _press,
            "fix": partial(corrections.begin, corpus, session),
            "undo": partial(corrections.undo, session),
        },
    )


def _press(asked: object) -> None:
    """A mark was pressed: its place is chosen, and the reader says more about it."""
    if not isinstance(asked, dict):
        return
    if asked.get("place"):
        store.mark(asked["place"])
    else:
        store.mark_name(asked.get("name"))
    store.current().asked = str(asked.get("mention"))


def _article(corpus: Corpus, session: Session) -> dict[str, Any]:
    chosen = session.selection
    article = corpus.article(chosen.article)
    if article is None:
        return {"title": texts.NO_ARTICLE, "pieces": [], "marks": []}
    found = [mention for mention in corpus.reader.mentions(article.id) if mention.end <= LONGEST]
    around = corpus.neighbours(replace(chosen.filter(), place_id=chosen.place), article.id)
    return {
        "article": article.id,
        **headline(article),
        "place": chosen.place,
        "unplaced": chosen.unplaced,
        "pieces": pieces(article.text[:LONGEST], found),
        "marks": [_mark(mention) for mention in found],
        "asked": _asked(corpus, session, found),
        "cut": texts.READER_CUT if len(article.text) > LONGEST else "",
        "previous": around.previous if around else "",
        "next": around.next if around else "",
        "position": texts.position(around.position, around.total) if around else "",
    }


def _asked(
    corpus: Corpus, session: Session, found: Iterable[StoredMention]
) -> dict[str, Any] | None:
    """More about the mark that was pressed last, where it is in this article."""
    mention = next((each for each in found if each.mention_id == session.asked), None)
    if mention is None:
        return None
    signed, undo = corrections.standing(corpus, session, mention) or ("", "")
    return {
        "mention": mention.mention_id,
        "phrase": mention.phrase,
        "said": texts.whereabouts(mention.place) if mention.place else texts.UNPLACED_MARK,
        "fix": corrections.word(session, placed=mention.place is not None),
        "signed": signed,
        "undo": undo,
    }


def pieces(text: str, mentions: Sequence[StoredMention]) -> list[Piece]:
    """The text cut at its mentions, in Python, where offsets count characters."""
    cut: list[Piece] = []
    at = 0
    for number, start, end in _apart(mentions):
        cut += [(text[at:start], -1), (text[start:end], number)]
        at = end
    cut.append((text[at:], -1))
    return [piece for piece in cut if piece[0]]


def _apart(mentions: Sequence[StoredMention]) -> Iterable[tuple[int, int, int]]:
    at = 0
    for number, mention in enumerate(mentions):
        if mention.start >= at:  # a name within a name is marked with it
            yield number, mention.start, mention.end
            at = mention.end


def _mark(mention: StoredMention) -> list[Any]:
    """Place id, phrase, role, whether unsure, what it says about itself, and its own id."""
    role, id_ = Role(mention.role), mention.mention_id
    if mention.place is None:
        return ["", mention.phrase, role, 1, texts.UNPLACED_MARK, id_]
    said = texts.marked(mention.place.name, role, mention.confidence)
    unsure = int(mention.confidence < UNSURE)
    return [mention.place.id, mention.phrase, role, unsure, said, id_]
