"""Fetching a feed or page: every hop checked, allowed by its host, in its turn, and bounded."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Mapping
from email.message import Message
from email.utils import parsedate_to_datetime
from urllib.parse import unquote

from geo.fetch.host_rate_limit import HostRateLimit
from geo.fetch.http_cache import CachedPage, HttpCache
from geo.fetch.network import Resolve, resolve_host
from geo.fetch.request import HttpClient, HttpResponse
from geo.fetch.robots import LARGEST, Robots
from geo.fetch.web_address import WebAddress, parse_address, redirect_address
from geo.settings import Settings
from geo.sources.decode import as_utf8
from geo.sources.documents import from_bytes
from geo.sources.formats import is_read, suffix_of
from geo.sources.protocol import Document, Unreadable

_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (429, 503)
_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, "
    "application/xml;q=0.9, */*;q=0.5"
)
_UNCHANGED = 304
# Nobody means more, whatever the header says.
_LONGEST_PAUSE = 86_400.0
# What a type is read as; other types say less than the address, or than the content.
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".rdf",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/json": ".json",
    "application/feed+json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
}
_TEXTS = ("", ".html", ".xhtml", ".txt", ".csv", ".tsv", ".md", ".jsonl")
_LONGEST_NAME = 200


class Fetcher:
    """Asks the web for documents, as ``Fetches`` has it.

    ``tls`` says whose certificates are believed (default: those that the system believes);
    ``resolve`` looks host names up; ``now`` and ``sleep`` are the wall clock's.
    """

    def __init__(
        self,
        settings: Settings,
        tls: ssl.SSLContext | None = None,
        resolve: Resolve = resolve_host,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        web, self._bounds, self._now = settings.web, settings.bounds, now
        trust = tls or ssl.create_default_context()
        self._client = HttpClient(
            web.user_agent, self._bounds, web.private_addresses, resolve, trust
        )
        self._cache = HttpCache(settings.web_cache / "pages.sqlite", now=now)
        patience = self._bounds.total_timeout
        self._rate_limit = HostRateLimit(
            settings.web_cache, web.host_interval, patience, now, sleep
        )
        self._robots = Robots(web.user_agent, self._cache, self._robots_of, now)

    def fetch(self, url: str) -> Document:
        """The document at ``url``, through all its redirects. Raises Unreadable.

        What has not changed since it was last fetched is not sent again.
        """
        try:
            response = self._followed(parse_address(url), self._ask_page)
            return to_document(url, response.address, self._page_of(response))
        except OSError as error:
            raise Unreadable(f"the web's cache cannot be used: {error.strerror}") from error

    def _followed(
        self, first: WebAddress, ask: Callable[[WebAddress], HttpResponse]
    ) -> HttpResponse:
        """The response at the end of all redirects."""
        seen = [first]
        while (response := ask(seen[-1])).status in _REDIRECTS:
            location = response.headers.get("Location")
            if not location:
                raise Unreadable(f"{response.address.host} redirects, and does not say where to")
            following = redirect_address(response.address, location)
            if following in seen:
                raise Unreadable(f"redirects in a circle, back to {following.url}")
            if len(seen) > self._bounds.redirects:
                raise Unreadable(f"redirects more than {self._bounds.redirects} times")
            seen.append(following)
        return response

    def _ask_page(self, asked: WebAddress) -> HttpResponse:
        rules = self._robots.rules(asked)
        if not rules.allow(asked):
            raise Unreadable(f"{asked.host} does not want it read by programs (its robots.txt)")
        cached = self._cache.get(asked.url)
        headers = {"Accept": _ACCEPT, **(cached.conditions if cached else {})}
        return self._ask_in_slot(asked, headers, self._bounds.response_bytes, rules.delay)

    def _page_of(self, response: HttpResponse) -> CachedPage:
        """The page in a response, or the one that we have and that has not changed."""
        url = response.address.url
        if response.status == _UNCHANGED and (cached := self._cache.get(url)):
            self._cache.put(url, cached)
            return cached
        if response.status != 200:
            raise Unreadable(f"{response.address.host} answers {_status(response)}")
        stated = [
            response.headers.get(name, "") for name in ("Content-Type", "ETag", "Last-Modified")
        ]
        page = CachedPage(response.body, *stated)
        if page.conditions:
            self._cache.put(url, page)
        return page

    def _robots_of(self, robots: WebAddress) -> str:
        """The text of a robots.txt; where a host has none, everything is allowed."""

        def ask(asked: WebAddress) -> HttpResponse:
            return self._ask_in_slot(asked, {"Accept": "text/plain, */*;q=0.5"}, LARGEST)

        response = self._followed(robots, ask)
        if response.status == 200:
            return response.body.decode("utf-8", errors="replace")
        if 400 <= response.status < 500 and response.status not in _BUSY:
            return ""
        status = _status(response)
        raise Unreadable(
            f"{robots.host} does not say what may be read: its robots.txt answers {status}"
        )

    def _ask_in_slot(
        self, asked: WebAddress, headers: Mapping[str, str], limit: int, delay: float = 0.0
    ) -> HttpResponse:
        """The answer; a host that is busy and says for how long is asked once more."""
        response = self._once(asked, headers, limit, delay)
        if (
            response.status in _BUSY
            and 0 < _retry_after(response, self._now()) <= self._bounds.total_timeout
        ):
            response = self._once(asked, headers, limit, delay)
        return response

    def _once(
        self, asked: WebAddress, headers: Mapping[str, str], limit: int, delay: float
    ) -> HttpResponse:
        with self._rate_limit.slot(asked.host, delay) as slot:
            response = self._client.get(asked, headers, limit)
            if response.status in _BUSY:
                slot.pause = max(slot.pause, _retry_after(response, self._now()))
        return response


def _retry_after(response: HttpResponse, now: float) -> float:
    """The seconds for which a host asks to be left alone; 0 where it does not say."""
    stated = response.headers.get("Retry-After", "").strip()[:40]
    if stated.isascii() and stated.isdigit():
        return min(float(stated), _LONGEST_PAUSE)
    try:
        until = parsedate_to_datetime(stated).timestamp()
    except (ValueError, TypeError, OverflowError):
        return 0.0
    return min(max(0.0, until - now), _LONGEST_PAUSE)


def _status(response: HttpResponse) -> str:
    return f"{response.status} {response.reason}".strip()[:80]


def to_document(url: str, address: WebAddress, page: CachedPage) -> Document:
    """The page that ``address`` answered with when ``url`` was asked for."""
    header = Message()
    header["Content-Type"] = page.type.partition(",")[0] or "application/octet-stream"
    name = unquote(address.path.partition("?")[0]).rpartition("/")[2][-_LONGEST_NAME:]
    known = suffix_of(name)
    suffix = _SUFFIXES.get(header.get_content_type(), known if is_read(known) else "")
    file = f"{name[: len(name) - len(known)] or address.host}{suffix}"
    charset = header.get_content_charset("") if suffix in _TEXTS else ""
    return from_bytes(as_utf8(page.body, charset), url, file=file, url=address.url)
