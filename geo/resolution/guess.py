"""A best guess for a name that no place is known by: near the article's other places.

A street, a school or a misspelt hamlet mostly lies by the town named next to it. That says
where it may be, not what it is: a marker there would show the town instead. So its confidence
stays below any threshold that a reader would want, however often the guess is near enough.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from geo.models import Candidate, Reason
from geo.places.sphere import cosine_of
from geo.resolution.article_options import ArticleOptions
from geo.resolution.context import Context
from geo.resolution.discourse import MentionGroup
from geo.resolution.feature_table import Array
from geo.resolution.ranking import Ranking

# The most confidence that a guess can have.
GUESS_CONFIDENCE = 0.2
_NEAR = cosine_of(50)
_FADES = 300.0  # characters over which a chosen place's pull falls to 1/e
_LEAST_PULL = 0.05  # of a place named far away in the text


@dataclass(frozen=True, slots=True)
class ChosenPoints:
    """The article's places as chosen so far that are points, for the names that have none."""

    rows: tuple[int, ...]  # of the article's options, one per group that names a point
    confidences: tuple[float, ...]


def chosen_points(
    options: ArticleOptions, ranking: Ranking, confidences: Mapping[int, float]
) -> ChosenPoints:
    """The best row of every group that is a point rather than an area, and how sure it is."""
    rows, kept = [], []
    for group, confidence in confidences.items():
        start, end = options.first[group], options.first[group + 1]
        best = int(start + np.argmax(ranking.belief[start:end]))
        if options.is_point[best]:
            rows.append(best)
            kept.append(confidence)
    return ChosenPoints(tuple(rows), tuple(kept))


def guess_by_neighbours(
    context: Context, options: ArticleOptions, chosen: ChosenPoints, group: MentionGroup
) -> Candidate | None:
    """The chosen place around which the names nearest to ``group`` in the text gather."""
    at = np.array([context.names[i].start for i in group.members], dtype=float)
    usable = [
        (row, confidence)
        for row, confidence in zip(chosen.rows, chosen.confidences, strict=True)
        if options.groups[int(options.group[row])].members != group.members
    ]
    if not usable:
        return None
    rows = [row for row, _ in usable]
    pull = np.array(
        [
            confidence * (_LEAST_PULL + _nearness(context, options, row, at))
            for row, confidence in usable
        ]
    )
    points = options.points[rows]
    gathered = (points @ points.T > _NEAR) @ pull
    best = max(range(len(rows)), key=lambda j: (gathered[j], pull[j]))
    place = options.option(rows[best]).place
    reason = f"near {place.name}, which the article names beside it"
    return Candidate(place, GUESS_CONFIDENCE, (Reason("neighbour", GUESS_CONFIDENCE, reason),))


def _nearness(context: Context, options: ArticleOptions, row: int, at: Array) -> float:
    members = options.groups[int(options.group[row])].members
    there = np.array([context.names[i].start for i in members], dtype=float)
    return float(np.exp(-np.abs(at[:, None] - there[None, :]).min() / _FADES))
