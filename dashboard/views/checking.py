"""How right the places are: a random sample to judge, and everything that was put right.

A page of its own. What is shown of articles travels as data to ``assets/checking.js``, which
makes text of it.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from dashboard.language import texts
from dashboard.server.corpus import Corpus, corpus
from dashboard.state import accuracy_check, store
from dashboard.state.accuracy_check import CheckProgress
from dashboard.state.correction_context import CorrectionContext
from dashboard.state.selection import Selection
from dashboard.views import chips, panels
from dashboard.views.text_parts import TextPart, parts
from geo.atlas import StoredMention
from geo.corrections import Check, Correction, DrawnMention, LogContents
from geo.errors import DatelineError
from geo.models import Role
from geo.review import draw_check, precision
from geo.settings import Settings

_PROGRESS = "check"
_MOST_LISTED = 200


def show(settings: Settings) -> None:
    """Put the page's content where the caller is."""
    articles, context = corpus(settings), CorrectionContext.of(settings)
    record = context.log.read()
    panels.show(
        "checking",
        content(articles, record, _progress())
        | {"open": context.is_open, "from": drawn_from(articles, context, store.selection())},
        {
            "start": lambda _: _start(articles, context),
            "judge": partial(_judge, context),
            "back": lambda _: _keep(accuracy_check.previous_mention(_progress())),
            "undo": partial(_undo, context),
        },
    )


def content(articles: Corpus, record: LogContents, progress: CheckProgress) -> dict[str, Any]:
    """What ``assets/checking.js`` shows, but for whether visitors may do anything."""
    check = _check(record, progress)
    return {
        "words": texts.CHECKING,
        "card": _card(articles, check, progress) if check else None,
        "result": _result(check, record),
        "problem": progress.problem,
        "corrections": [_line(each) for each in record.active[:_MOST_LISTED]],
        "unreadable": list(record.problems[:_MOST_LISTED]),
    }


def drawn_from(articles: Corpus, context: CorrectionContext, chosen: Selection) -> str:
    """Which mentions are drawn from: those that the map shows."""
    narrowed = [chip.text for chip in chips.all_chips(articles, context, chosen)]
    return texts.drawn_from(articles.counts(chosen.filter()).mentions, narrowed)


def _start(articles: Corpus, context: CorrectionContext) -> None:
    try:
        check = draw_check(
            context.log, articles.reader, store.selection().filter(), by=store.signature()
        )
    except DatelineError as error:
        _keep(accuracy_check.report(_progress(), str(error)))
    else:
        _keep(accuracy_check.start(check))


def _judge(context: CorrectionContext, event: object) -> None:
    progress = _progress()
    check = _check(context.log.read(), progress)
    judged = accuracy_check.current_mention(progress, check) if check else None
    verdict = accuracy_check.verdict(progress, event)
    if check is None or judged is None or verdict is None:
        return
    try:
        context.log.judge(check.id, judged.spot, verdict, by=store.signature())
    except DatelineError as error:
        _keep(accuracy_check.report(progress, str(error)))
    else:
        _keep(accuracy_check.next_mention(progress))


def _undo(context: CorrectionContext, correction: object) -> None:
    if not isinstance(correction, str):
        return
    try:
        context.log.undo(correction, by=store.signature())
    except DatelineError as error:
        _keep(accuracy_check.report(_progress(), str(error)))
    else:
        _keep(accuracy_check.report(_progress(), ""))


def _progress() -> CheckProgress:
    found: CheckProgress = st.session_state.get(_PROGRESS, CheckProgress())
    return found


def _keep(progress: CheckProgress) -> None:
    st.session_state[_PROGRESS] = progress


def _check(record: LogContents, progress: CheckProgress) -> Check | None:
    return next((check for check in record.checks if check.id == progress.check), None)


def _card(articles: Corpus, check: Check, progress: CheckProgress) -> dict[str, Any]:
    """The mention to judge, or that there are no more."""
    judged = accuracy_check.current_mention(progress, check)
    if judged is None:
        return {"at": progress.position, "done": True}
    article = articles.article(judged.spot.article_id)
    mention = _mention(articles, judged)
    return {
        "at": progress.position,
        "position": texts.position(progress.position + 1, len(check.drawn)),
        "parts": [part.payload() for part in _sentence(mention, judged)],
        "title": (article.title if article else "") or texts.UNTITLED,
        "source": (article.source if article else "") or texts.NO_SOURCE,
        "date": texts.published(article.published, article.published_from) if article else "",
        "role": texts.ROLE_BADGES[Role(mention.role)] if mention else "",
        "name": texts.place_name(judged.place),
        "where": texts.whereabouts(judged.place),
        "coordinates": texts.coordinates(judged.place),
        "verdict": check.verdicts.get(judged.spot, ""),
    }


def _mention(articles: Corpus, judged: DrawnMention) -> StoredMention | None:
    spot = judged.spot
    every = articles.reader.mentions(spot.article_id)
    return next((m for m in every if (m.start, m.end) == (spot.start, spot.end)), None)


def _sentence(mention: StoredMention | None, judged: DrawnMention) -> list[TextPart]:
    if mention is None:  # its article was forgotten since the sample was drawn
        return [TextPart(judged.spot.phrase, marked=True)]
    excerpt = mention.excerpt
    return parts(excerpt.text, [(excerpt.start, excerpt.end)])


def _result(check: Check | None, record: LogContents) -> str:
    """What was measured by the check at hand, or by the last one."""
    found = precision(check) if check else record.precision
    return texts.precision(found) if found else ""


def _line(correction: Correction) -> dict[str, str]:
    return {
        "id": correction.id,
        "text": texts.correction(correction),
        "signed": texts.signed(correction),
    }
