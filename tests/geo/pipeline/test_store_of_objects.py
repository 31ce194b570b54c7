"""Articles in a store of objects, and an atlas in one: a server that speaks S3."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from distributed import Client, LocalCluster

from geo.atlas import Atlas, Filter
from geo.errors import AtlasError
from geo.pipeline.ingest import ingest
from geo.pipeline.ledger import Ledger
from geo.sources import Document, Reject, find
from tests import s3
from tests.geo.atlas.samples import article
from tests.geo.faults import ingests
from tests.geo.faults.clusters import contents, files
from tests.geo.pipeline.test_cluster import run


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    with s3.bucket() as url:
        yield url


def test_files_are_found_by_pattern_and_folder(bucket: str) -> None:
    store = fsspec.filesystem("s3")
    for name in ("a.txt", "b.txt", "deep/c.txt", "README.md"):
        store.pipe_file(f"{bucket}/found/{name}", b"The ferry left Suva at night.")
    named = [each.name for each in find([f"{bucket}/found/*.txt"]) if isinstance(each, Document)]
    assert named == [f"{bucket}/found/a.txt", f"{bucket}/found/b.txt"]
    assert len(find([f"{bucket}/found/"])) == 3
    [reject] = find([f"{bucket}/found/*.warc"])
    assert isinstance(reject, Reject) and "nothing matches" in reject.reason


def test_what_is_not_there_costs_itself(bucket: str, tmp_path: Path) -> None:
    fsspec.filesystem("s3").pipe_file(f"{bucket}/some/a.txt", b"The ferry left Suva at night.")
    sources = [f"{bucket}/some/none.txt", f"{bucket}/some/a.txt"]
    summary = ingest(sources, Atlas(tmp_path / "atlas"), ingests.EverySuva(), language="en")
    assert summary.new == 1
    [reject] = summary.rejects
    assert reject.name == sources[0]


def test_a_cluster_reads_and_writes_there(bucket: str, tmp_path: Path) -> None:
    corpus = files(tmp_path / "wire", count=3, articles=6)
    fsspec.filesystem("s3").put(f"{corpus}/", f"{bucket}/wire/", recursive=True)
    ingest([str(corpus)], Atlas(tmp_path / "alone"), ingests.EverySuva())
    with (
        LocalCluster(
            n_workers=1, threads_per_worker=1, processes=False, dashboard_address="127.0.0.1:0"
        ) as here,
        Client(here, set_as_default=False) as client,
    ):
        assert run(client, f"{bucket}/wire/*.jsonl", f"{bucket}/atlas").new == 18
        assert run(client, f"{bucket}/wire/*.jsonl", f"{bucket}/atlas").new == 0
    copy = Atlas(f"{bucket}/atlas", copies=tmp_path / "copies")
    assert copy.reader().counts(Filter()).articles_total == 18
    assert contents(copy.folder) == contents(tmp_path / "alone")
    left = fsspec.filesystem("s3").ls(f"{bucket}/atlas.ledger", detail=False)
    assert len(left) == 3 and all(path.endswith(".json") for path in left)


def test_one_writer_at_a_time_by_an_object_that_only_one_can_create(
    bucket: str, tmp_path: Path
) -> None:
    one, other = (Atlas(f"{bucket}/two", copies=tmp_path / name) for name in ("one", "other"))
    store = fsspec.filesystem("s3")
    held = f'{{"token": "dead", "at": {time.time() - 3600}}}'
    store.pipe_file(f"{bucket}/two/.lock", held.encode())
    with pytest.raises(FileExistsError):
        store.pipe_file(f"{bucket}/two/.lock", b"ours", mode="create")
    assert one.add([article(1)]) == 1  # a dead writer is not waited for
    assert other.add([article(1), article(2)]) == 1
    assert one.article_ids() == {"article-1", "article-2"}
    assert one.version != Atlas(f"{bucket}/none").version


def test_a_store_that_cannot_be_reached_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with s3.bucket() as url:
        pass
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    fsspec.filesystem("s3").clear_instance_cache()
    with pytest.raises(AtlasError, match="cannot be reached"):
        Atlas(f"{url}/atlas", copies=tmp_path).article_ids()
    with pytest.raises(AtlasError, match="the ledger of the atlas cannot be used"):
        Ledger(f"{url}/atlas").receipt("k")
