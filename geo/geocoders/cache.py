"""What services answered, kept so that nobody is asked the same thing twice.

Positive answers do not expire. "No such place" is asked again after 30 days, since maps grow.
An error is not an answer and is never kept.
"""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import uuid
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from geo.geocoders.protocol import (
    FoundPlace,
    Geocoder,
    GeocoderAnswer,
    NotAsked,
    Query,
    SystemClock,
    WallClock,
    key,
)
from geo.geocoders.sqlite_file import CacheFile, CacheReadOnly
from geo.models import Place

# Raised whenever raw answers are read otherwise; kept ones are then read anew, not asked anew.
PARSER_VERSION = 1

_ROW, _FIELD, _PART = "\x1e", "\x1f", "\x1d"


def pack(found: Sequence[FoundPlace]) -> str:
    """One row a place."""
    return _ROW.join(
        _FIELD.join(
            (
                f.place.id,
                f.place.name,
                repr(f.place.latitude),
                repr(f.place.longitude),
                f.place.feature_class,
                f.place.feature_code,
                f.place.country_code,
                f.place.admin1,
                str(f.place.population),
                f.place.source,
                _PART.join(f.within),
                "" if f.extent_km is None else repr(f.extent_km),
            )
        )
        for f in found
    )


def unpack(packed: str) -> tuple[FoundPlace, ...] | None:
    """What was packed; None where the text was damaged."""
    try:
        return tuple([_found(row) for row in packed.split(_ROW)]) if packed else ()
    except ValueError:
        return None


def _found(row: str) -> FoundPlace:
    place_id, name, lat, lon, cls, code, country, admin1, population, source, within, extent = (
        row.split(_FIELD)
    )
    return FoundPlace(
        Place(
            place_id,
            name,
            float(lat),
            float(lon),
            cls,
            code,
            country,
            admin1,
            int(population),
            source,
        ),
        tuple(within.split(_PART)) if within else (),
        float(extent) if extent else None,
    )


def compress_raw(raw: str) -> bytes:
    """The raw answer, small: services repeat themselves."""
    return zlib.compress(raw.encode())


def decompress_raw(squeezed: bytes) -> str:
    """The raw answer. Raises ValueError where it was damaged."""
    try:
        return zlib.decompress(squeezed).decode()
    except zlib.error as error:
        raise ValueError(f"the raw answer is damaged: {error}") from error


# Raised when services are asked otherwise than before, so that old answers no longer serve.
VERSION = 1
NOT_FOUND_FOR = 30 * 86_400.0
# Longer than one name takes with all its retries; only a hung process is overtaken.
_LEASE = 300.0
_POLL = 0.01, 0.25  # seconds between looks at what another is asking: first, at most

_GET = "SELECT asked_at, results, reading, found FROM answer WHERE source = ? AND query = ?"
_PUT = (
    "INSERT INTO answer (source, query, asked_at, results, reading, found, raw)"
    " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source, query) DO UPDATE SET"
    " asked_at=excluded.asked_at, results=excluded.results, reading=excluded.reading,"
    " found=excluded.found, raw=excluded.raw"
)
_CLAIM = (
    "INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (source, query) DO UPDATE SET"
    " host=excluded.host, pid=excluded.pid, token=excluded.token, expires=excluded.expires"
)


@dataclass(frozen=True, slots=True)
class Source:
    """Who gave an answer and how it was asked, but for the name."""

    service: str
    version: int
    options: str


@dataclass(frozen=True, slots=True)
class Pending:
    """A name that is still to be asked of a service, and why it was not."""

    service: str
    name: str
    reason: str
    since: float


class Cache:
    """The answers in one SQLite file, shared by any number of threads and processes."""

    def __init__(self, path: Path, read_only: bool = False, clock: WallClock | None = None) -> None:
        self.file = CacheFile(path, read_only)
        self.clock = clock or SystemClock()
        self._sources: dict[Source, tuple[int, int]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return _reopen, (self.file, self.clock)

    def get(self, source: Source, query: str) -> tuple[FoundPlace, ...] | None:
        """The answer to a question, or None where it is unknown or has expired."""
        return self.file.run(lambda connection: self._get(connection, source, query))

    def put(self, source: Source, query: str, found: tuple[FoundPlace, ...], raw: str) -> None:
        """Keep an answer. Raises CacheReadOnly."""
        self.file.write(lambda c: self._put(c, source, query, found, raw))

    @contextmanager
    def claim(self, source: Source, query: str) -> Iterator[bool]:
        """Be the only one, of all processes, to ask this; False if another has just answered.

        Waits while another asks, takes over from one that died. Raises NotAsked where
        another takes too long, CacheReadOnly.
        """
        token = uuid.uuid4().hex
        mine = self._take(source, query, token)
        try:
            yield mine
        finally:
            if mine:
                self.file.write(lambda c: c.execute("DELETE FROM claim WHERE token = ?", (token,)))

    def remember_pending(self, service: str, name: str, reason: str) -> None:
        """Note a name that could not be asked; what was noted before stands."""
        row = (service, name, reason, self.clock.now())
        self.file.write(
            lambda c: c.execute(
                "INSERT INTO pending VALUES (?, ?, ?, ?) ON CONFLICT (service, name)"
                " DO UPDATE SET reason=excluded.reason",
                row,
            )
        )

    def forget_pending(self, name: str) -> None:
        """The name has been answered."""
        self.file.write(lambda c: c.execute("DELETE FROM pending WHERE name = ?", (name,)))

    def pending(self) -> tuple[Pending, ...]:
        """The names still to be asked, those that wait longest first."""
        query = "SELECT service, name, reason, since FROM pending ORDER BY since, service, name"
        return self.file.run(
            lambda connection: tuple(Pending(*row) for row in connection.execute(query))
        )

    def _get(
        self, connection: sqlite3.Connection, source: Source, query: str
    ) -> tuple[FoundPlace, ...] | None:
        number = self._number(connection, source)
        if number is None:
            return None
        row = connection.execute(_GET, (number, query)).fetchone()
        if row is None:
            return None
        asked_at, results, reading, found = row
        if not results:
            return () if self.clock.now() - asked_at < NOT_FOUND_FOR else None
        return unpack(found) if reading == PARSER_VERSION else None

    def raw(self, source: Source, query: str) -> str | None:
        """The results as the service worded them, as JSON."""

        def read(connection: sqlite3.Connection) -> str | None:
            number = self._number(connection, source)
            row = connection.execute(
                "SELECT raw FROM answer WHERE source = ? AND query = ?", (number, query)
            ).fetchone()
            return decompress_raw(row[0]) if row else None

        return self.file.run(read)

    def _put(
        self,
        connection: sqlite3.Connection,
        source: Source,
        query: str,
        found: tuple[FoundPlace, ...],
        raw: str,
    ) -> None:
        number = self._numbered(connection, source)
        row = (
            number,
            query,
            self.clock.now(),
            len(found),
            PARSER_VERSION,
            pack(found),
            compress_raw(raw),
        )
        connection.execute(_PUT, row)

    def _number(self, connection: sqlite3.Connection, source: Source) -> int | None:
        """The number that stands for the source in this very file."""
        known = self._sources.get(source)
        if known is not None and known[0] == id(connection):
            return known[1]
        row = connection.execute(
            "SELECT id FROM source WHERE service = ? AND version = ? AND options = ?",
            (source.service, source.version, source.options),
        ).fetchone()
        if row is None:
            return None
        self._sources[source] = (id(connection), row[0])
        return int(row[0])

    def _numbered(self, connection: sqlite3.Connection, source: Source) -> int:
        connection.execute(
            "INSERT OR IGNORE INTO source (service, version, options) VALUES (?, ?, ?)",
            (source.service, source.version, source.options),
        )
        number = self._number(connection, source)
        assert number is not None  # noqa: S101 (just inserted)
        return number

    def _take(self, source: Source, query: str, token: str) -> bool:
        wait, longest = _POLL
        gives_up = self.clock.now() + _LEASE
        while True:
            taken = self.file.write(lambda c: self._try_take(c, source, query, token))
            if taken is not None:
                return taken
            if self.clock.now() > gives_up:
                raise NotAsked(f"another process is taking too long to ask about {query!r}")
            self.clock.sleep(wait)
            wait = min(longest, wait * 1.5)

    def _try_take(
        self, connection: sqlite3.Connection, source: Source, query: str, token: str
    ) -> bool | None:
        """True: it is ours to ask. False: answered. None: another is asking."""
        if self._get(connection, source, query) is not None:
            return False
        number = self._numbered(connection, source)
        now = self.clock.now()
        row = connection.execute(
            "SELECT host, pid, expires FROM claim WHERE source = ? AND query = ?", (number, query)
        ).fetchone()
        if row is not None and row[2] > now and _is_running(row[0], row[1]):
            return None
        claim = (number, query, _host(), os.getpid(), token, now + _LEASE)
        connection.execute(_CLAIM, claim)
        return True


class Cached:
    """A geocoder that remembers. ``geocoder`` is asked what ``cache`` does not know."""

    def __init__(self, geocoder: Geocoder, cache: Cache) -> None:
        self._geocoder = geocoder
        self._cache = cache
        self.name = geocoder.name
        self.options = geocoder.options
        self._source = lru_cache(256)(self._find_source)

    def geocode(self, query: Query) -> GeocoderAnswer:
        """What is known of a name, asking once at most. Raises GeocodingFailed."""
        source, text = self._source(query.country, query.near, query.limit), key(query)
        known = self._cache.get(source, text)
        if known is not None:
            return GeocoderAnswer(known)
        reread = self._reread(source, text)
        return GeocoderAnswer(reread) if reread is not None else self._ask(source, text, query)

    def peek(self, query: Query) -> tuple[FoundPlace, ...] | None:
        """What is known without asking; None where nothing is."""
        source = self._source(query.country, query.near, query.limit)
        return self._cache.get(source, key(query))

    def read(self, raw: tuple[Any, ...]) -> tuple[FoundPlace, ...]:
        """As the geocoder reads it."""
        return self._geocoder.read(raw)

    def _ask(self, source: Source, text: str, query: Query) -> GeocoderAnswer:
        try:
            with self._cache.claim(source, text) as mine:
                if mine:
                    answer = self._geocoder.geocode(query)
                    self._cache.put(source, text, answer.found, json.dumps(answer.raw))
                    return answer
        except CacheReadOnly as error:
            raise NotAsked(
                f"{self.name} is not asked about {query.name[:60]!r}: {error}"
            ) from error
        return GeocoderAnswer(self._cache.get(source, text) or ())

    def _reread(self, source: Source, text: str) -> tuple[FoundPlace, ...] | None:
        """An answer read by an earlier Dateline is read anew; nobody needs to be asked."""
        raw = self._cache.raw(source, text)
        if not raw or raw == "[]":
            return None
        found = self._geocoder.read(tuple(json.loads(raw)))
        if found and not self._cache.file.read_only:
            self._cache.put(source, text, found, raw)
        return found or None

    def _find_source(self, country: str, near: tuple[float, float] | None, limit: int) -> Source:
        asked: dict[str, Any] = {"limit": limit}
        if country:
            asked["country"] = country
        if near:
            asked["near"] = [round(degrees) for degrees in near]
        options = json.dumps(json.loads(self.options) | asked, sort_keys=True)
        return Source(self.name, VERSION, options)


def _reopen(file: CacheFile, clock: WallClock) -> Cache:
    cache = Cache(file.path, clock=clock)
    cache.file = file
    return cache


@lru_cache(1)
def _host() -> str:
    return socket.gethostname()


def _is_running(host: str, pid: int) -> bool:
    """Whether the process that claims may still be at it; another computer's may."""
    if host != _host():
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
