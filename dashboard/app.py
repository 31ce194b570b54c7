"""The server: ``streamlit run dashboard/app.py``. What stands around the page (``page.py``)."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit.starlette import App

from dashboard.server import visitor
from dashboard.server.life import life
from dashboard.server.readiness import readiness
from dashboard.server.request_limits import RequestLimits
from dashboard.views import feeds

_BASE = str(st.get_option("server.baseUrlPath")).strip("/")

app = App(
    Path(__file__).with_name("page.py"),
    lifespan=life,
    routes=[
        Route(f"/{_BASE}/readyz" if _BASE else "/readyz", readiness),
        *feeds.routes(visitor.server_settings),
    ],
    middleware=[
        Middleware(
            RequestLimits,
            settings=visitor.server_settings,
            allows_uploads=visitor.anybody_may_upload,
        )
    ],
)
