"""Rate limits, retries and the circuit breaker of a service, agreed on by all processes.

A row for each service in the cache file holds when the next question may be asked, how often
it has failed in a row, until when it is left alone (the breaker is open), and how many names
it was asked today.
"""

from __future__ import annotations

import logging
import random
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from geo.errors import GeocodingFailed
from geo.geocoders.cache import Cache
from geo.geocoders.protocol import (
    FoundPlace,
    Geocoder,
    GeocoderAnswer,
    NotAsked,
    Query,
    QueryRefused,
    ServiceBusy,
    WallClock,
)
from geo.geocoders.sqlite_file import CacheReadOnly
from geo.logs import fields as fields_of

log = logging.getLogger(__name__)

# A Retry-After of more than a day is taken for a day.
_LONGEST_WAIT = 86_400.0


@dataclass(frozen=True, slots=True)
class RateLimits:
    """How often a service may be asked, and how it is asked again; times in seconds.

    ``interval`` lies between two questions, of whichever process. No more than
    ``names_a_day`` new names are asked (None: any number). A question is tried ``tries``
    times within ``patience``. After ``failures`` in a row the service is left alone for
    ``rest``; then one question tries it.
    """

    interval: float = 0.0
    names_a_day: int | None = None
    tries: int = 4
    patience: float = 60.0
    first_wait: float = 1.0
    failures: int = 5
    rest: float = 60.0


@dataclass(frozen=True, slots=True)
class ServiceState:
    """The state of a service, as stored."""

    service: str
    next_at: float = 0.0
    not_before: float = 0.0
    failures: int = 0
    open_until: float = 0.0
    reason: str = ""
    day: str = ""
    asked: int = 0


class RateLimiter:
    """Lets questions to one service pass, one at a time and at its pace; opens the breaker."""

    def __init__(self, service: str, limits: RateLimits, cache: Cache, clock: WallClock) -> None:
        self.service = service
        self._limits = limits
        self._file = cache.file
        self._clock = clock

    def enter(self, new_name: bool) -> None:
        """Wait until this question may be asked.

        ``new_name`` is false for another try of the same name.
        Raises NotAsked where the service is to be left alone or the day's names are asked.
        """
        try:
            at = self._file.write(lambda c: self._reserve(c, new_name))
        except CacheReadOnly as error:
            raise NotAsked(f"{self.service} is not asked: {error}") from error
        wait = at - self._clock.now()
        if wait > 0:
            self._clock.sleep(wait)

    def succeeded(self) -> None:
        """The service answered: close the breaker and forget its failures."""
        failures = self._state().failures
        if failures:
            log.info("%s answers again", self.service, extra=fields_of(service=self.service))
            self._file.write(
                lambda c: c.execute(
                    "UPDATE turn SET failures = 0, open_until = 0, reason = '' WHERE service = ?",
                    (self.service,),
                )
            )

    def failed(self, reason: str, retry_after: float | None = None, cause: str = "") -> None:
        """The service did not answer; it may have said for how long to leave it alone.

        ``cause`` is logged, ``reason`` is stored: it may hold the name that was asked for.
        """
        failures = self._file.write(lambda c: self._note_failure(c, reason, retry_after))
        values = fields_of(service=self.service, failures=failures, cause=cause)
        log.info("%s gave no answer: %s", self.service, cause, extra=values)
        if failures >= self._limits.failures:
            log.warning(
                "%s is left alone for %.0f s after %d failures in a row: %s",
                *(self.service, self._limits.rest, failures, cause),
                extra=values,
            )

    def try_again(self) -> None:
        """Somebody asks on purpose, or starts anew: let one question try a failing service.

        What the service itself asked for (Retry-After) still holds.
        """
        if self._state().open_until:
            self._file.write(
                lambda c: c.execute(
                    "UPDATE turn SET open_until = min(open_until, ?) WHERE service = ?",
                    (self._clock.now(), self.service),
                )
            )

    def _reserve(self, connection: sqlite3.Connection, new_name: bool) -> float:
        state, now = _read(connection, self.service), self._clock.now()
        if state.open_until > now:
            raise NotAsked(
                f"{self.service} is left alone {_until(state.open_until)}: {state.reason}"
            )
        start = max(now, state.not_before)
        if start - now > self._limits.patience:
            raise NotAsked(f"{self.service} asks to be left alone {_until(state.not_before)}")
        today = datetime.fromtimestamp(now, UTC).date().isoformat()
        asked = state.asked if state.day == today else 0
        limit = self._limits.names_a_day
        if new_name and limit is not None and asked >= limit:
            raise NotAsked(
                f"{self.service} was asked {asked} new names today, and the public instance is "
                "not for bulk use: go on tomorrow, or give a server of your own"
            )
        # A clock set back must not keep everybody waiting for the time it has lost.
        queue = state.next_at if state.next_at - now < 3600 else 0.0
        at = max(start, queue)
        probing = state.failures >= self._limits.failures
        _store(
            connection,
            ServiceState(
                self.service,
                at + self._limits.interval,
                state.not_before,
                state.failures,
                # While one question tries a service that has failed, the others wait.
                at + self._limits.rest if probing else 0.0,
                state.reason,
                today,
                asked + new_name,
            ),
        )
        return at

    def _note_failure(
        self, connection: sqlite3.Connection, reason: str, retry_after: float | None
    ) -> int:
        state, now = _read(connection, self.service), self._clock.now()
        failures = state.failures + 1
        down = failures >= self._limits.failures
        _store(
            connection,
            ServiceState(
                self.service,
                state.next_at,
                max(state.not_before, now + min(retry_after, _LONGEST_WAIT))
                if retry_after
                else state.not_before,
                failures,
                now + self._limits.rest if down else 0.0,
                reason[:300],
                state.day,
                state.asked,
            ),
        )
        return failures

    def _state(self) -> ServiceState:
        return self._file.run(lambda connection: _read(connection, self.service))


def states(cache: Cache) -> tuple[ServiceState, ...]:
    """How all services fare that were ever asked."""
    query = f"SELECT {_COLUMNS} FROM turn ORDER BY service"  # noqa: S608 (names of ours)
    return cache.file.run(lambda c: tuple(ServiceState(*row) for row in c.execute(query)))


_COLUMNS = ", ".join(field.name for field in fields(ServiceState))


def _read(connection: sqlite3.Connection, service: str) -> ServiceState:
    query = f"SELECT {_COLUMNS} FROM turn WHERE service = ?"  # noqa: S608 (names of ours)
    row = connection.execute(query, (service,)).fetchone()
    return ServiceState(*row) if row else ServiceState(service)


def _store(connection: sqlite3.Connection, state: ServiceState) -> None:
    connection.execute(
        f"INSERT OR REPLACE INTO turn ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        tuple(getattr(state, field.name) for field in fields(ServiceState)),
    )


def _until(when: float) -> str:
    return f"until {datetime.fromtimestamp(when, UTC):%H:%M:%S} UTC"


class RetryingGeocoder:
    """A geocoder that is rate-limited, asked again when it fails, and not while it is down."""

    def __init__(
        self,
        geocoder: Geocoder,
        limiter: RateLimiter,
        limits: RateLimits,
        clock: WallClock,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._geocoder = geocoder
        self._limiter = limiter
        self._limits = limits
        self._clock = clock
        self._chance = chance
        self.name = geocoder.name
        self.options = geocoder.options

    def geocode(self, query: Query) -> GeocoderAnswer:
        """What the service knows. Raises GeocodingFailed when it gives no answer."""
        patience_ends = self._clock.now() + self._limits.patience
        tries = 1
        self._limiter.enter(new_name=True)
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
                self._limiter.succeeded()
                return answer
            self._clock.sleep(wait)
            tries += 1
            self._reenter(failure)

    def read(self, raw: tuple[Any, ...]) -> tuple[FoundPlace, ...]:
        """As the geocoder reads it."""
        return self._geocoder.read(raw)

    def _note(self, error: GeocodingFailed) -> None:
        if isinstance(error, QueryRefused):
            self._limiter.succeeded()  # it is the question, not the service, that is at fault
        else:
            wait = getattr(error, "retry_after", None)
            self._limiter.failed(str(error), wait, getattr(error, "cause", ""))

    def _wait(self, error: GeocodingFailed, tries: int) -> float | None:
        """Seconds until the next try, None for no other.

        Exponential with full jitter (Brooker, "Exponential Backoff And Jitter", 2015), so that
        processes that failed together do not return together.
        """
        if not isinstance(error, ServiceBusy) or tries >= self._limits.tries:
            return None
        jitter = self._chance() * self._limits.first_wait * 2.0 ** (tries - 1)
        return max(error.retry_after or 0.0, jitter)

    def _reenter(self, failure: GeocodingFailed) -> None:
        try:
            self._limiter.enter(new_name=False)
        except NotAsked as error:
            raise failure from error
