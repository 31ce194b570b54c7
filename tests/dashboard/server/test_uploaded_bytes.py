from __future__ import annotations

from dashboard.server.uploaded_bytes import UploadedBytes


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_what_one_has_sent_leaves_less_room_for_more() -> None:
    held = UploadedBytes(Clock())
    assert held.room("ann", "a", 100, 1000) == 100
    held.keep("ann", "a", 60)
    assert held.room("ann", "b", 100, 1000) == 40
    assert held.room("ann", "a", 100, 1000) == 100  # it would replace itself
    assert held.room("bob", "a", 100, 1000) == 100
    held.release("ann", "a")
    assert held.room("ann", "b", 100, 1000) == 100


def test_what_all_have_sent_counts_too() -> None:
    held = UploadedBytes(Clock())
    held.keep("ann", "a", 90)
    assert held.room("bob", "a", 100, 120) == 30
    held.keep("bob", "a", 40)
    assert held.room("eve", "a", 100, 120) == 0


def test_a_line_that_breaks_loses_nothing_and_one_that_stays_broken_does() -> None:
    clock = Clock()
    held = UploadedBytes(clock)
    held.keep("ann", "a", 90)
    assert held.departed(lambda _: False) == []
    clock.now = 200.0
    assert held.departed(lambda _: True) == []  # she is back
    clock.now = 400.0
    assert held.departed(lambda _: False) == []
    clock.now = 700.0
    assert held.departed(lambda _: False) == ["ann"]
    assert held.room("bob", "a", 100, 100) == 100
