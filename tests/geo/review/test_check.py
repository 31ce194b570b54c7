"""The accuracy check: who is drawn, who is counted, and how sure one may be."""

from __future__ import annotations

from datetime import UTC, datetime
from math import comb
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.atlas import Atlas, Filter
from geo.corrections import CorrectionLog, MeasuredPrecision, Scope, Verdict
from geo.errors import BadInput
from geo.review import draw_check, precision
from tests.geo.atlas.samples import KABUL, MOSCOW, article, named


@pytest.fixture
def log(tmp_path: Path) -> CorrectionLog:
    return CorrectionLog(tmp_path / "corrections.jsonl")


@pytest.fixture
def atlas(tmp_path: Path, log: CorrectionLog) -> Atlas:
    """Twenty mentions of Moscow, ten of Kabul, ten of nobody knows where."""
    atlas = Atlas(tmp_path / "atlas", log.path)
    text = "From Moscow to Kabul by way of Erewhon."
    atlas.add(
        [
            *(article(number) for number in range(10)),
            *(
                article(
                    number,
                    text,
                    named(text, "Moscow", MOSCOW),
                    named(text, "Kabul", KABUL),
                    named(text, "Erewhon", None),
                )
                for number in range(10, 20)
            ),
        ]
    )
    return atlas


def test_only_what_is_placed_is_drawn_and_nothing_twice(atlas: Atlas, log: CorrectionLog) -> None:
    check = draw_check(log, atlas.reader(), size=30)
    assert check.population == 30
    assert len({judged.spot for judged in check.drawn}) == 30
    assert {judged.spot.phrase for judged in check.drawn} == {"Moscow", "Kabul"}
    assert {judged.confidence for judged in check.drawn} == {0.9}
    assert log.read().checks == (check,)


def test_a_check_may_be_of_a_selection(atlas: Atlas, log: CorrectionLog) -> None:
    check = draw_check(log, atlas.reader(), Filter(place_id=KABUL.id), size=4)
    assert (check.population, len(check.drawn)) == (10, 4)
    assert {judged.place for judged in check.drawn} == {atlas.reader().places(Filter())[1].place}


def test_the_same_seed_draws_the_same(atlas: Atlas, log: CorrectionLog) -> None:
    reader = atlas.reader()
    one, other = (draw_check(log, reader, size=5, seed=7) for _ in range(2))
    assert one.drawn == other.drawn and one.id != other.id
    assert one.drawn != draw_check(log, reader, size=5, seed=8).drawn


def test_every_mention_is_as_likely_to_be_drawn(atlas: Atlas) -> None:
    reader = atlas.reader()
    drawn = [judged for seed in range(600) for judged in reader.sample(Filter(), 3, seed)[0]]
    times = [sum(judged.spot == spot for judged in drawn) for spot in {j.spot for j in drawn}]
    assert len(times) == 30
    # 60 expected of each; 30 is more than four standard deviations away.
    assert 30 < min(times) <= max(times) < 90


def test_what_was_put_right_is_judged_as_it_is_shown(atlas: Atlas, log: CorrectionLog) -> None:
    log.correct(draw_check(log, atlas.reader(), size=1, seed=1).drawn[0].spot, None, Scope.CORPUS)
    check = draw_check(log, atlas.reader(), size=30)
    assert check.population in (10, 20)


@pytest.mark.parametrize("size", [0, -1, 1001])
def test_a_size_that_nobody_would_judge_is_refused(
    atlas: Atlas, log: CorrectionLog, size: int
) -> None:
    with pytest.raises(BadInput, match="give a number"):
        draw_check(log, atlas.reader(), size=size)


def test_nothing_to_check_is_said(atlas: Atlas, log: CorrectionLog) -> None:
    with pytest.raises(BadInput, match="nothing is placed"):
        draw_check(log, atlas.reader(), Filter(countries=("FJ",)))
    assert not log.path.exists()


def test_the_last_word_on_a_mention_counts(atlas: Atlas, log: CorrectionLog) -> None:
    check = draw_check(log, atlas.reader(), size=4)
    assert precision(check) is None and log.read().precision is None
    first, second, third, _ = (judged.spot for judged in check.drawn)
    log.judge(check.id, first, Verdict.WRONG)
    log.judge(check.id, first, Verdict.RIGHT)
    log.judge(check.id, second, Verdict.WRONG)
    log.judge(check.id, third, Verdict.UNSURE)
    measured = log.read().precision
    assert measured is not None
    assert (measured.right, measured.wrong, measured.unsure) == (1, 1, 1)
    assert measured.population == 30 and measured.value == 0.5
    assert measured == precision(log.read().checks[0])


def test_the_newest_check_that_was_begun_to_be_judged_counts(
    atlas: Atlas, log: CorrectionLog
) -> None:
    first = draw_check(log, atlas.reader(), size=2)
    log.judge(first.id, first.drawn[0].spot, Verdict.RIGHT)
    draw_check(log, atlas.reader(), size=2)
    measured = log.read().precision
    assert measured is not None and measured.at == first.at


def test_only_what_was_drawn_is_judged(atlas: Atlas, log: CorrectionLog) -> None:
    check = draw_check(log, atlas.reader(), Filter(place_id=KABUL.id))
    moscow = draw_check(log, atlas.reader(), Filter(place_id=MOSCOW.id)).drawn[0].spot
    with pytest.raises(BadInput, match="has not drawn"):
        log.judge(check.id, moscow, Verdict.RIGHT)
    with pytest.raises(BadInput, match="has not drawn"):
        log.judge("no such check", moscow, Verdict.RIGHT)


def measured(right: int, wrong: int, unsure: int = 0) -> MeasuredPrecision:
    return MeasuredPrecision(right, wrong, unsure, 1234, datetime(2026, 1, 2, tzinfo=UTC))


@pytest.mark.parametrize(
    ("right", "wrong", "low", "high"),
    # Wilson's intervals as tables of them have it.
    [(27, 3, 0.7438, 0.9654), (30, 0, 0.8865, 1.0), (0, 30, 0.0, 0.1135), (15, 15, 0.3315, 0.6685)],
)
def test_the_interval_is_wilsons(right: int, wrong: int, low: float, high: float) -> None:
    found = measured(right, wrong)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 200), st.integers(0, 200))
def test_the_interval_holds_the_value(right: int, wrong: int) -> None:
    if right + wrong:
        found = measured(right, wrong)
        assert 0 <= found.low <= found.value + 1e-12 and found.value - 1e-12 <= found.high <= 1


@pytest.mark.parametrize("true", [0.6, 0.8, 0.9])
def test_the_interval_holds_the_truth_about_as_often_as_it_says(true: float) -> None:
    n = 30
    covered = sum(
        comb(n, right) * true**right * (1 - true) ** (n - right)
        for right in range(n + 1)
        if measured(right, n - right).low <= true <= measured(right, n - right).high
    )
    assert 0.92 < covered < 0.99


def test_it_is_told_in_words() -> None:
    assert measured(27, 3, unsure=2).words() == (
        "27 of 30 right, 2 unsure: 90 % (95 % interval 74 to 97 %), "
        "drawn from 1,234 placed mentions on 2026-01-02"
    )
