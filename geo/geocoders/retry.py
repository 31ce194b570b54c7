"""Asking a service again when it stumbles, and leaving it alone when it is down."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from geo.errors import GeocodingFailed
from geo.geocoders.clock import Clock
from geo.geocoders.failures import NotAsked, QueryRefused, ServiceBusy
from geo.geocoders.protocol import Answer, Found, Geocoder, Query
from geo.geocoders.rate_limit import Gate, Manners


class Polite:
    """A geocoder that is asked at its own pace, with retries, and not while it is down."""

    def __init__(
        self,
        geocoder: Geocoder,
        gate: Gate,
        manners: Manners,
        clock: Clock,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._geocoder = geocoder
        self._gate = gate
        self._manners = manners
        self._clock = clock
        self._chance = chance
        self.name = geocoder.name
        self.options = geocoder.options

    def geocode(self, query: Query) -> Answer:
        """What the service knows. Raises GeocodingFailed when it gives no answer."""
        patience_ends = self._clock.now() + self._manners.patience
        tries = 1
        self._gate.enter(new_name=True)
        while True:
            try:
                answer = self._geocoder.geocode(query)
            except GeocodingFailed as error:
                self._note(error)
                wait = self._wait(error, tries)
                if wait is None or self._clock.now() + wait > patience_ends:
                    raise
                failure = error
            else:
                self._gate.succeeded()
                return answer
            self._clock.sleep(wait)
            tries += 1
            self._reenter(failure)

    def read(self, raw: tuple[Any, ...]) -> tuple[Found, ...]:
        """As the geocoder reads it."""
        return self._geocoder.read(raw)

    def _note(self, error: GeocodingFailed) -> None:
        if isinstance(error, QueryRefused):
            self._gate.succeeded()  # it is the question, not the service, that is at fault
        else:
            self._gate.failed(str(error), getattr(error, "retry_after", None))

    def _wait(self, error: GeocodingFailed, tries: int) -> float | None:
        """Seconds until the next try, None for no other.

        Exponential with full jitter (Brooker, "Exponential Backoff And Jitter", 2015), so that
        processes that failed together do not return together.
        """
        if not isinstance(error, ServiceBusy) or tries >= self._manners.tries:
            return None
        jitter = self._chance() * self._manners.first_wait * 2.0 ** (tries - 1)
        return max(error.retry_after or 0.0, jitter)

    def _reenter(self, failure: GeocodingFailed) -> None:
        try:
            self._gate.enter(new_name=False)
        except NotAsked as error:
            raise failure from error
