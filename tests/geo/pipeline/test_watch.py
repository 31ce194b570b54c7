"""What is told of sources that are looked at again and again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from geo.pipeline.summary import Summary
from geo.pipeline.watch import ChangedDocuments, watch_sources
from geo.sources import Document, Reject, find


def write(path: Path, text: str, at: float) -> None:
    path.write_text(text)
    os.utime(path, (at, at))


def names(documents: Sequence[Document | Reject]) -> list[str]:
    return [Path(each.name).name for each in documents]


def test_a_file_is_read_once_and_again_when_it_changes(tmp_path: Path) -> None:
    changes = ChangedDocuments(now=lambda: 1_000.0)
    write(tmp_path / "a.txt", "one", 100)
    write(tmp_path / "b.txt", "two", 100)
    assert names(changes.of(find([str(tmp_path)]))) == ["a.txt", "b.txt"]
    assert names(changes.of(find([str(tmp_path)]))) == []
    write(tmp_path / "b.txt", "two and a half", 100)
    write(tmp_path / "c.txt", "three", 100)
    assert names(changes.of(find([str(tmp_path)]))) == ["b.txt", "c.txt"]


def test_a_file_that_is_being_written_waits(tmp_path: Path) -> None:
    clock = [1_000.0]
    changes = ChangedDocuments(now=lambda: clock[0])
    write(tmp_path / "a.txt", "half of", 999.5)
    assert changes.of(find([str(tmp_path)])) == []
    write(tmp_path / "a.txt", "half of the story", 1_001.0)
    clock[0] = 1_010.0
    assert names(changes.of(find([str(tmp_path)]))) == ["a.txt"]


def test_addresses_and_what_is_missing_are_asked_for_every_time(tmp_path: Path) -> None:
    changes = ChangedDocuments()
    sources = ["https://example.org/feed", str(tmp_path / "missing")]
    for _ in range(2):
        assert names(changes.of(find(sources))) == ["feed", "missing"]


def test_what_a_list_names_is_asked_for_every_time(tmp_path: Path) -> None:
    changes = ChangedDocuments(now=lambda: 1_000.0)
    write(tmp_path / "feeds.txt", "https://example.org/feed\nhttps://example.org/other\n", 100)
    write(tmp_path / "story.txt", "Rain fell on Poti.", 100)
    (tmp_path / "empty.gz").write_bytes(b"")
    os.utime(tmp_path / "empty.gz", (100, 100))
    first, second = (names(changes.of(find([str(tmp_path)]))) for _ in range(2))
    assert first == ["empty.gz", "feeds.txt", "story.txt"]
    assert second == ["feeds.txt"]


def test_the_same_complaint_is_heard_once() -> None:
    late = Reject("https://a/", "takes too long to answer")
    gone = Reject("https://a/", "answers 404 Not Found")
    brought = iter([[late], [late], [gone], [], [late]])
    slept: list[float] = []

    def ingest(documents: Sequence[Document | Reject]) -> Summary:
        return Summary(0, 0, 0, 0, 0, (), tuple(next(brought)))

    looks = list(islice(watch_sources(["https://a/"], ingest, 60.0, sleep=slept.append), 5))
    assert [look.rejects for look in looks] == [(late,), (), (gone,), (), (late,)]
    assert slept == [60.0] * 4
