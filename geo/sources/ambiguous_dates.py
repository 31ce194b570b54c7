"""Dates in digits, read the way that their writer writes them.

03/04/2021 is March in America and April elsewhere. Another article of the same source that
says 25/12/2021 tells which; where none does, or they contradict each other, the article has
no date, and the user is told.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from geo.models import Article
from geo.sources.dates import Order
from geo.sources.protocol import Draft, ReadWarning, Reject

# With so many dates of one kind and none of the other, a source's habit is known.
_ENOUGH = 3
# Articles that wait for their source's habit; beyond, the oldest is judged by what is known.
MOST_HELD = 1_000


def resolve_ambiguous_dates(
    found: Iterable[Draft | Reject],
) -> Iterator[Article | Reject | ReadWarning]:
    """The articles in their order, but for those that wait to have their date told.

    An article that goes out undated for this, or because the date that it states cannot be
    read, is followed by a ReadWarning, as it is by one for each of its warnings.
    """
    groups: defaultdict[str, _DateHabit] = defaultdict(_DateHabit)
    held: deque[Draft] = deque()
    for item in found:
        if isinstance(item, Reject):
            yield item
            continue
        habit = groups[item.group]
        order = item.publication.numeric.order if item.publication.numeric else None
        if order:
            habit.seen[order] += 1
        if not _is_ambiguous(item):
            yield from _article_and_warning(item)
        elif habit.known:
            yield from _decided(item, habit)
        else:
            held.append(item)
        if order and habit.known:
            for waiting in [each for each in held if each.group == item.group]:
                held.remove(waiting)
                yield from _decided(waiting, habit)
        if len(held) > MOST_HELD:
            oldest = held.popleft()
            yield from _decided(oldest, groups[oldest.group])
    for item in held:
        yield from _decided(item, groups[item.group])


@dataclass(slots=True)
class _DateHabit:
    """How often a source has written a date that reads one way alone."""

    seen: Counter[Order] = field(default_factory=Counter)

    @property
    def order(self) -> Order | None:
        """The one way that was ever seen."""
        return next(iter(self.seen)) if len(self.seen) == 1 else None

    @property
    def known(self) -> bool:
        """Whether more articles would hardly change it."""
        return len(self.seen) > 1 or self.seen.total() >= _ENOUGH


def _article_and_warning(item: Draft) -> Iterator[Article | ReadWarning]:
    yield item.article
    if item.publication.value is None and item.publication.note:
        yield ReadWarning(item.name, f"no date: {item.publication.note}")
    yield from _warnings(item)


def _is_ambiguous(item: Draft) -> bool:
    return item.publication.value is None and item.publication.numeric is not None


def _decided(item: Draft, habit: _DateHabit) -> Iterator[Article | ReadWarning]:
    numeric = item.publication.numeric
    day = numeric.read(habit.order) if numeric and habit.order else None
    yield _dated(item, day)
    if day is None:
        why = "its source writes dates both ways" if habit.seen else "nothing in its source tells"
        yield ReadWarning(item.name, f"no date: {item.publication.note}, and {why}")
    yield from _warnings(item)


def _warnings(item: Draft) -> Iterator[ReadWarning]:
    """What there is to say beside its date."""
    return (ReadWarning(item.name, reason) for reason in item.warnings)


def _dated(item: Draft, day: date | None) -> Article:
    origin = item.publication.origin if day else None
    return replace(item.article, published=day, published_from=origin)
