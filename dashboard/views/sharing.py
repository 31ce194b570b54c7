"""The link to what is shown now."""

from __future__ import annotations

import streamlit as st

from dashboard.language import texts
from dashboard.state import visitor_articles
from dashboard.views import panels


def show() -> None:
    """Put the button "Share" on the page."""
    if st.button(texts.SHARE, icon=":material/link:"):
        st.dialog(texts.SHARE)(_dialog)()


def _dialog() -> None:
    if visitor_articles.mine().shown:
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
