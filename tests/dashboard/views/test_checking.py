"""The check of accuracy, mention by mention, and the list of what was put right."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.language import texts
from geo.corrections import CorrectionLog, Scope, Spot
from tests.dashboard.conftest import APP
from tests.dashboard.test_page import panel, press
from tests.dashboard.world import MOSCOW, build


def accuracy_page() -> None:
    from dashboard.views import checking
    from geo.settings import Settings

    checking.show(Settings.load())


@pytest.fixture
def checked(environ: pytest.MonkeyPatch, tmp_path: Path) -> AppTest:
    assert APP.exists()
    build(tmp_path / "atlas")
    return AppTest.from_function(accuracy_page, default_timeout=60).run()


def log(tmp_path: Path) -> CorrectionLog:
    return CorrectionLog(tmp_path / "atlas.corrections.jsonl")


def test_a_check_is_judged_from_the_first_mention_to_the_last(
    checked: AppTest, tmp_path: Path
) -> None:
    assert panel(checked, "checking")["card"] is None
    press(checked, "checking", "start", 1)
    drawn = log(tmp_path).read().checks[0].drawn
    for at in range(len(drawn)):
        card = panel(checked, "checking")["card"]
        assert card["at"] == at
        assert card["position"] == texts.position(at + 1, len(drawn))
        assert [part["text"] for part in card["parts"] if part["marked"]] == [drawn[at].spot.phrase]
        press(checked, "checking", "judge", {"at": at, "verdict": "wrong" if at == 0 else "right"})
    page = panel(checked, "checking")
    assert page["card"] == {"at": len(drawn), "done": True}
    assert f"{len(drawn) - 1} of {len(drawn)}" in page["result"]


def test_going_back_shows_the_verdict_and_changes_it(checked: AppTest, tmp_path: Path) -> None:
    press(checked, "checking", "start", 1)
    press(checked, "checking", "judge", {"at": 0, "verdict": "right"})
    press(checked, "checking", "back", 1)
    press(checked, "checking", "back", 2)  # before the first there is none
    assert panel(checked, "checking")["card"]["verdict"] == "right"
    press(checked, "checking", "judge", {"at": 0, "verdict": "unsure"})
    [check] = log(tmp_path).read().checks
    assert list(check.verdicts.values()) == ["unsure"]


@pytest.mark.parametrize(
    "event", [{"at": 1, "verdict": "right"}, {"at": 0, "verdict": "maybe"}, {"verdict": "right"}, 7]
)
def test_a_verdict_for_another_mention_is_none(
    checked: AppTest, tmp_path: Path, event: object
) -> None:
    press(checked, "checking", "start", 1)
    press(checked, "checking", "judge", event)
    assert panel(checked, "checking")["card"]["at"] == 0
    assert not log(tmp_path).read().checks[0].verdicts


def test_what_was_put_right_is_listed_and_undone(checked: AppTest, tmp_path: Path) -> None:
    log(tmp_path).correct(Spot("a1", 24, 30, "Moscow"), None, Scope.MENTION, by="Ada")
    checked.run()
    [line] = panel(checked, "checking")["corrections"]
    assert "Moscow" in line["text"]
    assert "Ada" in line["signed"]
    press(checked, "checking", "undo", line["id"])
    assert panel(checked, "checking")["corrections"] == []
    press(checked, "checking", "undo", line["id"])
    assert panel(checked, "checking")["problem"]
    press(checked, "checking", "undo", 7)


def test_what_cannot_be_stored_says_why(checked: AppTest, tmp_path: Path) -> None:
    press(checked, "checking", "start", 1)
    record = tmp_path / "atlas.corrections.jsonl"
    kept = record.read_bytes()
    environ = pytest.MonkeyPatch()
    environ.setenv("DATELINE_READ_ONLY", "1")
    press(checked, "checking", "judge", {"at": 0, "verdict": "right"})
    assert not panel(checked, "checking")["open"]
    press(checked, "checking", "judge", {"at": 1, "verdict": "right"})
    press(checked, "checking", "start", 2)
    environ.undo()
    assert "read-only" in panel(checked, "checking")["problem"].lower()
    assert record.read_bytes().startswith(kept)


def test_a_mention_whose_article_was_forgotten_is_still_told(
    checked: AppTest, tmp_path: Path
) -> None:
    from dashboard.server.corpus import LatestCorpus
    from dashboard.state.accuracy_check import start
    from dashboard.views.checking import content
    from geo.atlas import Atlas
    from tests.dashboard.world import geoparsed

    press(checked, "checking", "start", 1)
    record = log(tmp_path).read()
    other = Atlas(tmp_path / "other")
    other.add([geoparsed("x", "X", "In Moscow.", [("Moscow", MOSCOW, "place", 0.9)])])  # type: ignore[list-item]
    shown = content(LatestCorpus(other).current(), record, start(record.checks[0]))
    assert shown["card"]["title"] == texts.UNTITLED
    assert [part["marked"] for part in shown["card"]["parts"]] == [True]
