"""Feature values of many options as one matrix whose columns are known by name."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


class FeatureTable:
    """A matrix with a row for each option and a named column for each feature, zero at first.

    Columns are read and written by name, so that no feature can land in another's place:
    ``table["population"]`` is a view of a column, and writing into it writes the table.
    Raises ValueError for a name given twice, KeyError for a column that does not exist.
    """

    def __init__(self, names: Sequence[str], rows: int) -> None:
        self.names = tuple(names)
        self.values: Array = np.zeros((rows, len(self.names)))
        self._column = column_numbers(self.names)

    def __getitem__(self, name: str) -> Array:
        column: Array = self.values[:, self._column[name]]
        return column

    def __setitem__(self, name: str, values: ArrayLike) -> None:
        self.values[:, self._column[name]] = np.asarray(values, dtype=float)


def column_numbers(names: Sequence[str]) -> dict[str, int]:
    """The number of each named column. Raises ValueError for a name given twice."""
    numbers = {name: number for number, name in enumerate(names)}
    if len(numbers) != len(names):
        raise ValueError(f"a feature is named twice in {names}")
    return numbers
