"""The look: page set-up, the style sheet, and the settings Streamlit must be started with."""

from __future__ import annotations

import streamlit as st

from dashboard.language import texts
from dashboard.server import static_files

# Colours and fonts are in .streamlit/config.toml, the rest of the look in assets/page.css.
FAVICON = "🗺️"


def set_up() -> None:
    """The page's title and style; the first thing a run does."""
    st.set_page_config(page_title=texts.TITLE, page_icon=FAVICON, layout="wide")
    style = (static_files.ASSETS / "page.css").read_text(encoding="utf-8")
    st.html(f"<style>{style}</style>")


def wordmark() -> None:
    """The page's name, on a page that has no bar of its own."""
    with st.container(horizontal=True, key="bar"):
        st.html(f"<h1 class='wordmark'>{texts.TITLE}</h1><p>{texts.TAGLINE}</p>")
