"""Whether a story that never says where it is may be a local paper's, about a town next door.

"The Paris City Council met" is printed in Paris, Tennessee, which its readers know. What marks such
stories is that they are long enough to have named a country, that nothing near the place is named
and no world around it, and that they are about what a town's own paper writes of.
"""

from __future__ import annotations

from collections.abc import Iterator

from geo.places.sphere import cosine_of
from geo.resolution.article_options import ArticleOptions
from geo.resolution.context import Context
from geo.resolution.features import COLUMN
from geo.resolution.options import SETTLEMENTS, Option, renown_of
from geo.resolution.ranking import Ranking
from geo.resolution.support import INSIDE_QUALIFIER, is_close, is_supported

# Where most papers of which the namesakes of famous cities are full are printed.
OF_LOCAL_PAPERS = frozenset({"US", "CA", "PR", "PH", "GU", "VI"})
_LONG = 400  # characters in which news of the world has named a country
_SHORT = 240  # from which on it has named a state or province, or a city beside it
_WORLD, _WIDER_WORLD = 0.3, 0.7  # no more than two countries; no more than four
# From so many words of local affairs on; fewer do for a place on another continent.
_LOCAL, _LOCAL_ABROAD, _LOCAL_COUNTRY = 0.3, 0.2, 0.6
_COUNTRY_NAMED = 0.3
# Atlanta is Atlanta in any paper.
_RENOWNED, _ALONE_OF_ITS_NAME = 0.7, 0.95
_ELSEWHERE = cosine_of(100)
# A namesake that has a paper, or is written of in one.
_OF_NOTE = 0.4
# Ten times as many people, and two hundred where the text speaks as neighbours do: the first of
# several Rochesters is not meant of itself.
_LIKE_RENOWN, _BEHIND = 0.15, 0.3
_LIKE_RENOWN_AT_HOME = 0.21
# What is believed of a small namesake where more than its state speaks for it.
_SURE = 0.8
# The first of many of a name, with less than half of the belief.
_UNLIKELY = 0.45


def may_be_next_door(
    context: Context, options: ArticleOptions, ranking: Ranking, best: int, world: float
) -> bool:
    """Whether nothing but its renown speaks for the place in row ``best``, in what reads like a
    local story. ``world``: how international the article is."""
    option, features = options.option(best), ranking.features[best]
    if option.kind in SETTLEMENTS and _has_rival_at_home(context, options, ranking, best):
        return True
    if features[COLUMN["country named"]] >= _COUNTRY_NAMED:
        return False
    if option.kind == "country":
        return not is_supported(features) and _is_of_a_town(context, options, best, world)
    if is_supported(features, by_country=False):
        return False
    if option.kind == "admin2":
        abroad = option.country not in OF_LOCAL_PAPERS
        return abroad and world < _WORLD and context.local >= _LOCAL_ABROAD
    if option.kind not in SETTLEMENTS:
        return False
    if _has_rival(context, options, best, world):
        return True
    if context.length <= _LONG or world >= _WORLD:
        return False
    if option.country not in OF_LOCAL_PAPERS:
        return context.local >= _LOCAL_ABROAD
    renowned = (
        renown_of(option.place) > _RENOWNED
        and features[COLUMN["share of renown"]] > _ALONE_OF_ITS_NAME
    )
    return context.local > _LOCAL and not renowned


def is_weak_namesake(options: ArticleOptions, ranking: Ranking, best: int) -> bool:
    """Whether a town of which there is a much better known one in its country is meant on account
    of its division alone: the Portland that a team is called after is not in Tennessee."""
    option = options.option(best)
    if option.kind not in SETTLEMENTS or ranking.belief[best] >= _SURE:
        return False
    if is_close(ranking.features[best], by_division=False):
        return False
    known = renown_of(option.place)
    return any(renown_of(o.place) - known > _LIKE_RENOWN for o in _namesakes(options, best))


def _is_of_a_town(context: Context, options: ArticleOptions, best: int, world: float) -> bool:
    """ "A Lebanon woman", "the city of Turkey"."""
    if not context.of_townspeople.isdisjoint(options.groups[int(options.group[best])].members):
        return True
    local = context.local >= (_LOCAL_ABROAD if context.north_american else _LOCAL_COUNTRY)
    return local and world < _WORLD and any(_at_home(options, best))


def _has_rival_at_home(
    context: Context, options: ArticleOptions, ranking: Ranking, best: int
) -> bool:
    """Whether its country, or its division of which little is sure, is all that speaks for a town
    that has namesakes about as well known in the country; or nothing much, beside any others."""
    belief, features = ranking.belief[best], ranking.features[best]
    if context.length <= _SHORT or features[INSIDE_QUALIFIER].any():
        return False
    chosen = options.option(best)
    known = renown_of(chosen.place)
    if belief < _UNLIKELY:
        return any(
            abs(known - renown_of(o.place)) < _LIKE_RENOWN for o in _namesakes(options, best)
        )
    if is_close(features, by_division=bool(belief >= _SURE)):
        return False
    lead = _LIKE_RENOWN_AT_HOME if chosen.country in OF_LOCAL_PAPERS else _LIKE_RENOWN
    return any(
        o.country == chosen.country and known - renown_of(o.place) < lead
        for o in _namesakes(options, best)
    )


def _has_rival(context: Context, options: ArticleOptions, best: int, world: float) -> bool:
    """Whether a namesake elsewhere is about as likely in a text that is long enough to have said
    more, if it were not about its readers' own town."""
    option, group = options.option(best), options.groups[int(options.group[best])]
    somebody = not context.of_a_person.isdisjoint(group.members)
    if context.length <= _SHORT or (world >= _WIDER_WORLD and not somebody):
        return False
    neighbours = somebody or not context.of_townspeople.isdisjoint(group.members)
    if option.country not in OF_LOCAL_PAPERS and (context.north_american or neighbours):
        return any(_at_home(options, best))
    if world >= _WORLD:
        return False
    lead = _BEHIND if neighbours or context.north_american else _LIKE_RENOWN
    known = renown_of(option.place)
    return any(known - renown_of(o.place) < lead for o in _namesakes(options, best))


def _at_home(options: ArticleOptions, best: int) -> Iterator[Option]:
    return (o for o in _namesakes(options, best) if o.country in OF_LOCAL_PAPERS)


def _namesakes(options: ArticleOptions, best: int) -> Iterator[Option]:
    """Towns of note elsewhere that bear the name as their own."""
    group = int(options.group[best])
    for row in range(options.first[group], options.first[group + 1]):
        option = options.option(row)
        elsewhere = options.points[row] @ options.points[best] < _ELSEWHERE
        own = option.match in ("name", "short") and option.kind in SETTLEMENTS
        if elsewhere and own and renown_of(option.place) >= _OF_NOTE:
            yield option
