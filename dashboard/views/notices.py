"""What the page says about itself: how much is shown, what to do when nothing is, what failed."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from functools import wraps
from secrets import token_hex
from typing import ParamSpec

import streamlit as st

from dashboard.language import texts
from dashboard.server import first_run
from dashboard.server.corpus import Corpus
from dashboard.server.first_run import FirstRun
from dashboard.server.shared_geoparser import forget_gazetteer, forget_geoparsers
from dashboard.state import reducers, store
from dashboard.state.session import Session
from dashboard.views import panels
from geo import logs
from geo.errors import AtlasError, DatelineError, GazetteerMissing

log = logging.getLogger(__name__)

P = ParamSpec("P")

_MOST_NAMED = 100


def show(session: Session, corpus: Corpus) -> None:
    """The notices that belong above the map."""
    counts = corpus.counts(session.selection.filter())
    if session.ignored:
        st.warning(texts.ignored(session.ignored), icon=":material/link_off:")
    if corpus.reader.warnings:
        _broken(corpus.reader.warnings)
    if not counts.articles:
        _say(f"{texts.NO_RESULTS} {texts.NO_RESULTS_DO}", texts.RESET)
    elif not counts.places:
        _say(f"{texts.NOTHING_PLACED} {texts.NOTHING_PLACED_DO}")


def _say(words: str, reset: str = "") -> None:
    """Not by ``st.info``, which assistive technology takes for the line of counts."""
    panels.show("notice", {"words": words, "reset": reset}, {"reset": store.on(reducers.reset)})


# Whatever Markdown, or Streamlit's own additions to it, gives a meaning to.
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    """Markdown that shows exactly this text, where Streamlit takes nothing but Markdown: a
    message may hold words of an article, of a link or of a file's name."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))


def _broken(warnings: Sequence[str]) -> None:
    """Parts of the atlas that are damaged and left out. Names of files are not ours: st.text."""
    with st.container(key="broken"):
        st.warning(f"{texts.BROKEN} {texts.BROKEN_DO}", icon=":material/broken_image:")
        with st.expander(texts.BROKEN_DETAILS):
            for warning in warnings[:_MOST_NAMED]:
                st.text(warning)


def legend(compared: bool, joined: bool) -> None:
    """What the map's shapes and colours mean."""
    shapes = (
        ("point", texts.LEGEND_POINT),
        ("area", texts.LEGEND_AREA),
    )
    sides = (("more", texts.LEGEND_MORE), ("less", texts.LEGEND_LESS))
    meanings = (
        ("as-place", texts.LEGEND_PLACE),
        ("as-actor", texts.LEGEND_ACTOR),
        ("unsure", texts.LEGEND_UNSURE),
        *([("joined", texts.LEGEND_JOINED)] if joined else []),
    )
    entries = (*shapes, *(sides if compared else meanings))
    items = "".join(f"<li><i class='key-{key}'></i>{text}</li>" for key, text in entries)
    st.html(f"<ul class='legend'>{items}</ul>")


def nothing(work: FirstRun) -> None:
    """Instead of the page, when there is no article: why, and what to do."""
    with st.container(key="state"):
        if work.problem:
            failed(work)
            return
        st.subheader(texts.NOTHING_READ, anchor=False)
        st.write(texts.NOTHING_READ_DO)
        rejects(work)
        st.button(texts.LOOK_AGAIN, on_click=first_run.try_again)


def failed(work: FirstRun) -> None:
    """Says that reading the articles went wrong, and lets the visitor try again."""
    st.error(texts.FAILED)
    st.text(work.problem)
    st.button(texts.TRY_AGAIN, on_click=first_run.try_again)


def rejects(work: FirstRun) -> None:
    """Files that could not be read, with the reason. Names of files are not ours: st.text."""
    if work.summary and work.summary.rejects:
        with st.expander(f"{texts.REJECTS}: {len(work.summary.rejects)}"):
            for reject in work.summary.rejects[:100]:
                st.text(f"{reject.name}: {reject.reason}")


def show_error(problem: Exception) -> None:
    """A problem that has words for people, instead of the page."""
    with st.container(key="state"):
        st.error(texts.CANNOT_READ if isinstance(problem, AtlasError) else texts.CANNOT_GO_ON)
        st.text(str(problem))
        st.button(texts.TRY_AGAIN, key="again")


def shown_to_visitor(page: Callable[P, None]) -> Callable[P, None]:
    """The page, or part of it, that says so where it cannot go on: the next run tries again.

    What nobody foresaw has a number, by which whoever runs the server finds its traceback.
    """

    @wraps(page)
    def shown(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            page(*args, **kwargs)
        except GazetteerMissing as error:
            # What is open is of no use any more; the next who needs it builds it anew.
            forget_gazetteer()
            forget_geoparsers()
            show_error(error)
        except DatelineError as error:
            show_error(error)
        except Exception:  # shown to the visitor, and logged whole
            _unforeseen()

    return shown


def _unforeseen() -> None:
    request = token_hex(4)
    log.exception("request %s failed", request, extra=logs.fields(request=request))
    with st.container(key="failure"):
        st.error(texts.FAILED_UNEXPECTEDLY)
        st.text(texts.REQUEST.format(request=request))
        st.button(texts.TRY_AGAIN, key="again-failure")
