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

from geo.gazetteer.names import normalise
from geo.models import OWN
from geo.places.sphere import cosine_of
from geo.resolution.ambiguity import (
    bears_article_of_landscapes,
    is_spelt_otherwise,
    is_undecided,
)
from geo.resolution.article_options import ArticleOptions
from geo.resolution.context import Context, Link
from geo.resolution.feature_table import Array
from geo.resolution.features import COLUMN
from geo.resolution.local_news import OF_LOCAL_PAPERS, is_weak_namesake, may_be_next_door
from geo.resolution.options import (
    LANDSCAPES,
    PEOPLE_OF_RENOWN,
    SETTLEMENTS,
    Option,
    renown_of,
)
from geo.resolution.outlets import OutletEvidence
from geo.resolution.ranking import Ranking
from geo.resolution.reductions import is_street
from geo.resolution.support import INSIDE_QUALIFIER, is_close, is_supported

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
_ABROAD = re.compile(r"\b(?:Embassy|Embassies|Consulate|High Commission)\b", re.IGNORECASE)
_SURE = 0.6  # of what the qualifier is
_SURE_OF_OTHERS = 0.8
_FAR, _FAR_FROM_HOME = cosine_of(1500), cosine_of(800)
_AS_LIKELY = 0.3
_FAR_AND_WIDE = 0.6  # as well known as a city of 30,000 people
_DIRECTIONS = frozenset(
    f"{first}{second}{ending}"
    for ending in ("", "ern")
    for first, second in (
        *(("", each) for each in ("north", "south", "east", "west")),
        *((a, b) for a in ("north", "south") for b in ("east", "west")),
    )
) | {"central"}
# "The Valley" is the nearest one, and a coast that of the country or state that is spoken of.
_RELATIVE = re.compile(r"(?:the )?(?:valley|island|peninsula|capitol)")
_COAST, _MOST = re.compile(r"(?:the )?(?:west|east|central) coast"), 0.4
_NO_PLACES = frozenset({"ORG", "PERSON", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "DATE"})
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
_INITIALS = re.compile(r"[A-Z]{2,5}")
_NO_INITIALS = frozenset({"name", "alternate", "historic", "respelt", "part"})
# "West of Mayotte" is there.
_KEEP_THEIR_NAMES = frozenset({"country", "admin1", "site"})
# A city so well known may be meant by the first word of a longer name.
_KNOWN_BY_PART = 0.8
# As an ocean or a mountain range is of a small town.
_SEA_AHEAD = 0.3


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
    world: float = 1.0,
) -> Mapping[int, Doubt]:
    """The gravest doubt about the best option of each group of mentions, where there is one.

    ``world``: how international the article is (`evidence_features.worldliness`).
    """
    found: dict[int, Doubt] = {}
    for group in range(len(options.groups)):
        doubt = (
            _of_street(options, ranking, group)
            or _of_guess(options, ranking, group)
            or _of_embassy(options, ranking, group)
            or _of_park(options, ranking, group)
            or _of_spelling(options, ranking, group)
            or _of_own_places(options, ranking, group)
            or _of_direction(options, ranking, group)
            or _of_label(context, options, ranking, group)
            or _of_initials(context, options, ranking, group)
            or _of_county(options, ranking, group)
            or _of_local_body(context, options, ranking, group)
            or _of_distance(context, options, ranking, group)
        )
        if not (outlet and outlet.supports(best_of(options, ranking, group))):
            doubt = doubt or _of_renown(options, ranking, group)
            doubt = doubt or _of_by_name(options, ranking, group)
            doubt = doubt or _of_local_news(context, options, ranking, group, world)
            doubt = doubt or _of_namesake(options, ranking, group)
            doubt = doubt or _of_ambiguity(context, options, ranking, group)
        if doubt:
            found[group] = doubt
    return found | dict(_of_qualifiers(context, options, ranking))


def best_of(options: ArticleOptions, ranking: Ranking, group: int) -> int:
    """The row of the likeliest option of a group."""
    own = slice(options.first[group], options.first[group + 1])
    return int(options.first[group] + np.argmax(ranking.belief[own]))


def _of_street(options: ArticleOptions, ranking: Ranking, group: int) -> Doubt | None:
    """A street tells nothing of the place that it is called after."""
    known = options.groups[group].options
    option = options.option(best_of(options, ranking, group))
    borrowed = known.reduction is not None or option.match in ("site", "part")
    of_wide_place = option.kind in _WIDE and bool(_CALLED_AFTER.search(known.name))
    if borrowed and option.kind != "site" and (is_street(known.name) or of_wide_place):
        return Doubt(0.3, f"a street or building may be called after {option.place.name} anywhere")
    return None


def _of_embassy(options: ArticleOptions, ranking: Ranking, group: int) -> Doubt | None:
    option = options.option(best_of(options, ranking, group))
    name = options.groups[group].options.name
    if option.kind != "country" or not _ABROAD.search(name):
        return None
    return Doubt(0.3, f"what {option.place.name} has of these is in other countries")


def _of_park(options: ArticleOptions, ranking: Ranking, group: int) -> Doubt | None:
    best = best_of(options, ranking, group)
    place, features = options.option(best).place, ranking.features[best]
    if place.feature_code != "PRK" or len(options.groups) < 2 or is_close(features):
        return None
    return Doubt(0.45, "parks elsewhere bear this name, and nothing near is named")


def _of_spelling(options: ArticleOptions, ranking: Ranking, group: int) -> Doubt | None:
    """Not every place with a name so spelt is meant; the article has to bear it out."""
    best = best_of(options, ranking, group)
    option = options.option(best)
    if option.match != "respelt":
        return None
    features = ranking.features[best]
    fits = is_supported(features, by_country=False)
    at_most = 0.7 if fits else 0.3
    return Doubt(at_most, f"{option.place.name} is not spelt so in the gazetteer")


def _of_guess(options: ArticleOptions, ranking: Ranking, group: int) -> Doubt | None:
    """Nobody knows "Tange Farkhar", and Tange is far from all else in the article."""
    reduction = options.groups[group].options.reduction
    best = best_of(options, ranking, group)
    option = options.option(best)
    part = option.match == "site" and option.kind not in _KEEP_THEIR_NAMES
    if (
        not (part or (reduction is not None and reduction.guessed))
        or renown_of(option.place) >= _KNOWN_BY_PART
        or is_supported(ranking.features[best], by_country=False)
    ):
        return None
    known = reduction.name if reduction else option.place.name
    return Doubt(0.3, f"only {known}, a part of the name, is known, and far from the rest")


def _of_own_places(options: ArticleOptions, ranking: Ranking, group: int) -> Doubt | None:
    best = best_of(options, ranking, group)
    rows = range(options.first[group], options.first[group + 1])
    mine = [row for row in rows if options.option(row).place.source == OWN]
    if best not in mine or len(mine) < 2 or is_supported(ranking.features[best]):
        return None
    return Doubt(0.7, "another of your own places bears this name")


def _of_direction(options: ArticleOptions, ranking: Ranking, group: int) -> Doubt | None:
    """ "Western countries" are not in the Western Region of Uganda."""
    best = best_of(options, ranking, group)
    features = ranking.features[best]
    name = normalise(options.groups[group].options.name)
    if _is_relative(options, features, name):
        return Doubt(0.45, "every country has its own, and nothing near is named")
    region = not name.endswith("ern") and options.option(best).kind == "area"
    if name not in _DIRECTIONS or region or features[COLUMN["type word agrees"]]:
        return None
    if features[COLUMN["country named"]] or is_supported(features):
        return None
    return Doubt(0.3, "the word is mostly a direction")


def _is_relative(options: ArticleOptions, features: Array, name: str) -> bool:
    if len(options.groups) < 2 or is_close(features):
        return False
    coast = _COAST.fullmatch(name) and features[COLUMN["country of the others"]] < _MOST
    return bool(coast or _RELATIVE.fullmatch(name))


def _of_label(
    context: Context, options: ArticleOptions, ranking: Ranking, group: int
) -> Doubt | None:
    """What the recogniser takes for a body or a person is seldom a little known place."""
    labels = _labels(context, options, group)
    best = best_of(options, ranking, group)
    if not labels or not labels <= _NO_PLACES or is_close(ranking.features[best]):
        return None
    if labels != {"DATE"} and _is_known(options, best):
        return None
    return Doubt(0.4, f"perhaps no place: {options.option(best).place.name} is little known")


def _labels(context: Context, options: ArticleOptions, group: int) -> set[str]:
    return {context.names[i].label for i in options.groups[group].members}


def _of_initials(
    context: Context, options: ArticleOptions, ranking: Ranking, group: int
) -> Doubt | None:
    """ "The CHU in Montpellier" is a hospital, and not Chũ in Vietnam."""
    best = best_of(options, ranking, group)
    option = options.option(best)
    names = [context.names[i] for i in options.groups[group].members]
    initials = all(_INITIALS.fullmatch(name.text) and not name.dateline for name in names)
    if not initials or option.match not in _NO_INITIALS or option.kind == "country":
        return None
    if renown_of(option.place) >= _KNOWN_BY_PART or is_close(ranking.features[best]):
        return None
    return Doubt(0.4, "initials, of which many are no places")


def _of_county(options: ArticleOptions, ranking: Ranking, group: int) -> Doubt | None:
    """Every state has its Boone County."""
    best = best_of(options, ranking, group)
    features = ranking.features[best]
    if options.option(best).kind != "admin2" or is_close(features):
        return None
    rows = range(options.first[group], options.first[group + 1])
    namesakes = [r for r in rows if options.option(r).kind == "admin2" and r != best]
    likely = any(ranking.belief[r] > _AS_LIKELY * ranking.belief[best] for r in namesakes)
    return Doubt(0.45, "districts elsewhere bear this name") if likely else None


def _of_local_body(
    context: Context, options: ArticleOptions, ranking: Ranking, group: int
) -> Doubt | None:
    """The Palestine Independent School District is one of a town in North America."""
    best = best_of(options, ranking, group)
    option = options.option(best)
    named = not context.of_local_body.isdisjoint(options.groups[group].members)
    if not named or option.country in OF_LOCAL_PAPERS or is_supported(ranking.features[best]):
        return None
    return Doubt(0.4, "the body that bears its name is like those of towns in North America")


def _of_distance(
    context: Context, options: ArticleOptions, ranking: Ranking, group: int
) -> Doubt | None:
    """A little known place is not meant where all that is sure of an article is far away."""
    best = best_of(options, ranking, group)
    option = options.option(best)
    landmark = option.kind == "site" and _labels(context, options, group) == {"FAC"}
    members = options.groups[group].members
    # "Barton Jones of Waco" among towns of Kentucky.
    of_local_people = (
        not context.of_a_person.isdisjoint(members)
        and option.kind in SETTLEMENTS
        and option.country in OF_LOCAL_PAPERS
        and renown_of(option.place) < _KNOWN_BY_PART
        and not is_close(ranking.features[best])
    )
    if not of_local_people and (landmark or _is_known_or_supported(options, ranking, best)):
        return None
    sure = (ranking.belief >= _SURE_OF_OTHERS) & (options.group != group) & (options.is_point > 0)
    far = _FAR_FROM_HOME if of_local_people else _FAR
    if not sure.any() or (options.points[sure] @ options.points[best] > far).any():
        return None
    return Doubt(0.4, f"{options.option(best).place.name} is far from all else in the article")


def _is_known(options: ArticleOptions, best: int) -> bool:
    place = options.option(best).place
    return renown_of(place) >= _FAR_AND_WIDE or place.source == OWN


def _is_known_or_supported(options: ArticleOptions, ranking: Ranking, best: int) -> bool:
    features = ranking.features[best]
    return bool(
        _is_known(options, best)
        or features[COLUMN["country named"]]
        or is_supported(features, by_country=False)
    )


def _of_renown(options: ArticleOptions, ranking: Ranking, group: int) -> Doubt | None:
    best = best_of(options, ranking, group)
    option, features = options.option(best), ranking.features[best]
    known = _best_known(options, ranking, group)
    if option.place.source == OWN or known is None:
        return None
    lead = renown_of(known.place) - renown_of(option.place)
    sea = known.kind in LANDSCAPES and lead > _SEA_AHEAD and option.kind in SETTLEMENTS
    if sea and not is_close(features):
        return Doubt(0.45, f"{known.place.name} is far better known by this name")
    if (
        option.kind not in SETTLEMENTS
        or lead < _MUCH_LESS_KNOWN
        or is_within(option, known)
        or is_supported(features)
        or (features[COLUMN["type word agrees"]] and known.kind not in SETTLEMENTS)
    ):
        return None
    return Doubt(0.45, f"{known.place.name}, {known.country} is far better known by this name")


def _of_by_name(options: ArticleOptions, ranking: Ranking, group: int) -> Doubt | None:
    """Maryville was once Beeville's name, and is that of others now."""
    best = best_of(options, ranking, group)
    features = ranking.features[best]
    option = options.option(best)
    borrowed = features[COLUMN["by-name of it, but another's own"]]
    # The English by-names of American towns are nicknames and names of long ago.
    nickname = option.match in ("alternate", "historic") and option.country in OF_LOCAL_PAPERS
    if option.kind not in SETTLEMENTS:
        return None
    if (
        nickname
        and _is_called_so(options, group, best)
        and not is_close(features, by_division=False)
    ):
        return Doubt(0.45, "a place elsewhere is called so in the first place")
    if not borrowed or is_supported(features):
        return None
    return Doubt(0.45, "others of this name are called so in the first place")


def _is_called_so(options: ArticleOptions, group: int, best: int) -> bool:
    name = normalise(options.groups[group].options.name)
    rows = range(options.first[group], options.first[group + 1])
    others = (row for row in rows if options.points[row] @ options.points[best] < _NEAR)
    return any(normalise(options.option(row).place.name) == name for row in others)


def _of_local_news(
    context: Context, options: ArticleOptions, ranking: Ranking, group: int, world: float
) -> Doubt | None:
    best = best_of(options, ranking, group)
    own = options.option(best).place.source == OWN
    if own or not may_be_next_door(context, options, ranking, best, world):
        return None
    return Doubt(0.45, "the story reads like a local paper's, and names nothing near")


def _of_namesake(options: ArticleOptions, ranking: Ranking, group: int) -> Doubt | None:
    best = best_of(options, ranking, group)
    if options.option(best).place.source == OWN or not is_weak_namesake(options, ranking, best):
        return None
    return Doubt(0.45, "a better known place bears the name, and only the state speaks for this")


def _of_ambiguity(
    context: Context, options: ArticleOptions, ranking: Ranking, group: int
) -> Doubt | None:
    best = best_of(options, ranking, group)
    place = options.option(best).place
    if place.source == OWN:
        return None
    if bears_article_of_landscapes(context, options, ranking, best):
        return Doubt(0.4, f"{place.name} is a town, and the name has an article")
    if is_spelt_otherwise(options, ranking, best):
        return Doubt(0.4, f"{place.name} is spelt without accents, and little known")
    if is_undecided(options, ranking, best):
        return Doubt(0.45, "another place is as likely by this name, and nothing speaks for either")
    return None


def _best_known(options: ArticleOptions, ranking: Ranking, group: int) -> Option | None:
    """The best known bearer of the name, for which it is no by-name that is another's own, and
    that is not one of somebody's own places; None where there is no other."""
    rows = range(options.first[group], options.first[group + 1])
    by_name = COLUMN["by-name of it, but another's own"]
    others = [row for row in rows if options.option(row).place.source != OWN]
    bearers = [row for row in others if not ranking.features[row, by_name]] or others
    return max(map(options.option, bearers), key=lambda o: renown_of(o.place), default=None)


def is_within(one: Option, other: Option) -> bool:
    """Whether one of two places contains the other."""
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
    holder, chosen = best_of(options, ranking, wide), best_of(options, ranking, narrow)
    container, option = options.option(holder), options.option(chosen)
    if container.kind not in _QUALIFIERS or ranking.belief[holder] < _SURE:
        return False
    if option.kind in _WIDE or option.country in _ALSO_OF.get(container.country, ()):
        return False
    own = slice(options.first[narrow], options.first[narrow + 1])
    near = options.points[chosen] @ options.points[holder] > _NEAR
    beside = near and options.country[chosen] == options.country[holder]
    return not ranking.features[own][:, INSIDE_QUALIFIER].any() and not beside
