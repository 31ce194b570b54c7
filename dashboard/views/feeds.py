"""What the page's server answers beside the page: a feed of a selection, and how much is new in it.

Both take the parameters of the page's own address, so that the address of a view is that of its
feed. They are about the server's articles, never about a visitor's own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard.server.corpus import Corpus, corpus
from dashboard.state.selection import Selection
from dashboard.state.url_query import format_moment, parse, parse_moment
from geo import access
from geo.api.feed import atom
from geo.api.parameters import ApiQuery
from geo.errors import DatelineError
from geo.export import AtlasSource
from geo.export.provenance import Provenance
from geo.settings import Settings

FEED, NEWS = "/feed/atom", "/feed/new"
MOST_ENTRIES = 100
LONGEST_QUERY = 4096
"""Bytes; the page's own addresses are shorter."""

# Of the page alone: how it is shown, not what.
_PAGE_ONLY = ("lang", "embed", "embed_options")
_MARKS = ("seen", "shown")
_HEADERS = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}

Answer = Callable[[Request], Response]


def routes(load: Callable[[], Settings]) -> list[Route]:
    """The routes, for a server whose settings ``load`` tells."""
    prefix = base_path()
    return [
        Route(f"{prefix}{path}", _guarded(partial(_answer, answer, load)))
        for path, answer in ((FEED, _feed), (NEWS, _news))
    ]


def base_path() -> str:
    """Below which path the page is served: "" or such as ``/news``."""
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"/{base}" if base else ""


def _answer(
    answer: Callable[[Request, Settings], Response], load: Callable[[], Settings], request: Request
) -> Response:
    settings = load()
    if not open_to_all(settings):
        return PlainTextResponse("these articles are for those who sign in", 403)
    return answer(request, settings)


def open_to_all(settings: Settings) -> bool:
    """Whether who did not sign in may look: a feed reader cannot."""
    address = str(st.get_option("server.address") or "")
    return access.level(settings, address, access.NOBODY) >= access.Level.VIEWER


def _guarded(answer: Answer) -> Callable[[Request], object]:
    async def guarded(request: Request) -> Response:
        if len(request.scope["query_string"]) > LONGEST_QUERY:
            return PlainTextResponse(f"a query has at most {LONGEST_QUERY} bytes", 414)
        try:
            return await run_in_threadpool(answer, request)
        except ValueError as error:
            return PlainTextResponse(str(error), 400)
        except DatelineError:
            # What is wrong names paths of this machine; the page says it to who may know.
            return PlainTextResponse("the atlas cannot be read at the moment", 503)

    return guarded


def _feed(request: Request, settings: Settings) -> Response:
    chosen = asked(request.query_params.multi_items())
    found = corpus(settings)
    address = str(request.url)
    page = f"{str(request.url.replace(query='')).removesuffix(FEED)}/?{request.url.query}"
    query = ApiQuery(chosen.of_place(), MOST_ENTRIES, 0, ())
    written = atom(AtlasSource(found.reader, Provenance()), query, address, page, "text/html")
    etag = f'"{hashlib.sha256(written).hexdigest()[:24]}"'
    if etag in request.headers.get("if-none-match", ""):
        return Response(None, 304, {**_HEADERS, "ETag": etag})
    return Response(written, 200, {**_HEADERS, "ETag": etag}, "application/atom+xml")


def _news(request: Request, settings: Settings) -> Response:
    """How many articles of the selection came in after each of two moments: the newest that was
    seen at an earlier visit, and the newest that the page shows."""
    pairs = request.query_params.multi_items()
    chosen = asked([pair for pair in pairs if pair[0] not in _MARKS])
    found = corpus(settings)
    given = {name: text for name, text in pairs if name in _MARKS}
    counts = {name: _arrived(found, chosen, text) for name, text in given.items()}
    return JSONResponse(
        {"newest": newest(found), **counts}, headers={**_HEADERS, "Cache-Control": "no-store"}
    )


def _arrived(found: Corpus, chosen: Selection, text: str) -> int:
    f, after = chosen.filter(), parse_moment(text)
    since = max(after, f.arrived_after) if f.arrived_after else after
    # Most of the time nothing has come, which needs no looking through the articles.
    latest = found.newest_arrival
    if latest is None or latest <= since:
        return 0
    return found.counts(replace(f, arrived_after=since)).articles


def newest(found: Corpus) -> str:
    """When the last article came in, as addresses have it; "" where there is none."""
    latest = found.newest_arrival
    return format_moment(latest) if latest else ""


def asked(pairs: list[tuple[str, str]]) -> Selection:
    """The selection in the page's parameters. Raises ValueError, naming those that mean nothing:
    a feed of more than was asked for would go unnoticed."""
    query: dict[str, list[str]] = {}
    for name, text in pairs:
        if name not in _PAGE_ONLY:
            query.setdefault(name, []).append(text)
    chosen, ignored = parse(query)
    if ignored:
        names = ", ".join(sorted({name[:40] for name in ignored}))
        raise ValueError(f"cannot be understood: {names}")
    return chosen


def watch(found: Corpus) -> Mapping[str, str]:
    """What the page's script needs to ask whether anything is new."""
    return {"url": f"{base_path()}{NEWS}", "newest": newest(found)}
