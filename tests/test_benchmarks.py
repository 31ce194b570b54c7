"""What the benchmarks rest on: made news that is true of itself, and verdicts that can fail."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from geo.gazetteer.lookup import Gazetteer
from geo.stories import signature, similarity
from tests.benchmarks.bench import LEAST_NOISE, Pair, Ratio, measured, verdict
from tests.benchmarks.made_news import Newsroom

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def newsroom(gazetteer: Gazetteer) -> Newsroom:
    return Newsroom(gazetteer.path, seed=3)


def test_names_and_days_stand_where_it_is_said(newsroom: Newsroom, gazetteer: Gazetteer) -> None:
    for made in newsroom.articles(60):
        assert made.places and made.text
        for start, end, id_, *_ in made.places:
            place = gazetteer.place(id_)
            assert place is not None and place.name == made.text[start:end]
        for start, end, day in made.dates:
            written = made.text[start:end]
            assert written in (f"on {day:%A}", f"on {day:%B} {day.day}, {day.year}")
        assert json.loads(made.to_json())["published"] == made.published.isoformat()


def test_an_article_is_the_same_whichever_others_are_made(newsroom: Newsroom) -> None:
    assert [each.to_json() for each in newsroom.articles(30)][29] == newsroom.article(29).to_json()


def test_reprints_share_their_words_and_others_do_not(newsroom: Newsroom) -> None:
    made = list(newsroom.articles(300))
    signed = [signature(each.text) for each in made]
    reprints = [each for each in made if each.story != each.number]
    assert 30 < len(reprints) < 90
    shared = [similarity(signed[each.number], signed[each.story]) for each in reprints]
    assert sum(share >= 0.4 for share in shared) > 0.9 * len(shared)
    assert all(
        similarity(signed[one.number], signed[other.number]) < 0.4
        for one, other in pairwise(made)
        if one.story != other.story
    )


@pytest.mark.parametrize(
    ("ratio", "said"),
    [(0.5, "SLOWER"), (0.95, "as recorded"), (1.1, "as recorded"), (1.5, "faster")],
)
def test_what_falls_by_more_than_the_noise_is_slower(ratio: float, said: str) -> None:
    assert verdict(Ratio(ratio, 0.1), Ratio(1.0, 0.1)) == said
    assert verdict(Ratio(ratio, 0.1), None) == "not recorded"


def test_both_are_timed_in_turns_and_noise_is_never_nothing() -> None:
    turns: list[str] = []
    pair = Pair("same", lambda: turns.append("ours"), lambda: turns.append("reference"))
    found = measured(pair, rounds=3, least_seconds=0.0)
    assert turns[:4] == ["ours", "reference", "reference", "ours"]
    assert found.noise >= LEAST_NOISE * found.ratio / 2


def test_a_slower_run_fails_loudly(tmp_path: Path) -> None:
    recorded = tmp_path / "recorded.json"
    recorded.write_text(json.dumps({"names looked up / SQLite": [1000.0, 0.1]}))
    command = [sys.executable, "-m", "tests.benchmarks.bench", "names", "--rounds", "1"]
    command += ["--articles", "3", "--recorded", str(recorded)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert "SLOWER" in done.stdout and "1 slower than recorded" in done.stderr
