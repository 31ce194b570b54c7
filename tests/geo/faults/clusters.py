"""A cluster of processes to kill: a scheduler, workers and the client that ingests by them."""

from __future__ import annotations

import asyncio
import logging
import random
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import dask
import pyarrow as pa
from distributed import Scheduler, Worker

from geo.atlas import Atlas, manifest, parts
from geo.pipeline import shards
from geo.pipeline.engines import cluster
from geo.pipeline.engines.shard_task import ShardPlan
from geo.sources import find
from geo.text.language_identification import identify
from tests.forkserver import CONTEXT
from tests.geo.faults import ingests
from tests.geo.faults.cluster_readers import every_suva_slowly

identify("It rained all night in the harbour.")  # loads a model, once for all forks

WORKERS = 2
LOST = 3
"""The exit status of a client whose scheduler is gone."""


def files(folder: Path, count: int, articles: int) -> Path:
    """A folder of files of articles, each a shard; some are reprints from other files."""
    folder.mkdir()
    ingests.corpus(folder / "all", count * articles)
    rows = (folder / "all").read_text().splitlines()
    (folder / "all").unlink()
    for number in range(count):
        chosen = rows[number * articles : (number + 1) * articles]
        (folder / f"{number:03}.jsonl").write_text("\n".join(chosen) + "\n")
    return folder


def contents(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """All rows of an atlas by kind, in their order, but for the time at which they came."""
    found: dict[str, list[dict[str, Any]]] = {}
    for part in manifest.read(folder).parts:
        for kind, file in part.kinds().items():
            table: pa.Table = parts.read(folder, file)
            if kind == "articles":
                table = table.drop_columns(["ingested_at"])
            found.setdefault(kind, []).extend(table.to_pylist())
    return found


class Cluster:
    """One scheduler, some workers and one client; what has died is started again by ``mend``."""

    def __init__(self, corpus: Path, folder: Path) -> None:
        self._corpus = corpus
        self._folder = folder
        self._port = _free_port()
        self.processes: dict[str, BaseProcess] = {}
        self.finished = False
        self.mend()

    def mend(self) -> None:
        """Start what does not run, as the service managers of machines do."""
        self._start("scheduler", _scheduler, self._port)
        for number in range(WORKERS):
            self._start(f"worker {number}", _worker, self._port)
        client = self.processes.get("client")
        if client is not None and client.exitcode is not None:
            assert client.exitcode in (0, LOST, -signal.SIGKILL), client.exitcode
            self.finished = client.exitcode == 0
        if not self.finished:
            self._start("client", _client, self._port, self._corpus, self._folder)

    def kill(self, name: str) -> bool:
        """Kill one of the processes; whether it was alive."""
        process = self.processes[name]
        process.kill()
        process.join()
        return process.exitcode == -signal.SIGKILL

    def receipts(self) -> int:
        """How many shards are done."""
        return len(list(self._folder.with_name(f"{self._folder.name}.ledger").glob("*.json")))

    def end(self) -> None:
        """Leave nothing running."""
        for process in self.processes.values():
            process.kill()
            process.join()

    def _start(self, name: str, run: Callable[..., None], *arguments: object) -> None:
        process = self.processes.get(name)
        if process is None or process.exitcode is not None:
            process = CONTEXT.Process(target=run, args=arguments, daemon=True)
            process.start()
            self.processes[name] = process


@contextmanager
def clustered(corpus: Path, folder: Path) -> Iterator[Cluster]:
    """A cluster that ingests ``corpus`` into the atlas in ``folder``."""
    made = Cluster(corpus, folder)
    try:
        yield made
    finally:
        made.end()


def killed_at_random(made: Cluster, kills: int, seed: int, seconds: float) -> list[str]:
    """Whom it has killed, in the order; each some time after the last shard was done.

    Returns when the client has done its work, or after so many seconds.
    """
    chance = random.Random(seed)
    ends = time.monotonic() + seconds
    killed: list[str] = []
    seen = 0
    while not made.finished and time.monotonic() < ends:
        made.mend()
        time.sleep(0.02)
        # A shard is done between two kills, so that there is an end to it.
        if len(killed) < kills and made.receipts() > seen:
            time.sleep(chance.uniform(0, 0.3))
            name = chance.choice(("scheduler", "client", "worker 0", "worker 1", "worker 1"))
            if made.kill(name):
                killed.append(name)
            seen = made.receipts()
    return killed


def _scheduler(port: int) -> None:
    logging.disable()  # of what is killed much is said

    async def run() -> None:
        async with Scheduler(
            host="127.0.0.1", port=port, dashboard_address="127.0.0.1:0"
        ) as scheduler:
            await scheduler.finished()

    dask.config.set({"distributed.scheduler.allowed-failures": 0})
    asyncio.run(run())


def _worker(port: int) -> None:
    logging.disable()

    async def run() -> None:
        async with Worker(
            f"tcp://127.0.0.1:{port}", nthreads=1, dashboard_address="127.0.0.1:0"
        ) as worker:
            await worker.finished()

    asyncio.run(run())


def _client(port: int, corpus: Path, folder: Path) -> None:
    logging.disable()
    shards.GROUP_FILES = 1
    plan = ShardPlan(str(folder), load=every_suva_slowly)
    try:
        with cluster.connected(f"tcp://127.0.0.1:{port}") as client:
            found = shards.shards([each for each in find([str(corpus)]) if not _is_reject(each)])
            cluster.ingest_shards(found, Atlas(folder), client, plan)
    except cluster.ClusterLost:
        raise SystemExit(LOST) from None


def _is_reject(each: object) -> bool:
    return hasattr(each, "reason")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
