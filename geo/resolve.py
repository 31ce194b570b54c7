"""Deciding which place each toponym of an article means, and saying why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from geo.models import Article, Candidate, GeoparsedArticle, Resolution, Toponym
from geo.resolution.confidence import confidence
from geo.resolution.context import Context, read_context
from geo.resolution.discourse import Group, group_names
from geo.resolution.features import Scene, set_scene
from geo.resolution.options import Names, OptionFinder
from geo.resolution.ranking import Ranking, rank, shipped_weights
from geo.resolution.reasons import explain

# The winner, the runner-up, and a few more for a person to choose from.
CANDIDATES_SHOWN = 5


class Resolver:
    """Chooses among the places that ``names`` knows, for all toponyms of an article together.

    Below ``min_confidence`` no place is named; 0 names the best candidate always.
    """

    def __init__(self, names: Names, min_confidence: float) -> None:
        self._finder = OptionFinder(names)
        self._min_confidence = min_confidence
        self._weights = shipped_weights()

    def resolve(self, article: Article, toponyms: Sequence[Toponym]) -> GeoparsedArticle:
        """A resolution for every toponym, in the order given."""
        context = read_context(article, toponyms)
        scene = set_scene(context, group_names(context, self._finder))
        chosen: dict[int, Resolution] = {}
        if scene is not None:
            ranking = rank(scene, self._weights)
            for g, group in enumerate(scene.groups):
                self._resolve_group(context, scene, ranking, g, group, toponyms, chosen)
        return GeoparsedArticle(
            article,
            tuple(chosen.get(i) or Resolution(t, None, 0.0) for i, t in enumerate(toponyms)),
        )

    def _resolve_group(
        self,
        context: Context,
        scene: Scene,
        ranking: Ranking,
        g: int,
        group: Group,
        toponyms: Sequence[Toponym],
        chosen: dict[int, Resolution],
    ) -> None:
        indices = [at for i in group.members if (at := context.names[i].toponym) is not None]
        if not indices:
            return
        candidates = tuple(self._candidates(scene, ranking, g))
        sure = confidence(scene, ranking, g)
        place = candidates[0].place if sure >= self._min_confidence else None
        for at in indices:
            chosen[at] = Resolution(toponyms[at], place, sure, candidates)

    def _candidates(self, scene: Scene, ranking: Ranking, g: int) -> Iterator[Candidate]:
        start, end = scene.first[g], scene.first[g + 1]
        order = start + np.argsort(-ranking.scores[start:end], kind="stable")[:CANDIDATES_SHOWN]
        for row in order:
            option = scene.groups[g].options.options[row - start]
            yield Candidate(
                place=option.place,
                score=float(ranking.belief[row]),
                reasons=explain(scene, ranking, self._weights, int(row)),
            )
