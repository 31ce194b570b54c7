"""English names of countries, as GeoNames has them."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("country_names.tsv")


@cache
def english() -> dict[str, str]:
    """By ISO 3166-1 alpha-2 code."""
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return dict(csv.reader(table, delimiter="\t"))
