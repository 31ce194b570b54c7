"""What a page asks of a range of dates and some roles, answered from counts by day.

Anything else a filter may ask for is not in the counts; see ``fits``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, get_type_hints

import numpy as np
import pyarrow as pa

from geo.atlas import aggregate, saved_tables
from geo.atlas.aggregate import PlaceTable
from geo.atlas.answers import Facets, SelectionCounts
from geo.atlas.columns import UNDATED, Bools, Columns, Ints
from geo.atlas.filters import Filter, Unit
from geo.atlas.selection import chosen_places
from geo.atlas.tallies import (
    Days,
    DayTally,
    Longs,
    SeveralDays,
    StoryTally,
    begins,
    reduced,
    stories,
    tally,
)
from geo.places.days import day_number, day_of

# Roles are bits of a number of four bytes.
MOST_ROLES = 30


@dataclass(frozen=True, slots=True)
class DayCounts:
    """Counts of an atlas by day. ``mentions`` and what is ``_by_place`` have places as keys, -1
    for none; ``articles`` whether they are unread; ``stories``, ``mentions_a_day`` and
    ``stories_a_day`` a single one."""

    mentions: DayTally
    articles_by_place: DayTally
    stories_by_place: StoryTally
    articles: DayTally
    stories: StoryTally
    mentions_a_day: DayTally
    stories_a_day: DayTally
    articles_by_source: DayTally
    articles_by_language: DayTally
    articles_by_country: DayTally
    articles_by_role: DayTally

    def to_tables(self) -> list[pa.Table]:
        """One table an array, as they differ in length."""
        return [
            pa.table({name: saved_tables.array(getattr(each, name))})
            for each in self._arrays()
            for name in _names(type(each))
        ]

    @classmethod
    def from_tables(cls, saved: Sequence[pa.Table]) -> DayCounts:
        """The inverse of ``to_tables``."""
        arrays = iter(saved)

        def read(kind: Any) -> Any:
            if kind is StoryTally:
                return StoryTally(read(DayTally), read(SeveralDays))
            names = _names(kind)
            return kind(**{name: saved_tables.values(next(arrays))[name] for name in names})

        hints = get_type_hints(cls)
        return cls(**{each.name: read(hints[each.name]) for each in fields(cls)})

    def _arrays(self) -> list[DayTally | SeveralDays]:
        found: list[DayTally | SeveralDays] = []
        for each in fields(self):
            kept = getattr(self, each.name)
            found += [kept.one, kept.several] if isinstance(kept, StoryTally) else [kept]
        return found


def _names(kind: Any) -> list[str]:
    return [each.name for each in fields(kind)]


def count(columns: Columns) -> DayCounts:
    """Count all of an atlas. It has at most ``MOST_ROLES`` roles."""
    mentions, articles = columns.mentions, columns.articles
    day, article, place = articles.published, mentions.article, mentions.place
    # A role of -1, of none, finds the last entry.
    bits = np.append(1 << np.arange(len(mentions.roles)), 0).astype(np.int32)[mentions.role]
    one = np.zeros(len(articles), np.int32)
    roles = _roles_of_articles(columns)
    first = int(np.searchsorted(place, np.int32(0)))
    of_place, at, acts = _once(place[first:], article[first:], bits[first:])
    story_days = np.lexsort((day, articles.story))
    told = begins(articles.story[story_days], day[story_days])
    return DayCounts(
        mentions=tally(place, bits, day[article], mentions.confidence),
        articles_by_place=tally(of_place, acts, day[at]),
        stories_by_place=stories(of_place, articles.story[at], day[at], acts),
        articles=tally(articles.unread.astype(np.int32), roles, day),
        stories=stories(one, articles.story, day, roles),
        mentions_a_day=tally(
            one[:1].repeat(len(place) - first), bits[first:], day[article[first:]]
        ),
        stories_a_day=tally(
            one[: int(told.sum())],
            reduced(np.bitwise_or, roles[story_days], np.flatnonzero(told)),
            day[story_days][told],
        ),
        articles_by_source=tally(articles.source, roles, day),
        articles_by_language=tally(articles.language, roles, day),
        articles_by_country=_by_country(columns, of_place, at, acts),
        articles_by_role=_by_role(columns, first),
    )


def fits(columns: Columns, f: Filter) -> bool:
    """Whether dates of publication and roles are all that a filter asks for."""
    open_ = replace(f, date_from=None, date_to=None, undated=True, roles=())
    return open_ == Filter() and len(columns.mentions.roles) <= MOST_ROLES


def fits_by_place(columns: Columns, f: Filter) -> bool:
    """Whether these, and where places are, are all that a filter asks for."""
    return fits(columns, replace(f, countries=(), bbox=None, area=(), place_id=""))


def by_place(columns: Columns, counted: DayCounts, f: Filter, unit: Unit) -> PlaceTable:
    """The counts of every place that is named."""
    days, roles, number = _days(f), _bits(columns, f.roles), len(columns.places)
    mentions = counted.mentions.by_key(days, roles, number)
    articles = counted.articles_by_place.by_key(days, roles, number)
    if unit is Unit.MENTIONS:
        of_unit = mentions
    elif unit is Unit.ARTICLES:
        of_unit = articles
    else:
        of_unit = counted.stories_by_place.by_key(days, roles, number)
    named = np.flatnonzero((mentions > 0) & chosen_places(columns, f)).astype(np.int32)
    sure = counted.mentions.confidence_by_key(days, roles, number)
    return PlaceTable(
        named, of_unit[named], mentions[named], articles[named], sure[named] / mentions[named]
    )


def in_roles(
    columns: Columns, counted: DayCounts, f: Filter, roles: Collection[str] | None
) -> Longs:
    """How many of the placed mentions are in one of the roles (None: whatever their role), for each
    place of the atlas."""
    both = _bits(columns, f.roles)
    if roles is not None:
        wanted = _bits(columns, tuple(roles)) or 0
        both = wanted if both is None else wanted & both
    named = counted.mentions.by_key(_days(f), both, len(columns.places))
    return np.where(chosen_places(columns, f), named, 0)


def selected(columns: Columns, counted: DayCounts, f: Filter) -> SelectionCounts:
    """How much a filter lets through."""
    days, roles = _days(f), _bits(columns, f.roles)
    mentions = counted.mentions.by_key(days, roles, len(columns.places))
    articles = counted.articles.by_key(days, roles, 2)
    return SelectionCounts(
        articles=int(articles.sum()),
        articles_total=len(columns.articles),
        places=int(np.count_nonzero(mentions)),
        mentions=int(mentions.sum()),
        undated=int(counted.articles.by_key(_UNDATED, roles, 2).sum()),
        unplaced=counted.mentions.without_key(days, roles),
        unread=int(articles[1]),
        stories=int(counted.stories.by_key(days, roles, 1)[0]),
    )


def by_day(columns: Columns, counted: DayCounts, f: Filter, unit: Unit) -> list[tuple[date, int]]:
    """The count of each day of publication that has one; of mentions, the placed ones."""
    of_unit = {
        Unit.MENTIONS: counted.mentions_a_day,
        Unit.ARTICLES: counted.articles,
        Unit.STORIES: counted.stories_a_day,
    }[unit]
    day, number = of_unit.by_day(_days(f), _bits(columns, f.roles))
    return [(day_of(d), n) for d, n in zip(day.tolist(), number.tolist(), strict=True)]


def facets(columns: Columns, counted: DayCounts, f: Filter) -> Facets:
    """What can be chosen under a filter, but for tags."""
    days, roles = _days(f), _bits(columns, f.roles)
    articles = columns.articles
    _, countries = aggregate.countries_of_places(columns)
    return Facets(
        sources=_facet(counted.articles_by_source, days, roles, articles.sources),
        countries=tuple(
            pair for pair in _facet(counted.articles_by_country, days, roles, countries) if pair[0]
        ),
        roles=_facet(counted.articles_by_role, days, None, columns.mentions.roles),
        languages=_facet(counted.articles_by_language, days, roles, articles.languages),
    )


_LAST = int(np.iinfo(np.int32).max)
_UNDATED = Days(_LAST, UNDATED, undated=True)


def _days(f: Filter) -> Days:
    return Days(
        day_number(f.date_from) if f.date_from else UNDATED + 1,
        day_number(f.date_to) if f.date_to else _LAST,
        f.undated,
    )


def _bits(columns: Columns, roles: Sequence[str]) -> int | None:
    """Roles as bits; None where any will do."""
    names = {str(each) for each in roles}
    of_atlas = enumerate(columns.mentions.roles)
    return sum(1 << at for at, name in of_atlas if name in names) if names else None


def _facet(of_key: DayTally, days: Days, roles: int | None, words: Sequence[str]) -> Any:
    return aggregate.counted_first(of_key.by_key(days, roles, len(words)), words)


def _roles_of_articles(columns: Columns) -> Ints:
    """The roles of all names of each article, as bits."""
    mentions = columns.mentions
    found = np.zeros(len(columns.articles), np.int32)
    for at in range(len(mentions.roles)):
        holding = np.zeros(len(found), np.bool_)
        holding[mentions.article[mentions.role == at]] = True
        found[holding] |= np.int32(1 << at)
    return found


def _once(key: Ints, article: Ints, roles: Ints) -> tuple[Ints, Ints, Ints]:
    """Each key and article that stand together once, with all their roles."""
    starts = np.flatnonzero(begins(key, article))
    return key[starts], article[starts], reduced(np.bitwise_or, roles, starts)


def _by_country(columns: Columns, place: Ints, article: Ints, roles: Ints) -> DayTally:
    codes, _ = aggregate.countries_of_places(columns)
    country = codes[place]
    order = np.argsort(country.astype(np.int64) << 32 | article)
    once, at, acts = _once(country[order], article[order], roles[order])
    return tally(once, acts, columns.articles.published[at])


def _by_role(columns: Columns, first: int) -> DayTally:
    """Articles by the roles in which they name places; ``first`` is the first placed mention."""
    mentions, day = columns.mentions, columns.articles.published
    found = [np.zeros(0, np.int32)]
    for at in range(len(mentions.roles)):
        holding: Bools = np.zeros(len(columns.articles), np.bool_)
        holding[mentions.article[first:][mentions.role[first:] == at]] = True
        found.append(day[holding])
    role = np.repeat(np.arange(len(found)) - 1, [len(each) for each in found]).astype(np.int32)
    return tally(role, np.zeros(len(role), np.int32), np.concatenate(found))
