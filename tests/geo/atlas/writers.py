"""Writing processes to kill. They are forked from a server that has imported everything."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import pyarrow as pa

from geo.atlas import Atlas
from tests.forkserver import CONTEXT
from tests.geo.atlas.samples import article

# The first array that pyarrow makes imports pandas: once in the server, not in every fork.
pa.array(["warm"])


class Writer:
    """A process that adds articles ``first`` to ``last``, two at a time.

    It notes what it has published. It kills itself at the ``kill``-th time that it is about
    to put something on the disk for good.
    """

    def __init__(self, folder: Path, first: int, last: int, kill: int = 0) -> None:
        self._notes = folder.with_name(f"notes-{first}-{last}-{kill}-{os.urandom(4).hex()}")
        self._notes.touch()
        arguments = (folder, self._notes, first, last, kill)
        self.process: ForkServerProcess = CONTEXT.Process(target=_write, args=arguments)
        self.process.start()

    def published(self) -> set[str]:
        """The ids of the articles that it has noted so far."""
        return set(self._notes.read_text().split())

    def ended(self) -> int | None:
        """Wait for its end; the exit code, negative for a signal."""
        self.process.join(60)
        return self.process.exitcode


def hold_lock(folder: Path) -> ForkServerProcess:
    """A process that takes the atlas's lock and keeps it."""
    process = CONTEXT.Process(target=_hold, args=(folder,))
    process.start()
    return process


def _write(folder: Path, notes: Path, first: int, last: int, kill: int) -> None:
    steps = iter(range(1, 1_000_000))

    def dying(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any) -> Any:
            if next(steps) == kill:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments)

        return step

    os.fsync, Path.replace = dying(os.fsync), dying(Path.replace)  # type: ignore[method-assign]
    atlas = Atlas(folder)
    with notes.open("a") as noted:
        for number in range(first, last, 2):
            atlas.add([article(number), article(number + 1)])
            print(f"article-{number} article-{number + 1}", file=noted, flush=True)


def _hold(folder: Path) -> None:
    from geo.atlas.parts import locked

    with locked(folder):
        (folder / "held").touch()
        signal.pause()
