"""The link to what is shown now."""

from __future__ import annotations

import streamlit as st

from dashboard import own, panels, texts


def show() -> None:
    """Put the button "Share" on the page."""
    if st.button(texts.SHARE, icon=":material/link:"):
        st.dialog(texts.SHARE)(_dialog)()


def _dialog() -> None:
    if own.mine().shown:
        st.warning(texts.OWN_NOT_SHARED)
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
