"""What happens when the server starts and stops."""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from streamlit.starlette import App


@asynccontextmanager
async def life(_app: App) -> AsyncIterator[None]:
    """From before the first visitor until after the last."""
    if not st.get_option("server.headless"):
        # Streamlit opens a browser for plain scripts alone. One that runs in the terminal would
        # hold up the start.
        threading.Thread(target=webbrowser.open, args=(_address(),), daemon=True).start()
    yield


def _address() -> str:
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    secure = "s" if st.get_option("server.sslCertFile") else ""
    return f"http{secure}://localhost:{st.get_option('server.port')}/{base}"
