"""What the geocode cache holds, for people to see; and forgetting some of it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from geo.geocoders.cache import Cache, Pending
from geo.geocoders.rate_limit import Turn, states


@dataclass(frozen=True, slots=True)
class Held:
    """The answers of one service; ``first`` and ``last`` are when they were asked for."""

    service: str
    found: int
    not_found: int
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that happened to the file."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """The state of the cache. Times are seconds since 1970, ``bytes`` the size on disk."""

    path: str
    bytes: int
    read_only: bool
    services: tuple[Held, ...]
    turns: tuple[Turn, ...]
    pending: tuple[Pending, ...]
    notices: tuple[Notice, ...]


_HELD = """SELECT service, sum(results > 0), sum(results = 0), min(asked_at), max(asked_at)
           FROM answer JOIN source ON source.id = answer.source GROUP BY service ORDER BY service"""


def inventory(cache: Cache) -> Inventory:
    """What the cache holds now."""
    path = cache.file.path
    held = cache.file.run(lambda c: tuple(Held(*row) for row in c.execute(_HELD)))
    notices = cache.file.run(
        lambda c: tuple(Notice(*row) for row in c.execute("SELECT at, text FROM notice"))
    )
    files = (path, path.with_name(f"{path.name}-wal"))
    return Inventory(
        path=str(path),
        bytes=sum(file.stat().st_size for file in files if file.is_file()),
        read_only=cache.file.read_only,
        services=held,
        turns=states(cache),
        pending=cache.pending(),
        notices=notices,
    )


def clear(cache: Cache, service: str | None = None, not_found: bool = False) -> int:
    """Forget answers: all, or those of a service, or those that found nothing; how many.

    Raises CacheReadOnly.
    """

    def work(connection: sqlite3.Connection) -> int:
        return connection.execute(
            "DELETE FROM answer WHERE (? IS NULL OR source IN"
            " (SELECT id FROM source WHERE service = ?)) AND (results = 0 OR NOT ?)",
            (service, service, not_found),
        ).rowcount

    return cache.file.write(work)
