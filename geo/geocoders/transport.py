"""How geopy's geocoders reach their services: bounded in time and size, keys out of sight.

geopy is given a placeholder for the key, so that no URL, log or error text of its making
holds the key itself; it takes the placeholder's place on the way to the socket alone.
"""

from __future__ import annotations

import http.client
import json
import ssl
import time
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderParseError, GeocoderTimedOut, GeocoderUnavailable, GeopyError

PLACEHOLDER = "dateline-key"

# Ten results of the wordiest service are 50 kB.
LARGEST_ANSWER = 2_000_000
_CHUNK = 65_536

Check = Callable[[Any], Any]
"""Looks a parsed answer over before geopy does; raises GeocoderParseError."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect could carry the key elsewhere: it is an error that names no URL."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Transport(BaseSyncAdapter):  # type: ignore[misc]
    """GET with a limit on the whole time and size, for one service and its key."""

    def __init__(
        self, *, proxies: Any, ssl_context: Any, secret: str = "", check: Check = lambda doc: doc
    ) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._secret = secret
        self._check = check
        self._open = urllib.request.build_opener(
            urllib.request.ProxyHandler(proxies),
            urllib.request.HTTPSHandler(context=ssl_context or ssl.create_default_context()),
            _NoRedirects(),
        ).open

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
        """The parsed body. Raises what geopy's adapters raise."""
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            document = json.loads(text, parse_constant=_nothing)
        except (ValueError, RecursionError) as error:
            raise GeocoderParseError("the answer is not JSON") from error
        return self._check(document)

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        """The body. Raises what geopy's adapters raise."""
        secret = quote(self._secret, safe="")
        request = urllib.request.Request(  # noqa: S310 (geopy allows http and https alone)
            url.replace(PLACEHOLDER, secret),
            headers={k: v.replace(PLACEHOLDER, self._secret) for k, v in headers.items()},
        )
        ends = time.monotonic() + timeout
        try:
            with self._open(request, timeout=timeout) as page:
                return self._hide(_read(page, ends))
        except HTTPError as error:
            with error:
                raise self._http_error(error, ends) from None
        except ssl.SSLCertVerificationError as error:
            raise _untrusted(error) from None
        except URLError as error:
            raise _unreachable(error.reason) from None
        except (OSError, http.client.HTTPException) as error:
            raise _unreachable(error) from None

    def _http_error(self, error: HTTPError, ends: float) -> AdapterHTTPError:
        try:
            text = self._hide(_read(error, ends))
        except (OSError, http.client.HTTPException, GeocoderTimedOut, GeocoderParseError):
            text = ""  # the status says enough
        return AdapterHTTPError(
            f"HTTP status {error.code}",
            status_code=error.code,
            headers={name.lower(): value for name, value in error.headers.items()},
            text=text,
        )

    def _hide(self, body: bytes) -> str:
        """Services like to repeat a key that they do not accept."""
        text = body.decode("utf-8", errors="replace")
        if not self._secret:
            return text
        return text.replace(self._secret, "…").replace(quote(self._secret, safe=""), "…")


class Untrusted(GeocoderUnavailable):  # type: ignore[misc]
    """The service could not prove who it is."""


def _nothing(constant: str) -> None:
    """NaN and Infinity are no JSON and no number that anything could be done with."""


def _read(page: Any, ends: float) -> bytes:
    """The whole body; a service that trickles must not hold us for ever."""
    body = b""
    while chunk := page.read1(_CHUNK):
        body += chunk
        if len(body) > LARGEST_ANSWER:
            raise GeocoderParseError("the answer is larger than any answer should be")
        if time.monotonic() > ends:
            raise GeocoderTimedOut("the answer did not end in time")
    expected = page.headers.get("Content-Length", "")
    if expected.isdigit() and len(body) < int(expected):
        raise GeocoderUnavailable("the connection was cut")
    return body


def _unreachable(reason: object) -> GeopyError:
    if isinstance(reason, ssl.SSLError):
        return _untrusted(reason)
    if isinstance(reason, TimeoutError):
        return GeocoderTimedOut("no answer in time")
    if isinstance(reason, OSError):
        return GeocoderUnavailable(reason.strerror or type(reason).__name__)
    return GeocoderUnavailable("the connection was cut")


def _untrusted(error: ssl.SSLError) -> Untrusted:
    why = getattr(error, "verify_message", "") or error.reason or "no TLS there"
    return Untrusted(f"the connection is not secure: {why}")
