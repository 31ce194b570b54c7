"""The map's pieces are unpacked once, and their addresses change with what is in them."""

import base64
import json
import tempfile
from pathlib import Path

import pytest

from dashboard.server import basemap
from geo.errors import DatelineError
from geo.settings import Settings


@pytest.fixture(autouse=True)
def _forget() -> None:
    basemap._prepared.clear()


def with_cache(folder: Path) -> Settings:
    return Settings.load({"DATELINE_CACHE": str(folder)})


def test_the_world_is_there_to_be_fetched(tmp_path: Path) -> None:
    pieces = basemap.basemap(with_cache(tmp_path))
    folder = tmp_path / "basemap" / pieces.shapes.rpartition("/")[2]
    world = json.loads((folder / "0/0/0.json").read_text("utf-8"))
    assert {"land", "borders", "lakes", "disputed"} <= set(world)
    left = sorted(path.name.partition("-")[0] for path in (tmp_path / "basemap").iterdir())
    assert left == ["outlines", "shapes"]


def test_what_the_map_is_told_of_its_pieces_is_what_there_is(tmp_path: Path) -> None:
    pieces = basemap.basemap(with_cache(tmp_path))
    folder = tmp_path / "basemap" / pieces.shapes.rpartition("/")[2]
    bits = {level: base64.b64decode(each) for level, each in basemap.shape_index().items()}

    def told(level: int, column: int, row: int) -> bool:
        at = row * 2**level + column
        return bool(bits[str(level)][at // 8] >> at % 8 & 1)

    for level in (0, 3, 4, 5):
        for column in range(2**level):
            for row in range(2**level):
                there = (folder / f"{level}/{column}/{row}.json").exists()
                assert told(level, column, row) == there
    assert not told(5, 0, 0), "the Arctic Ocean"


def test_a_second_start_finds_them(tmp_path: Path) -> None:
    first = basemap.basemap(with_cache(tmp_path))
    mark = tmp_path / "basemap" / first.shapes.rpartition("/")[2] / "mark"
    mark.touch()
    basemap._prepared.clear()
    assert basemap.basemap(with_cache(tmp_path)) == first
    assert mark.exists()


def test_where_the_cache_cannot_hold_them_a_temporary_folder_does(tmp_path: Path) -> None:
    (tmp_path / "basemap").write_text("in the way")
    found = basemap.basemap(with_cache(tmp_path))
    assert "dateline-basemap-" in found.shapes


def test_where_nothing_can_hold_them_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "basemap").write_text("in the way")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(DatelineError, match="temporary folder"):
        basemap.basemap(with_cache(tmp_path))


def test_a_gazetteer_built_meanwhile_does_not_draw_a_visitors_map_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(basemap.st, "session_state", {})
    settings = with_cache(tmp_path)
    began = basemap.of_session(settings)
    settings.gazetteer.write_bytes(b"another")
    assert basemap.basemap(settings).towns != began.towns
    assert basemap.of_session(settings) == began


def test_scripts_are_one_file_in_their_order_named_by_what_is_in_it(tmp_path: Path) -> None:
    scripts = [tmp_path / name for name in ("one.js", "two.js")]
    for script in scripts:
        script.write_text(f"/* {script.name} */")
    name = basemap.bundled(tmp_path / "served", tuple(scripts))
    assert (tmp_path / "served" / name).read_text() == "/* one.js */\n/* two.js */"
    scripts[1].write_text("/* newer */")
    basemap.bundled.cache_clear()
    newer = basemap.bundled(tmp_path / "served", tuple(scripts))
    assert newer != name
    name = basemap.bundled(tmp_path / "served", tuple(scripts), "/* last */")
    assert name != newer
    assert (tmp_path / "served" / name).read_text().endswith("\n/* last */")
