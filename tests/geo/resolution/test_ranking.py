"""Ranking, trust and the files that hold what was learned."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.resolution import confidence
from geo.resolution.context import read_context
from geo.resolution.discourse import group_mentions
from geo.resolution.features import FEATURES, compare_options
from geo.resolution.options import OptionFinder
from geo.resolution.origin import read_origin
from geo.resolution.ranking import Weights, rank, shipped_weights, softmax
from tests.geo.resolution.places import WORLD, article, toponyms


def options_of(text, *names):
    read = article(text)
    context = read_context(read, toponyms(text, *names))
    return context, compare_options(
        context, group_mentions(context, OptionFinder(WORLD)), read_origin(read)
    )


def belief_in(text, *names):
    _, options = options_of(text, *names)
    ranked = rank(options, shipped_weights())
    rows = [o.place.id for group in options.groups for o in group.options.options]
    return dict(zip(rows, ranked.belief, strict=True))


def test_belief_in_the_options_of_a_name_adds_up():
    _, options = options_of("Paris and Dallas and Lyon.", "Paris", "Dallas", "Lyon")
    belief = rank(options, shipped_weights()).belief
    sums = np.add.reduceat(belief, options.first[:-1])
    assert sums == pytest.approx([1, 1, 1])


def test_a_neighbour_raises_belief_and_a_far_one_lowers_it():
    alone = belief_in("Paris is here.", "Paris")["geonames:22"]
    with_dallas = belief_in("Paris is here, and Dallas.", "Paris", "Dallas")["geonames:22"]
    with_lyon = belief_in("Paris is here, and Lyon.", "Paris", "Lyon")["geonames:22"]
    assert with_lyon < alone < with_dallas


def test_no_comparison_without_options():
    assert options_of("Xanadville burnt.", "Xanadville")[1] is None


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=8))
def test_softmax_is_a_distribution_in_the_same_order(scores):
    belief = softmax(np.array(scores), np.array([0, len(scores)]))
    assert belief.sum() == pytest.approx(1)
    assert belief[int(np.argmax(scores))] == pytest.approx(belief.max())


def test_weights_survive_being_written():
    weights = shipped_weights()
    again = Weights.parse("# a comment\n" + weights.format())
    assert np.array_equal(again.alone, weights.alone)
    assert np.array_equal(again.together, weights.together)


def test_weights_are_read_by_name_and_an_unknown_name_is_an_error():
    weights = Weights.parse("contains others\t0\t2\nis town\t-1\t3\n")
    assert weights.together[FEATURES.index("contains others")] == 2
    assert weights.alone[FEATURES.index("is town")] == -1
    assert np.count_nonzero(weights.alone) + np.count_nonzero(weights.together) == 3
    with pytest.raises(ValueError, match="'is village'"):
        Weights.parse("is village\t1\t1\n")


def test_every_feature_has_a_shipped_weight():
    assert np.count_nonzero(shipped_weights().together) > len(FEATURES) / 2


def test_trust_survives_being_written():
    trust = confidence.shipped_weights()
    assert np.array_equal(confidence.parse_weights(confidence.format_weights(trust)), trust)


def trust_in(text, *names):
    context, options = options_of(text, *names)
    ranked = rank(options, shipped_weights())
    return confidence.confidence(confidence.confidence_features(context, options, ranked, 0, 0.0))


def test_trust_is_a_probability_and_grows_with_evidence():
    alone = trust_in("Paris is here.", "Paris")
    assert 0 < alone < 1
    assert trust_in("Paris is here, in France, near Lyon.", "Paris", "France", "Lyon") > alone


def test_trust_never_overflows():
    given_ = np.full(len(confidence.CONFIDENCE_FEATURES), 1e6)
    assert confidence.confidence(given_, np.ones(len(given_))) == pytest.approx(1)
    assert confidence.confidence(given_, -np.ones(len(given_))) == pytest.approx(0)
