"""What a host does not want to be asked for (robots.txt, RFC 9309), read by Protego."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from geo.fetch.http_cache import CachedPage, HttpCache
from geo.fetch.web_address import WebAddress
from geo.sources.protocol import Unreadable

# RFC 9309: rules are to be asked for again after a day, and 500 KiB of them are to be read.
VALID_FOR = 86_400.0
LARGEST = 512_000
# A host that did not answer is not asked again and again: every other page would cost a timeout.
_SILENT_FOR = 300.0
# Who means a longer pause between two pages does not want to be read at all.
_LONGEST_DELAY = 60.0


@dataclass(frozen=True, slots=True)
class HostRules:
    """What is allowed to us at a host, and the pause it asks for, in seconds."""

    stated: Protego
    agent: str

    def allow(self, address: WebAddress) -> bool:
        """Whether this page may be asked for."""
        return self.stated.can_fetch(address.url, self.agent)

    @property
    def delay(self) -> float:
        """The pause between two pages."""
        return min(_LONGEST_DELAY, self.stated.crawl_delay(self.agent) or 0.0)


class Robots:
    """The rules of all hosts. ``ask`` gets a robots.txt: its text, "" where there is none;
    it raises Unreadable where the host does not say.
    """

    def __init__(
        self,
        agent: str,
        cache: HttpCache,
        ask: Callable[[WebAddress], str],
        now: Callable[[], float] = time.time,
    ) -> None:
        # A rule for us by our own name holds whatever name the user has given.
        self._agent = agent if "dateline" in agent.lower() else f"Dateline {agent}"
        self._cache = cache
        self._ask = ask
        self._now = now
        self._known: dict[str, tuple[float, HostRules]] = {}
        self._silent: dict[str, tuple[float, str]] = {}

    def rules(self, address: WebAddress) -> HostRules:
        """The rules of the host. Raises Unreadable where it does not answer: it might forbid."""
        origin, now = address.origin, self._now()
        since, rules = self._known.get(origin, (0.0, None))
        if rules is not None and 0 <= now - since < VALID_FOR:
            return rules
        since, reason = self._silent.get(origin, (0.0, ""))
        if reason and 0 <= now - since < _SILENT_FOR:
            raise Unreadable(reason)
        try:
            since, text = self._text(address.robots)
        except Unreadable as error:
            self._silent[origin] = now, str(error)
            raise
        rules = HostRules(Protego.parse(text), self._agent)
        self._known[origin] = since, rules
        return rules

    def _text(self, robots: WebAddress) -> tuple[float, str]:
        page = self._cache.get(robots.url)
        if page is not None and 0 <= self._now() - page.checked < VALID_FOR:
            return page.checked, page.body.decode("utf-8", errors="replace")
        text = self._ask(robots)
        self._cache.put(robots.url, CachedPage(text.encode("utf-8", errors="replace")))
        return self._now(), text
