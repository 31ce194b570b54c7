"""Answers on their way to a colleague."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from geo.errors import BadInput
from geo.geocoders.cache import VERSION, Cache, Source
from geo.geocoders.cache_contents import FORMAT, export, import_answers
from geo.geocoders.result_parsers import RESULT_PARSERS
from geo.geocoders.service import Service
from geo.settings import Online
from tests.geo.geocoders.conftest import FakeClock
from tests.geo.geocoders.loopback import ISLAM_QALA, TORGHUNDI

HERE = Source("nominatim", VERSION, Service("nominatim", Online(user_agent="me")).options)


def exported(cache: Cache) -> list[bytes]:
    out = io.BytesIO()
    export(cache, out.write)
    return out.getvalue().splitlines(keepends=True)


def put(cache: Cache, query: str, *results: dict[str, object]) -> None:
    found = [RESULT_PARSERS["nominatim"].read("nominatim", raw) for raw in results]
    cache.put(HERE, query, tuple(f for f in found if f), json.dumps(results))


@pytest.fixture
def colleague(tmp_path: Path, clock: FakeClock) -> Cache:
    return Cache(tmp_path / "colleague" / "geocode.sqlite", clock=clock)


def test_a_colleague_knows_what_was_asked_here(cache: Cache, colleague: Cache) -> None:
    put(cache, "torghundi", TORGHUNDI.nominatim())
    put(cache, "islam qala", TORGHUNDI.nominatim(), ISLAM_QALA.nominatim())
    put(cache, "nowhere")
    taken = import_answers(colleague, exported(cache))
    assert (taken.new, taken.known, taken.bad) == (3, 0, ())
    for query in ("torghundi", "islam qala", "nowhere"):
        assert colleague.get(HERE, query) == cache.get(HERE, query) is not None
        assert json.loads(colleague.raw(HERE, query) or "") == json.loads(
            cache.raw(HERE, query) or ""
        )
    assert exported(colleague) == exported(cache)
    assert import_answers(colleague, exported(cache)).known == 3


def test_of_two_answers_the_newer_stands(cache: Cache, colleague: Cache, clock: FakeClock) -> None:
    put(cache, "torghundi")
    clock.time += 60
    put(colleague, "torghundi", TORGHUNDI.nominatim())
    assert import_answers(colleague, exported(cache)).new == 0
    assert colleague.get(HERE, "torghundi")
    assert import_answers(cache, exported(colleague)).new == 1
    assert cache.get(HERE, "torghundi")


GOOD = {
    "service": "nominatim", "version": VERSION, "options": {}, "query": "torghundi",
    "asked_at": "2023-11-01T00:00:00+00:00", "results": [TORGHUNDI.nominatim()],
}  # fmt: skip

NOWHERE = TORGHUNDI.nominatim() | {"lat": "95"}


@pytest.mark.parametrize(
    "line",
    [
        b"{", b"[]", b"\xff", b'{"a": NaN}', b"[" * 100_000,
        *(
            json.dumps(GOOD | change).encode()
            for change in (
                {"service": "a b"}, {"service": None}, {"query": ""}, {"query": "x" * 500},
                {"query": "\ud800"}, {"results": {}}, {"results": [1]}, {"options": []},
                {"results": [NOWHERE]}, {"version": 99},
                {"asked_at": "yesterday"}, {"asked_at": "9999-01-01"},
            )
        ),
    ],
)  # fmt: skip
def test_a_bad_line_is_reported_and_the_others_are_taken(colleague: Cache, line: bytes) -> None:
    head, good = json.dumps(FORMAT).encode(), json.dumps(GOOD).encode()
    taken = import_answers(colleague, [head, line, good])
    assert (taken.new, [number for number, _ in taken.bad]) == (1, [2])


def test_some_other_file_is_no_export(colleague: Cache) -> None:
    for lines in ([], [b'{"id": 1, "text": "x"}'], [b"\x00"]):
        with pytest.raises(BadInput, match="no export of a geocode cache"):
            import_answers(colleague, lines)
