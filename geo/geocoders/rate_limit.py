"""Good manners towards a service, agreed on by all processes through the cache's file.

A row for each service holds when the next question may be asked, how often it has failed
in a row, until when it is to be left alone, and how many names it was asked today.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from geo.geocoders.cache import Cache
from geo.geocoders.clock import Clock
from geo.geocoders.failures import NotAsked
from geo.geocoders.sqlite_file import CacheReadOnly

# Nobody means more, whatever the header says.
_LONGEST_WAIT = 86_400.0


@dataclass(frozen=True, slots=True)
class Manners:
    """How a service is to be treated; all times in seconds.

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
class Turn:
    """The state of a service, as stored."""

    service: str
    next_at: float = 0.0
    not_before: float = 0.0
    failures: int = 0
    open_until: float = 0.0
    reason: str = ""
    day: str = ""
    asked: int = 0


class Gate:
    """Where every question to one service passes, one at a time and at its pace."""

    def __init__(self, service: str, manners: Manners, cache: Cache, clock: Clock) -> None:
        self.service = service
        self._manners = manners
        self._file = cache.file
        self._clock = clock

    def enter(self, new_name: bool) -> None:
        """Wait for one's turn. ``new_name`` is false for another try of the same name.

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
        """The service answered; whatever it was, it is over."""
        if self._state().failures:
            self._file.write(
                lambda c: c.execute(
                    "UPDATE turn SET failures = 0, open_until = 0, reason = '' WHERE service = ?",
                    (self.service,),
                )
            )

    def failed(self, reason: str, retry_after: float | None = None) -> None:
        """The service did not answer; it may have said for how long to leave it alone."""
        self._file.write(lambda c: self._note_failure(c, reason, retry_after))

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
        turn, now = _read(connection, self.service), self._clock.now()
        if turn.open_until > now:
            raise NotAsked(f"{self.service} is left alone {_until(turn.open_until)}: {turn.reason}")
        start = max(now, turn.not_before)
        if start - now > self._manners.patience:
            raise NotAsked(f"{self.service} asks to be left alone {_until(turn.not_before)}")
        today = datetime.fromtimestamp(now, UTC).date().isoformat()
        asked = turn.asked if turn.day == today else 0
        limit = self._manners.names_a_day
        if new_name and limit is not None and asked >= limit:
            raise NotAsked(
                f"{self.service} was asked {asked} new names today, and the public instance is "
                "not for bulk use: go on tomorrow, or give a server of your own"
            )
        # A clock set back must not keep everybody waiting for the time it has lost.
        queue = turn.next_at if turn.next_at - now < 3600 else 0.0
        at = max(start, queue)
        probing = turn.failures >= self._manners.failures
        _store(
            connection,
            Turn(
                self.service,
                at + self._manners.interval,
                turn.not_before,
                turn.failures,
                # While one question tries a service that has failed, the others wait.
                at + self._manners.rest if probing else 0.0,
                turn.reason,
                today,
                asked + new_name,
            ),
        )
        return at

    def _note_failure(
        self, connection: sqlite3.Connection, reason: str, retry_after: float | None
    ) -> None:
        turn, now = _read(connection, self.service), self._clock.now()
        failures = turn.failures + 1
        down = failures >= self._manners.failures
        _store(
            connection,
            Turn(
                self.service,
                turn.next_at,
                max(turn.not_before, now + min(retry_after, _LONGEST_WAIT))
                if retry_after
                else turn.not_before,
                failures,
                now + self._manners.rest if down else 0.0,
                reason[:300],
                turn.day,
                turn.asked,
            ),
        )

    def _state(self) -> Turn:
        return self._file.run(lambda connection: _read(connection, self.service))


def states(cache: Cache) -> tuple[Turn, ...]:
    """How all services fare that were ever asked."""
    query = f"SELECT {_COLUMNS} FROM turn ORDER BY service"  # noqa: S608 (names of ours)
    return cache.file.run(lambda c: tuple(Turn(*row) for row in c.execute(query)))


_COLUMNS = ", ".join(field.name for field in fields(Turn))


def _read(connection: sqlite3.Connection, service: str) -> Turn:
    query = f"SELECT {_COLUMNS} FROM turn WHERE service = ?"  # noqa: S608 (names of ours)
    row = connection.execute(query, (service,)).fetchone()
    return Turn(*row) if row else Turn(service)


def _store(connection: sqlite3.Connection, turn: Turn) -> None:
    connection.execute(
        f"INSERT OR REPLACE INTO turn ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        tuple(getattr(turn, field.name) for field in fields(Turn)),
    )


def _until(when: float) -> str:
    return f"until {datetime.fromtimestamp(when, UTC):%H:%M:%S} UTC"
