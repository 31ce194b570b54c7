"""Signing in and out, where it matters who a visitor is."""

from __future__ import annotations

import logging

import streamlit as st
from streamlit.errors import Error

from dashboard.language import texts
from dashboard.server import visitor
from dashboard.views import notices, theme

_log = logging.getLogger(__name__)


def buttons() -> None:
    """The way in or out; nothing where it makes no difference who somebody is."""
    settings = visitor.server_settings()
    if visitor.is_signed_in():
        who = visitor.person(settings)
        label = texts.SIGN_OUT.format(who=notices.plain(who.email)).strip()
        st.button(
            label, key="sign-out", type="tertiary", icon=":material/logout:", on_click=st.logout
        )
        if not who.email:
            st.caption(texts.UNVERIFIED)
    elif settings.visitors.are_named:
        st.button(
            texts.SIGN_IN,
            key="sign-in",
            type="tertiary",
            icon=":material/login:",
            on_click=_sign_in,
        )


def ask_to_sign_in() -> None:
    """Instead of the page, for who may not look at it."""
    theme.wordmark()
    with st.container(key="state"):
        signed_in = visitor.is_signed_in()
        st.subheader(texts.SIGNED_IN_IN_VAIN if signed_in else texts.SIGN_IN_TO_LOOK, anchor=False)
        buttons()


def _sign_in() -> None:
    try:
        st.login()
    except Error as error:  # no provider, or no library to speak to one
        _log.error("nobody can sign in: %s", error)
        st.toast(texts.SIGN_IN_FAILED, icon=":material/error:")
