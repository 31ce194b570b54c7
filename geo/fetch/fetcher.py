"""Fetching a document: every hop checked, allowed by its host, in its turn, and bounded."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime

from geo.fetch import addresses
from geo.fetch.host_rate_limit import Turns
from geo.fetch.http_cache import Kept, Page
from geo.fetch.request import Answer, Line
from geo.fetch.robots import LARGEST, Robots
from geo.fetch.target import Target, redirected, target
from geo.fetch.to_document import described
from geo.settings import Settings
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


class Fetcher:
    """Asks the web for documents, as ``Fetches`` has it.

    ``tls`` says whose certificates are believed (default: those that the system believes);
    ``resolve`` looks host names up; ``now`` and ``sleep`` are the wall clock's.
    """

    def __init__(
        self,
        settings: Settings,
        tls: ssl.SSLContext | None = None,
        resolve: addresses.Resolve = addresses.resolve,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        web, self._bounds, self._now = settings.web, settings.bounds, now
        trust = tls or ssl.create_default_context()
        self._line = Line(web.user_agent, self._bounds, web.private_addresses, resolve, trust)
        self._kept = Kept(settings.web_cache / "pages.sqlite", now=now)
        patience = self._bounds.total_timeout
        self._turns = Turns(settings.web_cache, web.host_interval, patience, now, sleep)
        self._robots = Robots(web.user_agent, self._kept, self._robots_of, now)

    def fetch(self, url: str) -> Document:
        """The document at ``url``, through all its redirects. Raises Unreadable.

        What has not changed since it was last fetched is not sent again.
        """
        try:
            answer = self._followed(target(url), self._page)
            return described(url, answer.target, self._told(answer))
        except OSError as error:
            raise Unreadable(f"the web's cache cannot be used: {error.strerror}") from error

    def _followed(self, first: Target, ask: Callable[[Target], Answer]) -> Answer:
        """The answer at the end of all redirects."""
        seen = [first]
        while (answer := ask(seen[-1])).status in _REDIRECTS:
            location = answer.headers.get("Location")
            if not location:
                raise Unreadable(f"{answer.target.host} redirects, and does not say where to")
            following = redirected(answer.target, location)
            if following in seen:
                raise Unreadable(f"redirects in a circle, back to {following.url}")
            if len(seen) > self._bounds.redirects:
                raise Unreadable(f"redirects more than {self._bounds.redirects} times")
            seen.append(following)
        return answer

    def _page(self, asked: Target) -> Answer:
        rules = self._robots.rules(asked)
        if not rules.allow(asked):
            raise Unreadable(f"{asked.host} does not want it read by programs (its robots.txt)")
        kept = self._kept.get(asked.url)
        headers = {"Accept": _ACCEPT, **(kept.conditions if kept else {})}
        return self._in_turn(asked, headers, self._bounds.response_bytes, rules.delay)

    def _told(self, answer: Answer) -> Page:
        """The page in an answer, or the one that we have and that has not changed."""
        url = answer.target.url
        if answer.status == _UNCHANGED and (kept := self._kept.get(url)):
            self._kept.put(url, kept)
            return kept
        if answer.status != 200:
            raise Unreadable(f"{answer.target.host} answers {_status(answer)}")
        given = answer.headers
        page = Page(
            answer.body,
            given.get("Content-Type") or "",
            given.get("ETag") or "",
            given.get("Last-Modified") or "",
        )
        if page.conditions:
            self._kept.put(url, page)
        return page

    def _robots_of(self, robots: Target) -> str:
        """The text of a robots.txt; where a host has none, everything is allowed."""

        def ask(asked: Target) -> Answer:
            return self._in_turn(asked, {"Accept": "text/plain, */*;q=0.5"}, LARGEST)

        answer = self._followed(robots, ask)
        if answer.status == 200:
            return answer.body.decode("utf-8", errors="replace")
        if 400 <= answer.status < 500 and answer.status not in _BUSY:
            return ""
        raise Unreadable(
            f"{robots.host} does not say what may be read: its robots.txt answers {_status(answer)}"
        )

    def _in_turn(
        self, asked: Target, headers: Mapping[str, str], limit: int, delay: float = 0.0
    ) -> Answer:
        """The answer; a host that is busy and says for how long is asked once more."""
        answer = self._once(asked, headers, limit, delay)
        if (
            answer.status in _BUSY
            and 0 < _retry_after(answer, self._now()) <= self._bounds.total_timeout
        ):
            answer = self._once(asked, headers, limit, delay)
        return answer

    def _once(self, asked: Target, headers: Mapping[str, str], limit: int, delay: float) -> Answer:
        with self._turns.at(asked.host, delay) as turn:
            answer = self._line.ask(asked, headers, limit)
            if answer.status in _BUSY:
                turn.pause = max(turn.pause, _retry_after(answer, self._now()))
        return answer


def _retry_after(answer: Answer, now: float) -> float:
    """The seconds for which a host asks to be left alone; 0 where it does not say."""
    stated = (answer.headers.get("Retry-After") or "").strip()[:40]
    if stated.isascii() and stated.isdigit():
        return min(float(stated), _LONGEST_PAUSE)
    try:
        until = parsedate_to_datetime(stated).timestamp()
    except (ValueError, TypeError, OverflowError):
        return 0.0
    return min(max(0.0, until - now), _LONGEST_PAUSE)


def _status(answer: Answer) -> str:
    return f"{answer.status} {answer.reason}".strip()[:80]
