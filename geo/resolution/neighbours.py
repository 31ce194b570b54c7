"""A best guess for a name that no place is known by: near the article's other places.

A street, a school or a misspelt hamlet mostly lies by the town named next to it. That says
where it may be, not what it is: a marker there would show the town instead. So its confidence
stays below any threshold that a reader would want, however often the guess is near enough.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from geo.models import Candidate, Reason
from geo.resolution.context import Context
from geo.resolution.discourse import Group
from geo.resolution.features import Scene
from geo.resolution.ranking import Ranking

GUESS = 0.2  # confidence in a neighbour, by itself
_NEAR = math.cos(50 / 6371)
_FADES = 300.0  # characters over which a neighbour's pull falls to 1/e
_FLOOR = 0.05  # pull of a place named far away in the text


@dataclass(frozen=True, slots=True)
class Places:
    """The article's places as chosen so far, for those that have none."""

    rows: tuple[int, ...]  # of the scene, one per group that names a point
    sure: tuple[float, ...]


def chosen_points(scene: Scene, ranking: Ranking, sure: dict[int, float]) -> Places:
    """The best row of every group that is a point rather than an area, and how sure it is."""
    rows, weights = [], []
    for g, confidence in sure.items():
        start, end = scene.first[g], scene.first[g + 1]
        best = int(start + np.argmax(ranking.belief[start:end]))
        if scene.is_point[best]:
            rows.append(best)
            weights.append(confidence)
    return Places(tuple(rows), tuple(weights))


def neighbour(context: Context, scene: Scene, places: Places, group: Group) -> Candidate | None:
    """The chosen place around which the names nearest to ``group`` in the text gather."""
    at = np.array([context.names[i].start for i in group.members], dtype=float)
    usable = [
        (row, sure)
        for row, sure in zip(places.rows, places.sure, strict=True)
        if scene.groups[int(scene.group[row])].members != group.members
    ]
    if not usable:
        return None
    rows = [row for row, _ in usable]
    pull = np.array([sure * (_FLOOR + _nearness(context, scene, row, at)) for row, sure in usable])
    points = scene.points[rows]
    gathered = (points @ points.T > _NEAR) @ pull
    best = max(range(len(rows)), key=lambda j: (gathered[j], pull[j]))
    row = rows[best]
    place = (
        scene.groups[int(scene.group[row])]
        .options.options[row - int(scene.first[scene.group[row]])]
        .place
    )
    return Candidate(
        place,
        GUESS,
        (Reason("neighbour", GUESS, f"near {place.name}, which the article names beside it"),),
    )


def _nearness(context: Context, scene: Scene, row: int, at: np.ndarray) -> float:
    members = scene.groups[int(scene.group[row])].members
    there = np.array([context.names[i].start for i in members], dtype=float)
    return float(np.exp(-np.abs(at[:, None] - there[None, :]).min() / _FADES))
