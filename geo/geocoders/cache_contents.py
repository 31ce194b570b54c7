"""What the geocode cache holds: seen, cleared, and shared as JSON lines.

An export names its format in the first line. Every other line is one answer: ``service``,
``version``, ``options`` (an object), ``query`` (as normalised), ``asked_at`` (ISO 8601, UTC) and
``results``, as the service worded them.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from geo.errors import BadInput
from geo.geocoders.cache import (
    PARSER_VERSION,
    VERSION,
    Cache,
    Pending,
    compress_raw,
    decompress_raw,
    pack,
)
from geo.geocoders.protocol import LONGEST_NAME, FoundPlace
from geo.geocoders.rate_limit import ServiceState, states
from geo.geocoders.result_parsers import PLAIN, RESULT_PARSERS


@dataclass(frozen=True, slots=True)
class CachedAnswers:
    """The answers of one service; ``first`` and ``last`` are when they were asked for."""

    service: str
    found: int
    not_found: int
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class CacheEvent:
    """Something that happened to the file."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class CacheContents:
    """The state of the cache. Times are seconds since 1970, ``bytes`` the size on disk."""

    path: str
    bytes: int
    read_only: bool
    services: tuple[CachedAnswers, ...]
    turns: tuple[ServiceState, ...]
    pending: tuple[Pending, ...]
    notices: tuple[CacheEvent, ...]


_ANSWERS = """SELECT service, sum(results > 0), sum(results = 0), min(asked_at), max(asked_at)
           FROM answer JOIN source ON source.id = answer.source GROUP BY service ORDER BY service"""


def cache_contents(cache: Cache) -> CacheContents:
    """What the cache holds now."""
    path = cache.file.path
    answers = cache.file.run(lambda c: tuple(CachedAnswers(*row) for row in c.execute(_ANSWERS)))
    notices = cache.file.run(
        lambda c: tuple(CacheEvent(*row) for row in c.execute("SELECT at, text FROM notice"))
    )
    files = (path, path.with_name(f"{path.name}-wal"))
    return CacheContents(
        path=str(path),
        bytes=sum(file.stat().st_size for file in files if file.is_file()),
        read_only=cache.file.read_only,
        services=answers,
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


FORMAT = {"format": "dateline-geocode-cache", "version": 1}
_BATCH = 1000
_LONGEST_LINE = 5_000_000

_ALL = """SELECT service, version, options, query, asked_at, raw
          FROM answer JOIN source ON source.id = answer.source ORDER BY answer.id"""
_TAKE = (
    "INSERT INTO answer (source, query, asked_at, results, reading, found, raw)"
    " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source, query) DO UPDATE SET"
    " asked_at=excluded.asked_at, results=excluded.results, reading=excluded.reading,"
    " found=excluded.found, raw=excluded.raw WHERE excluded.asked_at > answer.asked_at"
)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did. ``bad`` has the lines that hold no answer, with the reason."""

    new: int
    known: int
    bad: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    service: str
    version: int
    options: str
    query: str
    asked_at: float
    raw: list[Any]


def export(cache: Cache, write: Callable[[bytes], Any]) -> int:
    """Write every answer as a line; how many there were."""

    def work(connection: sqlite3.Connection) -> int:
        write(_line(FORMAT))
        count = 0
        for service, version, options, query, asked_at, raw in connection.execute(_ALL):
            answer = {
                "service": service,
                "version": version,
                "options": json.loads(options),
                "query": query,
                "asked_at": datetime.fromtimestamp(asked_at, UTC).isoformat(),
                "results": json.loads(decompress_raw(raw)),
            }
            write(_line(answer))
            count += 1
        return count

    return cache.file.run(work)


def import_answers(
    cache: Cache, lines: Iterable[bytes], tell: Callable[[int], None] = lambda done: None
) -> ImportResult:
    """Add answers that were exported; of two answers to one question the newer stands.

    Raises BadInput where the first line does not name the format, CacheReadOnly.
    """
    numbered = enumerate(lines, start=1)
    _expect_format(next(numbered, (1, b""))[1])
    new = done = 0
    bad: list[tuple[int, str]] = []
    while batch := list(islice(numbered, _BATCH)):
        entries = list(_entries(batch, bad, cache.clock.now()))
        new += cache.file.write(lambda c, e=entries: _store(c, e))  # type: ignore[misc]
        done += len(entries)
        tell(done)
    return ImportResult(new, done - new, tuple(bad))


def _store(connection: sqlite3.Connection, entries: list[_Entry]) -> int:
    new = 0
    for entry in entries:
        source = (entry.service, entry.version, entry.options)
        connection.execute(
            "INSERT OR IGNORE INTO source (service, version, options) VALUES (?, ?, ?)", source
        )
        [number] = connection.execute(
            "SELECT id FROM source WHERE service = ? AND version = ? AND options = ?", source
        ).fetchone()
        found = _read(entry)
        row = (number, entry.query, entry.asked_at, len(found), PARSER_VERSION, pack(found))
        new += connection.execute(_TAKE, (*row, compress_raw(json.dumps(entry.raw)))).rowcount
    return new


def _read(entry: _Entry) -> tuple[FoundPlace, ...]:
    """The places are read from the raw results here: nobody's reading of them is trusted."""
    parser = RESULT_PARSERS.get(entry.service, PLAIN)
    read = (parser.read(entry.service, raw) for raw in entry.raw)
    return tuple(f for f in read if f is not None and f.place.name)


def _entries(
    batch: list[tuple[int, bytes]], bad: list[tuple[int, str]], now: float
) -> Iterator[_Entry]:
    for number, line in batch:
        if not line.strip():
            continue
        try:
            yield _entry(line, now)
        except (ValueError, TypeError, RecursionError, OverflowError) as error:
            bad.append((number, str(error) or "not an answer"))


def _entry(line: bytes, now: float) -> _Entry:
    if len(line) > _LONGEST_LINE:
        raise ValueError("longer than any answer")
    data = json.loads(line, parse_constant=_nothing)
    if not isinstance(data, dict):
        raise ValueError("not a JSON object")
    service, query, results = data.get("service"), data.get("query"), data.get("results")
    options, version = data.get("options"), data.get("version")
    if not isinstance(service, str) or not service.isascii() or not service.isalnum():
        raise ValueError("service is missing or is no service's name")
    if not isinstance(query, str) or not 0 < len(query) <= 2 * LONGEST_NAME:
        raise ValueError("query is missing or too long")
    if not isinstance(results, list) or not all(isinstance(r, dict) for r in results):
        raise ValueError("results is missing or is not a list of objects")
    if not isinstance(options, dict) or version != VERSION:
        raise ValueError("options is missing, or the version is another")
    if any(RESULT_PARSERS.get(service, PLAIN).point(raw) is None for raw in results):
        raise ValueError("a result has no coordinates on Earth")
    query.encode()
    asked_at = datetime.fromisoformat(str(data.get("asked_at"))).timestamp()
    if not math.isfinite(asked_at) or not 0 <= asked_at <= now + 86_400:
        raise ValueError("asked_at is no time in the past")
    return _Entry(service, version, json.dumps(options, sort_keys=True), query, asked_at, results)


def _expect_format(line: bytes) -> None:
    try:
        named = json.loads(line)
    except ValueError:
        named = None
    if named != FORMAT:
        raise BadInput(
            f"this is no export of a geocode cache: the first line must be {_line(FORMAT).decode()}"
        )


def _line(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=True).encode() + b"\n"


def _nothing(constant: str) -> None:
    """NaN and Infinity are no JSON."""
