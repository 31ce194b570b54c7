"""What is shown now, to pass on: a link, a frame for a web page, a citation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib import metadata
from typing import Any

import streamlit as st

from dashboard.language import texts
from dashboard.server.corpus import Corpus
from dashboard.server.visitor import server_settings
from dashboard.state import reducers, store, visitor_articles
from dashboard.state.correction_context import CorrectionContext
from dashboard.state.session import Dialog, Session
from dashboard.views import chips, feeds, panels


def show(corpus: Corpus, session: Session, context: CorrectionContext) -> None:
    """Put the button "Share" on the page."""
    st.button(
        texts.SHARE,
        icon=":material/link:",
        on_click=store.update,
        args=(reducers.open_dialog, Dialog.SHARE),
    )
    if session.dialog is Dialog.SHARE:
        chosen = chips.all_chips(corpus, context, session.selection)
        st.dialog(texts.SHARE)(_dialog)([chip.text for chip in chosen])


def _dialog(chosen: Sequence[str]) -> None:
    private = visitor_articles.current().shown
    if private:
        st.warning(texts.UPLOADS_NOT_SHARED)
    open_ = feeds.open_to_all(server_settings())
    feed = "" if private or not open_ else f"{feeds.base_path()}{feeds.FEED}"
    # The browser knows the address best: the map writes its view there without telling us.
    panels.show("share", shared(chosen, metadata.version("dateline"), date.today(), feed))


def shared(chosen: Sequence[str], version: str, today: date, feed: str = "") -> dict[str, Any]:
    """What is ``chosen``, in words, for ``assets/share.js``; it puts the address for ``{url}``.
    ``feed`` is the path of feeds, "" where there is none of what is shown."""
    title = texts.shared_title(", ".join(chosen))
    return {
        "title": title,
        "link": {"label": texts.SHARE_LINK, "about": texts.SHARE_HELP},
        "feed": {"label": texts.SHARE_FEED, "about": texts.SHARE_FEED_HELP, "path": feed},
        "embed": {"label": texts.SHARE_EMBED, "about": texts.SHARE_EMBED_HELP},
        "citation": {
            "label": texts.SHARE_CITATION,
            "about": texts.SHARE_CITATION_HELP,
            "text": texts.citation(title, version, today),
        },
        "copy": texts.SHARE_COPY,
        "copied": texts.SHARE_COPIED,
    }
