"""One question to a web server and its answer, whole or not at all."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from typing import Any

from geo.fetch.addresses import Resolve, checked
from geo.fetch.connection import Timed, connected
from geo.fetch.target import Target
from geo.settings import Bounds
from geo.sources.compressed import ACCEPTED_ENCODINGS, unpack_content
from geo.sources.protocol import Unreadable

_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said; ``body`` is unpacked."""

    target: Target
    status: int
    reason: str
    headers: Message
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Line:
    """How servers are asked: by whom, within which bounds, whether at private addresses.

    ``resolve`` looks names up; ``tls`` says whose certificates are believed.
    """

    agent: str
    bounds: Bounds
    private: bool
    resolve: Resolve
    tls: ssl.SSLContext

    def ask(self, target: Target, headers: Mapping[str, str], limit: int) -> Answer:
        """GET, with at most ``limit`` bytes in return. Raises Unreadable, with the reason."""
        addresses = checked(target.host, target.port, self.private, self.resolve)
        asking = {
            "Host": target.authority,
            "User-Agent": self.agent,
            "Accept-Encoding": ACCEPTED_ENCODINGS,
            "Connection": "close",
            **headers,
        }
        try:
            with connected(target, addresses, self.bounds, self.tls) as connection:
                return _asked(connection, target, asking, limit)
        except TimeoutError as error:
            raise Unreadable(f"{target.host} takes too long to answer") from error
        except ssl.SSLCertVerificationError as error:
            raise Unreadable(
                f"the certificate of {target.host} is not valid: {error.verify_message}"
            ) from error
        except (http.client.HTTPException, ValueError) as error:
            raise Unreadable(
                f"what {target.host} answers is not HTTP: {str(error) or type(error).__name__}"
            ) from error
        except OSError as error:
            raise Unreadable(f"{target.host} cannot be asked: {error.strerror or error}") from error


def _asked(connection: Timed, target: Target, headers: Mapping[str, str], limit: int) -> Answer:
    client = http.client.HTTPConnection(target.host, target.port)
    spoken: Any = connection
    client.sock = spoken  # connected already, and to an address that was checked
    client.request("GET", target.path, headers=dict(headers))
    response = client.getresponse()
    raw = _body(response, limit) if response.status == 200 else b""
    encodings = ", ".join(response.headers.get_all("Content-Encoding") or ())
    body = unpack_content(raw, encodings, limit) if raw else b""
    return Answer(target, response.status, response.reason, response.headers, body)


def _body(response: http.client.HTTPResponse, limit: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := response.read(_CHUNK):
        size += len(piece)
        if size > limit:
            raise Unreadable(
                f"too large: over {limit:,} bytes (DATELINE_RESPONSE_BYTES sets how many are read)"
            )
        pieces.append(piece)
    if response.length:
        raise Unreadable(f"cut off: {response.length:,} bytes of it never came")
    return b"".join(pieces)
