"""What stands around the page, whichever script makes the server of it."""

from __future__ import annotations

from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from dashboard.server import visitor
from dashboard.server.life import life
from dashboard.server.readiness import readiness
from dashboard.server.request_limits import RequestLimits
from dashboard.views import feeds


def surroundings() -> dict[str, Any]:
    """The arguments of Streamlit's ``App`` beside the page."""
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    return {
        "lifespan": life,
        "routes": [
            Route(f"/{base}/readyz" if base else "/readyz", readiness),
            *feeds.routes(visitor.server_settings),
        ],
        "middleware": [
            Middleware(
                RequestLimits,
                settings=visitor.server_settings,
                allows_uploads=visitor.anybody_may_upload,
            )
        ],
    }
