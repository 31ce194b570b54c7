from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import BadInput
from geo.export import SUFFIXES, By, Content, format_named, format_of, write_file, write_stream
from geo.export.tables import shortened
from geo.models import Excerpt


class PowerCut(Exception):
    pass


def stopped(done: int, total: int, what: str) -> None:
    raise PowerCut


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_is_written_whole_or_not_at_all(
    suffix: str, content: Content, tmp_path: Path
) -> None:
    path = tmp_path / f"out.{suffix}"
    path.write_bytes(b"as it was")
    with pytest.raises(PowerCut):
        write_file(replace(content, progress=stopped), format_named(suffix), path)
    assert path.read_bytes() == b"as it was"
    write_file(content, format_named(suffix), path)
    assert path.read_bytes() != b"as it was"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_what_is_no_file_is_not_replaced(content: Content, tmp_path: Path) -> None:
    path = tmp_path / "pipe.csv"
    os.mkfifo(path)
    with pytest.raises(BadInput, match="a device or a pipe"):
        write_file(content, format_named("csv"), path)
    assert path.is_fifo()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_goes_to_a_pipe_is_what_stands_in_a_file(
    suffix: str, content: Content, tmp_path: Path
) -> None:
    format_ = format_named(suffix)
    if format_.file:
        with pytest.raises(BadInput, match="must be a file"):
            write_stream(content, format_, io.BytesIO())
        return
    piped = Pipe()
    write_stream(content, format_, piped)
    write_file(content, format_, tmp_path / "out")
    written = (tmp_path / "out").read_bytes()
    if suffix == "xlsx":  # zip records the time, and what can be told only afterwards
        assert piped.getvalue()[:4] == written[:4]
    else:
        assert piped.getvalue() == written


class Pipe(io.BytesIO):
    """Cannot go back, as a pipe cannot."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: Any) -> int:
        raise io.UnsupportedOperation


def test_the_end_of_the_name_says_the_format() -> None:
    assert format_of("a/b.LP.JSON").suffix == "lp.json"
    assert format_of("b.geojson").suffix == "geojson"
    with pytest.raises(BadInput, match=r"out\.docx: .*\.csv, \.xlsx, \.geojson"):
        format_of("out.docx")
    with pytest.raises(BadInput, match="one of csv, xlsx"):
        format_named("docx")


def test_rows_that_a_format_has_not_are_refused(content: Content, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"a row for each place and none for each day.*\.csv"):
        write_file(replace(content, by=By.DAY), format_named("lp.json"), tmp_path / "x.lp.json")


@pytest.mark.parametrize("name", [".", "missing/out.csv"])
def test_where_no_file_can_be_made_the_path_is_named(
    name: str, content: Content, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match=str(tmp_path)):
        write_file(content, format_named("csv"), tmp_path / name)


def test_progress_counts_to_the_end(content: Content, tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    counting = replace(content, progress=lambda *each: seen.append(each))
    write_file(counting, format_named("csv"), tmp_path / "out.csv")
    assert seen[-1] == (19, 19, "mentions")


@st.composite
def excerpts(draw: st.DrawFn) -> Excerpt:
    before, phrase, after = (draw(st.text(max_size=n)) for n in (60, 12, 60))
    return Excerpt("a", f"{before}{phrase}{after}", len(before), len(before) + len(phrase))


@given(excerpts(), st.integers(1, 150))
def test_a_shortened_sentence_keeps_the_name(excerpt: Excerpt, length: int) -> None:
    phrase = excerpt.text[excerpt.start : excerpt.end]
    short = shortened(excerpt, length)
    assert short.text[short.start : short.end] == phrase
    assert len(short.text) <= max(length, len(phrase) + 2)
    # The sentence itself may begin or end with an ellipsis.
    without = [short.text, short.text.removeprefix("…")]
    assert any(each in excerpt.text or each.removesuffix("…") in excerpt.text for each in without)
    if len(excerpt.text) <= length:
        assert short == excerpt
