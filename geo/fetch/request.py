"""One request to a web server and its response, whole or not at all."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass

import httpcore
import httpx

from geo.fetch.network import CheckedNetwork, Resolve
from geo.fetch.web_address import WebAddress
from geo.settings import Bounds
from geo.sources.compressed import ACCEPTED_ENCODINGS, unpack_content
from geo.sources.protocol import Unreadable


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """What a server answered; ``body`` is unpacked."""

    address: WebAddress
    status: int
    reason: str
    headers: httpx.Headers
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class HttpClient:
    """How servers are asked: by whom, within which bounds, whether at private addresses.

    ``resolve`` looks host names up; ``tls`` says whose certificates are believed.
    """

    agent: str
    bounds: Bounds
    private: bool
    resolve: Resolve
    tls: ssl.SSLContext

    def get(self, address: WebAddress, headers: Mapping[str, str], limit: int) -> HttpResponse:
        """GET, with a body of at most ``limit`` bytes, which is read where the status is 200.

        Raises Unreadable, with the reason.
        """
        host = address.host
        try:
            return self._get(address, headers, limit)
        except TimeoutError as error:
            raise Unreadable(f"{host} takes too long to answer") from error
        except ssl.SSLCertVerificationError as error:
            raise Unreadable(
                f"the certificate of {host} is not valid: {error.verify_message}"
            ) from error
        except httpcore.ProtocolError as error:
            raise Unreadable(f"what {host} answers is not HTTP, or cut off: {error}") from error
        except OSError as error:
            raise Unreadable(f"{host} cannot be asked: {error.strerror or error}") from error

    def _get(self, address: WebAddress, headers: Mapping[str, str], limit: int) -> HttpResponse:
        bounds, encoding = self.bounds, ACCEPTED_ENCODINGS
        network = CheckedNetwork(bounds.total_timeout, self.private, self.resolve)
        url = httpcore.URL(
            scheme=address.scheme, host=address.host, port=address.port, target=address.path
        )
        asked = httpx.Headers(
            {"Host": address.authority, "User-Agent": self.agent, "Accept-Encoding": encoding}
            | {"Connection": "close", **headers},
            encoding="utf-8",
        )
        waits = {"connect": bounds.connect_timeout, "read": bounds.read_timeout}
        connection = httpcore.HTTPConnection(url.origin, self.tls, network_backend=network)
        with (
            connection,
            connection.stream(
                "GET", url, headers=asked.raw, extensions={"timeout": waits}
            ) as response,
        ):
            return _read(response, address, limit)


def _read(response: httpcore.Response, address: WebAddress, limit: int) -> HttpResponse:
    headers = httpx.Headers(response.headers)
    raw = _body(response, limit) if response.status == 200 else b""
    # Not by httpx, which unpacks whatever a piece holds before anybody can count it.
    body = unpack_content(raw, headers.get("Content-Encoding", ""), limit) if raw else b""
    reason = response.extensions.get("reason_phrase", b"").decode("latin-1")
    return HttpResponse(address, response.status, reason, headers, body)


def _body(response: httpcore.Response, limit: int) -> bytes:
    body = bytearray()
    for piece in response.iter_stream():
        body += piece
        if len(body) > limit:
            raise Unreadable(
                f"too large: over {limit:,} bytes (DATELINE_RESPONSE_BYTES sets how many are read)"
            )
    return bytes(body)
