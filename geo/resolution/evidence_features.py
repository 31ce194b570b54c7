"""Features of an option that come from the article's other names.

Two sorts: what the other names could be read as, however unlikely (``reading_features``), and
what they are believed to mean so far (``evidence_features``).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geo.gazetteer.names import normalise
from geo.places.sphere import cosine_of
from geo.resolution.article_options import ArticleOptions, Ints
from geo.resolution.feature_table import Array, FeatureTable
from geo.resolution.options import OPTION_FEATURES

READING_FEATURES = (
    "names with a reading in the division",
    "names with a reading in the district",
    "names with a reading within 30 km",
    "names with a reading within 100 km",
)
EVIDENCE_FEATURES = (
    "country named",
    "division named",
    "container named close by",
    "country of the others",
    "country of some others",
    "country of the names close by",
    "division of the others",
    "division of some others",
    "division of the names close by",
    "district of some others",
    "within 30 km of others",
    "within 100 km of others",
    "within 100 km of names close by",
    "within 300 km of the others",
    "contains others",
    "contains names close by",
    "named otherwise too",
    "population among many countries",
    "renown among many countries",
    "listed with places of its kind",
)
_SETTLEMENT_SIZE = OPTION_FEATURES.index("population of a settlement")
_RENOWN = OPTION_FEATURES.index("renown")

# The likeliest options of a name that serve as evidence, and those that count as its readings:
# more of them cost time in the square of their number and changed nothing.
_EVIDENCE_PER_NAME = 3
_READINGS_PER_NAME = 20


def reading_features(options: ArticleOptions) -> FeatureTable:
    """How many other names could be read as something nearby, however unlikely by itself.

    "Paris" and "Henry County" are both in Tennessee, though neither is best known there. A
    name that could be anywhere says little, so names count by how few readings they have.
    """
    table = FeatureTable(READING_FEATURES, len(options.group))
    if len(options.groups) < 2:
        return table
    sizes = np.minimum(np.diff(options.first), _READINGS_PER_NAME)
    rows = np.concatenate(
        [start + np.arange(size) for start, size in zip(options.first, sizes, strict=False)]
    )
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    weight = 1 / np.log2(1 + np.diff(options.first))
    comparable = (options.is_point[:, None] * options.is_point[rows][None, :]) > 0
    comparable &= options.group[:, None] != options.group[rows][None, :]
    cosine = options.points @ options.points[rows].T

    def names_with(reading: NDArray[np.bool_]) -> Array:
        names = np.logical_or.reduceat(reading & comparable, starts, axis=1) @ weight
        return np.asarray(names / (2 + names))

    table["names with a reading in the division"] = names_with(_agree(options.admin1, rows))
    table["names with a reading in the district"] = names_with(_agree(options.admin2, rows))
    table["names with a reading within 30 km"] = names_with(cosine > cosine_of(30))
    table["names with a reading within 100 km"] = names_with(cosine > cosine_of(100))
    return table


def evidence_features(options: ArticleOptions, belief: Array) -> FeatureTable:
    """What the other names say, given the probability believed of each row so far."""
    table = FeatureTable(EVIDENCE_FEATURES, len(options.group))
    if len(options.groups) > 1:
        _write_evidence(options, belief, table)
    population = options.base[:, _SETTLEMENT_SIZE]
    world = worldliness(options, belief)
    table["population among many countries"] = population * world
    table["renown among many countries"] = options.base[:, _RENOWN] * world
    return table


def worldliness(options: ArticleOptions, belief: Array) -> float:
    """How international an article is (0 to 1), by the countries of the places in it.

    World news means the cities that the world knows; local news the town next door.
    """
    first = options.first[:-1]
    likeliest = np.repeat(np.maximum.reduceat(belief, first), np.diff(options.first))
    countries = set(options.country[(belief >= likeliest) & (options.country >= 0)].tolist())
    return float(1 - np.exp(-max(0, len(countries) - 1) / 3))


def _write_evidence(options: ArticleOptions, belief: Array, table: FeatureTable) -> None:
    """Compare every row with the likeliest rows of the other names."""
    rows = _likeliest(options, belief)
    # "Paris, Texas" says nothing of the other Paris that the article tells apart from it.
    name = _names(options)[options.group]
    is_other_name = name[:, None] != name[rows][None, :]
    weight = belief[rows][None, :] * is_other_name
    weight_close = weight * options.closeness[options.group][:, options.group[rows]]
    other_names = np.maximum(len(options.groups) - 1, 1)
    all_close = np.maximum(weight_close.sum(axis=1), 1e-9)

    def some(mask: NDArray[np.bool_]) -> Array:
        return np.asarray(1 - np.exp(-(weight * mask).sum(axis=1)))

    def share(mask: NDArray[np.bool_]) -> Array:
        return np.asarray((weight * mask).sum(axis=1) / other_names)

    def close_by(mask: NDArray[np.bool_]) -> Array:
        # The constant keeps this low when all other names are far away in the text.
        return np.asarray((weight_close * mask).sum(axis=1) / (all_close + 0.3))

    own, containers = options.chains[:, 0], options.chains[:, 1:]
    evidence = own[rows]
    same = own[:, None] == evidence[None, :]
    lies_in = (containers[:, :, None] == evidence[None, None, :]).any(axis=1)
    contains = (own[:, None, None] == containers[rows].T[None, :, :]).any(axis=1)
    is_country = np.array([options.option(row).kind == "country" for row in rows])[None, :]
    compatriot = _agree(options.country, rows) & ~same
    country_named = compatriot & is_country
    in_country = compatriot & ~is_country
    in_division = _agree(options.admin1, rows) & ~same
    in_district = _agree(options.admin2, rows) & ~same
    cosine = options.points @ options.points[rows].T
    both_points = (options.is_point[:, None] * options.is_point[rows][None, :]) > 0

    def within(km: float) -> NDArray[np.bool_]:
        return np.asarray((cosine > cosine_of(km)) & both_points & ~same)

    table["country named"] = some(country_named)
    table["division named"] = some(lies_in & ~country_named)
    table["container named close by"] = close_by(lies_in | country_named)
    table["country of the others"] = share(in_country)
    table["country of some others"] = some(in_country)
    table["country of the names close by"] = close_by(in_country)
    table["division of the others"] = share(in_division)
    table["division of some others"] = some(in_division)
    table["division of the names close by"] = close_by(in_division)
    table["district of some others"] = some(in_district)
    table["within 30 km of others"] = some(within(30))
    table["within 100 km of others"] = some(within(100))
    table["within 100 km of names close by"] = close_by(within(100))
    table["within 300 km of the others"] = share(within(300))
    table["contains others"] = some(contains)
    table["contains names close by"] = close_by(contains)
    table["named otherwise too"] = some(same)
    listed = options.listed[options.group][:, options.group[rows]]
    of_a_kind = options.sort[:, None] == options.sort[rows][None, :]
    table["listed with places of its kind"] = np.minimum(
        1, (weight * listed * of_a_kind).sum(axis=1)
    )


def _names(options: ArticleOptions) -> Ints:
    """A number for each group of mentions, the same where they are called by one name."""
    called = [normalise(group.options.name) for group in options.groups]
    number = {name: i for i, name in enumerate(dict.fromkeys(called))}
    return np.array([number[name] for name in called], dtype=np.int64)


def _likeliest(options: ArticleOptions, belief: Array) -> Ints:
    """The rows that serve as evidence: the likeliest few of each group."""
    kept = []
    for start, end in zip(options.first[:-1], options.first[1:], strict=True):
        order = np.argsort(-belief[start:end])[:_EVIDENCE_PER_NAME]
        kept.append(start + order)
    return np.concatenate(kept)


def _agree(keys: Ints, rows: Ints) -> NDArray[np.bool_]:
    """All rows x the given rows: whether both have the same key, and have one at all."""
    return np.asarray((keys[:, None] == keys[rows][None, :]) & (keys[:, None] >= 0))
