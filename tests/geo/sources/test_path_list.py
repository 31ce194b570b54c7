from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from geo.errors import BadInput
from geo.sources import from_path
from geo.sources.path_list import paths


def test_a_list_as_common_crawl_publishes_it(tmp_path: Path) -> None:
    listed = "crawl-data/CC-NEWS/2024/01/a.warc.gz\n\n# b\ncrawl-data/CC-NEWS/2024/01/c.warc.gz\n"
    path = tmp_path / "warc.paths.gz"
    path.write_bytes(gzip.compress(listed.encode()))
    assert paths(from_path(path), "s3://commoncrawl/") == [
        "s3://commoncrawl/crawl-data/CC-NEWS/2024/01/a.warc.gz",
        "s3://commoncrawl/crawl-data/CC-NEWS/2024/01/c.warc.gz",
    ]


def test_without_a_prefix_paths_are_from_the_folder_of_the_list(tmp_path: Path) -> None:
    path = tmp_path / "warc.paths"
    path.write_text("a.warc.gz\n/b/c.warc.gz\ns3://d/e.warc.gz\n")
    assert paths(from_path(path)) == [
        str(tmp_path / "a.warc.gz"),
        "/b/c.warc.gz",
        "s3://d/e.warc.gz",
    ]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "names no file"),
        (b"\x00\x01\x02\x00", "not a list of files"),
        (gzip.compress(b"a.warc.gz" * 99, mtime=0)[:30], "not a list of files"),
        (b"x" * 5_000, "too long"),
    ],
)
def test_what_is_no_list_is_said(raw: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "warc.paths"
    path.write_bytes(raw)
    with pytest.raises(BadInput, match=told):
        paths(from_path(path))


def test_a_list_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"warc\.paths"):
        paths(from_path(tmp_path / "warc.paths"))
