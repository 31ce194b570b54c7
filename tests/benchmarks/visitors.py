"""How long visitors wait, when there are 1, 10 and 50, and while others misbehave.

    python -m tests.benchmarks.visitors [--seconds N]

A server on this machine with the made-up corpus, visitors without browsers: each opens a line, and
then chooses a place, waits until the page is done, and chooses the next. Prints the median and the
95th percentile of that wait, and how many visits failed. The same for ten visitors while a hundred
sockets do nothing, pages are loaded anew without end, and addresses are endless.
"""

from __future__ import annotations

import argparse
import socket
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.browser.conftest import serving
from tests.dashboard.server.sockets import status, visiting
from tests.dashboard.world import AFGHANISTAN, HERAT, KABUL, MOSCOW, build

VISITORS = (1, 10, 50)
PLACES = (MOSCOW, KABUL, HERAT, AFGHANISTAN)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0, help="of each measurement")
    seconds = parser.parse_args().seconds
    print("| visitors | pages | p50 | p95 | failed |\n| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as made:
        build(Path(made) / "atlas")
        limits = {"DATELINE_SESSIONS_OF_ONE_ADDRESS": "200"}
        with serving(Path(made), DATELINE_LOG_LEVEL="error", **limits) as address:
            with visiting(address):
                pass  # what is loaded at the first page is nobody's wait here
            for visitors in VISITORS:
                report(str(visitors), *measured(address, visitors, seconds))
            with misbehaving(address):
                report("10, others misbehaving", *measured(address, 10, seconds))


def measured(address: str, visitors: int, seconds: float) -> tuple[list[float], int]:
    """The waits of all of them, in seconds, and how many visits failed."""
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(visitors) as pool:
        found = list(pool.map(lambda number: _visit(address, number, until), range(visitors)))
    return [wait for waits, _ in found for wait in waits], sum(failed for _, failed in found)


def _visit(address: str, number: int, until: float) -> tuple[list[float], int]:
    waits: list[float] = []
    try:
        with visiting(address) as visit:
            while time.monotonic() < until:
                begun = time.perf_counter()
                visit.run(f"place={PLACES[(number + len(waits)) % len(PLACES)].id}")
                waits.append(time.perf_counter() - begun)
    except Exception as error:
        print(f"a visit failed: {error!r}")
        return waits, 1
    return waits, 0


def report(what: str, waits: list[float], failed: int) -> None:
    """A row."""
    cuts = statistics.quantiles(waits, n=20) if len(waits) > 1 else [0.0] * 19
    print(
        f"| {what} | {len(waits)} | {1000 * statistics.median(waits or [0]):.0f} ms "
        f"| {1000 * cuts[18]:.0f} ms | {failed} |",
        flush=True,
    )


@contextmanager
def misbehaving(address: str) -> Iterator[None]:
    """Idle sockets, endless reloads and endless addresses until the end of the context."""
    parts, over = urlsplit(address), threading.Event()

    def repeat(act: Callable[[], object]) -> None:
        while not over.is_set():
            try:
                act()
            except Exception:  # refused, as it should be
                over.wait(0.05)

    def reload() -> None:
        with visiting(address):
            pass

    acts = [reload, reload, lambda: status(f"{address}/?q={'x' * 30_000}")]
    threads = [threading.Thread(target=repeat, args=(act,), daemon=True) for act in acts]
    with ExitStack() as stack:
        for _ in range(100):
            stack.enter_context(socket.create_connection((parts.hostname, parts.port)))
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            over.set()
            for thread in threads:
                thread.join(60)


if __name__ == "__main__":
    main()
