"""One's own places win over their namesakes, unless the text says that another is meant.

Who adds a place knows that articles mean it; no learned weight should outweigh that. But
"Riverside, California" is in California, whatever Riverside there is in one's own beat.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from geo.models import OWN, Candidate, Reason
from geo.resolution.article_options import ArticleOptions, Ints
from geo.resolution.feature_table import Array
from geo.resolution.features import COLUMN
from geo.resolution.ranking import Ranking, softmax

# By how much the score of the one exceeds the other's: 400 to 1.
_AHEAD = 6.0
CONFIDENCE = 0.95
"""How sure it is that one's own place is meant, where it is the only one of its name."""

_INSIDE = [COLUMN[name] for name in COLUMN if name.startswith("lies in its qualifier")]
_AGREES, _DISAGREES = COLUMN["type word agrees"], COLUMN["type word disagrees"]
_BY_ITS_NAME = frozenset({"name", "alternate"})


def favour_own_places(options: ArticleOptions, ranked: Ranking) -> Ranking:
    """The ranking with one's own places before their namesakes, or behind those that a qualifier
    or a type word beside the name speaks for."""
    own = _own_rows(options)
    if not own.any():
        return ranked
    scores = ranked.scores.copy()
    for group in range(len(options.groups)):
        rows = np.arange(options.first[group], options.first[group + 1])
        mine, others = rows[own[rows]], rows[~own[rows]]
        if not len(mine) or not len(others):
            continue
        meant = _said_to_be_meant(ranked.features, mine, others)
        if len(meant):
            least = scores[mine].max() - scores[meant].max() + _AHEAD
            scores[mine] -= max(0.0, least)
        else:
            least = scores[others].max() - scores[mine].max() + _AHEAD
            scores[mine] += max(0.0, least)
    return replace(ranked, scores=scores, belief=softmax(scores, options.first))


def own_confidences(options: ArticleOptions, ranked: Ranking) -> Mapping[int, float]:
    """The least confidence in each group of mentions for which one's own place was chosen."""
    own = _own_rows(options)
    sure: dict[int, float] = {}
    for group in np.unique(options.group[own]):
        rows = np.arange(options.first[group], options.first[group + 1])
        if own[rows].sum() == 1 and own[rows[np.argmax(ranked.scores[rows])]]:
            sure[int(group)] = CONFIDENCE
    return sure


def with_own_reason(candidate: Candidate) -> Candidate:
    """The candidate, with the reason that it is one of the user's own places, where it is."""
    if candidate.place.source != OWN:
        return candidate
    reason = Reason("own place", _AHEAD, "is one of your own places")
    return replace(candidate, reasons=(reason, *candidate.reasons))


def _own_rows(options: ArticleOptions) -> NDArray[np.bool_]:
    """Which rows are one's own places, called by a name of theirs and no part of it."""
    return np.array(
        [
            group.options.reduction is None
            and option.place.source == OWN
            and option.match in _BY_ITS_NAME
            for group in options.groups
            for option in group.options.options
        ],
        dtype=bool,
    )


def _said_to_be_meant(features: Array, mine: Ints, others: Ints) -> Ints:
    """Those of the other rows that lie in the qualifier, or fit the type word, as none of one's
    own does."""
    if not features[mine][:, _INSIDE].any():
        inside = features[others][:, _INSIDE].max(axis=1) > 0
        if inside.any():
            return np.asarray(others[inside])
    fits = features[others, _AGREES] > 0
    if features[mine, _DISAGREES].all():
        return np.asarray(others[fits])
    return others[:0]
