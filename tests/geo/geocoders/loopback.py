"""A geocoding server on this machine that answers like Nominatim and like Photon.

The shapes of the answers are those of the two services' documentation; the places in them
are real, the ids made up. Faults are taken from a list, one for each request.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.loopback import listening


@dataclass(frozen=True)
class Spot:
    """A place that the server knows, told in either service's words."""

    name: str
    latitude: float
    longitude: float
    country: str = "Afghanistan"
    code: str = "af"
    state: str = ""
    county: str = ""
    osm_id: int = 4242
    osm_type: str = "node"
    key: str = "place"
    value: str = "village"
    level: str = "village"
    population: str = ""

    def nominatim(self) -> dict[str, Any]:
        address = {self.level: self.name, "county": self.county, "state": self.state}
        address |= {"country": self.country, "country_code": self.code}
        return {
            "place_id": 10_000 + self.osm_id,
            "licence": "Data © OpenStreetMap contributors, ODbL 1.0",
            "osm_type": self.osm_type,
            "osm_id": self.osm_id,
            "lat": f"{self.latitude:.7f}",
            "lon": f"{self.longitude:.7f}",
            "class": self.key,
            "type": self.value,
            "place_rank": 19,
            "importance": 0.27,
            "addresstype": self.level,
            "name": self.name,
            "display_name": f"{self.name}, {self.state}, {self.country}",
            "boundingbox": [
                f"{self.latitude - 0.02:.7f}",
                f"{self.latitude + 0.02:.7f}",
                f"{self.longitude - 0.02:.7f}",
                f"{self.longitude + 0.02:.7f}",
            ],
            "address": {part: text for part, text in address.items() if text},
            "extratags": {"population": self.population} if self.population else None,
        }

    def photon(self) -> dict[str, Any]:
        properties = {
            "osm_type": self.osm_type[0].upper(),
            "osm_id": self.osm_id,
            "osm_key": self.key,
            "osm_value": self.value,
            "type": "city",
            "countrycode": self.code.upper(),
            "name": self.name,
            "country": self.country,
            "state": self.state,
            "county": self.county,
            "extent": [
                self.longitude - 0.02,
                self.latitude + 0.02,
                self.longitude + 0.02,
                self.latitude - 0.02,
            ],
        }
        return {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [self.longitude, self.latitude]},
            "properties": {part: value for part, value in properties.items() if value != ""},
        }


TORGHUNDI = Spot("Torghundi", 35.2447, 62.2839, state="Herat Province", county="Kushk", osm_id=1)
ISLAM_QALA = Spot("Islam Qala", 34.6667, 61.0667, state="Herat Province", osm_id=2)

Fault = Callable[[BaseHTTPRequestHandler], None]
"""What to do with a request instead of answering it."""


@dataclass
class Server:
    """What the server knows, what goes wrong, and what it was asked."""

    places: dict[str, list[Any]] = field(default_factory=dict)
    faults: deque[Fault] = field(default_factory=deque)
    broken: Fault | None = None
    delay: float = 0.0
    asked: Counter[str] = field(default_factory=Counter)
    paths: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    times: list[float] = field(default_factory=list)
    port: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def knows(self, *spots: Spot) -> None:
        for spot in spots:
            self.places.setdefault(spot.name.casefold(), []).append(spot)

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        url = urlsplit(request.path)
        name = parse_qs(url.query).get("q", [""])[0]
        with self.lock:
            self.asked[name] += 1
            self.paths.append(request.path)
            self.agents.add(request.headers["User-Agent"])
            self.times.append(time.monotonic())
            fault = self.faults.popleft() if self.faults else self.broken
        if self.delay:
            time.sleep(self.delay)
        if fault is not None:
            fault(request)
            return
        found = self.places.get(name.casefold(), [])
        if url.path == "/search":
            send(request, [f.nominatim() if isinstance(f, Spot) else f for f in found])
        else:
            features = [f.photon() if isinstance(f, Spot) else f for f in found]
            send(request, {"type": "FeatureCollection", "features": features})


def send(request: BaseHTTPRequestHandler, document: Any, status: int = 200, **headers: str) -> None:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    request.send_response(status)
    request.send_header("Content-Type", "application/json; charset=utf-8")
    request.send_header("Content-Length", str(len(body)))
    request.send_header("Connection", "close")
    for name, value in headers.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(body)


def status(code: int, **headers: str) -> Fault:
    """An error page, HTML as they are."""
    page = f"<html><body><h1>{code}</h1></body></html>".encode()
    return lambda request: send(request, page, code, **headers)


def html(request: BaseHTTPRequestHandler) -> None:
    send(request, b"<!doctype html><title>Down for maintenance</title>")


def cut(request: BaseHTTPRequestHandler) -> None:
    """Promises more than it sends."""
    request.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n[{"lat": ')
    request.wfile.flush()
    request.connection.shutdown(socket.SHUT_RDWR)


def hang_up(request: BaseHTTPRequestHandler) -> None:
    request.connection.shutdown(socket.SHUT_RDWR)


def slow(seconds: float) -> Fault:
    """Says nothing for so long."""
    return lambda request: time.sleep(seconds)


def trickle(seconds: float) -> Fault:
    """Sends a byte now and then, never the last."""

    def fault(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
        ends = time.monotonic() + seconds
        try:
            while time.monotonic() < ends:
                request.wfile.write(b" ")
                request.wfile.flush()
                time.sleep(0.02)
        except OSError:
            return

    return fault


def says(document: Any) -> Fault:
    """Answers this, whatever was asked."""
    return lambda request: send(request, document)


@contextmanager
def serving(server: Server | None = None, context: Any = None) -> Iterator[Server]:
    """The server, running on a free port; with TLS where ``context`` is given."""
    state = server or Server()
    with listening(state.answer, port=state.port, tls=context) as state.port:
        yield state
