"""All options of all names of an article side by side, as arrays that can be compared."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.resolution.discourse import MentionGroup
from geo.resolution.feature_table import Array
from geo.resolution.options import Option

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ArticleOptions:
    """All options of an article, one a row, in the order of the groups of mentions."""

    groups: tuple[MentionGroup, ...]
    first: Ints  # first row of each group, and the end
    group: Ints  # group of each row
    base: Array  # rows x BASE_FEATURES: what needs no belief in other names
    points: Array  # rows x 3, unit vectors
    country: Ints  # as numbers that are equal where the country is; -1 for none
    admin1: Ints
    admin2: Ints
    chains: Ints  # rows x depth: the option's own id, then its containers; -1 for none
    is_point: Array  # 1 where the place is small enough for distances to mean something
    sort: Ints  # equal for places of a kind: countries, divisions of one country, …
    listed: Array  # groups x groups: 1 where two names stand side by side in a list
    closeness: Array  # groups x groups: exp(-characters between / CLOSE_BY)

    def option(self, row: int) -> Option:
        """The option in a row."""
        group = int(self.group[row])
        return self.groups[group].options.options[row - int(self.first[group])]
