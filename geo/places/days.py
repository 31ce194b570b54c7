"""Days as whole numbers since 1970-01-01, as Parquet and numpy count them."""

from __future__ import annotations

from datetime import date, timedelta

_FIRST = date(1970, 1, 1)


def day_number(day: date) -> int:
    """The days from 1970-01-01 to ``day``; negative before."""
    return (day - _FIRST).days


def day_of(number: int) -> date:
    """The inverse of ``day_number``."""
    return _FIRST + timedelta(days=number)
