from __future__ import annotations

from dashboard.server.request_limits import Rate


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_so_many_at_once_and_then_at_a_steady_pace() -> None:
    clock = Clock()
    rate = Rate(3, 60.0, clock)
    assert [rate.wait("a") for _ in range(3)] == [0.0, 0.0, 0.0]
    assert rate.wait("a") == 20.0
    clock.now = 19.0
    assert 0 < rate.wait("a") <= 1.0
    clock.now = 20.0
    assert rate.wait("a") == 0.0
    assert rate.wait("a") > 0


def test_one_does_not_pay_for_another() -> None:
    rate = Rate(1, 60.0, Clock())
    assert (rate.wait("a"), rate.wait("b")) == (0.0, 0.0)
    assert rate.wait("a") > 0


def test_what_is_remembered_is_bounded() -> None:
    rate = Rate(1, 60.0, Clock())
    for number in range(20_000):
        rate.wait(str(number))
    assert len(rate._left) == 10_000
