"""Nobody is asked the same thing twice, whatever happens to threads, processes and files."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from geo.errors import GeocodingFailed
from geo.geocoders.cache import NOT_FOUND_FOR, Cache, Cached, Source
from geo.geocoders.cache_contents import cache_contents, clear
from geo.geocoders.factory import online
from geo.geocoders.protocol import NotAsked, Query
from geo.geocoders.service import Service
from geo.geocoders.sqlite_file import CacheReadOnly, CacheUnusable
from geo.settings import Settings
from tests.forkserver import CONTEXT
from tests.geo.geocoders import askers, loopback
from tests.geo.geocoders.conftest import FakeClock
from tests.geo.geocoders.loopback import ISLAM_QALA, TORGHUNDI, Server
from tests.geo.geocoders.samples import found

SOURCE = Source("nominatim", 1, "{}")


@pytest.fixture
def cached(settings: Callable[..., Settings], cache: Cache) -> Cached:
    """Nominatim behind the cache, without the manners."""
    return Cached(Service("nominatim", settings().online), cache)


def test_a_name_is_asked_once(server: Server, cached: Cached) -> None:
    server.knows(TORGHUNDI)
    first = cached.geocode(Query("Torghundi"))
    assert first.found == cached.geocode(Query("Torghundi")).found != ()
    assert server.asked == {"Torghundi": 1}


def test_spellings_that_no_service_tells_apart_are_one_question(
    server: Server, cached: Cached
) -> None:
    for name in ("Torghundi", "TORGHUNDI", " Torghundi, ", "torghundi"):
        cached.geocode(Query(name))
    assert sum(server.asked.values()) == 1


def test_another_country_language_or_server_is_another_question(
    server: Server, settings: Callable[..., Settings], cache: Cache
) -> None:
    for environment in ({}, {"DATELINE_GEOCODER_LANGUAGE": "fr"}):
        service = Service("nominatim", settings(**environment).online)
        for country in ("", "AF"):
            Cached(service, cache).geocode(Query("Torghundi", country))
            Cached(service, cache).geocode(Query("Torghundi", country))
    assert server.asked == {"Torghundi": 4}


def test_what_was_found_stays_and_what_was_not_is_asked_again_after_a_month(
    server: Server, cached: Cached, clock: FakeClock
) -> None:
    server.knows(TORGHUNDI)
    for name in ("Torghundi", "Newtown"):
        cached.geocode(Query(name))
    clock.time += NOT_FOUND_FOR - 1
    for name in ("Torghundi", "Newtown"):
        cached.geocode(Query(name))
    assert server.asked == {"Torghundi": 1, "Newtown": 1}
    clock.time += 2
    for name in ("Torghundi", "Newtown"):
        cached.geocode(Query(name))
    assert server.asked == {"Torghundi": 1, "Newtown": 2}
    clock.time += 100 * 365 * 86_400
    assert cached.geocode(Query("Torghundi")).found
    assert server.asked["Torghundi"] == 1


@pytest.mark.parametrize("fault", [loopback.status(500), loopback.html, loopback.cut])
def test_an_error_is_never_kept(server: Server, cached: Cached, fault: loopback.Fault) -> None:
    server.knows(TORGHUNDI)
    server.faults.append(fault)
    with pytest.raises(GeocodingFailed):
        cached.geocode(Query("Torghundi"))
    assert cached.peek(Query("Torghundi")) is None
    assert cached.geocode(Query("Torghundi")).found


def test_the_raw_answer_is_kept_and_read_anew_when_the_reading_changes(
    server: Server, cached: Cached, cache: Cache
) -> None:
    server.knows(TORGHUNDI)
    was = cached.geocode(Query("Torghundi")).found
    cache.file.write(lambda c: c.execute("UPDATE answer SET reading = 0, found = 'old'"))
    assert cached.geocode(Query("Torghundi")).found == was
    assert server.asked == {"Torghundi": 1}
    stored = cache.file.run(lambda c: c.execute("SELECT found FROM answer").fetchone()[0])
    assert stored != "old"


def test_hostile_names_are_values_and_nothing_else(server: Server, cached: Cached) -> None:
    for name in ("'); DROP TABLE answer;--", "Kabul\x00\r\nHost: evil", "x" * 100_000, "\ud800"):
        cached.geocode(Query(name))
    assert all(len(path) < 400 for path in server.paths)
    assert cached.peek(Query("'); DROP TABLE answer;--")) == ()


def test_threads_share_one_question(
    server: Server, settings: Callable[..., Settings], tmp_path: Path
) -> None:
    cached = online("nominatim", settings(), Cache(tmp_path / "geocode.sqlite"))
    server.knows(TORGHUNDI, ISLAM_QALA)
    server.delay = 0.05
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(cached.geocode, [Query("Torghundi"), Query("Islam Qala")] * 8))
    assert all(answer.found for answer in answers)
    assert server.asked == {"Torghundi": 1, "Islam Qala": 1}


def test_eight_processes_ask_each_name_once(
    server: Server, settings: Callable[..., Settings]
) -> None:
    names = [f"Village {number}" for number in range(20)]
    server.delay = 0.02
    ready = CONTEXT.Barrier(8)
    children = [
        CONTEXT.Process(target=askers.ask_all, args=(settings(), names, ready)) for _ in range(8)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join(60)
    assert [child.exitcode for child in children] == [0] * 8
    assert server.asked == dict.fromkeys(names, 1)


def test_who_dies_while_asking_is_taken_over_from(
    server: Server, settings: Callable[..., Settings]
) -> None:
    server.knows(TORGHUNDI)
    server.faults.append(loopback.slow(30))
    child = CONTEXT.Process(target=askers.ask_one, args=(settings(), "Torghundi"))
    child.start()
    _until(lambda: server.asked)
    os.kill(child.pid or 0, signal.SIGKILL)
    child.join()
    clock = FakeClock(time.time())
    cache = Cache(settings().geocode_cache, clock=clock)
    [(claimed_by, claimed_until)] = _claims(cache)
    asked = online("nominatim", settings(), cache)
    assert asked.geocode(Query("Torghundi")).found
    assert server.asked == {"Torghundi": 2}
    # Its claim would have held for longer than anybody slept.
    assert (claimed_by, claimed_until > clock.now()) == (child.pid, True)
    assert _claims(cache) == []


def test_a_killed_writer_leaves_a_whole_cache(tmp_path: Path) -> None:
    path, started = tmp_path / "geocode.sqlite", CONTEXT.Event()
    child = CONTEXT.Process(target=askers.put_for_ever, args=(path, started))
    child.start()
    assert started.wait(30)
    time.sleep(0.1)
    os.kill(child.pid or 0, signal.SIGKILL)
    child.join(10)
    cache = Cache(path)
    assert cache.get(SOURCE, "name 0") == (found(0),)
    assert cache.file.run(lambda c: c.execute("PRAGMA integrity_check").fetchone()) == ("ok",)
    cache.put(SOURCE, "after", (found(1),), "[]")
    assert not list(tmp_path.glob("*.broken*"))


class TestReadOnly:
    """What is known can be read; nothing new is asked, since nobody could agree on manners."""

    def test_by_wish(self, cache: Cache, server: Server, settings: Callable[..., Settings]) -> None:
        cache.put(SOURCE, "torghundi", (found(1),), "[]")
        frozen = Cache(cache.file.path, read_only=True)
        assert frozen.get(SOURCE, "torghundi") == (found(1),)
        with pytest.raises(CacheReadOnly):
            frozen.put(SOURCE, "herat", (), "[]")
        with pytest.raises(NotAsked, match="read-only"):
            online("nominatim", settings(), frozen).geocode(Query("Islam Qala"))
        assert not server.asked

    def test_by_the_file_system(self) -> None:
        with TemporaryDirectory() as name:
            folder = Path(name)
            writer = Cache(folder / "geocode.sqlite")
            writer.put(SOURCE, "torghundi", (found(1),), "[]")
            writer.file.close()
            (folder / "geocode.sqlite").chmod(0o444)
            folder.chmod(0o555)
            assert as_nobody(lambda: read_only_and_known(folder / "geocode.sqlite"))
            assert [path.name for path in folder.iterdir()] == ["geocode.sqlite"]
            folder.chmod(0o755)

    def test_without_a_file(self, tmp_path: Path) -> None:
        frozen = Cache(tmp_path / "none.sqlite", read_only=True)
        assert frozen.get(SOURCE, "torghundi") is None
        assert cache_contents(frozen).read_only
        assert not list(tmp_path.iterdir())


class TestDamage:
    """A file that cannot be read is kept aside, and work goes on."""

    def filled(self, path: Path) -> None:
        cache = Cache(path)
        for number in range(300):
            cache.put(SOURCE, f"name {number}", (found(number),), "[]")
        cache.file.close()

    @pytest.mark.parametrize("damage", ["garbage", "cut off", "overwritten inside"])
    def test_it_is_set_aside_with_a_notice(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: str
    ) -> None:
        path = tmp_path / "geocode.sqlite"
        self.filled(path)
        whole = path.read_bytes()
        if damage == "garbage":
            path.write_bytes(b"this was never a database" * 1000)
        elif damage == "cut off":
            path.write_bytes(whole[: len(whole) // 3])
        else:
            path.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))
        cache = Cache(path)
        for number in range(300):
            cache.get(SOURCE, f"name {number}")
        cache.put(SOURCE, "herat", (found(1),), "[]")
        assert cache.get(SOURCE, "herat") == (found(1),)
        assert [p.name for p in tmp_path.glob("*.broken-*")]
        assert "was damaged" in caplog.text
        assert "was damaged" in cache_contents(cache).notices[0].text

    def test_who_has_it_open_moves_on_to_the_new_file(self, tmp_path: Path) -> None:
        path = tmp_path / "geocode.sqlite"
        self.filled(path)
        early = Cache(path)
        assert early.get(SOURCE, "name 1")
        path.unlink()  # a cache may be deleted at any time
        early.put(SOURCE, "herat", (found(1),), "[]")
        assert Cache(path).get(SOURCE, "herat") == (found(1),)
        assert Cache(path).get(SOURCE, "name 1") is None

    def test_a_newer_cache_is_left_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "geocode.sqlite"
        self.filled(path)
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA user_version=99")
        with pytest.raises(CacheUnusable, match="version 99"):
            Cache(path).get(SOURCE, "name 1")
        assert not list(tmp_path.glob("*.broken-*"))


def test_answers_can_be_forgotten(cache: Cache) -> None:
    cache.put(SOURCE, "herat", (found(1),), "[]")
    cache.put(SOURCE, "nowhere", (), "[]")
    cache.put(Source("photon", 1, "{}"), "herat", (found(1),), "[]")
    assert clear(cache, not_found=True) == 1
    assert clear(cache, service="photon") == 1
    assert cache.get(SOURCE, "herat")
    assert clear(cache) == 1


def test_names_to_be_asked_are_noted_once(cache: Cache, clock: FakeClock) -> None:
    cache.remember_pending("nominatim", "Herat", "down")
    clock.time += 10
    cache.remember_pending("nominatim", "Herat", "still down")
    [waiting] = cache.pending()
    assert (waiting.name, waiting.reason, waiting.since) == ("Herat", "still down", clock.time - 10)
    cache.forget_pending("Herat")
    assert cache.pending() == ()


def _claims(cache: Cache) -> list[tuple[int, float]]:
    """Which processes are asking, and until when (seconds since 1970) nobody else does."""
    return cache.file.run(lambda c: c.execute("SELECT pid, expires FROM claim").fetchall())


def _until(condition: Callable[[], object]) -> None:
    ends = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.02)


def read_only_and_known(path: Path) -> bool:
    cache = Cache(path)
    return cache.file.read_only and cache.get(SOURCE, "torghundi") == (found(1),)


def as_nobody(work: Callable[[], bool]) -> bool:
    """Whether the work succeeds for a user who may not write; root may do anything."""
    child = os.fork()
    if child == 0:
        status = 2
        try:
            if os.geteuid() == 0:
                os.setegid(65534)
                os.seteuid(65534)
            status = 0 if work() else 1
        finally:
            os._exit(status)
    return os.waitpid(child, 0)[1] == 0
