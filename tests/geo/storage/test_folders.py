from __future__ import annotations

from pathlib import Path

import pytest

from geo.storage import folders


def test_a_folder_is_exchanged_as_a_whole(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folders.replace(folder, {"a.txt": b"1", "b/c.txt": b"2"})
    folders.replace(folder, {"d.txt": b"3"})
    assert [each.name for each in folder.iterdir()] == ["d.txt"]
    assert [each.name for each in tmp_path.iterdir()] == ["site"]


def test_what_was_there_stays_where_writing_fails(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folders.replace(folder, {"a.txt": b"1"})
    with pytest.raises(OSError):
        folders.replace(folder, {"b.txt": b"2", "b.txt/c.txt": b"3"})
    assert (folder / "a.txt").read_bytes() == b"1"
    assert [each.name for each in tmp_path.iterdir()] == ["site"]
