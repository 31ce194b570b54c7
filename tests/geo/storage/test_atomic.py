"""A file is seen whole or not at all."""

import os
from pathlib import Path

import pytest

from geo.storage import atomic


def test_a_file_has_its_new_content_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "manifest.json"
    for text in (b"one", b"two"):
        atomic.write(path, text)
        assert path.read_bytes() == text
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_written_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    path = tmp_path / "manifest.json"
    atomic.write(path, b"old")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        atomic.write(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_pipe_is_not_replaced(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(FileExistsError, match="no file"), atomic.replacing(path) as temporary:
        temporary.write_bytes(b"new")
    assert path.is_fifo()
    assert list(tmp_path.iterdir()) == [path]


def steps(monkeypatch):
    """What is done from here on, in order: a file or folder flushed, a file renamed."""
    done = []
    rename = Path.replace

    def flushed(descriptor):
        done.append(("flushed", Path(os.readlink(f"/proc/self/fd/{descriptor}")).name))

    def renamed(self, target):
        done.append(("renamed", Path(self).name))
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(Path, "replace", renamed)
    return done


def test_content_is_on_the_disk_before_the_name_and_the_name_before_we_return(
    tmp_path, monkeypatch
):
    done = steps(monkeypatch)
    atomic.write(tmp_path / "part", b"content")
    temporary = f"part{atomic.TEMPORARY}"
    assert done == [("flushed", temporary), ("renamed", temporary), ("flushed", tmp_path.name)]


def test_a_file_that_was_written_elsewhere_is_published_in_the_same_order(tmp_path, monkeypatch):
    (tmp_path / "partial").write_bytes(b"content")
    done = steps(monkeypatch)
    atomic.publish(tmp_path / "partial", tmp_path / "whole")
    assert done == [("flushed", "partial"), ("renamed", "partial"), ("flushed", tmp_path.name)]
    assert (tmp_path / "whole").read_bytes() == b"content"


def test_a_folder_is_exchanged_as_a_whole(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    atomic.replace_folder(folder, {"a.txt": b"1", "b/c.txt": b"2"})
    atomic.replace_folder(folder, {"d.txt": b"3"})
    assert [each.name for each in folder.iterdir()] == ["d.txt"]
    assert [each.name for each in tmp_path.iterdir()] == ["site"]


def test_what_was_there_stays_where_writing_fails(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    atomic.replace_folder(folder, {"a.txt": b"1"})
    with pytest.raises(OSError):
        atomic.replace_folder(folder, {"b.txt": b"2", "b.txt/c.txt": b"3"})
    assert (folder / "a.txt").read_bytes() == b"1"
    assert [each.name for each in tmp_path.iterdir()] == ["site"]
