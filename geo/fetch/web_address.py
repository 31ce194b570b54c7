"""A web address (URL) in parts, as it is asked for; what is no such address is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from geo.sources.protocol import Unreadable

_PORTS = {"http": 80, "https": 443}
# What may stand in a path as it is; a percent sign is taken for an escape already made.
_KEPT = "/:@!$&'()*+,;=~-._%?"
_CONTROL = re.compile(r"[\x00-\x20\x7f]")
_HOST = re.compile(r"[a-z0-9._:-]+", re.IGNORECASE)
_LONGEST = 8_000


@dataclass(frozen=True, slots=True)
class WebAddress:
    """``host`` in the letters of the domain name system; ``path`` with its query, escaped."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """``https://example.org``, as the Host header and robots.txt have it."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """The host, and the port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address, without what a browser would keep to itself (``#part``)."""
        return self.origin + self.path

    @property
    def robots(self) -> WebAddress:
        """Where the host says what it does not want to be asked for."""
        return WebAddress(self.scheme, self.host, self.port, "/robots.txt")


def parse_address(url: str) -> WebAddress:
    """The address in parts. Raises Unreadable, with the reason, for one that is not asked."""
    if len(url) > _LONGEST:
        raise Unreadable(f"the address is too long: over {_LONGEST:,} characters")
    if _CONTROL.search(url):
        raise Unreadable("not a web address: there is a space or a control character in it")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = _ascii(parts.hostname or "")
    except ValueError as error:
        raise Unreadable(f"not a web address: {error}") from error
    if parts.scheme not in _PORTS:
        raise Unreadable("only http and https addresses are fetched")
    if not _HOST.fullmatch(host):
        raise Unreadable("not a web address: it names no host")
    if parts.username is not None or parts.password is not None:
        # It would stand in the atlas, and on every screen that shows where an article is from.
        raise Unreadable("the address has a user name in it: save the page and give the file")
    path = quote(parts.path or "/", safe=_KEPT) + (
        f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
    )
    return WebAddress(parts.scheme, host, _PORTS[parts.scheme] if port is None else port, path)


def redirect_address(before: WebAddress, location: str) -> WebAddress:
    """Where a redirect leads. Raises Unreadable as ``parse_address`` does."""
    try:
        return parse_address(urljoin(before.url, location.strip()))
    except ValueError as error:
        raise Unreadable(f"redirects to what is no web address: {error}") from error


def _ascii(host: str) -> str:
    """A host name as it is looked up; ``bücher.example`` is ``xn--bcher-kva.example``."""
    return host if host.isascii() else host.encode("idna").decode("ascii")
