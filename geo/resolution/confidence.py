"""How likely the first candidate is to be right."""

from __future__ import annotations

from geo.resolution.features import Scene
from geo.resolution.ranking import Ranking


def confidence(scene: Scene, ranking: Ranking, group: int) -> float:
    """The probability (0 to 1) that the best option of a name is the place meant."""
    rows = slice(scene.first[group], scene.first[group + 1])
    best = float(ranking.belief[rows].max())
    if scene.groups[group].options.reduction is not None:
        best *= 0.5
    return round(best * 0.95, 4)
