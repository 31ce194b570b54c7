"""A service that was down and is back: in the end nobody can tell."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.atlas import Atlas, Filter
from geo.gazetteer import Gazetteer
from geo.geocoders.factory import chain, try_again
from geo.geocoders.online_resolver import OnlineResolver
from geo.pipeline import Geoparser
from geo.pipeline.ingest import ingest
from geo.pipeline.pending_names import PendingNamesSummary, ask_pending_names
from geo.pipeline.summary import Summary
from geo.settings import Settings
from tests.geo.geocoders import corpus, loopback
from tests.geo.geocoders.conftest import FakeClock
from tests.geo.geocoders.loopback import Server, serving

Run = Callable[..., tuple[Summary, PendingNamesSummary]]


@pytest.fixture
def run(settings: Callable[..., Settings], gazetteer: Gazetteer, tmp_path: Path) -> Run:
    """What `dateline ingest --geocoder gazetteer,nominatim` does, on a clock that does not wait."""

    def ingesting(articles: Path, name: str, clock: FakeClock, **environment: str):
        chosen = settings(DATELINE_CACHE=str(tmp_path / name), **environment)
        geocoders = chain(chosen, gazetteer, clock)
        parser = Geoparser(corpus.CapitalLetters(), OnlineResolver(geocoders, 0.5))
        atlas = Atlas(tmp_path / name / "atlas")
        try_again(chosen, clock)
        summary = ingest([str(articles)], atlas, parser)
        return summary, ask_pending_names(geocoders, parser, atlas)

    return ingesting


def test_a_thousand_articles_end_the_same_as_with_a_healthy_service(
    server: Server, run: Run, tmp_path: Path
) -> None:
    articles = tmp_path / "articles"
    corpus.write(articles, 1000)
    known = corpus.villages()[:80]
    server.knows(*corpus.spots(known))

    healthy, caught_up = run(articles, "healthy", FakeClock())
    assert (healthy.new, caught_up) == (1000, PendingNamesSummary())
    named = set(server.asked)
    assert len(named) > 90
    assert set(server.asked.values()) == {1}

    # Works, stumbles, works, then is down until the end of the run.
    server.asked.clear()
    stumbling = [loopback.status(429, Retry_After="2"), loopback.cut, loopback.html, None]
    server.faults = deque([None, None, *stumbling * 5])  # type: ignore[list-item]
    server.broken = loopback.status(503)
    failing, waiting = run(articles, "failing", FakeClock())
    assert failing.new == 1000
    assert waiting.waiting
    atlas = Atlas(tmp_path / "failing" / "atlas")
    unplaced = atlas.reader().unplaced(Filter(), 1000)
    assert {u.phrase for u in unplaced if u.pending} == {w.name for w in waiting.waiting}

    server.broken, server.faults = None, deque()
    again, done = run(articles, "failing", FakeClock())
    assert (again.new, done.waiting) == (0, ())
    assert done.answered == len(waiting.waiting)

    assert corpus.contents(atlas.folder) == corpus.contents(tmp_path / "healthy" / "atlas")
    placed = {m["phrase"] for m in corpus.contents(atlas.folder)[1] if m["method"] == "nominatim"}
    assert placed == named & set(known)
    version = atlas.version
    assert run(articles, "failing", FakeClock())[1] == PendingNamesSummary()
    assert atlas.version == version


def test_a_service_that_is_still_down_changes_nothing(run: Run, tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    corpus.write(articles, 20)
    with serving(Server(broken=loopback.hang_up)) as down:
        where = {"DATELINE_NOMINATIM_DOMAIN": down.address}
        run(articles, "failing", FakeClock(), **where)
        atlas = Atlas(tmp_path / "failing" / "atlas")
        version, asked = atlas.version, sum(down.asked.values())
        for _ in range(3):
            _, done = run(articles, "failing", FakeClock(), **where)
            assert (done.answered, done.articles) == (0, 0)
        assert atlas.version == version
        # One question to see whether it is back, with its few tries.
        assert sum(down.asked.values()) - asked <= 3 * 5
