"""Whether a name by itself leaves open which place is meant, or whether any is.

A sentence that names the Sierra Nevada and nothing else may be about Spain as well as California.
Nor is a village meant by "a Hermès scarf", or a town by "sank in the York".
"""

from __future__ import annotations

from geo.gazetteer.names import normalise
from geo.resolution.article_options import ArticleOptions
from geo.resolution.confidence import one_place
from geo.resolution.context import LANDSCAPE, Context
from geo.resolution.features import COLUMN
from geo.resolution.options import renown_of
from geo.resolution.ranking import Ranking
from geo.resolution.support import is_supported

# A place elsewhere that is as likely, or all but, and that no ten times fewer know:
# Monterrey is no Monterey.
_AS_LIKELY, _LIKE_RENOWN = 0.9, 0.15
_COUNTRY_NAMED = 0.3
# What news of the world means by a name, whatever else is called so.
_MEANT_ALONE = frozenset({"country", "capital"})
# A town that nothing else is called like may be called after its river, and near it.
_NO_OTHER = 0.9
# Not quarters, which may well bear "the" ("the Bronx"), nor capitals.
_TOWNS = frozenset({"town", "seat"})
_KNOWN = 0.6  # as a city of 30,000 people


def is_undecided(options: ArticleOptions, ranking: Ranking, best: int) -> bool:
    """Whether nothing speaks for the place in row ``best``, and another is as likely and about as
    well known; a city and the division around it are one."""
    features, kind = ranking.features[best], options.option(best).kind
    named = features[COLUMN["country named"]] >= _COUNTRY_NAMED
    if kind in _MEANT_ALONE or named or is_supported(features):
        return False
    group = int(options.group[best])
    rows = slice(options.first[group], options.first[group + 1])
    belief = ranking.belief[rows]
    here = one_place(options, rows, best - rows.start)
    known = renown_of(options.option(best).place)
    return any(
        belief[i] >= _AS_LIKELY * belief[here].sum()
        and known - renown_of(options.option(rows.start + int(i)).place) < _LIKE_RENOWN
        for i in (~here).nonzero()[0]
    )


def bears_article_of_landscapes(
    context: Context, options: ArticleOptions, ranking: Ranking, best: int
) -> bool:
    """Whether the place in row ``best`` is a town, and the name has "the" as rivers and ranges do,
    wherever it stands: "sank in the York"."""
    option, group = options.option(best), options.groups[int(options.group[best])]
    return (
        option.kind in _TOWNS
        and ranking.belief[best] < _NO_OTHER
        and {context.type_words[i] for i in group.members} == {LANDSCAPE}
        and " " not in option.place.name  # "the Gold Coast", "The Hague"
        and not is_supported(ranking.features[best])
    )


def is_spelt_otherwise(options: ArticleOptions, ranking: Ranking, best: int) -> bool:
    """Whether the name has accents that a little known place of it has not: Hermès is not Hermes.
    The other way round they are often left out."""
    option, name = options.option(best), options.groups[int(options.group[best])].options.name
    return (
        option.place.name.isascii()
        and normalise(name) == normalise(option.place.name)
        and any(character.isalpha() and not character.isascii() for character in name)
        and renown_of(option.place) < _KNOWN
        and not is_supported(ranking.features[best])
    )
