"""Places by the beginning of a name, for who types one."""

from __future__ import annotations

import sqlite3

from geo.gazetteer.rows import MatchKind
from geo.gazetteer.store import KINDS

# Fewer letters begin half the names of the world: only the whole name is looked up then.
_ENOUGH = 3
# Names read at most; "san" begins 15,000.
_MOST = 20_000

_OFFERED = tuple(KINDS.index(kind) for kind in (MatchKind.NAME, MatchKind.ALTERNATE))
# Put together from constants alone.
_BEGINNING_SO = (
    "SELECT n.name, n.kind, p.key, p.feature_code, p.population"  # noqa: S608
    " FROM name n JOIN place p ON p.key = n.place"
    f" WHERE n.name >= ? AND n.name < ? AND n.kind IN {_OFFERED} LIMIT {_MOST}"
)


def completions(connection: sqlite3.Connection, beginning: str, limit: int) -> list[int]:
    """Keys of places, the likeliest to be meant first; ``beginning`` is a normalised name."""
    if not beginning:
        return []
    end = beginning + ("\U0010ffff" if len(beginning) >= _ENOUGH else "\0")
    best: dict[int, tuple[bool, bool, int, int]] = {}
    for name, kind, key, code, population in connection.execute(_BEGINNING_SO, (beginning, end)):
        rank = (kind != _OFFERED[0], name != beginning, -int(code == "PCLI"), -population)
        best[key] = min(best.get(key, rank), rank)
    return sorted(best, key=lambda key: (best[key], key))[:limit]
