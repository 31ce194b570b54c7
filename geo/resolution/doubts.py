"""What no evidence outweighs: reasons to doubt a choice however likely it looks, or not to.

"Rome, Iowa" is not in Italy, though nobody knows a Rome in Iowa; "South Main Street" is not by the
river Main; and a small town is not meant where a famous one bears its name, unless the article
says so. Confidence is learned and never quite sure of this; here it is held down.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from geo.models import OWN
from geo.places.sphere import cosine_of
from geo.resolution.article_options import ArticleOptions
from geo.resolution.context import Context, Link
from geo.resolution.feature_table import Array
from geo.resolution.features import COLUMN
from geo.resolution.options import PEOPLE_OF_RENOWN, SETTLEMENTS, Option, renown_of
from geo.resolution.outlets import OutletEvidence
from geo.resolution.ranking import Ranking
from geo.resolution.reductions import is_street

_INSIDE = [COLUMN[name] for name in COLUMN if name.startswith("lies in its qualifier")]
_QUALIFIERS = frozenset({"country", "admin1"})
_WIDE = _QUALIFIERS | {"area", "water", "terrain"}
# Borders are disputed and hierarchies coarse: what is so near to the qualifier is let pass.
_NEAR = cosine_of(300)
# "Irish Hill" is in a town with many Irish: not so "Iraq Museum" or "Kenya Airport".
_CALLED_AFTER = re.compile(
    r"\b(?:hills?|heights|park|square|row|quarter|line|circle|plaza|terrace|ridge|green|common"
    r"|village)$|^little ",
    re.IGNORECASE,
)
_SURE = 0.6  # of what the qualifier is
# What is said to be in one country and has a country's code of its own.
_ALSO_OF = {
    "CN": {"HK", "MO", "TW"},
    "CY": {"TR"},
    "FR": {"GP", "MQ", "GF", "RE", "YT", "NC", "PF"},
    "GB": {"GI", "FK", "BM", "KY", "JE", "GG", "IM"},
    "IL": {"PS"},
    "IN": {"PK"},
    "MA": {"EH"},
    "PK": {"IN"},
    "PS": {"IL"},
    "RS": {"XK"},
    "RU": {"UA", "GE", "MD"},
    "UA": {"RU"},
    "US": {"PR", "GU", "VI", "AS", "MP"},
}
# Ten times fewer people know it.
_MUCH_LESS_KNOWN = 1 / PEOPLE_OF_RENOWN
# A city so well known may be meant by the first word of a longer name.
_KNOWN_BY_PART = 0.8
# What in the text may speak for the lesser known place, and from which value on it does.
_SUPPORT = {
    "container named close by": 0.05,
    "division of some others": 0.3,
    "within 30 km of others": 0.3,
    "within 100 km of others": 0.3,
    "names with a reading within 30 km": 0.3,
    "country of some others": 0.6,
}


# In news of so many countries, six or so, a name is its famous bearer's; if the bearer has so much
# of the renown (ten times that of the others) and of the belief.
_WORLD, _SHARE, _BELIEF = 0.8, 0.9, 0.7
_FAMOUS_IN_THE_WORLD = 0.6


def least_confidence(options: ArticleOptions, ranking: Ranking, group: int, world: float) -> float:
    """How sure to be at least of the best option: confidence is learned from news that is mostly
    local, where Geneva may well be in Illinois.

    ``world``: how international the article is (`evidence_features.worldliness`).
    """
    best = _best(options, ranking, group)
    share = ranking.features[best, COLUMN["share of renown"]]
    own = not ranking.features[best, COLUMN["by-name of it, but another's own"]]
    is_town = options.option(best).kind in SETTLEMENTS
    famous = world >= _WORLD and share >= _SHARE and ranking.belief[best] >= _BELIEF
    return _FAMOUS_IN_THE_WORLD if famous and own and is_town else 0.0


@dataclass(frozen=True, slots=True)
class Doubt:
    """The most confidence that a choice deserves, and the reason in words."""

    at_most: float
    reason: str


def doubts(
    context: Context,
    options: ArticleOptions,
    ranking: Ranking,
    outlet: OutletEvidence | None = None,
) -> Mapping[int, Doubt]:
    """The gravest doubt about the best option of each group of mentions, where there is one."""
    found: dict[int, Doubt] = {}
    for group in range(len(options.groups)):
        doubt = (
            _of_street(options, ranking, group)
            or _of_guess(options, ranking, group)
            or _of_spelling(options, ranking, group)
        )
        if not (outlet and outlet.supports(_best(options, ranking, group))):
            doubt = doubt or _of_renown(options, ranking, group)
        if doubt:
            found[group] = doubt
    return found | dict(_of_qualifiers(context, options, ranking))


def _best(options: ArticleOptions, ranking: Ranking, group: int) -> int:
    own = slice(options.first[group], options.first[group + 1])
    return int(options.first[group] + np.argmax(ranking.belief[own]))


def _of_street(options: ArticleOptions, ranking: Ranking, group: int) -> Doubt | None:
    """A street tells nothing of the place that it is called after."""
    known = options.groups[group].options
    option = options.option(_best(options, ranking, group))
    borrowed = known.reduction is not None or option.match in ("site", "part")
    of_wide_place = option.kind in _WIDE and bool(_CALLED_AFTER.search(known.name))
    if borrowed and option.kind != "site" and (is_street(known.name) or of_wide_place):
        return Doubt(0.3, f"a street or building may be called after {option.place.name} anywhere")
    return None


def _of_spelling(options: ArticleOptions, ranking: Ranking, group: int) -> Doubt | None:
    """Not every place with a name so spelt is meant; the article has to bear it out."""
    best = _best(options, ranking, group)
    option = options.option(best)
    if option.match != "respelt":
        return None
    features = ranking.features[best]
    fits = _supported(features) or features[COLUMN["country named"]]
    at_most = 0.7 if fits else 0.3
    return Doubt(at_most, f"{option.place.name} is not spelt so in the gazetteer")


def _of_guess(options: ArticleOptions, ranking: Ranking, group: int) -> Doubt | None:
    """Nobody knows "Tange Farkhar", and Tange is far from all else in the article."""
    reduction = options.groups[group].options.reduction
    best = _best(options, ranking, group)
    option = options.option(best)
    if (
        reduction is None
        or not reduction.guessed
        or renown_of(option.place) >= _KNOWN_BY_PART
        or _supported(ranking.features[best])
    ):
        return None
    return Doubt(0.3, f"only {reduction.name}, a part of the name, is known, and far from the rest")


def _supported(features: Array) -> bool:
    """Whether anything in the text speaks for a lesser known place."""
    return bool(features[_INSIDE].any()) or any(
        features[COLUMN[name]] >= least for name, least in _SUPPORT.items()
    )


def _of_renown(options: ArticleOptions, ranking: Ranking, group: int) -> Doubt | None:
    best = _best(options, ranking, group)
    option, features = options.option(best), ranking.features[best]
    known = _best_known(options, ranking, group)
    if option.place.source == OWN or known is None:
        return None
    if (
        option.kind not in SETTLEMENTS
        or renown_of(known.place) - renown_of(option.place) < _MUCH_LESS_KNOWN
        or _is_within(option, known)
        or _supported(features)
    ):
        return None
    return Doubt(0.45, f"{known.place.name}, {known.country} is far better known by this name")


def _best_known(options: ArticleOptions, ranking: Ranking, group: int) -> Option | None:
    """The best known bearer of the name, for which it is no by-name that is another's own, and
    that is not one of somebody's own places; None where there is no other."""
    rows = range(options.first[group], options.first[group + 1])
    by_name = COLUMN["by-name of it, but another's own"]
    others = [row for row in rows if options.option(row).place.source != OWN]
    bearers = [row for row in others if not ranking.features[row, by_name]] or others
    return max(map(options.option, bearers), key=lambda o: renown_of(o.place), default=None)


def _is_within(one: Option, other: Option) -> bool:
    return one.place.id in other.chain or other.place.id in one.chain


def _of_qualifiers(
    context: Context, options: ArticleOptions, ranking: Ranking
) -> Mapping[int, Doubt]:
    """Names said to lie in a place in which no bearer of the name is known."""
    number = {i: group for group, each in enumerate(options.groups) for i in each.members}
    found: dict[int, Doubt] = {}
    for tie in context.qualifications:
        narrow, wide = number.get(tie.narrow), number.get(tie.wide)
        if tie.link not in (Link.COMMA, Link.INSIDE) or not tie.closed:
            continue
        if narrow is None or wide is None or narrow == wide:
            continue
        if _is_misfit(options, ranking, narrow, wide):
            within = context.names[tie.wide].text
            found[narrow] = Doubt(0.15, f"no place of this name is known in {within}")
    return found


def _is_misfit(options: ArticleOptions, ranking: Ranking, narrow: int, wide: int) -> bool:
    holder, chosen = _best(options, ranking, wide), _best(options, ranking, narrow)
    container, option = options.option(holder), options.option(chosen)
    if container.kind not in _QUALIFIERS or ranking.belief[holder] < _SURE:
        return False
    if option.kind in _WIDE or option.country in _ALSO_OF.get(container.country, ()):
        return False
    own = slice(options.first[narrow], options.first[narrow + 1])
    near = (options.points[own] @ options.points[holder] > _NEAR) & (
        options.country[own] == options.country[holder]
    )
    return not ranking.features[own][:, _INSIDE].any() and not near.any()
