"""Deciding which place each toponym of an article means, and saying why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from geo.models import Article, Candidate, GeoparsedArticle, Reason, Resolution, Toponym
from geo.resolution import confidence, ranking
from geo.resolution.context import Context, Name, read_context
from geo.resolution.discourse import Group, group_names
from geo.resolution.features import EARTH_KM, Scene, set_scene, worldliness
from geo.resolution.neighbours import GUESS, Places, chosen_points, neighbour
from geo.resolution.options import Array, Names, OptionFinder, unit_vector
from geo.resolution.origin import Origin, read_origin
from geo.resolution.ranking import Ranking, Weights, rank
from geo.resolution.reasons import explain
from geo.resolution.sections import sections

# The winner, the runner-up, and a few more for a person to choose from.
CANDIDATES_SHOWN = 5
EXPLAINED = 2
# How strongly a given position draws: ten times as far costs about what a tenth of the
# population does.
_PULL, _AROUND_KM = 2.0, 50.0


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned: how to rank, and how far to trust the ranking."""

    weights: Weights = field(default_factory=ranking.shipped_weights)
    trust: Array = field(default_factory=confidence.shipped_weights)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a group of mentions means: ranked candidates, and confidence in the first."""

    candidates: tuple[Candidate, ...]
    confidence: float


class Resolver:
    """Chooses among the places that ``names`` knows, for all toponyms of an article together.

    Below ``min_confidence`` no place is named; 0 names the best candidate always.
    """

    def __init__(self, names: Names, min_confidence: float, model: Model | None = None) -> None:
        self._finder = OptionFinder(names)
        self._min_confidence = min_confidence
        self._model = model or Model()

    def resolve(self, article: Article, toponyms: Sequence[Toponym]) -> GeoparsedArticle:
        """A resolution for every toponym, in the order given."""
        origin = read_origin(article)
        return GeoparsedArticle(
            article,
            tuple(
                resolution
                for section in sections(toponyms)
                for resolution in self._resolve(article, origin, section)
            ),
        )

    def _resolve(
        self, article: Article, origin: Origin, toponyms: Sequence[Toponym]
    ) -> Iterator[Resolution]:
        context = read_context(article, toponyms)
        groups = group_names(context, self._finder)
        scene = set_scene(context, groups, origin)
        chosen: dict[int, Resolution] = {}
        if scene is not None:
            for group, verdict in self._judge(context, groups, scene):
                place = (
                    verdict.candidates[0].place
                    if verdict.candidates and verdict.confidence >= self._min_confidence
                    else None
                )
                for member in group.members:
                    at = context.names[member].toponym
                    if at is not None:
                        chosen[at] = Resolution(
                            toponyms[at], place, verdict.confidence, verdict.candidates
                        )
        for i, toponym in enumerate(toponyms):
            yield chosen.get(i) or Resolution(toponym, None, 0.0)

    def rank(
        self, name: str, country: str | None = None, near: tuple[float, float] | None = None
    ) -> tuple[Candidate, ...]:
        """The places that a name may mean outside any article, the likeliest first.

        ``country`` (ISO 3166-1 alpha-2) keeps only its places; ``near`` (latitude, longitude)
        prefers places close to it.
        """
        options = self._finder.options(name)
        group = Group(options.within(country) if country else options, (0,))
        context = Context((Name(name, 0, len(name), 0),), (), ("",))
        scene = set_scene(context, (group,), Origin("", {}))
        if scene is None:
            return ()
        ranked = rank(scene, self._model.weights)
        if near is None:
            return tuple(self._candidates(scene, ranked, 0, CANDIDATES_SHOWN))
        away = EARTH_KM * np.arccos(np.clip(scene.points @ unit_vector(*near), -1.0, 1.0))
        pull = -_PULL * np.log1p(away / _AROUND_KM)
        scores = ranked.scores + pull
        nearer = replace(ranked, scores=scores, belief=ranking.softmax(scores, scene.first))
        order = np.argsort(-scores, kind="stable")
        return tuple(
            replace(candidate, reasons=(_distance(away[row], pull[row]), *candidate.reasons))
            for row, candidate in zip(
                order, self._candidates(scene, nearer, 0, CANDIDATES_SHOWN), strict=False
            )
        )

    def _judge(
        self, context: Context, groups: Sequence[Group], scene: Scene
    ) -> Iterator[tuple[Group, Verdict]]:
        ranked = rank(scene, self._model.weights)
        world = worldliness(scene, ranked.belief)
        sure = {
            g: confidence.confidence(
                confidence.grounds(context, scene, ranked, g, world), self._model.trust
            )
            for g in range(len(scene.groups))
        }
        places = chosen_points(scene, ranked, sure)
        row_of = {group.members: g for g, group in enumerate(scene.groups)}
        for group in groups:
            if any(context.names[i].toponym is not None for i in group.members):
                g = row_of.get(group.members)
                yield group, self._verdict(context, scene, ranked, places, group, g, sure)

    def _verdict(
        self,
        context: Context,
        scene: Scene,
        ranked: Ranking,
        places: Places,
        group: Group,
        g: int | None,
        sure: dict[int, float],
    ) -> Verdict:
        known = () if g is None else tuple(self._candidates(scene, ranked, g))
        trust = 0.0 if g is None else sure[g]
        if trust < GUESS:
            guess = neighbour(context, scene, places, group)
            if guess is not None:
                others = (c for c in known if c.place.id != guess.place.id)
                return Verdict((guess, *others), min(GUESS, max(trust, GUESS / 2)))
        return Verdict(known, round(trust, 4))

    def _candidates(
        self, scene: Scene, ranked: Ranking, g: int, explained: int = EXPLAINED
    ) -> Iterator[Candidate]:
        start, end = int(scene.first[g]), int(scene.first[g + 1])
        scores = ranked.scores[start:end]
        order = [start + int(i) for i in np.argsort(-scores, kind="stable")[:CANDIDATES_SHOWN]]
        for i, row in enumerate(order):
            rival = order[0] if i else order[1] if len(order) > 1 else None
            yield Candidate(
                place=scene.groups[g].options.options[row - start].place,
                score=round(float(ranked.belief[row]), 4),
                reasons=explain(scene, ranked, self._model.weights, row, rival)
                if i < explained
                else (),
            )


def _distance(km: float, weight: float) -> Reason:
    return Reason("distance", round(float(weight), 3), f"{km:,.0f} km from the position given")
