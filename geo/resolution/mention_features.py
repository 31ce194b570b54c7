"""Features of the words around the mentions of a name, and of where the article comes from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from geo.places.sphere import cosine_of
from geo.resolution.context import LANDSCAPE, Context, Link, says_water
from geo.resolution.discourse import MentionGroup
from geo.resolution.feature_table import FeatureTable
from geo.resolution.options import (
    AREAS,
    LANDSCAPES,
    PEOPLE_OF_RENOWN,
    SETTLEMENTS,
    NameOptions,
    Option,
    renown_of,
)
from geo.resolution.origin import Origin

# "Paris, Texas" and "Paris in Texas" say the same.
_LINKS = (Link.COMMA, Link.LIST, Link.OWNER)
MENTION_FEATURES = (
    "type word agrees",
    "type word disagrees",
    "river or sea without its article",
    "site by its label",
    "adjective of a country",
    "adjective taken for a name",
    "natural feature by its label",
    "settlement by its label",
    "settlement by its dateline",
    "country of the address",
    "country by the wording",
    "renown among few names",
    *(f"lies in its qualifier ({link})" for link in _LINKS),
    *(f"qualifies a place in it ({link})" for link in _LINKS),
)
# "The Columbia" is the river, "in Columbia" a town.
_BEARS_ARTICLE = frozenset({"STM", "SEA", "OCN", "GULF", "STRT"})
# How far apart the centres of a town and of a quarter of it may be.
_QUARTER_OF_TOWN_KM = 30
# A bearer that ten times fewer know is not meant for being at home: 1 in decimal places of people.
_LIKE_RENOWN = 1.0 / PEOPLE_OF_RENOWN


def mention_features(
    context: Context, groups: Sequence[MentionGroup], origin: Origin
) -> list[FeatureTable]:
    """A table for each group, with a row for each of its options."""
    tables = [FeatureTable(MENTION_FEATURES, len(group.options)) for group in groups]
    for group, table in zip(groups, tables, strict=True):
        _write_type_words(context, group, table)
        _write_labels(context, group, table)
        _write_origin(origin, group, table)
        # An article of many names says itself where it is; a sentence counts on what all know.
        known = [renown_of(option.place) for option in group.options.options]
        table["renown among few names"] = np.array(known) / len(groups)
    _write_qualifiers(context, groups, tables)
    return tables


def _write_type_words(context: Context, group: MentionGroup, table: FeatureTable) -> None:
    """Whether "the city of", "River" and their like beside the name fit the kind of place."""
    type_words = {context.type_words[i] for i in group.members} - {""}
    if type_words.isdisjoint({"water", LANDSCAPE}) and not says_water(group.options.name):
        table["river or sea without its article"] = np.array(
            [option.place.feature_code in _BEARS_ARTICLE for option in group.options.options]
        )
    if not type_words:
        return
    agrees = [not _kinds(option).isdisjoint(type_words) for option in group.options.options]
    for row, option in enumerate(group.options.options):
        table["type word agrees"][row] = agrees[row]
        # "The Gambia", "the Congo": articles of countries say nothing against them.
        only_article = type_words == {LANDSCAPE}
        spared = only_article and (option.kind == "country" or not any(agrees))
        table["type word disagrees"][row] = not agrees[row] and not spared


def _kinds(option: Option) -> set[str]:
    """The type words that fit a place."""
    if option.kind in SETTLEMENTS:
        return {option.kind, "town"}
    return {option.kind, LANDSCAPE} if option.kind in LANDSCAPES else {option.kind}


def _write_labels(context: Context, group: MentionGroup, table: FeatureTable) -> None:
    """Whether the recogniser's label and the form of the name fit the kind of place."""
    mentions = [context.names[i] for i in group.members]
    labels = {mention.label for mention in mentions}
    is_dateline = any(mention.dateline for mention in mentions)
    is_demonym = any(mention.demonym for mention in mentions)
    for row, option in enumerate(group.options.options):
        if is_demonym:
            of_country = option.match == "demonym" or option.kind == "country"
            table["adjective of a country"][row] = of_country
            table["adjective taken for a name"][row] = not of_country
        table["natural feature by its label"][row] = "LOC" in labels and (
            option.kind in {"water", "terrain", "area"}
        )
        table["site by its label"][row] = labels == {"FAC"} and option.kind == "site"
        table["settlement by its dateline"][row] = is_dateline and option.kind in SETTLEMENTS
        table["settlement by its label"][row] = "GPE" in labels and (
            option.kind in SETTLEMENTS or option.kind in {"country", "admin1", "admin2"}
        )


def _write_origin(origin: Origin, group: MentionGroup, table: FeatureTable) -> None:
    """Whether the option lies in the country that the article was written for: this only tells
    bearers of like renown apart, or London would be in Ontario for a Canadian paper."""
    options = group.options.options
    renown = np.array([renown_of(option.place) for option in options])
    alike = np.maximum(0.0, 1 - (renown.max(initial=0.0) - renown) / _LIKE_RENOWN)
    at_home = [bool(o.country) and o.country == origin.by_address for o in options]
    worded_so = [origin.by_wording.get(option.country, 0.0) for option in options]
    table["country of the address"] = alike * at_home
    table["country by the wording"] = alike * worded_so


def _write_qualifiers(
    context: Context, groups: Sequence[MentionGroup], tables: Sequence[FeatureTable]
) -> None:
    """Which options of the narrow name lie in options of the name that qualifies it."""
    group_of = {i: number for number, group in enumerate(groups) for i in group.members}
    for tie in context.qualifications:
        narrow, wide = group_of.get(tie.narrow), group_of.get(tie.wide)
        if narrow is None or wide is None or narrow == wide:
            continue
        link = Link.COMMA if tie.link is Link.INSIDE else tie.link
        inside = _inside(groups[narrow].options, groups[wide].options)
        lies_in = tables[narrow][f"lies in its qualifier ({link})"]
        np.maximum(lies_in, inside.any(axis=1), out=lies_in)
        qualifies = tables[wide][f"qualifies a place in it ({link})"]
        np.maximum(qualifies, inside.any(axis=0), out=qualifies)


def _inside(narrow: NameOptions, wide: NameOptions) -> NDArray[np.bool_]:
    """narrow x wide: whether the one lies in the other, by hierarchy or as a quarter of a town."""
    inside = np.zeros((len(narrow), len(wide)), dtype=bool)
    for i, option in enumerate(narrow.options):
        containers = option.chain[1:]
        for j, other in enumerate(wide.options):
            inside[i, j] = other.place.id in containers or (
                other.kind == "country"
                and other.country == option.country
                and option.place.id != other.place.id
            )
    towns = np.array([option.kind in SETTLEMENTS for option in wide.options])
    parts = np.array([option.kind not in AREAS for option in narrow.options])
    near = narrow.points @ wide.points.T > cosine_of(_QUARTER_OF_TOWN_KM)
    return np.asarray(inside | (near & towns[None, :] & parts[:, None]))
