"""The ASGI application: understands requests, asks the resources, sets the headers."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections.abc import Callable, Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geo.api import openapi, parameters, problems
from geo.api.documents import JSON, OPENAPI, Links
from geo.api.problems import Problem
from geo.api.resources import RESOURCES, Asked, Resource
from geo.atlas import Atlas
from geo.errors import BadInput, DatelineError
from geo.export import AtlasSource, source_of
from geo.settings import Settings

_log = logging.getLogger(__name__)

LONGEST_QUERY = 4096
"""Bytes of a query; a search is the longest thing in one."""

_HEADERS = {
    # Whoever keeps an answer asks whether it still holds, which costs a look at the file system.
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}


class NewestSource:
    """The newest publication of an atlas; opened when there is a newer one."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._atlas = Atlas(settings.atlas, settings.corrections, settings.copies)
        self._lock = threading.Lock()
        self._opened: tuple[str, AtlasSource] | None = None

    @property
    def version(self) -> str:
        """Another after every publication and correction. Raises AtlasError where none can be."""
        found = self._atlas.version
        if found.startswith("empty"):
            raise BadInput(
                "no atlas is there: make one with `dateline ingest`", path=self._atlas.url
            )
        return found

    def open(self) -> tuple[str, AtlasSource]:
        """Its version, and what it holds. Raises AtlasError, CorrectionsUnusable."""
        version = self.version
        with self._lock:
            if self._opened is None or self._opened[0] != version:
                self._opened = version, source_of(self._atlas, self._settings)
            return self._opened


def application(settings: Settings, text: bool = True, origins: Sequence[str] = ()) -> Starlette:
    """The service for the atlas that ``settings`` name.

    Without ``text`` no sentences are given. ``origins`` are the web pages whose scripts may ask
    (CORS); unless some are named, none may.

    Raises BadInput where there is no atlas, AtlasError where it cannot be read.
    """
    newest = NewestSource(settings)
    newest.open()
    cors = Middleware(
        CORSMiddleware,
        allow_origins=list(origins),
        allow_methods=["GET", "HEAD"],
        expose_headers=["ETag"],
    )
    return Starlette(
        routes=[
            *(_route(resource, newest, text) for resource in RESOURCES),
            Route("/api", _guarded(_definition)),
            Route("/healthz", _guarded(lambda request: _health(request, newest))),
        ],
        middleware=[cors] if origins else [],
        exception_handlers={HTTPException: _refused, 500: _failed},
    )


def _route(resource: Resource, newest: NewestSource, text: bool) -> Route:
    def answer(request: Request) -> Response:
        query = parameters.read(request.query_params.multi_items(), resource.parameters)
        version, source = newest.open()
        etag = _etag(version, str(request.url))
        if etag in request.headers.get("if-none-match", ""):
            return Response(None, 304, {**_HEADERS, "ETag": etag})
        asked = Asked(source, query, request.path_params, _links(request), str(request.url), text)
        return Response(resource.answer(asked), 200, {**_HEADERS, "ETag": etag}, resource.kind)

    return Route(resource.path, _guarded(answer))


def _guarded(answer: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """The same; what cannot be answered is told as a problem."""

    def guarded(request: Request) -> Response:
        try:
            if len(request.scope["query_string"]) > LONGEST_QUERY:
                raise Problem(414, f"a query has at most {LONGEST_QUERY:,} bytes")
            return answer(request)
        except Problem as problem:
            return problems.response(problem.status, problem.detail)
        except DatelineError as error:
            # What is wrong with the atlas names paths of this machine: it is for the log.
            _log.error("%s", error)
            return problems.response(503, "the atlas cannot be read at the moment")

    return guarded


def _definition(request: Request) -> Response:
    parameters.read(request.query_params.multi_items(), ())
    body = json.dumps(openapi.document(RESOURCES, _links(request).base)).encode()
    return Response(body, 200, _HEADERS, OPENAPI)


def _health(request: Request, newest: NewestSource) -> Response:
    parameters.read(request.query_params.multi_items(), ())
    version, source = newest.open()
    body = {"status": "ok", "atlas": version, "left_out": len(source.reader.warnings)}
    return Response(json.dumps(body).encode(), 200, {"Cache-Control": "no-store"}, JSON)


def _links(request: Request) -> Links:
    return Links(str(request.base_url).rstrip("/"))


def _etag(version: str, address: str) -> str:
    # Weak: the same atlas gives the same facts, if not the same bytes after an upgrade.
    return f'W/"{hashlib.sha256(f"{version} {address}".encode()).hexdigest()[:24]}"'


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 (what it is registered for)
    words = {
        404: "there is nothing here: begin at /",
        405: "only GET and HEAD are answered: nothing can be changed here",
    }
    detail = words.get(error.status_code, str(error.detail))
    return problems.response(error.status_code, detail, dict(error.headers or {}))


async def _failed(request: Request, error: Exception) -> Response:
    return problems.response(500, "an error of the server's; its log says more")
