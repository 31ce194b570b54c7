"""An ingest by a cluster: the same atlas as on one machine, whatever is wrong with an article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import dask
import distributed
import pytest
from distributed import Client, LocalCluster

from geo.atlas import Atlas
from geo.errors import BadInput, DatelineError
from geo.pipeline import shards as shards_module
from geo.pipeline.engines import Geoparses, cluster
from geo.pipeline.engines.shard_task import ShardPlan
from geo.pipeline.ingest import ingest
from geo.pipeline.shards import shards
from geo.pipeline.summary import Summary
from geo.sources import Document, find
from tests.forkserver import CONTEXT
from tests.geo.faults import cluster_readers, ingests
from tests.geo.faults.clusters import contents, files


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """A cluster within this process."""
    with (
        LocalCluster(
            n_workers=1, threads_per_worker=1, processes=False, dashboard_address="127.0.0.1:0"
        ) as here,
        Client(here, set_as_default=False) as client,
    ):
        yield client


def run(client: Client, corpus: Path | str, atlas: Path | str, **plan: object) -> Summary:
    found = [each for each in find([str(corpus)]) if isinstance(each, Document)]
    given = {"load": cluster_readers.every_suva} | plan
    return cluster.ingest_shards(
        shards(found),
        Atlas(atlas),
        client,
        ShardPlan(str(atlas), **given),  # type: ignore[arg-type]
    )


def spoiled(path: Path, words: str, at: int) -> None:
    """Put words into one of the articles of a file."""
    rows = path.read_text().splitlines()
    row = json.loads(rows[at])
    rows[at] = json.dumps(row | {"text": f"{row['text']} {words}"})
    path.write_text("\n".join(rows) + "\n")


def test_the_atlas_is_that_of_one_machine(client: Client, tmp_path: Path) -> None:
    corpus = files(tmp_path / "wire", count=3, articles=10)
    alone = ingest([str(corpus)], Atlas(tmp_path / "alone"), ingests.EverySuva())
    together = run(client, corpus, tmp_path / "atlas")
    assert contents(tmp_path / "atlas") == contents(tmp_path / "alone")
    assert together == alone


def test_doing_it_twice_changes_nothing(client: Client, tmp_path: Path) -> None:
    corpus = files(tmp_path / "wire", count=2, articles=5)
    run(client, corpus, tmp_path / "atlas")
    before = Atlas(tmp_path / "atlas").version
    again = run(client, corpus, tmp_path / "atlas", load=unwanted)
    assert (again.read, again.new, again.duplicates, again.mentions) == (10, 0, 10, 0)
    assert Atlas(tmp_path / "atlas").version == before


def unwanted(changes: cluster_readers.Changes) -> Geoparses:
    raise AssertionError("nothing is to be read")


unwanted.__qualname__ = cluster_readers.every_suva.__qualname__


def test_an_atlas_that_was_removed_is_made_again(client: Client, tmp_path: Path) -> None:
    corpus = files(tmp_path / "wire", count=1, articles=5)
    run(client, corpus, tmp_path / "atlas")
    assert run(client, corpus, tmp_path / "other").new == 5
    (tmp_path / "other.ledger").rename(tmp_path / "third.ledger")
    assert run(client, corpus, tmp_path / "third").new == 5


def test_a_large_table_is_read_in_slices(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards_module, "WHOLE_BYTES", 100)
    monkeypatch.setattr(cluster, "SLICE", 4)
    corpus = files(tmp_path / "wire", count=1, articles=10)
    ingest([str(corpus)], Atlas(tmp_path / "alone"), ingests.EverySuva())
    assert run(client, corpus, tmp_path / "atlas").new == 10
    assert contents(tmp_path / "atlas") == contents(tmp_path / "alone")
    assert len(list((tmp_path / "atlas.ledger").glob("*.json"))) == 4  # of slices, and a division


def test_an_article_over_which_the_code_stumbles_is_set_aside(
    client: Client, tmp_path: Path
) -> None:
    corpus = files(tmp_path / "wire", count=2, articles=20)
    spoiled(corpus / "001.jsonl", cluster_readers.STUMBLE, at=12)
    done = run(client, corpus, tmp_path / "atlas", load=cluster_readers.mortal)
    [reject] = done.rejects
    assert reject.name == f"{corpus / '001.jsonl'}: record 13"
    assert "nobody foresaw this" in reject.reason
    assert (done.read, done.new) == (39, 39)
    again = run(client, corpus, tmp_path / "atlas", load=cluster_readers.mortal)
    assert again.rejects == done.rejects and again.new == 0


@pytest.fixture
def forked_workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Workers that are started again in no time, from a server that has imported what they need."""
    monkeypatch.setattr(distributed.utils, "_forkserver_preload_set", CONTEXT is not None)
    with dask.config.set({"distributed.worker.multiprocessing-method": "forkserver"}):
        yield


def test_an_article_that_ends_its_process_is_found_and_set_aside(
    forked_workers: None, tmp_path: Path
) -> None:
    corpus = files(tmp_path / "wire", count=2, articles=4)
    spoiled(corpus / "001.jsonl", cluster_readers.POISON, at=2)
    with cluster.connected(workers=2) as processes:
        done = run(processes, corpus, tmp_path / "atlas", load=cluster_readers.mortal)
    [reject] = done.rejects
    assert reject.name == f"{corpus / '001.jsonl'}: record 3"
    assert reject.reason == "ends the process that reads it: set aside, the rest is read"
    assert (done.read, done.new) == (7, 7)


def without_model(changes: cluster_readers.Changes) -> Geoparses:
    raise BadInput("no such model")


def test_workers_that_cannot_work_are_no_fault_of_the_articles(
    client: Client, tmp_path: Path
) -> None:
    corpus = files(tmp_path / "wire", count=1, articles=3)
    with pytest.raises(DatelineError, match="a worker cannot go on: no such model"):
        run(client, corpus, tmp_path / "atlas", load=without_model)
    assert run(client, corpus, tmp_path / "atlas").new == 3


def test_a_scheduler_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 1)
    with (
        pytest.raises(cluster.ClusterLost, match=r"tcp://127\.0\.0\.1:1: no cluster"),
        cluster.connected("tcp://127.0.0.1:1"),
    ):
        pass
