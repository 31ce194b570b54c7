"""A web server on this machine: pages that behave, and some that do not."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

from tests.loopback import listening

Page = Callable[[BaseHTTPRequestHandler], None]

# Plays a public address, where tests say so; 127.0.0.1 plays the private network.
PUBLIC = "127.0.0.2"


@dataclass
class Site:
    """What is at each path, and what was asked for."""

    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    port: int = 0

    def at(self, path: str, host: str = PUBLIC) -> str:
        return f"http://{host}:{self.port}{path}"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        self.asked.append(request.path)
        self.headers.append({name.lower(): value for name, value in request.headers.items()})
        self.pages.get(request.path, says(b"nothing here", 404))(request)


def says(body: bytes, status: int = 200, type: str = "text/html", **headers: str) -> Page:
    def page(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        given = {"Content-Type": type, "Content-Length": str(len(body)), **headers}
        for name, value in given.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return page


def leads(location: str, status: int = 302) -> Page:
    return says(b"", status, Location=location)


def raw(data: bytes) -> Page:
    return lambda request: _write(request, data)


def endless(head: bytes, piece: bytes, pause: float = 0.0) -> Page:
    """Never stops sending; ends when nobody listens any more."""

    def page(request: BaseHTTPRequestHandler) -> None:
        _write(request, head)
        while True:
            _write(request, piece)
            if pause:
                time.sleep(pause)

    return page


def silent(released: threading.Event) -> Page:
    """Takes the question and says nothing."""
    return lambda request: (released.wait(30), None)[1]


def _write(request: BaseHTTPRequestHandler, data: bytes) -> None:
    request.wfile.write(data)
    request.wfile.flush()


@contextmanager
def serving(site: Site | None = None) -> Iterator[Site]:
    """The site, on a free port of all loopback addresses."""
    state = site or Site()
    with listening(state.answer, "0.0.0.0") as state.port:
        yield state
