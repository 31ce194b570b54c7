"""Notes and tags of the article in the reader, and of the mention in it that was pressed."""

from __future__ import annotations

from functools import partial
from typing import Any

from dashboard.language import texts
from dashboard.server.corpus import Corpus
from dashboard.state import filter_choices, reducers, store
from dashboard.state.correction_context import CorrectionContext
from dashboard.state.session import Session
from dashboard.views import corrections, panels
from geo.atlas import StoredMention
from geo.corrections import Note, Spot
from geo.corrections.notes import LONGEST_NOTE, tags_in
from geo.errors import DatelineError


def show(corpus: Corpus, session: Session, context: CorrectionContext) -> None:
    """Put the region "Notes" on the page, under the article; nothing where there is none to show
    and none may be written."""
    shown = content(corpus, session, context)
    if shown["notes"] or shown["canWrite"]:
        panels.show(
            "article_notes",
            shown,
            {
                "add": partial(_add, corpus, context),
                "undo": partial(_take_back, context),
                "tag": store.on(filter_choices.choose_filter),
            },
        )


def content(corpus: Corpus, session: Session, context: CorrectionContext) -> dict[str, Any]:
    """What ``assets/article_notes.js`` shows."""
    article = session.selection.article
    pressed = _pressed(corpus, session)
    found = corpus.reader.notes(article)
    return {
        "article": article,
        "notes": [_note_payload(note, context) for note in found],
        "mention": pressed.mention_id if pressed else "",
        "phrase": pressed.phrase if pressed else "",
        "tags": [tag for tag, _ in corpus.facets(session.selection.filter()).tags],
        "chosen": list(session.selection.tags),
        "by": store.signature(),
        "problem": session.note_problem,
        "canWrite": context.is_open and corpus.article(article) is not None,
        "longest": LONGEST_NOTE,
        "words": texts.NOTES,
    }


def _note_payload(note: Note, context: CorrectionContext) -> dict[str, Any]:
    return {
        "text": note.text,
        "tags": list(note.tags),
        "about": note.spot.phrase if note.spot else "",
        "signed": texts.written(note.by, note.at.date()),
        "undo": note.id if context.is_open else "",
    }


def _pressed(corpus: Corpus, session: Session) -> StoredMention | None:
    """The mention that was pressed last, where it is in the article."""
    every = corpus.reader.mentions(session.selection.article)
    return next((each for each in every if each.mention_id == session.pressed_mention), None)


def _add(corpus: Corpus, context: CorrectionContext, event: object) -> None:
    """Keep what was written; a browser can send anything."""
    session = store.current()
    article = corpus.article(session.selection.article)
    given = event if isinstance(event, dict) else {}
    text, tags, by = (str(given.get(name) or "") for name in ("text", "tags", "by"))
    if article is None or not (text.strip() or tags_in(tags)):
        return
    pressed = _pressed(corpus, session) if given.get("mention") else None
    spot = Spot(article.id, pressed.start, pressed.end, pressed.phrase) if pressed else None
    try:
        made = context.log.note(article.id, text, tags_in(tags), spot, by)
    except DatelineError as error:
        store.update(reducers.refuse_note, str(error))
        return
    store.sign(by)
    store.update(reducers.finish_note, made)


def _take_back(context: CorrectionContext, note: object) -> None:
    if isinstance(note, str) and corrections.take_back(context, note):
        store.update(reducers.forget_note, note)
