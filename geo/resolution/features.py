"""What speaks for each option, as numbers: from the name, the words around it, the article.

Each feature has a name, and ``weights.tsv`` a weight for each name, which makes a ranker whose
choices can be explained. Where a feature is computed: of the option and its name alone in
``options``, of the words around in ``mention_features``, of the other names in
``evidence_features``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from geo.resolution.article_options import ArticleOptions, Ints
from geo.resolution.context import Context
from geo.resolution.discourse import MentionGroup
from geo.resolution.evidence_features import (
    EVIDENCE_FEATURES,
    READING_FEATURES,
    evidence_features,
    reading_features,
)
from geo.resolution.feature_table import Array, column_numbers
from geo.resolution.mention_features import MENTION_FEATURES, mention_features
from geo.resolution.options import AREAS, OPTION_FEATURES, SETTLEMENTS, Option
from geo.resolution.origin import Origin

# Known before anything is believed of the other names; a prefix of all features.
BASE_FEATURES = OPTION_FEATURES + MENTION_FEATURES + READING_FEATURES
FEATURES = BASE_FEATURES + EVIDENCE_FEATURES
COLUMN = column_numbers(FEATURES)

# Characters over which the weight of a name close by falls to 1/e.
CLOSE_BY = 300.0


def compare_options(
    context: Context, groups: Sequence[MentionGroup], origin: Origin
) -> ArticleOptions | None:
    """All options of an article's names side by side; None when no name has an option."""
    groups = tuple(group for group in groups if len(group.options))
    if not groups:
        return None
    sizes = [len(group.options) for group in groups]
    rows = [option for group in groups for option in group.options.options]
    number: dict[str, int] = {"": -1}

    def numbered(keys: Sequence[str]) -> Ints:
        return np.array([number.setdefault(key, len(number)) for key in keys], dtype=np.int64)

    depth = max(len(row.chain) for row in rows)
    chains = numbered(
        [key for row in rows for key in (*row.chain, *[""] * (depth - len(row.chain)))]
    )
    of_options = np.concatenate([group.options.features for group in groups])
    of_mentions = np.concatenate(
        [table.values for table in mention_features(context, groups, origin)]
    )
    options = ArticleOptions(
        groups=groups,
        first=np.concatenate([[0], np.cumsum(sizes)]),
        group=np.repeat(np.arange(len(groups)), sizes),
        base=np.concatenate([of_options, of_mentions], axis=1),
        points=np.concatenate([group.options.points for group in groups]),
        country=numbered([row.country for row in rows]),
        admin1=numbered([row.admin1 for row in rows]),
        admin2=numbered([row.admin2 for row in rows]),
        chains=chains.reshape(len(rows), depth),
        sort=numbered([_sort(row) for row in rows]),
        listed=_listed(context, groups),
        is_point=np.array([row.kind not in AREAS for row in rows], dtype=float),
        closeness=_closeness(context, groups),
    )
    of_readings = reading_features(options).values
    return replace(options, base=np.concatenate([options.base, of_readings], axis=1))


def with_evidence(options: ArticleOptions, belief: Array) -> Array:
    """The full feature matrix, given the probability believed of each row so far."""
    return np.concatenate([options.base, evidence_features(options, belief).values], axis=1)


def _sort(option: Option) -> str:
    """A key that options share which may be listed together: states of one country, countries."""
    if option.kind in ("admin1", "admin2"):
        return f"{option.kind} of {option.country}"
    return "town" if option.kind in SETTLEMENTS else option.kind


def _listed(context: Context, groups: Sequence[MentionGroup]) -> Array:
    """Which names stand side by side in a list."""
    group_of = {i: number for number, group in enumerate(groups) for i in group.members}
    listed = np.zeros((len(groups), len(groups)))
    for one, other in context.listed:
        if one in group_of and other in group_of:
            listed[group_of[one], group_of[other]] = listed[group_of[other], group_of[one]] = 1
    return listed


def _closeness(context: Context, groups: Sequence[MentionGroup]) -> Array:
    """How close together two names ever stand in the text, from 1 (beside) to 0 (far)."""
    at = np.array([context.names[i].start for group in groups for i in group.members], dtype=float)
    starts = np.cumsum([0, *(len(group.members) for group in groups[:-1])])
    apart = np.abs(at[:, None] - at[None, :])
    nearest = np.minimum.reduceat(np.minimum.reduceat(apart, starts, axis=0), starts, axis=1)
    return np.asarray(np.exp(-nearest / CLOSE_BY))
