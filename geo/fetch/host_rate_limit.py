"""A rate limit for each host: one request at a time and a pause after it, agreed on by all
processes of this machine through a file for each host.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from geo.sources.protocol import Unreadable
from geo.storage import locks


class HostRateLimit:
    """``folder`` holds the files; ``now`` and ``sleep`` are the wall clock's, in seconds.

    A host that asks to be left alone for longer than ``patience`` is not waited for.
    """

    def __init__(
        self,
        folder: Path,
        interval: float,
        patience: float,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._folder = folder
        self._interval = interval
        self._patience = patience
        self._now = now
        self._sleep = sleep

    @contextmanager
    def slot(self, host: str, interval: float = 0.0) -> Iterator[HostSlot]:
        """The one request at a time that a host allows; lasts as long as the context.

        ``interval`` is what the host itself asks for, beyond ours. Raises Unreadable where it
        asks to be left alone, OSError where the folder cannot be written.
        """
        name = hashlib.sha256(host.encode()).hexdigest()[:24]
        with (
            locks.hold(self._folder / f"{name}.lock"),
            (self._folder / f"{name}.turn").open("a+") as file,
        ):
            wait = _next(file) - self._now()
            if wait > max(self._patience, self._interval, interval):
                raise Unreadable(f"{host} asks to be left alone for {wait:,.0f} more seconds")
            if wait > 0:
                self._sleep(wait)
            slot = HostSlot(max(self._interval, interval))
            try:
                yield slot
            finally:
                _write(file, self._now() + slot.pause)


class HostSlot:
    """A request that may be sent; ``pause`` is for how many seconds no other is sent after it."""

    def __init__(self, pause: float) -> None:
        self.pause = pause


def _next(file: TextIO) -> float:
    file.seek(0)
    try:
        return float(file.read(40) or 0)
    except ValueError:
        return 0.0  # cut off by a crash: nobody knows, and one request does no harm


def _write(file: TextIO, when: float) -> None:
    file.seek(0)
    file.truncate()
    file.write(f"{when:.3f}")
    file.flush()
