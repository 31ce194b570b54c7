"""The first start reads the articles once, and says what went wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import streamlit as st

from dashboard.server.first_run import FirstRun, Step, _shared
from geo.atlas import Atlas
from geo.settings import Settings
from tests.dashboard.world import build

ROOT = Path(__file__).parents[3]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "talks.txt").write_text(
        "Talks in Moscow\n\nJuly 9, 2021\n\nThe envoys met in Moscow on Friday.\n"
    )
    shared = Settings.load()
    return shared.override(articles=articles, atlas=str(tmp_path / "atlas"), own_articles=True)


def finished(settings: Settings) -> FirstRun:
    run = FirstRun(settings).start()
    assert run.ready.wait(120)
    return run


def test_the_first_start_fills_the_atlas(settings: Settings, gazetteer: object) -> None:
    run = finished(settings)
    assert not run.problem
    assert run.summary is not None
    # How many articles a single file holds nobody can say before it is read.
    assert (run.summary.new, run.step.done, run.step.total) == (1, 1, 0)
    assert len(Atlas(settings.atlas).article_ids()) == 1


def test_the_samples_are_not_mixed_into_an_atlas_that_has_articles(settings: Settings) -> None:
    atlas = build(Path(settings.atlas))
    samples = settings.override(own_articles=False)
    assert finished(samples).summary is None
    assert len(atlas.article_ids()) == 5


def test_nothing_is_read_when_visitors_may_only_look(settings: Settings) -> None:
    run = finished(settings.override(read_only=True))
    assert (run.summary, run.problem) == (None, "")
    assert not Atlas(settings.atlas).article_ids()


def test_every_visitor_waits_for_the_same_work(settings: Settings) -> None:
    st.cache_resource.clear()
    looking = settings.override(read_only=True)
    first, second = (_shared(looking.atlas, str(looking.articles), looking) for _ in range(2))
    assert first is second


def test_what_went_wrong_is_said_in_words(settings: Settings, tmp_path: Path) -> None:
    Path(settings.atlas).write_text("a file where a folder should be")
    run = finished(settings)
    assert str(settings.atlas) in run.problem


def test_a_step_knows_its_share() -> None:
    assert Step("x").share == 0.0
    assert Step("x", 1, 4).share == 0.25


def test_a_page_with_its_articles_waits_for_no_model() -> None:
    # Not the page itself, which wants a visitor: all that it imports.
    imports = (
        "import ast, sys; page = ast.parse(open('dashboard/page.py').read());"
        "page.body = [each for each in page.body if isinstance(each, ast.Import | ast.ImportFrom)];"
        "exec(compile(page, 'page', 'exec')); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", imports], capture_output=True, text=True, cwd=ROOT)
    modules = set(done.stdout.split())
    assert "dashboard.server.first_run" in modules
    assert not modules & {"spacy", "thinc", "geo.pipeline.geoparser"}
