"""The log: readable, only ever added to, and never lost to a bad line or a second writer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.corrections import (
    Check,
    Correction,
    CorrectionLog,
    DrawnMention,
    Scope,
    Spot,
    Verdict,
    point,
    records,
)
from geo.corrections.log import CorrectionsUnusable
from geo.corrections.records import Entry, Opinion, Undo
from geo.errors import BadInput
from geo.models import Place
from geo.sources.documents import find
from tests.geo.atlas.samples import KABUL, MOSCOW

SPOT = Spot("article-1", 3, 9, "Moscow")


@pytest.fixture
def log(tmp_path: Path) -> CorrectionLog:
    return CorrectionLog(tmp_path / "news" / "articles.corrections.jsonl")


def test_nothing_is_written_before_something_is_put_right(log: CorrectionLog) -> None:
    assert log.read().active == () and log.version == "none"
    assert not log.path.parent.exists()


def test_a_line_can_be_read_and_written_by_a_person(log: CorrectionLog) -> None:
    log.correct(SPOT, KABUL, Scope.CORPUS, by="ann", note="the café", only=MOSCOW.id)
    header, line = log.path.read_text(encoding="utf-8").splitlines()
    assert json.loads(header) == {"format": "dateline-corrections", "version": 1}
    written = json.loads(line)
    assert written | {"id": "", "at": ""} == {
        "kind": "correction",
        "id": "",
        "scope": "corpus",
        "phrase": "Moscow",
        "article": "article-1",
        "start": 3,
        "end": 9,
        "only": MOSCOW.id,
        "place": {
            "id": KABUL.id,
            "name": "Kabul",
            "lat": 34.52813,
            "lon": 69.17233,
            "feature_class": "P",
            "feature_code": "PPLC",
            "country": "AF",
            "admin1": "Kabul",
        },
        "at": "",
        "by": "ann",
        "note": "the café",
    }
    assert "café" in line
    assert (
        CorrectionLog(log.path)
        .read()
        .active[0]
        .words()
        .startswith(
            f"Moscow → Kabul (Kabul, AF), everywhere it was {MOSCOW.id}; corrected by ann on 20"
        )
    )


def test_what_was_undone_stays_in_the_file_and_stands_no_more(log: CorrectionLog) -> None:
    first = log.correct(SPOT, KABUL, Scope.MENTION)
    second = log.correct(SPOT, None, Scope.ARTICLE)
    assert log.read().active == (second, first)
    log.undo(second.id, by="ben")
    assert log.read().active == (first,)
    assert len(log.path.read_text(encoding="utf-8").splitlines()) == 4
    with pytest.raises(BadInput, match="no correction"):
        log.undo(second.id)


def test_a_line_that_cannot_be_read_is_named_and_the_others_count(log: CorrectionLog) -> None:
    first = log.correct(SPOT, KABUL, Scope.MENTION)
    with log.path.open("ab") as file:
        file.write(b'{"kind": "correction"\n\nnull\n{"kind": "wish"}\n\xff\xfe\n')
    second = log.correct(SPOT, MOSCOW, Scope.ARTICLE)
    read = log.read()
    assert read.active == (second, first)
    places = [problem.partition(": left out: ")[0] for problem in read.problems]
    assert places == [f"{log.path}:{line}" for line in (3, 5, 6, 7)]
    assert "not JSON" in read.problems[0] and "kind must be one of" in read.problems[2]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"scope": "world"}, "scope must be one of"),
        ({"start": -1}, "start must be a whole number"),
        ({"start": 12}, "end lies before start"),
        ({"start": True}, "start must be a whole number"),
        ({"phrase": ""}, "phrase must be a text"),
        ({"at": "yesterday"}, "ISO 8601"),
        ({"place": {"id": "x:1", "name": "X", "lat": 91, "lon": 0}}, "lat must lie between"),
        ({"place": {"id": "x:1", "name": "X", "lat": "9", "lon": 0}}, "lat must be a number"),
        ({"place": {"id": "x:1", "name": "X", "lat": 9}}, "lon is missing"),
        ({"place": "Kabul"}, "not a JSON object"),
        ({"note": "\ud800"}, "half a character"),
    ],
)
def test_a_value_that_means_nothing_is_told(log: CorrectionLog, change: dict, said: str) -> None:
    log.correct(SPOT, KABUL, Scope.MENTION)
    line = json.loads(log.path.read_text(encoding="utf-8").splitlines()[1])
    log.path.write_text(json.dumps(line | change) + "\n", encoding="utf-8")
    [problem] = log.read().problems
    assert said in problem
    assert log.read().active == ()


def test_an_editor_may_leave_a_mark_at_the_start_and_none_at_the_end(log: CorrectionLog) -> None:
    first = log.correct(SPOT, KABUL, Scope.MENTION)
    text = log.path.read_text(encoding="utf-8").rstrip("\n").replace("\n", "\r\n")
    log.path.write_text(text, encoding="utf-8-sig", newline="")
    second = log.correct(SPOT, MOSCOW, Scope.ARTICLE)
    assert log.read().active == (second, first)
    assert log.read().problems == ()


def test_the_line_that_a_writer_left_half_written_harms_no_other(log: CorrectionLog) -> None:
    first = log.correct(SPOT, KABUL, Scope.MENTION)
    whole = log.path.read_bytes()
    log.path.write_bytes(whole + whole.splitlines()[1][:40])
    second = log.correct(SPOT, MOSCOW, Scope.ARTICLE)
    assert log.read().active == (second, first)
    assert len(log.read().problems) == 1


WRITER = """
import sys
from geo.corrections import CorrectionLog, Scope, Spot
log = CorrectionLog(sys.argv[1])
for number in range(40):
    log.correct(Spot(sys.argv[2], number, number + 3, "Fes"), None, Scope.MENTION, by=sys.argv[2])
"""


def test_writers_at_the_same_time_lose_nothing(log: CorrectionLog) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(log.path), name])
        for name in ("ann", "ben", "cas")
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    read = log.read()
    assert read.problems == ()
    assert len(read.active) == len({each.id for each in read.active}) == 120
    assert log.path.read_bytes().count(records.header()) == 1


def test_what_others_wrote_is_seen_at_once(log: CorrectionLog) -> None:
    other = CorrectionLog(log.path)
    assert other.read().active == ()
    first = log.correct(SPOT, KABUL, Scope.MENTION)
    assert other.read().active == (first,)
    os.replace(log.path, log.path.with_suffix(".away"))
    assert other.read().active == ()


def test_a_read_only_log_says_so(log: CorrectionLog) -> None:
    closed = CorrectionLog(log.path, read_only=True)
    with pytest.raises(BadInput, match="read-only"):
        closed.correct(SPOT, KABUL, Scope.MENTION)
    assert not log.path.exists()


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    log = CorrectionLog(tmp_path / "file" / "corrections.jsonl")
    with pytest.raises(CorrectionsUnusable, match="DATELINE_CORRECTIONS"):
        log.correct(SPOT, KABUL, Scope.MENTION)
    with pytest.raises(CorrectionsUnusable, match="cannot be read"):
        CorrectionLog(tmp_path).entries()


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "=1+1", "\x1b[31m", "a\u2028b"])
def test_hostile_text_stays_text_in_one_line(log: CorrectionLog, text: str) -> None:
    spot = Spot("article-1", 0, 3, text)
    made = log.correct(spot, point(1, 2, text), Scope.CORPUS, by=text + "\n{}", note=text)
    assert log.read().active == (made,)
    assert made.spot.phrase == text
    assert made.note.isprintable() and made.by.isprintable()
    assert len(log.path.read_bytes().split(b"\n")) == 3


def test_what_cannot_be_read_again_is_not_written(log: CorrectionLog) -> None:
    with pytest.raises(BadInput, match="cannot be recorded"):
        log.correct(Spot("article-1", 0, 3, "x" * 2000), KABUL, Scope.MENTION)
    with pytest.raises(BadInput, match="cannot be recorded"):
        log.correct(SPOT, point(95, 0, "beyond the pole"), Scope.MENTION)
    assert not log.path.exists()


def test_the_order_in_which_two_files_are_joined_makes_no_difference(tmp_path: Path) -> None:
    ann, ben = CorrectionLog(tmp_path / "ann"), CorrectionLog(tmp_path / "ben")

    def said(day: int, place: Place | None) -> Correction:
        at = datetime(2026, 1, day, tzinfo=UTC)
        return Correction(f"c{day}", at, Scope.CORPUS, SPOT, place)

    ann.add([said(1, KABUL), said(3, MOSCOW)])
    ben.add([said(2, None), Undo("c3", datetime(2026, 1, 4, tzinfo=UTC))])
    both = [CorrectionLog(tmp_path / name) for name in ("one", "other")]
    both[0].add([*ann.entries()[0], *ben.entries()[0]])
    both[1].add([*ben.entries()[0], *ann.entries()[0]])
    assert both[0].read().active == both[1].read().active == (said(2, None), said(1, KABUL))


def text(least: int = 0) -> st.SearchStrategy[str]:
    return st.text(st.characters(exclude_categories=["Cs"]), min_size=least, max_size=20)


times = st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1), timezones=st.just(UTC))
offsets = st.integers(0, 10_000_000)
spots = st.tuples(offsets, offsets).flatmap(
    lambda pair: st.builds(Spot, text(1), st.just(min(pair)), st.just(max(pair)), text(1))
)
places = st.builds(
    Place,
    id=text(1),
    name=text(1),
    latitude=st.floats(-90, 90),
    longitude=st.floats(-180, 180),
    feature_class=text(),
    feature_code=text(),
    country_code=text(),
    admin1=text(),
).map(lambda p: Place(*(getattr(p, n) for n in _KEPT), source=p.id.partition(":")[0]))
_KEPT = (
    *("id", "name", "latitude", "longitude"),
    *("feature_class", "feature_code", "country_code", "admin1"),
)
entries: st.SearchStrategy[Entry] = st.one_of(
    st.builds(
        Correction,
        id=text(1),
        at=times,
        scope=st.sampled_from(Scope),
        spot=spots,
        place=st.none() | places,
        only=text(),
        by=text(),
        note=text(),
    ),
    st.builds(Undo, text(1), times, text()),
    st.builds(
        Check,
        id=text(1),
        at=times,
        seed=offsets,
        population=offsets,
        drawn=st.lists(st.builds(DrawnMention, spots, places, st.floats(0, 1)), max_size=3).map(
            tuple
        ),
        by=text(),
        verdicts=st.just({}),
    ),
    st.builds(Opinion, text(1), spots, st.sampled_from(Verdict), times, text()),
)


@given(entries)
def test_every_entry_is_read_as_it_was_written(entry: Entry) -> None:
    line = records.write(entry)
    assert line.count(b"\n") == 1 and line.endswith(b"\n")
    assert records.read(line) == entry


@given(st.binary(max_size=60) | text().map(str.encode))
def test_no_line_is_an_error(line: bytes) -> None:
    try:
        assert records.read(line) is None
    except ValueError as error:
        assert str(error)


def test_the_log_beside_articles_is_not_taken_for_one(log: CorrectionLog) -> None:
    log.correct(SPOT, KABUL, Scope.MENTION)
    (log.path.parent / "talks.txt").write_text("Talks were held in Moscow.")
    found = find([str(log.path.parent)])
    assert [document.name for document in found] == [str(log.path.parent / "talks.txt")]


def test_whose_author_is_known_signs_nothing_as_another(tmp_path: Path) -> None:
    log = CorrectionLog(tmp_path / "said.jsonl", author="ann@example.org (Ann)")
    spot = Spot("a", 0, 4, "Lima")
    made = log.correct(spot, None, Scope.MENTION, by="Eve")
    log.undo(made.id, by="Eve")
    log.note("a", "Seen by nobody", by="Eve")
    assert {entry.by for entry in log.entries()[0]} == {"ann@example.org (Ann)"}
