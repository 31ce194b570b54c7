"""Why a place won, in words."""

from __future__ import annotations

import numpy as np

from geo.models import Reason
from geo.resolution.features import FEATURES, Scene
from geo.resolution.ranking import Ranking, Weights

SHOWN = 5
_WORTH_SAYING = 0.05


def explain(scene: Scene, ranking: Ranking, weights: Weights, row: int) -> tuple[Reason, ...]:
    """The strongest contributions to the score of a row, for and against."""
    contributions = ranking.features[row] * weights.together[: ranking.features.shape[1]]
    order = np.argsort(-np.abs(contributions))[:SHOWN]
    return tuple(
        Reason(FEATURES[i], round(float(contributions[i]), 3), FEATURES[i])
        for i in order
        if abs(contributions[i]) >= _WORTH_SAYING
    )
