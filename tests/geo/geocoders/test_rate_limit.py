"""RateLimits, told by a clock that does not wait."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from geo.errors import GeocodingFailed
from geo.geocoders.cache import Cache
from geo.geocoders.protocol import (
    GeocoderAnswer,
    NotAsked,
    Query,
    QueryRefused,
    ServiceBusy,
    ServiceRefused,
)
from geo.geocoders.rate_limit import RateLimiter, RateLimits, RetryingGeocoder, states
from tests.geo.geocoders.conftest import FakeClock

FREE = RateLimits(interval=1.0, names_a_day=3)


class Scripted:
    """A service whose every answer is known beforehand; after them, it always answers."""

    name, options = "scripted", "{}"

    def __init__(self, clock: FakeClock, script: Sequence[Exception | None] = ()) -> None:
        self._clock, self._script = clock, list(script)
        self.asked_at: list[float] = []

    def geocode(self, query: Query) -> GeocoderAnswer:
        self.asked_at.append(self._clock.now())
        failure = self._script.pop(0) if self._script else None
        if failure:
            raise failure
        return GeocoderAnswer(())

    def read(self, raw: object) -> tuple[()]:
        return ()


def retrying(
    cache: Cache,
    clock: FakeClock,
    service: Scripted,
    limits: RateLimits = FREE,
    chance: float = 1.0,
) -> RetryingGeocoder:
    return RetryingGeocoder(
        service, RateLimiter("scripted", limits, cache, clock), limits, clock, lambda: chance
    )


def busy(retry_after: float | None = None) -> ServiceBusy:
    return ServiceBusy("scripted is down", retry_after)


def test_questions_keep_their_distance_whoever_asks(cache: Cache, clock: FakeClock) -> None:
    service = Scripted(clock)
    other_process = Cache(cache.file.path, clock=clock)
    for asker in (cache, other_process, cache):
        retrying(asker, clock, service).geocode(Query("Herat"))
    first, second, third = service.asked_at
    assert (second - first, third - second) == (1.0, 1.0)


def test_a_public_instance_is_not_for_bulk_use(cache: Cache, clock: FakeClock) -> None:
    service = Scripted(clock)
    for _ in range(3):
        retrying(cache, clock, service).geocode(Query("Herat"))
    with pytest.raises(NotAsked, match=r"3 new names today.*server of your own"):
        retrying(cache, clock, service).geocode(Query("Herat"))
    clock.time += 86_400
    retrying(cache, clock, service).geocode(Query("Herat"))
    assert len(service.asked_at) == 4


def test_one_s_own_server_is_asked_without_limit(cache: Cache, clock: FakeClock) -> None:
    service = Scripted(clock)
    for _ in range(50):
        retrying(cache, clock, service, RateLimits()).geocode(Query("Herat"))
    assert clock.slept == []


def test_waits_grow_with_full_jitter(cache: Cache, clock: FakeClock) -> None:
    down = Scripted(clock, [busy()] * 3)
    retrying(cache, clock, down, RateLimits()).geocode(Query("Herat"))
    assert clock.slept == [1.0, 2.0, 4.0]
    clock.slept.clear()
    retrying(cache, clock, Scripted(clock, [busy()] * 3), RateLimits(), 0.25).geocode(
        Query("Herat")
    )
    assert clock.slept == [0.25, 0.5, 1.0]


def test_a_name_is_tried_a_few_times_and_counts_once(cache: Cache, clock: FakeClock) -> None:
    service = Scripted(clock, [busy()] * 9)
    with pytest.raises(ServiceBusy):
        retrying(cache, clock, service).geocode(Query("Herat"))
    assert len(service.asked_at) == 4
    assert states(cache)[0].asked == 1


def test_retry_after_is_honoured_by_everybody(cache: Cache, clock: FakeClock) -> None:
    service = Scripted(clock, [busy(retry_after=20)])
    retrying(cache, clock, service).geocode(Query("Herat"))
    first, second = service.asked_at
    assert second - first >= 20
    retrying(cache, clock, Scripted(clock, [busy(retry_after=3600)]), FREE)
    late = Scripted(clock, [busy(retry_after=3600)])
    with pytest.raises(ServiceBusy):
        retrying(cache, clock, late).geocode(Query("Herat"))
    with pytest.raises(NotAsked, match="asks to be left alone until"):
        retrying(cache, clock, late).geocode(Query("Kabul"))
    assert len(late.asked_at) == 1
    RateLimiter("scripted", FREE, cache, clock).try_again()
    with pytest.raises(NotAsked, match="asks to be left alone until"):
        retrying(cache, clock, late).geocode(Query("Kabul"))


@pytest.mark.parametrize("failure", [ServiceRefused("wrong key"), QueryRefused("odd name")])
def test_a_refusal_is_not_tried_again(
    cache: Cache, clock: FakeClock, failure: GeocodingFailed
) -> None:
    service = Scripted(clock, [failure])
    with pytest.raises(type(failure)):
        retrying(cache, clock, service).geocode(Query("Herat"))
    assert len(service.asked_at) == 1


def test_a_question_at_fault_says_nothing_of_the_service(cache: Cache, clock: FakeClock) -> None:
    service = Scripted(clock, [QueryRefused("odd name")] * 20)
    for _ in range(20):
        with pytest.raises(QueryRefused):
            retrying(cache, clock, service, RateLimits()).geocode(Query("Herat"))


class TestTheBreaker:
    """A service that is down is left alone, then tried with one question."""

    LIMITS = RateLimits(tries=1, failures=5, rest=60.0)

    def down(self, cache: Cache, clock: FakeClock) -> Scripted:
        service = Scripted(clock, [busy()] * 6)
        for _ in range(5):
            with pytest.raises(ServiceBusy):
                retrying(cache, clock, service, self.LIMITS).geocode(Query("Herat"))
        return service

    def test_it_opens_for_all_processes(self, cache: Cache, clock: FakeClock) -> None:
        service = self.down(cache, clock)
        other_process = Cache(cache.file.path, clock=clock)
        for asker in (cache, other_process):
            with pytest.raises(NotAsked, match=r"left alone until .* scripted is down"):
                retrying(asker, clock, service, self.LIMITS).geocode(Query("Herat"))
        assert len(service.asked_at) == 5

    def test_one_question_tries_the_service_and_the_others_wait(
        self, cache: Cache, clock: FakeClock
    ) -> None:
        service = self.down(cache, clock)
        clock.time += 61
        limiter = RateLimiter("scripted", self.LIMITS, cache, clock)
        limiter.enter(new_name=True)
        with pytest.raises(NotAsked):
            limiter.enter(new_name=True)
        limiter.succeeded()
        limiter.enter(new_name=True)
        assert len(service.asked_at) == 5

    def test_a_failed_try_opens_it_again(self, cache: Cache, clock: FakeClock) -> None:
        service = self.down(cache, clock)
        clock.time += 61
        with pytest.raises(ServiceBusy):
            retrying(cache, clock, service, self.LIMITS).geocode(Query("Herat"))
        with pytest.raises(NotAsked):
            retrying(cache, clock, service, self.LIMITS).geocode(Query("Herat"))
        clock.time += 61
        assert retrying(cache, clock, service, self.LIMITS).geocode(
            Query("Herat")
        ) == GeocoderAnswer(())

    def test_a_new_run_need_not_wait(self, cache: Cache, clock: FakeClock) -> None:
        service = self.down(cache, clock)
        limiter = RateLimiter("scripted", self.LIMITS, cache, clock)
        limiter.try_again()
        with pytest.raises(ServiceBusy):
            retrying(cache, clock, service, self.LIMITS).geocode(Query("Herat"))
        limiter.try_again()
        retrying(cache, clock, service, self.LIMITS).geocode(Query("Herat"))
        assert states(cache)[0].failures == 0


def test_a_clock_set_back_keeps_nobody_waiting(cache: Cache, clock: FakeClock) -> None:
    retrying(cache, clock, Scripted(clock)).geocode(Query("Herat"))
    clock.time -= 30 * 86_400
    retrying(cache, clock, Scripted(clock)).geocode(Query("Herat"))
    assert sum(clock.slept) <= 1.0
