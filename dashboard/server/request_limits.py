"""Limits on requests, before Streamlit: what is too much is refused before anything is spent on it.

An ASGI middleware. Addresses are those that the server tells: behind a reverse proxy it must be
told to believe the proxy (``FORWARDED_ALLOW_IPS``).
"""

from __future__ import annotations

import logging
import math
import re
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.language import texts
from dashboard.server.uploaded_bytes import UploadedBytes, uploaded_bytes
from geo import logs
from geo.errors import DatelineError
from geo.settings import Settings

_log = logging.getLogger(__name__)

_UPLOAD = re.compile(r".*/_stcore/upload_file/(?P<session>[^/]+)/(?P<file>[^/]+)/?")
_METRICS = re.compile(r".*/_stcore/metrics/?")
# A form's boundaries and headers around a file.
_AROUND = 10_000
_MINUTE = 60.0


@dataclass
class RequestLimits:
    """The application behind limits; ``settings`` are asked for once, when something comes.

    ``allows_uploads`` says whether any visitor may bring anything at all.
    """

    app: ASGIApp
    settings: Callable[[], Settings]
    allows_uploads: Callable[[Settings], bool]
    held: UploadedBytes | None = None

    def __post_init__(self) -> None:
        self._known: Settings | None = None
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        who = visitor_address(scope)
        refusal = self._refusal(scope, who)
        if refusal is not None:
            self._tell(refusal, who)
            await _answer(refusal, scope, receive, send)
        elif scope["type"] == "websocket":
            await self._connected(who, scope, receive, send)
        elif found := _UPLOAD.fullmatch(scope["path"]):
            await self._uploading(found["session"], found["file"], scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _refusal(self, scope: Scope, who: str) -> Response | None:
        """Why this cannot be answered, or None."""
        visitors = self._settings.visitors
        if len(scope["query_string"]) > visitors.query_bytes:
            return PlainTextResponse(texts.GATE_QUERY, 414)
        if seconds := self._rate.wait(who):
            again = {"Retry-After": str(math.ceil(seconds))}
            return PlainTextResponse(texts.GATE_RATE, 429, again)
        if _METRICS.fullmatch(scope["path"]):
            return PlainTextResponse("", 404)
        if _is_arrival(scope):
            return self._full(who)
        return None

    def _full(self, who: str) -> Response | None:
        visitors, again = self._settings.visitors, {"Retry-After": "30"}
        if self._open.total() >= visitors.sessions:
            return PlainTextResponse(texts.GATE_FULL, 503, again)
        if self._open[who] >= visitors.sessions_of_one_address:
            return PlainTextResponse(texts.GATE_FULL_HERE, 503, again)
        return None

    async def _connected(self, who: str, scope: Scope, receive: Receive, send: Send) -> None:
        self._open[who] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._open[who] -= 1
            if not self._open[who]:
                del self._open[who]

    async def _uploading(
        self, session: str, file: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        held = self.held or uploaded_bytes()
        if scope["method"] == "DELETE":
            await self.app(scope, receive, send)
            held.release(session, file)
            return
        if scope["method"] != "PUT":
            await self.app(scope, receive, send)
            return
        if not self.allows_uploads(self._settings):
            await PlainTextResponse(texts.GATE_NO_UPLOADS, 403)(scope, receive, send)
            return
        settings = self._settings
        room = held.room(session, file, settings.bounds.upload_bytes, settings.visitors.kept_bytes)
        body = _Body(receive, send, room + _AROUND)
        announced = _content_length(scope)
        if announced is not None and announced > body.most:
            await PlainTextResponse(texts.GATE_UPLOAD, 413)(scope, receive, send)
            return
        held.keep(session, file, room if announced is None else announced)
        try:
            await self.app(scope, body.receive, body.send)
        except ClientDisconnect:
            if not body.is_too_large:
                raise
        finally:
            if body.stored:
                held.keep(session, file, body.size)
            else:
                held.release(session, file)
        if body.is_too_large and not body.answered:
            await PlainTextResponse(texts.GATE_UPLOAD, 413)(scope, receive, send)

    @property
    def _settings(self) -> Settings:
        if self._known is None:
            try:
                self._known = self.settings()
            except DatelineError:  # the page says what is wrong with them
                self._known = Settings.load({})
            self._rate = Rate(self._known.visitors.requests_a_minute, _MINUTE)
        return self._known

    def _tell(self, refusal: Response, who: str) -> None:
        _log.info(
            "refused a request", extra=logs.fields(status=refusal.status_code, open=self._open[who])
        )


class _Body:
    """A request's body that is counted, and ends as if the client had gone where it is too
    large."""

    def __init__(self, receive: Receive, send: Send, most: int) -> None:
        self._receive, self._send, self.most = receive, send, most
        self.size, self.answered, self.stored = 0, False, False

    @property
    def is_too_large(self) -> bool:
        return self.size > self.most

    async def receive(self) -> Message:
        message = await self._receive()
        self.size += len(message.get("body", b""))
        return {"type": "http.disconnect"} if self.is_too_large else message

    async def send(self, message: MutableMapping[str, Any]) -> None:
        if self.is_too_large and not self.answered:
            return  # what is made of a client that seems to have gone
        if message["type"] == "http.response.start":
            self.answered = True
            self.stored = 200 <= message["status"] < 300
        await self._send(message)


def visitor_address(scope: Scope) -> str:
    """Whom a request is counted for: an address, or the network of one that has many."""
    host = (scope.get("client") or ("",))[0]
    try:
        address = ip_address(host)
    except ValueError:
        return str(host)
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    if isinstance(address, IPv6Address):
        return f"{IPv6Address(int(address) >> 64 << 64)}/64"
    return str(address)


def _is_arrival(scope: Scope) -> bool:
    """Whether somebody comes anew: a page, or the line that it opens."""
    return scope["type"] == "websocket" or (
        scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")
    )


def _content_length(scope: Scope) -> int | None:
    """How many bytes a request says that its body has; None where it does not."""
    said = Headers(scope=scope).get("content-length", "")
    return int(said) if said.isascii() and said.isdigit() else None


async def _answer(refusal: Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        # Before it was accepted: the server answers with status 403.
        await send({"type": "websocket.close", "code": 1013})
        return
    await refusal(scope, receive, send)


_MOST_KNOWN = 10_000


class Rate:
    """``most`` at once, and as many again in the course of ``seconds``; for any number of keys,
    of which those that were heard of last are remembered."""

    def __init__(
        self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._pace, self._clock = float(most), most / seconds, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str) -> float:
        """0 where ``key`` may now, which is counted; else the seconds until it may."""
        now = self._clock()
        left, since = self._left.pop(key, (self._most, now))
        left = min(self._most, left + (now - since) * self._pace)
        allowed = left >= 1
        self._left[key] = (left - 1 if allowed else left, now)
        while len(self._left) > _MOST_KNOWN:
            self._left.popitem(last=False)
        return 0.0 if allowed else (1 - left) / self._pace
