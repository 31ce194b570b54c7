"""The link to what is shown now."""

from __future__ import annotations

import streamlit as st

from dashboard.language import texts
from dashboard.state import reducers, store, visitor_articles
from dashboard.state.session import Dialog, Session
from dashboard.views import panels


def show(session: Session) -> None:
    """Put the button "Share" on the page."""
    st.button(
        texts.SHARE,
        icon=":material/link:",
        on_click=store.update,
        args=(reducers.open_dialog, Dialog.SHARE),
    )
    if session.dialog is Dialog.SHARE:
        st.dialog(texts.SHARE)(_dialog)()


def _dialog() -> None:
    if visitor_articles.current().shown:
        st.warning(texts.UPLOADS_NOT_SHARED)
    # The browser knows the address best: the map writes its view there without telling us.
    panels.show(
        "share",
        {
            "about": texts.SHARE_HELP,
            "label": texts.SHARE_LINK,
            "copy": texts.SHARE_COPY,
            "copied": texts.SHARE_COPIED,
        },
    )
