"""What is counted in an atlas on each day, so that a range of dates is answered by sums.

Mentions add up over places, days and roles. Articles and stories do not add up over roles, as one
may name a place in several; but each stands in one *group*, made of what is asked for and the very
set of roles in which it names that, and groups add up. A story told on several days is not in any
group: such are listed, and looked through for each question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.atlas.columns import UNDATED, Bools, Floats, Ints

Longs = NDArray[np.int64]

# Sums up to a day are kept for so many days at most, and take half as much room as the counts.
_MOST_SUMS = 128
# Entries that are sorted at a time.
_SORTED = 2_000_000


@dataclass(frozen=True, slots=True)
class Days:
    """A range of days, both inclusive, and whether what is without a day counts."""

    first: int
    last: int
    undated: bool

    def hold(self, day: Ints) -> Bools:
        """Which of the days are in the range."""
        inside: Bools = (day >= self.first) & (day <= self.last)
        return inside | (day == UNDATED) if self.undated else inside


@dataclass(frozen=True, slots=True)
class DayTally:
    """How much of each group is counted on each day.

    A group has a ``key`` (an index of a place, a source…) and ``roles``, a set of them as bits.
    Days are in order, UNDATED first; those of day ``n`` are the cells from ``first[n]`` to
    ``first[n + 1]``, each with its ``group``, its ``count`` and, where it is of mentions, the sum
    of their ``confidence``. ``counts`` and ``confidences`` are the sums of the days before each
    day in ``summed``, one row after the other.
    """

    key: Ints
    roles: Ints
    day: Ints
    first: Longs
    group: Ints
    count: Ints
    confidence: Floats
    summed: Ints
    counts: Ints
    confidences: Floats

    def of_roles(self, wanted: int | None) -> Bools:
        """Which groups name their key in one of these roles; None for whatever role."""
        found: Bools = (
            np.ones(len(self.key), np.bool_) if wanted is None else _any(self.roles, wanted)
        )
        return found

    def by_key(self, days: Days, wanted: int | None, keys: int) -> Longs:
        """The count of each key from 0 on in one of these roles."""
        counted = self._between(days, self.count, self.counts)
        return self._by_key(counted, wanted, keys).astype(np.int64)

    def confidence_by_key(self, days: Days, wanted: int | None, keys: int) -> Floats:
        """The sum of the confidences of each key from 0 on in one of these roles."""
        return self._by_key(self._between(days, self.confidence, self.confidences), wanted, keys)

    def without_key(self, days: Days, wanted: int | None) -> int:
        """The count of what has no key, in one of these roles."""
        counted = self._between(days, self.count, self.counts)
        return int(counted[self.of_roles(wanted) & (self.key < 0)].sum())

    def by_day(self, days: Days, wanted: int | None) -> tuple[Ints, Longs]:
        """Each day that is dated and has a count, with that."""
        day = np.repeat(self.day, np.diff(self.first))
        asked = self.of_roles(wanted)[self.group] & days.hold(day) & (day != UNDATED)
        found, at = np.unique(day[asked], return_inverse=True)
        return found, _added(at, self.count[asked], len(found)).astype(np.int64)

    def _by_key(self, values: Floats, wanted: int | None, keys: int) -> Floats:
        chosen = self.of_roles(wanted) & (self.key >= 0)
        return _added(self.key[chosen], values[chosen], keys)

    def _between(self, days: Days, values: NDArray[Any], sums: NDArray[Any]) -> Floats:
        dated = int(np.searchsorted(self.day, np.int32(UNDATED), "right"))
        begin = max(dated, int(np.searchsorted(self.day, days.first)))
        end = max(begin, int(np.searchsorted(self.day, days.last, "right")))
        found = self._before(end, values, sums) - self._before(begin, values, sums)
        return found + self._before(dated, values, sums) if days.undated else found

    def _before(self, day: int, values: NDArray[Any], sums: NDArray[Any]) -> Floats:
        """The sums of all days before this one (an index)."""
        near = int(np.searchsorted(self.summed, day, "right")) - 1
        groups = len(self.key)
        cells = slice(self.first[self.summed[near]], self.first[day])
        found = _added(self.group[cells], values[cells], groups)
        found += sums[near * groups : (near + 1) * groups]
        return found


@dataclass(frozen=True, slots=True)
class SeveralDays:
    """What is counted once but stands on several days: a row for each of them, those of one
    together; ``id`` tells the ones of a key apart."""

    key: Ints
    id: Ints
    day: Ints
    roles: Ints

    def by_key(self, days: Days, wanted: int | None, keys: int) -> Longs:
        """The count of each key from 0 on in one of these roles."""
        asked = days.hold(self.day)
        if wanted is not None:
            asked &= _any(self.roles, wanted)
        key, id_ = self.key[asked], self.id[asked]
        return np.bincount(key[begins(key, id_)], minlength=keys)


@dataclass(frozen=True, slots=True)
class StoryTally:
    """Stories by key: those of one day, and those of several."""

    one: DayTally
    several: SeveralDays

    def by_key(self, days: Days, wanted: int | None, keys: int) -> Longs:
        """The count of each key from 0 on in one of these roles."""
        of_one = self.one.by_key(days, wanted, keys)
        return of_one + self.several.by_key(days, wanted, keys)


def tally(key: Ints, roles: Ints, day: Ints, confidence: Floats | None = None) -> DayTally:
    """Count what has these keys (from -1 on), sets of roles and days, each entry once."""
    days, size = np.unique(day, return_counts=True)
    # Some days at a time: sorting takes many times the memory of what is sorted.
    edges = np.unique(np.searchsorted(np.cumsum(size), np.arange(0, len(day), _SORTED), "right"))
    bounds = [*days[edges].tolist(), None] if len(days) else [None, None]
    counted: list[DayTally] = []
    for begin, end in pairwise(bounds):
        inside = np.ones(len(day), np.bool_) if begin is None else day >= begin
        if end is not None:
            inside &= day < end
        sure = None if confidence is None else confidence[inside]
        counted.append(_tally(key[inside], roles[inside], day[inside], sure))
    return joined(counted)


def joined(tallies: Sequence[DayTally]) -> DayTally:
    """Tallies of days that follow each other as one."""
    groups = np.concatenate([each.key.astype(np.int64) << 32 | each.roles for each in tallies])
    found, number = np.unique(groups, return_inverse=True)
    first_group = np.cumsum([0, *(len(each.key) for each in tallies)])
    first_cell = np.cumsum([0, *(len(each.group) for each in tallies)])
    return _with_sums(
        key=(found >> 32).astype(np.int32),
        roles=(found & 0xFFFFFFFF).astype(np.int32),
        day=np.concatenate([each.day for each in tallies]),
        first=np.concatenate(
            [each.first[:-1] + at for each, at in zip(tallies, first_cell, strict=False)]
            + [first_cell[-1:]]
        ),
        group=np.concatenate(
            [
                number[at:][each.group].astype(np.int32)
                for each, at in zip(tallies, first_group, strict=False)
            ]
        ),
        count=np.concatenate([each.count for each in tallies]),
        confidence=np.concatenate([each.confidence for each in tallies]),
    )


def _tally(key: Ints, roles: Ints, day: Ints, confidence: Floats | None) -> DayTally:
    sets, days = np.unique(roles), np.unique(day)
    code = (key.astype(np.int64) + 1) * max(len(sets), 1) + np.searchsorted(sets, roles)
    named = np.bincount(code) > 0
    found, group = np.flatnonzero(named), (np.cumsum(named) - 1)[code]
    groups = max(len(found), 1)
    cell = np.searchsorted(days, day) * groups + group
    del code, group
    if confidence is None:
        cell.sort()
    else:
        order = np.argsort(cell, kind="stable")
        cell, confidence = cell[order], confidence[order]
    starts = np.flatnonzero(begins(cell))
    cells = cell[starts]
    return _with_sums(
        key=(found // max(len(sets), 1) - 1).astype(np.int32),
        roles=sets[found % max(len(sets), 1)].astype(np.int32),
        day=days.astype(np.int32),
        first=np.searchsorted(cells, np.arange(len(days) + 1) * groups).astype(np.int64),
        group=(cells % groups).astype(np.int32),
        count=np.diff(np.append(starts, len(cell))).astype(np.int32),
        confidence=reduced(np.add, confidence, starts),
    )


def stories(key: Ints, story: Ints, day: Ints, roles: Ints) -> StoryTally:
    """Count each story once for each key; those of one key and story stand together."""
    starts = np.flatnonzero(begins(key, story))
    size = np.diff(np.append(starts, len(key)))
    together = reduced(np.minimum, day, starts) == reduced(np.maximum, day, starts)
    one = tally(
        key[starts][together],
        reduced(np.bitwise_or, roles, starts)[together],
        day[starts][together],
    )
    apart = np.repeat(~together, size)
    return StoryTally(one, SeveralDays(key[apart], story[apart], day[apart], roles[apart]))


def begins(*keys: NDArray[Any]) -> Bools:
    """Where a run begins in which all of these keys stay as they are."""
    first, *others = keys
    found = np.ones(len(first), np.bool_)
    np.not_equal(first[1:], first[:-1], out=found[1:])
    for each in others:
        found[1:] |= each[1:] != each[:-1]
    return found


def _with_sums(
    key: Ints,
    roles: Ints,
    day: Ints,
    first: Longs,
    group: Ints,
    count: Ints,
    confidence: Floats,
) -> DayTally:
    groups = len(key)
    most = min(max(len(group) // max(2 * groups, 1), 1), _MOST_SUMS)
    # Where about as many cells lie between one sum and the next.
    targets = np.linspace(0, len(group), most, endpoint=False)
    summed = np.unique(np.searchsorted(first, targets, "right") - 1).clip(0)
    edges = first[summed]

    def sums(values: NDArray[Any]) -> NDArray[Any]:
        rows = np.zeros((len(edges), groups), values.dtype if len(values) else np.int32)
        for row in range(1, len(edges)):
            cells = slice(edges[row - 1], edges[row])
            rows[row] = rows[row - 1] + _added(group[cells], values[cells], groups)
        return rows.ravel()

    kept = sums(confidence) if len(confidence) else confidence
    return DayTally(
        key,
        roles,
        day,
        first,
        group,
        count,
        confidence,
        summed.astype(np.int32),
        sums(count),
        kept,
    )


def reduced(how: Any, values: NDArray[Any] | None, starts: Longs) -> NDArray[Any]:
    """The values of each run by this operation."""
    if values is None:
        return np.zeros(0, np.float64)
    found: NDArray[Any] = how.reduceat(values, starts) if len(starts) else values[:0]
    return found


def _added(at: NDArray[Any], values: NDArray[Any], number: int) -> Floats:
    """The sum of the values at each of so many places; whole ones are exact."""
    # Of nothing at all they would be whole numbers.
    return np.bincount(at, weights=values, minlength=number).astype(np.float64, copy=False)


def _any(roles: Ints, wanted: int) -> Bools:
    found: Bools = (roles & np.int32(wanted)) != 0
    return found
