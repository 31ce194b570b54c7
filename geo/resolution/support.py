"""Whether the text speaks for a place that is not what anybody thinks of first by its name."""

from __future__ import annotations

from collections.abc import Mapping

from geo.resolution.feature_table import Array
from geo.resolution.features import COLUMN

INSIDE_QUALIFIER = [COLUMN[name] for name in COLUMN if name.startswith("lies in its qualifier")]
# What speaks for the place, and from which value on it does.
_NEARBY = {
    "container named close by": 0.05,
    "division of some others": 0.3,
    "within 30 km of others": 0.3,
    "within 100 km of others": 0.3,
    "names with a reading within 30 km": 0.3,
    "contains others": 0.3,
}
# What speaks for a town apart from its country; and apart from its division.
_CLOSE = {
    "within 30 km of others": 0.3,
    "within 100 km of others": 0.3,
    "names with a reading within 30 km": 0.05,
    "contains others": 0.3,
}
_DIVISION = {"division named": 0.3, "division of some others": 0.3}
_COUNTRY = {"country of some others": 0.6}


def is_supported(features: Array, *, by_country: bool = True) -> bool:
    """Whether anything in the text speaks for the option with these features: a qualifier, a
    container, neighbours, and with ``by_country`` other places of its country."""
    return _speaks(features, _NEARBY | _COUNTRY if by_country else _NEARBY)


def is_close(features: Array, *, by_division: bool = True) -> bool:
    """Whether anything but its country speaks for the option, and with ``by_division`` no more
    than its division: there are several towns of most names in a country."""
    return _speaks(features, _CLOSE | _DIVISION if by_division else _CLOSE)


def _speaks(features: Array, needed: Mapping[str, float]) -> bool:
    """Whether the option lies in a qualifier, or one of these features is so high."""
    return bool(features[INSIDE_QUALIFIER].any()) or any(
        features[COLUMN[name]] >= least for name, least in needed.items()
    )
