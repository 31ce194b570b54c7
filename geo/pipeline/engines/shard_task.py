"""The worker's side of an ingest on several machines: one shard read, its parts written.

It is the same ``ingest`` as on one machine, into the ledger in place of the atlas. A process loads
its geoparser once.
"""

from __future__ import annotations

import sys
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from importlib import metadata

from geo.atlas import staged
from geo.atlas.manifest import PartFile
from geo.models import Article, GeoparsedArticle
from geo.pipeline.engines import Geoparses
from geo.pipeline.ingest import ingest
from geo.pipeline.ledger import Ledger, Receipt
from geo.pipeline.shards import Shard
from geo.pipeline.summary import Summary
from geo.settings import Settings
from geo.sources import ReadOptions, Reject, read_documents
from geo.sources.protocol import Records

# Articles of a part that waits to be published: what the publisher has in memory at a time.
PART = 1_024


def load_geoparser(changes: tuple[tuple[str, object], ...]) -> Geoparses:
    """The geoparser of this machine's settings with these changes."""
    from geo.pipeline.geoparser import Geoparser  # not before there is something to read

    return Geoparser.load(Settings.load().override(**dict(changes)))


@dataclass(frozen=True, slots=True)
class ShardPlan:
    """What all shards of an ingest have in common.

    ``atlas`` is the address of the atlas; ``changes`` are the settings that decide the results,
    all others are those of the machine that reads. ``load`` is found by its name there.
    """

    atlas: str
    columns: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    language: str = ""
    changes: tuple[tuple[str, object], ...] = ()
    load: Callable[[tuple[tuple[str, object], ...]], Geoparses] = load_geoparser

    def key(self, shard: Shard) -> str:
        """Under which name the ledger keeps what became of a shard."""
        way = {name: value for name, value in asdict(self).items() if name not in ("atlas", "load")}
        way |= {"version": metadata.version("dateline"), "load": self.load.__qualname__}
        return shard.key(repr(sorted(way.items())))

    def options(self, records: Records | None) -> ReadOptions:
        """How a shard is read: nothing is fetched."""
        return ReadOptions(
            bounds=Settings.load().bounds,
            columns=self.columns,
            source=self.source,
            records=records,
        )


_one_at_a_time = threading.Lock()
"""Workers should have one thread; where one has more, the geoparser is still used by one alone."""


def read_shard(shard: Shard, plan: ShardPlan, key: str) -> int:
    """Read a shard, write its parts and then its receipt; how many articles it has.

    Doing it twice changes nothing. Raises AtlasError where the ledger cannot be written, and
    what ``load`` raises.
    """
    ledger = Ledger(plan.atlas)
    done = ledger.receipt(key)
    if done is None or not ledger.has_parts(done):
        with _one_at_a_time:
            ledger.begin(key)
            done = _read(shard, plan, ledger, key)
        ledger.put_receipt(key, done)
    return len(done.ids)


def count_records(shard: Shard, plan: ShardPlan) -> int:
    """How many records the one file of a shard has; 0 where it is read whole or not at all.

    Nothing is made of a record, so that one which ends the process does no harm here.
    """
    records = Records(first=sys.maxsize)
    for _ in read_documents([shard.files[0].document()], plan.options(records)):
        pass
    return records.seen


def set_aside(shard: Shard, why: str) -> Receipt:
    """The receipt of a shard that nobody can read."""
    return Receipt((), (), Summary(0, 0, 0, 0, 0, (), (Reject(shard.name, why),)))


def _read(shard: Shard, plan: ShardPlan, ledger: Ledger, key: str) -> Receipt:
    staging = _Staging(ledger, key)
    summary = ingest(
        [file.document() for file in shard.files],
        staging,
        _loaded(plan.load, plan.changes),
        options=plan.options(shard.records),
        language=plan.language,
        batch=PART,
    )
    return Receipt(tuple(staging.parts), tuple(staging.ids), summary)


@lru_cache(maxsize=1)
def _loaded(
    load: Callable[[tuple[tuple[str, object], ...]], Geoparses],
    changes: tuple[tuple[str, object], ...],
) -> Geoparses:
    return load(changes)


class _Staging:
    """Takes articles as an atlas does that has none of them, into the ledger."""

    def __init__(self, ledger: Ledger, key: str) -> None:
        self._ledger = ledger
        self._key = key
        self.parts: list[dict[str, PartFile]] = []
        self.ids: list[str] = []

    def article_ids(self) -> Collection[str]:
        """None: what the atlas has is left out when the shard is published."""
        return ()

    def add(self, geoparsed: Sequence[GeoparsedArticle]) -> int:
        """Write a part."""
        if geoparsed:
            tables = staged.stage(geoparsed)
            self.parts.append(self._ledger.put_part(self._key, len(self.parts), tables))
            self.ids += staged.ids(tables)
        return len(geoparsed)

    def replace(self, geoparsed: Sequence[GeoparsedArticle]) -> int:
        """Nothing is there to be replaced."""
        return 0

    def unread(self, languages: Collection[str]) -> Iterator[Article]:
        """Nothing is there to be read again."""
        return iter(())

    def languages(self) -> Counter[str]:
        """None, so that what becomes of a shard depends on nothing but itself."""
        return Counter()
