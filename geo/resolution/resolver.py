"""Deciding which place each toponym of an article means, and saying why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from geo.models import Article, Candidate, GeoparsedArticle, Reason, Resolution, Toponym
from geo.places import sphere
from geo.resolution import confidence, ranking
from geo.resolution.article_options import ArticleOptions
from geo.resolution.certain_choices import least_confidence
from geo.resolution.context import Context, Name, read_context
from geo.resolution.discourse import MentionGroup, group_mentions, sections
from geo.resolution.doubts import Doubt, doubts
from geo.resolution.evidence_features import worldliness
from geo.resolution.feature_table import Array
from geo.resolution.features import COLUMN, compare_options
from geo.resolution.guess import GUESS_CONFIDENCE, chosen_points, guess_by_neighbours
from geo.resolution.options import CITY, SETTLEMENTS, OptionFinder, PlaceLookup, renown_of
from geo.resolution.origin import Origin, read_origin
from geo.resolution.outlets import OutletEvidence, Outlets, outlet_evidence
from geo.resolution.own_places import favour_own_places, own_confidences, with_own_reason
from geo.resolution.ranking import Ranking, Weights, rank
from geo.resolution.reasons import explain
from geo.resolution.sites import SiteInTown, sites_in_towns
from geo.resolution.usage import usage

# The winner, the runner-up, and a few more for a person to choose from.
CANDIDATES_SHOWN = 5
EXPLAINED = 2
# How much distance from a given position lowers the score: ten times as far about as much as a
# tenth of the population.
_PULL, _AROUND_KM = 2.0, 50.0
_WITHOUT_ARTICLE, _BY_NAME = 4.0, 1.0


@dataclass(frozen=True, slots=True)
class ResolutionModel:
    """What was learned: how to rank options, and how sure to be of the first."""

    ranking: Weights = field(default_factory=ranking.shipped_weights)
    confidence: Array = field(default_factory=confidence.shipped_weights)


@dataclass(frozen=True, slots=True)
class RankedCandidates:
    """What a group of mentions may mean, best first, and confidence (0 to 1) in the first.

    ``in_town``: the first is the town in which the site lies that is named.
    """

    candidates: tuple[Candidate, ...]
    confidence: float
    in_town: bool = False


class Resolver:
    """Chooses among the places that ``names`` knows, for all toponyms of an article together.

    Below ``min_confidence`` no place is named; 0 names the best candidate always. ``outlets``
    says where articles were published, as far as that is to count.
    """

    def __init__(
        self,
        names: PlaceLookup,
        min_confidence: float,
        model: ResolutionModel | None = None,
        outlets: Outlets | None = None,
    ) -> None:
        self._finder = OptionFinder(names)
        self._min_confidence = min_confidence
        self._model = model or ResolutionModel()
        self._outlets = outlets or Outlets()

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
        groups = group_mentions(context, self._finder)
        options = compare_options(context, groups, origin)
        resolved: dict[int, Resolution] = {}
        if options is not None:
            outlet = outlet_evidence(self._outlets.of(article), options)
            for group, ranked in self._rank_groups(article.text, context, groups, options, outlet):
                place = (
                    ranked.candidates[0].place
                    if ranked.candidates and ranked.confidence >= self._min_confidence
                    else None
                )
                for member in group.members:
                    at = context.names[member].toponym
                    if at is not None:
                        resolved[at] = Resolution(
                            toponyms[at],
                            place,
                            ranked.confidence,
                            ranked.candidates,
                            in_town=ranked.in_town,
                        )
        for i, toponym in enumerate(toponyms):
            yield resolved.get(i) or Resolution(toponym, None, 0.0)

    def rank(
        self, name: str, country: str | None = None, near: tuple[float, float] | None = None
    ) -> tuple[Candidate, ...]:
        """The places that a name may mean outside any article, the likeliest first.

        ``country`` (ISO 3166-1 alpha-2) keeps only its places; ``near`` (latitude, longitude)
        prefers places close to it.
        """
        known = self._finder.options(name)
        group = MentionGroup(known.within(country) if country else known, (0,))
        context = Context((Name(name, 0, len(name), 0),), (), ("",))
        options = compare_options(context, (group,), Origin("", {}))
        if options is None:
            return ()
        ranked = rank(options, self._model.ranking, prior=_behind_cities(options))
        ranked = favour_own_places(options, ranked)
        if near is None:
            return tuple(self._candidates(options, ranked, 0, CANDIDATES_SHOWN))
        away = sphere.km(options.points @ sphere.unit_vector(*near))
        pull = -_PULL * np.log1p(away / _AROUND_KM)
        scores = ranked.scores + pull
        nearer = replace(ranked, scores=scores, belief=ranking.softmax(scores, options.first))
        order = np.argsort(-scores, kind="stable")
        return tuple(
            replace(candidate, reasons=(_distance(away[row], pull[row]), *candidate.reasons))
            for row, candidate in zip(
                order, self._candidates(options, nearer, 0, CANDIDATES_SHOWN), strict=False
            )
        )

    def _rank_groups(
        self,
        text: str,
        context: Context,
        groups: Sequence[MentionGroup],
        options: ArticleOptions,
        outlet: OutletEvidence | None,
    ) -> Iterator[tuple[MentionGroup, RankedCandidates]]:
        """The candidates of every group that has a toponym among its mentions."""
        prior = usage(context, options)
        if outlet is not None:
            prior = prior + outlet.log_odds
        ranked = rank(options, self._model.ranking, prior=prior)
        ranked = favour_own_places(options, ranked)
        world = worldliness(options, ranked.belief)
        confidences = {
            number: max(
                least_confidence(options, ranked, number, world),
                confidence.confidence(
                    confidence.confidence_features(context, options, ranked, number, world),
                    self._model.confidence,
                ),
            )
            for number in range(len(options.groups))
        }
        for own, least in own_confidences(options, ranked).items():
            confidences[own] = max(confidences[own], least)
        doubted = doubts(context, options, ranked, outlet, world)
        for doubtful, doubt in doubted.items():
            confidences[doubtful] = min(confidences[doubtful], doubt.at_most)
        sites = sites_in_towns(text, context, groups, options, ranked, confidences)
        chosen = chosen_points(options, ranked, confidences)
        number_of = {group.members: number for number, group in enumerate(options.groups)}
        for group in groups:
            if all(context.names[i].toponym is None for i in group.members):
                continue
            number = number_of.get(group.members)
            known = (
                ()
                if number is None
                else tuple(self._candidates(options, ranked, number, outlet=outlet))
            )
            known = _doubted(known, doubted.get(-1 if number is None else number))
            sure = 0.0 if number is None else confidences[number]
            for i in sites.keys() & group.members:
                yield replace(group, members=(i,)), _in_town(known, sites[i])
            group = replace(group, members=tuple(i for i in group.members if i not in sites))
            guess = None
            if sure < GUESS_CONFIDENCE and group.members:
                guess = guess_by_neighbours(context, options, chosen, group)
            yield group, _guessed(known, sure, guess)

    def _candidates(
        self,
        options: ArticleOptions,
        ranked: Ranking,
        group: int,
        explained: int = EXPLAINED,
        outlet: OutletEvidence | None = None,
    ) -> Iterator[Candidate]:
        start, end = int(options.first[group]), int(options.first[group + 1])
        scores = ranked.scores[start:end]
        order = [start + int(i) for i in np.argsort(-scores, kind="stable")[:CANDIDATES_SHOWN]]
        for i, row in enumerate(order):
            rival = order[0] if i else order[1] if len(order) > 1 else None
            candidate = Candidate(
                place=options.option(row).place,
                score=round(float(ranked.belief[row]), 4),
                reasons=explain(options, ranked, self._model.ranking, row, rival)
                if i < explained
                else (),
            )
            if outlet is not None and i < explained:
                reasons = (*outlet.reason(row, rival), *candidate.reasons)
                candidate = replace(candidate, reasons=reasons)
            yield with_own_reason(candidate)


def _behind_cities(options: ArticleOptions) -> Array:
    """Log-odds that put behind a city of the name the river or sea that bears it with an article,
    and the place that it is another name of: Columbia is a city, and Kita is not Quito."""
    rivers = options.base[:, COLUMN["river or sea without its article"]]
    by_names = options.base[:, COLUMN["by-name of it, but a city's own"]]
    known = (options.option(row) for row in range(len(rivers)))
    city = any(
        each.kind in SETTLEMENTS and each.match == "name" and renown_of(each.place) >= CITY
        for each in known
    )
    return -_WITHOUT_ARTICLE * rivers * city - _BY_NAME * by_names


def _doubted(known: tuple[Candidate, ...], doubt: Doubt | None) -> tuple[Candidate, ...]:
    """The candidates, with what makes the first doubtful among its reasons."""
    if doubt is None or not known:
        return known
    reason = Reason("doubt", round(doubt.at_most - 1, 2), doubt.reason)
    return (replace(known[0], reasons=(reason, *known[0].reasons)), *known[1:])


def _in_town(known: tuple[Candidate, ...], site: SiteInTown) -> RankedCandidates:
    """The town before whatever bears the name elsewhere."""
    others = (candidate for candidate in known if candidate.place.id != site.town.id)
    return RankedCandidates((site.candidate, *others), site.confidence, in_town=True)


def _guessed(
    known: tuple[Candidate, ...], sure: float, guess: Candidate | None
) -> RankedCandidates:
    """A guess goes before the known candidates, with little confidence whatever theirs was."""
    if guess is None:
        return RankedCandidates(known, round(sure, 4))
    others = (candidate for candidate in known if candidate.place.id != guess.place.id)
    at_most = min(GUESS_CONFIDENCE, max(sure, GUESS_CONFIDENCE / 2))
    return RankedCandidates((guess, *others), at_most)


def _distance(km: float, weight: float) -> Reason:
    return Reason("distance", round(float(weight), 3), f"{km:,.0f} km from the position given")
