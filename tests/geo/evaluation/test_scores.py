"""Scores whose values can be checked by hand."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import BadInput
from geo.evaluation import (
    FARTHEST_KM,
    Mark,
    SpanCounts,
    area_under_curve,
    bootstrap,
    distance_km,
    pair_exact,
    pair_overlapping,
    read_annotated,
    report,
    tally,
    tally_given_spans,
)
from geo.places import sphere

KABUL = (34.53, 69.17)
HERAT = (34.35, 62.20)  # about 640 km west of Kabul
BAGRAM = (34.95, 69.27)  # about 48 km north of Kabul


def mark(start, end, point=None, **more):
    latitude, longitude = point or (None, None)
    return Mark(start, end, latitude, longitude, **more)


def test_distances_on_a_sphere():
    assert sphere.distance_km(0, 0, 0, 180) == pytest.approx(math.pi * 6371)
    assert sphere.distance_km(*KABUL, *BAGRAM) == pytest.approx(47.6, abs=0.5)


def test_one_geonames_entry_is_one_place_wherever_its_point_is_put():
    here, there = mark(0, 1, (39.8, -98.6), geonameid="6252001"), mark(0, 1, (38.9, -77.0))
    assert distance_km(here, there) > 1800
    assert distance_km(here, mark(0, 1, (38.9, -77.0), geonameid="6252001")) == 0


coordinates = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(coordinates, coordinates)
def test_distance_is_symmetric_and_bounded(a, b):
    there, back = sphere.distance_km(*a, *b), sphere.distance_km(*b, *a)
    assert there == pytest.approx(back)
    assert 0 <= there <= FARTHEST_KM


def test_exact_pairs_need_the_same_span():
    assert pair_exact((mark(0, 5), mark(9, 12)), (mark(9, 12), mark(0, 4))) == [(1, 0)]


def test_overlapping_pairs_prefer_what_shares_most():
    annotated = (mark(0, 10), mark(11, 20))
    predicted = (mark(0, 20), mark(12, 20))  # the first covers both, the second fits the last
    assert sorted(pair_overlapping(annotated, predicted)) == [(0, 0), (1, 1)]


spans = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda s: mark(s[0], s[0] + s[1])),
    max_size=12,
).map(tuple)


@given(spans, spans)
def test_overlapping_pairs_are_one_to_one_and_overlap(annotated, predicted):
    pairs = pair_overlapping(annotated, predicted)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert all(annotated[i].shared(predicted[j]) > 0 for i, j in pairs)


def test_recognition_counts_spans():
    score = tally(
        [mark(0, 5, KABUL), mark(10, 15, HERAT)], [mark(0, 5), mark(12, 15), mark(30, 33)]
    )
    assert score.exact == SpanCounts(right=1, predicted=3, annotated=2)
    assert score.overlap == SpanCounts(right=2, predicted=3, annotated=2)
    assert score.exact.precision == pytest.approx(1 / 3)
    assert score.exact.recall == pytest.approx(1 / 2)
    assert score.exact.f1 == pytest.approx(2 / 5)


def test_a_span_given_twice_counts_once():
    twice = [mark(0, 5, KABUL), mark(0, 5, HERAT)]
    assert tally(twice, twice).exact == SpanCounts(1, 1, 1)


def test_end_to_end_needs_the_place_too():
    annotated = [mark(0, 5, KABUL), mark(10, 15, KABUL), mark(20, 25)]
    predicted = [mark(0, 5, BAGRAM), mark(10, 15, HERAT), mark(20, 25, KABUL), mark(40, 45)]
    # Bagram is near enough; Herat is not; what has no annotated point can be neither right
    # nor wrong; what names no place claims nothing.
    assert tally(annotated, predicted).end_to_end == SpanCounts(right=1, predicted=2, annotated=2)


def test_resolution_over_what_was_recognised():
    annotated = [mark(0, 5, KABUL), mark(10, 15, KABUL), mark(20, 25, KABUL), mark(30, 35, KABUL)]
    predicted = [mark(0, 5, KABUL), mark(10, 15, HERAT), mark(20, 25)]
    figures = report([tally(annotated, predicted)])["resolution"]
    assert figures["n"] == 3
    assert figures["resolved"] == 2
    assert figures["acc@161km"] == pytest.approx(1 / 3)
    far = sphere.distance_km(*KABUL, *HERAT)
    assert figures["mean error km"] == pytest.approx(far / 2)
    assert figures["mean error km (pen.)"] == pytest.approx((far + FARTHEST_KM) / 3)
    assert figures["median error km"] == pytest.approx(far)


def test_what_is_absurdly_far_off_is_a_share_of_what_has_coordinates():
    annotated = [mark(0, 5, KABUL), mark(10, 15, KABUL), mark(20, 25, KABUL)]
    predicted = [mark(0, 5, (0.0, 0.0)), mark(10, 15, HERAT), mark(20, 25)]
    assert report([tally(annotated, predicted)])["resolution"]["beyond 1000km"] == 0.5


def test_given_spans_every_annotated_toponym_counts():
    annotated = [mark(0, 5, KABUL), mark(10, 15, KABUL)]
    figures = report([tally_given_spans(annotated, [mark(0, 5, KABUL)])], gold_spans=True)
    assert figures.keys() == {"resolution"}
    assert figures["resolution"]["n"] == 2
    assert figures["resolution"]["acc@161km"] == 0.5


def test_area_under_curve():
    assert area_under_curve([0, 0, 0]) == 0
    assert area_under_curve([FARTHEST_KM - 1] * 3) == pytest.approx(1)
    # Sorted heights 0, 0.5, 1: trapezoids of 0.25 and 0.75 over two intervals.
    assert area_under_curve([math.sqrt(FARTHEST_KM) - 1, 0, FARTHEST_KM - 1]) == pytest.approx(0.5)


def test_countries_by_code_or_by_geonames_id():
    annotated = [mark(0, 5, KABUL, country="AF"), mark(10, 15, HERAT, geonameid="1140026")]
    predicted = [mark(0, 5, KABUL, country="AF"), mark(10, 15, HERAT, country="IR")]
    tallies = [tally(annotated, predicted, country_of={"1140026": "AF"}.get)]
    assert report(tallies)["resolution"]["country acc"] == 0.5


def test_nothing_at_all_scores_nothing():
    figures = report([tally([], [])])
    assert figures["recognition exact"]["F1"] == 0
    assert figures["resolution"] == {"n": 0}


def test_bootstrap_surrounds_the_figure():
    tallies = [tally([mark(0, 5)], [mark(0, 5)] if i % 2 else []) for i in range(40)]
    low, high = bootstrap(tallies, lambda ts: sum(t.exact.right for t in ts) / len(ts))
    assert 0.2 < low < 0.5 < high < 0.8


def write(path, *lines):
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_reading_a_corpus(tmp_path):
    toponym = {"start": 3, "end": 8, "lat": 34.53, "lon": 69.17, "geonameid": 1138958}
    path = write(tmp_path / "gold.jsonl", {"id": 7, "text": "In Kabul.", "toponyms": [toponym]})
    [article] = read_annotated(path)
    assert article.id == "7"
    assert article.marks == (mark(3, 8, KABUL, geonameid="1138958"),)


@pytest.mark.parametrize("line", [{"id": 1}, {"id": 1, "toponyms": [{"start": 3}]}, [], 5])
def test_a_bad_line_is_named(tmp_path, line):
    path = write(tmp_path / "gold.jsonl", {"id": 0, "toponyms": []}, line)
    with pytest.raises(BadInput, match=r"gold\.jsonl:2: "):
        list(read_annotated(path))


def test_an_article_given_twice_is_refused(tmp_path):
    path = write(tmp_path / "gold.jsonl", {"id": 1, "toponyms": []}, {"id": "1", "toponyms": []})
    with pytest.raises(BadInput, match="twice"):
        list(read_annotated(path))
