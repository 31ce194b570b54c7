"""``/readyz``: whether the server can show its articles, for whoever restarts or balances it."""

from __future__ import annotations

import logging
from importlib import metadata

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from dashboard.server.visitor import server_settings
from geo.atlas import Atlas
from geo.errors import DatelineError

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
