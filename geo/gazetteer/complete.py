"""Places by the beginning of a name, for who types one."""

from __future__ import annotations

import sqlite3

from geo.gazetteer.rows import MatchKind
from geo.gazetteer.store import KINDS

# Fewer letters begin half the names of the world: only the whole name is looked up then.
_ENOUGH = 3
# Names read at most; "san" begins 15,000.
_MOST = 20_000

# A place weighs by its people: more with a name that is all that was typed, less by a name that
# is not the one it goes by here.
_WHOLE = 10
_OTHER_NAME = 0.05

_OFFERED = tuple(KINDS.index(kind) for kind in (MatchKind.NAME, MatchKind.ALTERNATE))
# Put together from constants alone.
_BEGINNING_SO = (
    "SELECT n.name, n.kind, p.key, p.population"  # noqa: S608
    " FROM name n JOIN place p ON p.key = n.place"
    f" WHERE n.name >= ? AND n.name < ? AND n.kind IN {_OFFERED} LIMIT {_MOST}"
)


def completions(connection: sqlite3.Connection, beginning: str, limit: int) -> list[int]:
    """Keys of places, the likeliest to be meant first; ``beginning`` is a normalised name."""
    if not beginning:
        return []
    end = beginning + ("\U0010ffff" if len(beginning) >= _ENOUGH else "\0")
    best: dict[int, float] = {}
    for name, kind, key, population in connection.execute(_BEGINNING_SO, (beginning, end)):
        weight = (population + 1) * (_WHOLE if name == beginning else 1)
        weight *= 1 if kind == _OFFERED[0] else _OTHER_NAME
        best[key] = max(best.get(key, 0.0), weight)
    return sorted(best, key=lambda key: (-best[key], key))[:limit]
