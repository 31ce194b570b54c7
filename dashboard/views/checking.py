"""How right the places are: a random sample to judge, and everything that was put right.

A page of its own. What is shown of articles travels as data to ``assets/checking.js``, which
makes text of it.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.language import texts
from dashboard.server.corpus import Corpus, corpus
from dashboard.views import corrections, panels
from dashboard.views.corrections import CorrectionContext
from geo.atlas import StoredMention
from geo.corrections import Check, Correction, DrawnMention, LogContents, Verdict
from geo.errors import DatelineError
from geo.models import Role
from geo.review.check import draw_check, precision
from geo.settings import Settings

_CHECK, _AT, _PROBLEM = "check", "check-at", "check-problem"
_MOST_LISTED = 200


def show(settings: Settings) -> None:
    """Put the page's content where the caller is."""
    articles, desk = corpus(settings), corrections.desk(settings)
    record = desk.log.read()
    check = next((c for c in record.checks if c.id == st.session_state.get(_CHECK)), None)
    panels.show(
        "checking",
        {
            "words": texts.CHECKING,
            "open": desk.is_open,
            "card": _card(articles, check) if check else None,
            "result": _result(check, record),
            "problem": st.session_state.pop(_PROBLEM, ""),
            "corrections": [_line(each) for each in record.active[:_MOST_LISTED]],
            "unreadable": list(record.problems[:_MOST_LISTED]),
        },
        {
            "start": lambda _: _start(articles, desk),
            "judge": lambda asked: _judge(desk, check, asked),
            "back": lambda _: _step(-1),
            "undo": lambda asked: _undo(desk, asked),
        },
    )


def _start(articles: Corpus, desk: CorrectionContext) -> None:
    try:
        check = draw_check(desk.log, articles.reader, by=st.session_state.get(corrections.BY, ""))
    except DatelineError as error:
        st.session_state[_PROBLEM] = str(error)
    else:
        st.session_state[_CHECK], st.session_state[_AT] = check.id, 0


def _judge(desk: CorrectionContext, check: Check | None, asked: object) -> None:
    if check is None or not isinstance(asked, dict) or asked.get("verdict") not in list(Verdict):
        return
    at = _position(check)
    if asked.get("at") != at or at >= len(check.drawn):
        return  # pressed twice: the second was meant for what is gone
    try:
        desk.log.judge(
            check.id,
            check.drawn[at].spot,
            Verdict(asked["verdict"]),
            by=st.session_state.get(corrections.BY, ""),
        )
    except DatelineError as error:
        st.session_state[_PROBLEM] = str(error)
    else:
        _step(1)


def _undo(desk: CorrectionContext, asked: object) -> None:
    if not isinstance(asked, str):
        return
    try:
        desk.log.undo(asked, by=st.session_state.get(corrections.BY, ""))
    except DatelineError as error:
        st.session_state[_PROBLEM] = str(error)


def _step(by: int) -> None:
    st.session_state[_AT] = max(0, int(st.session_state.get(_AT, 0)) + by)


def _position(check: Check) -> int:
    return min(int(st.session_state.get(_AT, 0)), len(check.drawn))


def _card(articles: Corpus, check: Check) -> dict[str, Any]:
    """The mention to judge, or that there are no more."""
    at = _position(check)
    if at >= len(check.drawn):
        return {"at": at, "done": True}
    judged = check.drawn[at]
    article = articles.article(judged.spot.article_id)
    return {
        "at": at,
        "position": texts.position(at + 1, len(check.drawn)),
        "parts": _sentence(articles, judged),
        "title": (article.title if article else "") or texts.UNTITLED,
        "source": (article.source if article else "") or texts.NO_SOURCE,
        "date": texts.published(article.published, article.published_from) if article else "",
        "role": _role(_mention(articles, judged)),
        "name": judged.place.name,
        "where": texts.whereabouts(judged.place),
        "coordinates": texts.coordinates(judged.place),
        "verdict": check.verdicts.get(judged.spot, ""),
    }


def _mention(articles: Corpus, judged: DrawnMention) -> StoredMention | None:
    spot = judged.spot
    every = articles.reader.mentions(spot.article_id)
    return next((m for m in every if (m.start, m.end) == (spot.start, spot.end)), None)


def _sentence(articles: Corpus, judged: DrawnMention) -> list[tuple[str, bool]]:
    found = _mention(articles, judged)
    if found is None:
        return [(judged.spot.phrase, True)]
    text, start, end = found.excerpt.text, found.excerpt.start, found.excerpt.end
    return [(text[:start], False), (text[start:end], True), (text[end:], False)]


def _role(mention: StoredMention | None) -> str:
    return texts.ROLE_BADGES[Role(mention.role)] if mention else ""


def _result(check: Check | None, record: LogContents) -> str:
    """What was measured by the check at hand, or by the last one."""
    found = precision(check) if check else record.precision
    return texts.precision(found) if found else ""


def _line(correction: Correction) -> list[str]:
    return [correction.id, texts.correction(correction), texts.signed(correction)]
