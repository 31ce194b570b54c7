"""An atlas at an fsspec URL: the same as in a folder, whoever publishes."""

from __future__ import annotations

import gc
import json
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

from geo.atlas import Atlas, Filter, parts, remote
from geo.atlas.manifest import Manifest
from geo.errors import AtlasError, BadInput
from tests.geo.atlas.samples import article


@pytest.fixture
def url() -> Iterator[str]:
    """A place on fsspec's file system in memory."""
    name = f"memory://{uuid.uuid4().hex}/atlas"
    yield name
    files, root = fsspec.core.url_to_fs(name)
    if files.exists(root):
        files.rm(root, recursive=True)


def articles(url: str) -> int:
    return Atlas(url).reader().counts(Filter()).articles_total


def names(url: str) -> set[str]:
    files, root = fsspec.core.url_to_fs(url)
    return {path.rpartition("/")[2] for path in files.ls(root, detail=False)}


def test_what_one_writer_publishes_every_reader_sees(url: str, tmp_path: Path) -> None:
    one, other = (Atlas(url, copies=tmp_path / name) for name in ("one", "other"))
    assert one.add([article(1)]) == 1
    assert other.add([article(1), article(2)]) == 1
    assert one.article_ids() == {"article-1", "article-2"}
    assert articles(url) == 2
    assert names(url) >= {"manifest.json"}
    assert ".lock" not in names(url)


def test_the_version_is_another_after_every_publication(url: str) -> None:
    versions = [Atlas(url).version]
    for number in (1, 2):
        Atlas(url).add([article(number)])
        versions.append(Atlas(url).version)
    assert len(set(versions)) == 3


def test_compacting_and_forgetting_reach_the_place_itself(url: str) -> None:
    for number in (1, 2, 3):
        Atlas(url).add([article(number, source="Dawn" if number == 1 else "Tolo")])
    assert Atlas(url).compact().after == 1
    assert Atlas(url).forget("Dawn") == 1
    assert Atlas(url).article_ids() == {"article-2", "article-3"}
    files, root = fsspec.core.url_to_fs(url)
    listed = json.loads(files.cat_file(f"{root}/manifest.json"))["parts"]
    assert len([name for name in names(url) if name.startswith("articles-")]) == len(listed) == 1


def test_a_publication_that_fails_changes_nothing(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    atlas = Atlas(url)
    atlas.add([article(1)])
    files, _ = fsspec.core.url_to_fs(url)
    put = type(files).pipe_file

    def refuses(self: object, path: str, value: bytes, **how: object) -> None:
        if path.endswith(".parquet"):
            raise OSError("no space")
        put(self, path, value, **how)

    with monkeypatch.context() as patched:
        patched.setattr(type(files), "pipe_file", refuses)
        with pytest.raises(AtlasError, match="no space"):
            atlas.add([article(2)])
    assert articles(url) == 1
    assert atlas.add([article(2)]) == 1
    assert articles(url) == 2


def overtaken(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever publishes next is taken for dead before it uploads, and another publishes."""
    files, root = fsspec.core.url_to_fs(url)
    publish = parts.publish

    def slowly(*arguments: Any) -> Manifest:
        published = publish(*arguments)
        monkeypatch.setattr(parts, "publish", publish)
        files.rm_file(f"{root}/.lock")
        Atlas(url).add([article(2)])
        files.pipe_file(f"{root}/.lock", fresh_lock())
        return published

    monkeypatch.setattr(parts, "publish", slowly)


def fresh_lock() -> bytes:
    return json.dumps({"token": "another writer", "at": time.time()}).encode()


def test_a_writer_that_was_overtaken_gives_up_and_nothing_of_the_others_is_lost(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    atlas = Atlas(url)
    atlas.add([article(3)])
    overtaken(url, monkeypatch)
    with pytest.raises(AtlasError, match="somebody else has published meanwhile"):
        atlas.add([article(1)])
    assert Atlas(url).reader().article("article-2") == article(2).article
    files, root = fsspec.core.url_to_fs(url)
    assert b"another writer" in files.cat_file(f"{root}/.lock")  # which is not ours to remove
    files.rm_file(f"{root}/.lock")
    assert atlas.add([article(1)]) == 1
    assert Atlas(url).article_ids() == {"article-1", "article-2", "article-3"}


def test_who_finds_another_at_it_waits(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    files, root = fsspec.core.url_to_fs(url)
    files.makedirs(root)
    files.pipe_file(f"{root}/.lock", fresh_lock())
    monkeypatch.setattr(remote, "_PATIENCE", 0.0)
    with pytest.raises(AtlasError, match="another writer does not finish"):
        Atlas(url).add([article(1)])
    assert names(url) == {".lock"}


def test_a_part_that_was_cut_short_in_the_copy_is_fetched_again(url: str, tmp_path: Path) -> None:
    Atlas(url).add([article(1)])
    atlas = Atlas(url, copies=tmp_path)
    assert atlas.article_ids() == {"article-1"}
    for path in atlas.folder.glob("*.parquet"):
        path.write_bytes(path.read_bytes()[:100])
    with Atlas(url, copies=tmp_path).reader() as reader:
        assert reader.article("article-1") == article(1).article and not reader.warnings


def test_a_superseded_part_stays_there_for_those_who_still_read_it(url: str) -> None:
    for number in (1, 2):
        Atlas(url).add([article(number)])
    before = names(url)
    Atlas(url).compact()
    assert names(url) > before - {".lock"}


def test_the_lock_of_a_writer_that_died_is_not_waited_for(url: str) -> None:
    files, root = fsspec.core.url_to_fs(url)
    files.makedirs(root)
    dead = {"token": "dead", "at": time.time() - 3600}
    files.pipe_file(f"{root}/.lock", json.dumps(dead).encode())
    assert Atlas(url).add([article(1)]) == 1


def test_a_file_url_is_a_folder(tmp_path: Path) -> None:
    Atlas(f"file://{tmp_path}/atlas").add([article(1)])
    assert Atlas(tmp_path / "atlas").article_ids() == {"article-1"}


def test_an_unknown_address_is_named() -> None:
    with pytest.raises(BadInput, match="gopher"):
        Atlas("gopher://example.org/atlas")


def test_a_reader_keeps_the_copy_that_it_reads(url: str) -> None:
    Atlas(url).add([article(1)])
    reader = Atlas(url).reader()
    gc.collect()
    assert reader.article("article-1") == article(1).article and not reader.warnings


def test_an_atlas_elsewhere_is_looked_after_like_one_here(url: str) -> None:
    atlas = Atlas(url)
    atlas.add([article(1)])
    atlas.add([article(2)])
    assert (atlas.info().articles, atlas.info().path) == (2, url)
    assert atlas.verify().damages == ()
