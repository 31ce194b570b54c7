"""What English usage says of the places that a name may mean, as log-odds that no corpus teaches.

Corpora of local news have few capitals that stand for governments, and no towns whose name is a
far metropolis's in some other language; how English writes such names is the same everywhere. So
these are rules with round numbers, added before the names of an article are weighed together.
"""

from __future__ import annotations

import unicodedata

import numpy as np

from geo.gazetteer.names import normalise
from geo.resolution.article_options import ArticleOptions
from geo.resolution.context import Context
from geo.resolution.feature_table import Array
from geo.resolution.features import COLUMN
from geo.resolution.options import CITY, SETTLEMENTS, Option, is_own_name, renown_of

# Rivers bear "the"; a town or state of the name does not.
_RIVER_WITHOUT_ARTICLE = -2.5
# Jakarta is "Sakata" in some language, but Sakata is a city.
_BY_NAME_OF_A_CITY = -0.8
# Santander is first of all the city in Spain, and then a department of Colombia.
_LESS_KNOWN_DIVISION = -0.5
_BY_NAMES = SETTLEMENTS | {"admin1", "admin2"}
_MUCH_LESS_KNOWN = 0.25  # of renown: 75 times as many people
# "San José" is not how San Jose in California is written.
_WITHOUT_ITS_ACCENTS = -1.0
# "San José rejected the proposal": of towns of one name capitals of countries decide such things.
_GOVERNS = 1.5
# "Vancouver, Washington" is in Washington, whatever stands beside it.
_IN_ITS_QUALIFIER = 0.7
# "The streets of São Tomé": countries have no streets.
_OF_A_TOWN = -2.0
_SMALLEST_CAPITAL = 0.6  # renown, so that no capital of an uninhabited island is meant


def usage(context: Context, options: ArticleOptions) -> Array:
    """Log-odds for each row of the options."""
    prior = _IN_ITS_QUALIFIER * options.base[:, COLUMN["lies in its qualifier (comma)"]]
    for number, group in enumerate(options.groups):
        rows = slice(int(options.first[number]), int(options.first[number + 1]))
        found = options.base[rows]
        known = group.options.options
        settled = [each.kind in SETTLEMENTS for each in known]
        written = {context.names[i].text for i in group.members}
        if any(settled):
            river = found[:, COLUMN["river or sea without its article"]]
            prior[rows] += _RIVER_WITHOUT_ARTICLE * river
            prior[rows] += _BY_NAME_OF_A_CITY * _by_names(options, number)
            if len(options.groups) == 1:  # others may be its neighbours in a list of states
                behind = found[:, COLUMN["division less known than a town elsewhere"]]
                prior[rows] += _LESS_KNOWN_DIVISION * behind
        if any(not name.isascii() for name in written):
            plain = {_without_accents(name) for name in written}
            prior[rows] += _WITHOUT_ITS_ACCENTS * np.array(
                [each.place.name in plain - written for each in known]
            )
        if any(settled) and {context.type_words[i] for i in group.members} - {""} == {"town"}:
            prior[rows] += _OF_A_TOWN * np.array([each.kind == "country" for each in known])
        country = any(each.kind == "country" for each in known)
        if not country and not context.governing.isdisjoint(group.members):
            prior[rows] += _GOVERNS * np.array(
                [
                    each.kind == "capital" and renown_of(each.place) >= _SMALLEST_CAPITAL
                    for each in known
                ]
            )
    return prior


def _by_names(options: ArticleOptions, group: int) -> Array:
    """1 for towns and divisions of which the name is a by-name, where another town of note, or not
    much less known, is elsewhere called so in the first place."""
    name = normalise(options.groups[group].options.name)
    known = options.groups[group].options.options
    by_name = [not is_own_name(name, each) for each in known]
    called_so = [
        each
        for each, other in zip(known, by_name, strict=True)
        if not other and each.kind in SETTLEMENTS
    ]
    return np.array(
        [
            other and any(_is_of_other(each, o) for o in called_so)
            for each, other in zip(known, by_name, strict=True)
        ],
        dtype=float,
    )


def _is_of_other(bearer: Option, city: Option) -> bool:
    """Whether the bearer of a by-name is a place elsewhere, or the country whose capital is called
    so: São Tomé."""
    if bearer.kind == "country":
        return city.kind == "capital" and city.country == bearer.country
    known = renown_of(city.place)
    comparable = known >= CITY or known > renown_of(bearer.place) - _MUCH_LESS_KNOWN
    elsewhere = bearer.place.id not in city.chain and city.place.id not in bearer.chain
    return bearer.kind in _BY_NAMES and comparable and elsewhere


def _without_accents(name: str) -> str:
    marked = unicodedata.normalize("NFKD", name)
    return "".join(each for each in marked if not unicodedata.combining(each))
