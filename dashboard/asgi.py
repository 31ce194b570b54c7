"""What the ASGI app has beside the page, whichever script makes the server of it: its start,
whether it is ready (``/readyz``), limits on requests, feeds.
"""

from __future__ import annotations

import logging
import threading
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import metadata
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit.starlette import App

from dashboard.server import visitor
from dashboard.server.request_limits import RequestLimits
from dashboard.server.visitor import server_settings
from dashboard.views import feeds
from geo.atlas import Atlas
from geo.errors import DatelineError


def app_options() -> dict[str, Any]:
    """The arguments of Streamlit's ``App`` beside the page."""
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    return {
        "lifespan": lifespan,
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


@asynccontextmanager
async def lifespan(_app: App) -> AsyncIterator[None]:
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


_log = logging.getLogger(__name__)


async def readiness(_: Request) -> JSONResponse:
    """Status 200 where the atlas can be read, 503 where it cannot. Why not is for the log: it
    names paths of this machine."""
    try:
        version = await run_in_threadpool(_atlas_version)
    except DatelineError as error:
        _log.error("not ready: %s", error)
        return JSONResponse({"status": "the atlas cannot be read"}, 503, _NOT_KEPT)
    held = {"status": "ok", "atlas": version, "version": metadata.version("dateline")}
    return JSONResponse(held, 200, _NOT_KEPT)


_NOT_KEPT = {"Cache-Control": "no-store"}


def _atlas_version() -> str:
    """Which publication there is. Raises AtlasError, BadInput."""
    settings = server_settings()
    atlas = Atlas(settings.atlas, settings.corrections, settings.copies)
    atlas.article_ids()
    return atlas.version
