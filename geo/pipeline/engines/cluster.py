"""An ingest by the workers of a Dask cluster: shards out, receipts back, one publisher.

Workers read shards and write their parts into the ledger beside the atlas; this process alone
publishes, shard after shard in their order, so that the atlas is the same however often anything
was lost on the way. A shard whose worker dies again and again is divided until the article is
found that does it, which is set aside.
"""

from __future__ import annotations

import heapq
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any

import dask
from distributed import CancelledError, Client, Future, LocalCluster, wait
from distributed.client import ClosedClientError
from distributed.scheduler import KilledWorker

from geo import logs
from geo.atlas import Atlas
from geo.errors import DatelineError
from geo.pipeline.engines.shard_task import ShardPlan, count_records, read_shard, set_aside
from geo.pipeline.ingest import Progress, Stopped
from geo.pipeline.ledger import Ledger, Receipt
from geo.pipeline.shards import SLICE, Shard
from geo.pipeline.summary import Summary

log = logging.getLogger(__name__)

# Tasks that a worker has or is about to have: one to do, one to go on with.
_AHEAD = 2
_CONNECT_SECONDS = 30
_WORKER_SECONDS = 120
# A worker makes way for a fresh one after so long, whatever its memory has become.
_LIFETIME, _STAGGER = "2 hours", "20 minutes"
# Failures of what cannot be divided, after which it is set aside: a worker may also die of others.
_FAILURES = 3
# Articles set aside while not one could be read: then it is not for them.
_MOST_ASIDE = 50

_ENDS = "ends the process that reads it"

Position = tuple[int, ...]
"""Where a shard stands among all; its pieces stand where it stood, in their order."""


class ClusterLost(DatelineError):
    """The cluster cannot be reached, or not any more; the ledger knows what was done."""


@contextmanager
def connected(address: str = "", workers: int = 1) -> Iterator[Client]:
    """A client of the scheduler at ``address``, or of so many processes of this machine.

    Raises ClusterLost where nobody answers or no worker comes.
    """
    if address:
        with _client(address) as client:
            yield client
        return
    with (
        # What a worker died of is divided at once: nothing is lost by that if it was by chance.
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            worker_dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
            lifetime=_LIFETIME,
            lifetime_stagger=_STAGGER,
            lifetime_restart=True,
        ) as cluster,
        _client(cluster) as client,
    ):
        yield client


@contextmanager
def _client(where: str | LocalCluster) -> Iterator[Client]:
    try:
        client = Client(where, timeout=_CONNECT_SECONDS, set_as_default=False)
        client.wait_for_workers(1, timeout=_WORKER_SECONDS)
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterLost(
            f"{where}: no cluster that can be worked with: {error}: "
            "start `dask scheduler` and `dask worker`, or leave out --scheduler"
        ) from error
    try:
        yield client
    finally:
        with suppress(OSError, TimeoutError):
            client.close(timeout=5)


def ingest_shards(
    shards: Iterable[Shard],
    atlas: Atlas,
    client: Client,
    plan: ShardPlan,
    progress: Progress | None = None,
) -> Summary:
    """Add what is in these shards to the atlas; doing it twice changes nothing.

    What the ledger has already is not read again. Raises AtlasError, ClusterLost where the
    scheduler is gone, Stopped on KeyboardInterrupt; what was done before stays.
    """
    run = _ClusterRun(client, plan, _Publisher(atlas, Ledger(plan.atlas), progress))
    try:
        run.work(shards)
    except KeyboardInterrupt as stop:
        raise Stopped(run.publisher.summary()) from stop
    finally:
        run.cancel()
    return run.publisher.summary()


@dataclass(slots=True)
class _Publisher:
    """The one who changes the atlas: takes up shards in their order when they are done."""

    atlas: Atlas
    ledger: Ledger
    progress: Progress | None = None
    done: list[Summary] = field(default_factory=list)
    articles: int = 0

    def is_done(self, key: str) -> bool:
        """Whether nothing of a shard is left to be read."""
        receipt = self.ledger.receipt(key)
        return receipt is not None and (
            self._is_published(receipt) or self.ledger.has_parts(receipt)
        )

    def publish(self, shard: Shard, key: str) -> None:
        """Take the articles of a shard into the atlas, and let its parts go."""
        receipt = self.ledger.receipt(key)
        if receipt is None:
            raise ClusterLost(f"{self.ledger.url}: somebody removed a receipt: run again")
        new = 0
        if not self._is_published(receipt):
            for part in receipt.parts:
                new += self.atlas.add_staged(self.ledger.tables(part))
        self.ledger.remove_parts(receipt)
        self._count(receipt.summary, new)
        values = logs.fields(articles=new, read=self.articles)
        log.info("published a shard with %d new articles", new, extra=values)
        if self.progress:
            self.progress(self.articles, 0, shard.name)

    def summary(self) -> Summary:
        """What was done so far."""
        return Summary.sum(self.done)

    def _is_published(self, receipt: Receipt) -> bool:
        return self.atlas.holds(receipt.ids)

    def _count(self, summary: Summary, new: int) -> None:
        self.articles += summary.read
        # What counts in new articles is not known of a few of them.
        counted = summary if new else replace(summary, undated=0, mentions=0, unresolved=())
        self.done.append(replace(counted, new=new, duplicates=summary.read - new))


class _ClusterRun:
    """The shards of one ingest on their way: waiting, running, done and not yet published."""

    def __init__(self, client: Client, plan: ShardPlan, publisher: _Publisher) -> None:
        self.publisher = publisher
        self._client = client
        self._plan = plan
        self._waiting: list[tuple[Position, Shard]] = []
        self._running: dict[Future[Any], tuple[Position, Shard]] = {}
        self._done: list[tuple[Position, Shard]] = []
        self._failures = Counter[Shard]()
        self._uncounted = Counter[Shard]()
        self._whole = set[Shard]()
        self._keys: dict[Shard, str] = {}
        self._aside = 0

    def work(self, shards: Iterable[Shard]) -> None:
        """Read and publish all of them."""
        remaining = enumerate(shards)
        while self._fill(remaining) or self._running:
            with _connected(), self._client.as_current():
                done, _ = wait(list(self._running), return_when="FIRST_COMPLETED")
            for future in done:
                self._take(future)
            self._publish()
        self._publish()
        self.publisher.ledger.sweep()

    def cancel(self) -> None:
        """Ask for nothing more."""
        with suppress(Exception):  # whoever is gone has nothing to be cancelled
            self._client.cancel(list(self._running))

    def _key(self, shard: Shard) -> str:
        """Its name in the ledger, asked for once: that looks at each of its files."""
        if shard not in self._keys:
            self._keys[shard] = self._plan.key(shard)
        return self._keys[shard]

    def _fill(self, remaining: Iterator[tuple[int, Shard]]) -> bool:
        """Give the workers enough to do; whether anything waits beyond that."""
        room = max(_AHEAD, _AHEAD * self._threads())
        while len(self._running) < room:
            if not self._waiting:
                found = next(remaining, None)
                if found is None:
                    return False
                self._waiting.append(((found[0],), found[1]))
            self._begin(*heapq.heappop(self._waiting))
        return True

    def _begin(self, position: Position, shard: Shard) -> None:
        key = self._key(shard)
        if pieces := self.publisher.ledger.split(key):
            self._divide(position, [Shard.from_list(piece) for piece in pieces])
        elif self.publisher.is_done(key):
            heapq.heappush(self._done, (position, shard))
        elif shard.is_large_table:
            self._submit(position, shard, count_records, shard, self._plan)
        else:
            self._read(position, shard)

    def _read(self, position: Position, shard: Shard) -> None:
        self._submit(position, shard, read_shard, shard, self._plan, self._key(shard))

    def _submit(self, position: Position, shard: Shard, task: Any, *arguments: Any) -> None:
        # Each attempt has a name of its own: under one that has failed and is not let go yet, the
        # scheduler answers with that failure at once, again and again.
        key = f"{task.__name__}-{self._key(shard)}-{self._failures[shard]}"
        with _connected():
            future = self._client.submit(task, *arguments, key=key, pure=False)
        self._running[future] = position, shard

    def _take(self, future: Future[Any]) -> None:
        """What became of a task; its future is let go at once."""
        position, shard = self._running.pop(future)
        counted = str(future.key).startswith(count_records.__name__)
        with _connected():
            # Nothing where it failed, be it because a worker died with what it had not handed over.
            results = self._client.gather([future], errors="skip")
            if not results and future.status != "error":
                raise ConnectionError(future.status)
            error = None if results else future.exception()
            future.release()
        if isinstance(error, (DatelineError, ImportError)):
            raise DatelineError(f"a worker cannot go on: {error}") from error
        if counted and error is None:
            self._slice(position, shard, results[0])
        elif error is not None:
            self._isolate(position, shard, error, counted)
        else:
            heapq.heappush(self._done, (position, shard))

    def _isolate(self, position: Position, shard: Shard, error: Any, counting: bool) -> None:
        """Come nearer to the article that ends the process which reads it, or that fails in it."""
        log.warning("a shard could not be read", extra=logs.fields(reason=type(error).__name__))
        died = isinstance(error, KilledWorker)
        begun = self.publisher.ledger.begun(self._key(shard))
        self._failures[shard] += 1
        self._uncounted[shard] += counting
        if died and self._failures[shard] > _MOST_ASIDE:
            raise DatelineError(f"{shard.name}: the workers die before they have begun with it")
        if died and not begun:
            # A worker takes with it what only waited there: that is to be blamed for nothing.
            self._read(position, shard)
        elif shard.can_be_divided:
            self._keep_split(position, shard, shard.pieces())
        elif self._is_to_blame(shard, died, counting, begun):
            self._set_aside(position, shard, _ENDS if died else f"not foreseen: {error!r}")
        elif shard.is_one_record:
            self._read(position, shard)
        else:
            self._submit(position, shard, count_records, shard, self._plan)

    def _is_to_blame(self, shard: Shard, died: bool, counting: bool, begun: int) -> bool:
        """Whether what cannot be divided has failed of itself, and not by chance.

        A file whose records nobody has counted yet is not: its worker may have been killed from
        outside, again and again, and every other article in it would be lost.
        """
        if counting:
            return self._uncounted[shard] >= _FAILURES
        if shard.is_one_record and not died:
            return True
        return begun >= _FAILURES and (shard.is_one_record or shard in self._whole)

    def _slice(self, position: Position, shard: Shard, records: int) -> None:
        """Divide a file of which it is known now how many records it has."""
        known = shard.ending(records)
        if shard.is_large_table and records:
            self._keep_split(position, shard, known.slices(SLICE))
        elif records:
            self._keep_split(position, shard, known.pieces() if records > 1 else [known])
        else:
            self._whole.add(shard)
            self._read(position, shard)  # whole or not at all

    def _keep_split(self, position: Position, shard: Shard, pieces: Sequence[Shard]) -> None:
        self.publisher.ledger.put_split(self._key(shard), [piece.to_list() for piece in pieces])
        self._divide(position, pieces)

    def _divide(self, position: Position, pieces: Sequence[Shard]) -> None:
        for number, piece in enumerate(pieces):
            heapq.heappush(self._waiting, ((*position, number), piece))

    def _set_aside(self, position: Position, shard: Shard, why: str) -> None:
        self._aside += 1
        if self._aside > _MOST_ASIDE and not self.publisher.articles:
            raise DatelineError(f"the workers can read nothing: {shard.name}: {why}")
        receipt = set_aside(shard, f"{why}: set aside, the rest is read")
        self.publisher.ledger.put_receipt(self._key(shard), receipt)
        heapq.heappush(self._done, (position, shard))

    def _publish(self) -> None:
        """Publish what is done and has nothing before it that is not."""
        open_ = [*self._waiting[:1], *self._running.values()]
        first = min((position for position, _ in open_), default=None)
        while self._done and (first is None or self._done[0][0] < first):
            _, shard = heapq.heappop(self._done)
            self.publisher.publish(shard, self._key(shard))
            del self._keys[shard]

    def _threads(self) -> int:
        """How many tasks can be done at once now."""
        with _connected():
            return sum(self._client.nthreads().values())


@contextmanager
def _connected() -> Iterator[None]:
    """What is asked of the scheduler. Raises ClusterLost where it is gone."""
    try:
        yield
    except (OSError, TimeoutError, CancelledError, ClosedClientError) as error:
        raise ClusterLost(
            "the scheduler is gone: run again, and what was done is not done again"
        ) from error
