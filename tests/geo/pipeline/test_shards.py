from __future__ import annotations

import json
import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from geo.pipeline import shards as shards_module
from geo.pipeline.shards import PIECES, Shard, ShardFile, shards
from geo.sources import Document, find


def documents(*sources: str) -> list[Document]:
    return [each for each in find(sources) if isinstance(each, Document)]


def test_small_files_are_read_together_and_large_ones_alone(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text("x" * 10)
    (tmp_path / "large.txt").write_bytes(b"x" * (shards_module.GROUP_BYTES + 1))
    found = list(shards(documents(str(tmp_path))))
    assert [len(shard.files) for shard in found] == [5, 1]
    assert found[0].files[0] == ShardFile(str(tmp_path / "0.txt"), tmp_path.name)


def test_files_in_stores_are_a_shard_each() -> None:
    found = list(shards(documents("s3://bucket/a.warc.gz", "s3://bucket/b.warc.gz")))
    assert [shard.name for shard in found] == ["s3://bucket/a.warc.gz", "s3://bucket/b.warc.gz"]


def test_a_group_is_divided_into_its_files_and_a_slice_into_its_records() -> None:
    group = Shard(tuple(ShardFile(f"/{n}.txt") for n in range(20)))
    assert sum((piece.files for piece in group.pieces()), ()) == group.files
    assert len(group.pieces()) <= PIECES
    one = Shard((ShardFile("/a.jsonl"),), 10, 11)
    assert one.is_one_record and not one.can_be_divided
    assert one.name == "/a.jsonl: record 11"
    whole = Shard((ShardFile("/a.jsonl"),))
    assert not whole.can_be_divided and whole.ending(9).can_be_divided


@given(st.integers(0, 500), st.integers(2, 500))
def test_dividing_on_and_on_leads_to_each_record_once(first: int, length: int) -> None:
    waiting, found = [Shard((ShardFile("/a.jsonl"),), first, first + length)], []
    while waiting:
        shard = waiting.pop()
        if shard.is_one_record:
            found.append(shard.first)
        else:
            pieces = shard.pieces()
            assert 2 <= len(pieces) <= PIECES
            waiting += pieces
    assert sorted(found) == list(range(first, first + length))


@given(st.lists(st.text(min_size=1), min_size=1), st.integers(0, 9), st.none() | st.integers(10))
def test_a_shard_survives_the_ledger(urls: list[str], first: int, stop: int | None) -> None:
    shard = Shard(tuple(ShardFile(url) for url in urls), first, stop)
    assert Shard.from_list(json.loads(json.dumps(shard.to_list()))) == shard


def test_the_key_follows_from_what_is_read_and_how(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("{}\n")
    shard = Shard((ShardFile(str(path)),))
    key = shard.key("as English")
    assert key == Shard((ShardFile(str(path)),)).key("as English")
    others = {shard.key("as French"), shard.ending(1).key("as English")}
    path.write_text("{}\n{}\n")
    os.utime(path, (1_000, 1_000))
    others.add(shard.key("as English"))
    assert len(others | {key}) == 4


def test_a_large_table_is_known_by_its_size_and_suffix(tmp_path: Path) -> None:
    for name, large in (("a.jsonl", True), ("a.csv.gz", True), ("a.warc.gz", False)):
        with (tmp_path / name).open("wb") as file:
            file.truncate(shards_module.WHOLE_BYTES + 1)
        shard = Shard((ShardFile(str(tmp_path / name)),))
        assert shard.is_large_table is large
    assert not shard.ending(5).is_large_table
