"""Whether a story that never says where it is may be a local paper's, about a town next door.

"The Paris City Council met" is printed in Paris, Tennessee, which its readers know. What marks such
stories is that they are long enough to have named a country, that nothing near the place is named
and no world around it, and that they are about what a town's own paper writes of.
"""

from __future__ import annotations

from geo.resolution.article_options import ArticleOptions
from geo.resolution.context import Context
from geo.resolution.features import COLUMN
from geo.resolution.options import SETTLEMENTS, renown_of
from geo.resolution.ranking import Ranking
from geo.resolution.support import is_supported

# Where most papers of which the namesakes of famous cities are full are printed.
_OF_LOCAL_PAPERS = frozenset({"US", "CA", "PR", "PH", "GU", "VI"})
_LONG = 400  # characters in which news of the world has named a country
_WORLD = 0.3  # no more than two countries
# From so many words of local affairs on; fewer do for a place on another continent.
_LOCAL, _LOCAL_ABROAD = 0.3, 0.2
_COUNTRY_NAMED = 0.3
# Atlanta is Atlanta in any paper.
_RENOWNED, _ALONE_OF_ITS_NAME = 0.7, 0.95


def may_be_next_door(
    context: Context, options: ArticleOptions, ranking: Ranking, best: int, world: float
) -> bool:
    """Whether nothing but its renown speaks for the town in row ``best``, in what reads like a
    local story. ``world``: how international the article is."""
    option, features = options.option(best), ranking.features[best]
    if (
        option.kind not in SETTLEMENTS
        or context.length <= _LONG
        or world >= _WORLD
        or features[COLUMN["country named"]] >= _COUNTRY_NAMED
        or is_supported(features, by_country=False)
    ):
        return False
    if option.country not in _OF_LOCAL_PAPERS:
        return context.local >= _LOCAL_ABROAD
    renowned = (
        renown_of(option.place) > _RENOWNED
        and features[COLUMN["share of renown"]] > _ALONE_OF_ITS_NAME
    )
    return context.local > _LOCAL and not renowned
