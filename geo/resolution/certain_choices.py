"""What is beyond doubt in news of the world: choices that are believed at least so much."""

from __future__ import annotations

from geo.resolution.article_options import ArticleOptions
from geo.resolution.doubts import best_of, is_within
from geo.resolution.features import COLUMN
from geo.resolution.options import SETTLEMENTS, renown_of
from geo.resolution.ranking import Ranking

# In news of so many countries, six or so, a name is its famous bearer's; if the bearer has so much
# of the renown (ten times that of the others) and of the belief.
_WORLD, _SHARE, _BELIEF = 0.8, 0.9, 0.7
_FAMOUS_IN_THE_WORLD = 0.6
# Ahead of all others by as much as a metropolis is of a small town.
_FAMOUS, _FAMOUS_AHEAD = 0.85, 0.35
# "The Hudson froze": towns are not called so.
_LIKELY, _KNOWN_LANDSCAPE = 0.6, 0.65


def least_confidence(options: ArticleOptions, ranking: Ranking, group: int, world: float) -> float:
    """How sure to be at least of the best option: confidence is learned from news that is mostly
    local, where Geneva may well be in Illinois.

    ``world``: how international the article is (`evidence_features.worldliness`).
    """
    best = best_of(options, ranking, group)
    share = ranking.features[best, COLUMN["share of renown"]]
    own = not ranking.features[best, COLUMN["by-name of it, but another's own"]]
    is_town = options.option(best).kind in SETTLEMENTS
    if (
        options.option(best).kind in ("water", "terrain")
        and ranking.features[best, COLUMN["type word agrees"]]
        and ranking.belief[best] >= _LIKELY
        and renown_of(options.option(best).place) >= _KNOWN_LANDSCAPE
    ):
        return _FAMOUS_IN_THE_WORLD
    if _is_famous_by_another_name(options, ranking, group, best):
        return _FAMOUS_IN_THE_WORLD
    famous = world >= _WORLD and share >= _SHARE and ranking.belief[best] >= _BELIEF
    return _FAMOUS_IN_THE_WORLD if famous and own and is_town else 0.0


def _is_famous_by_another_name(
    options: ArticleOptions, ranking: Ranking, group: int, best: int
) -> bool:
    """Calcutta is Kolkata, though a hamlet somewhere is called so in the first place."""
    option = options.option(best)
    known = renown_of(option.place)
    rows = range(options.first[group], options.first[group + 1])
    others = [o for r in rows if r != best and not is_within(o := options.option(r), option)]
    return (
        option.match in ("alternate", "historic")
        and known >= _FAMOUS
        and ranking.belief[best] >= _BELIEF
        and all(renown_of(o.place) <= known - _FAMOUS_AHEAD for o in others)
    )
