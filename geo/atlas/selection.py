"""From a filter to the articles and mentions that it lets through: masks over columns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.atlas.area import within
from geo.atlas.columns import UNDATED, Bools, Columns, Ints
from geo.atlas.filters import DateBasis, Filter
from geo.atlas.spoken_dates import MentionDates
from geo.places.days import day_number

# The index of no place; -1 is that of a mention without one.
_NOWHERE = -2

Moments = NDArray[np.datetime64]

Search = Callable[[str], Bools]
"""The articles whose title or text a search finds. Raises BadInput for one that means nothing."""


@dataclass(frozen=True, slots=True)
class FilterResult:
    """What a filter lets through: ``articles`` (a mask), and the indices of ``placed`` mentions
    in the order of the columns. ``undated`` counts articles for which the filter's date basis tells
    no date, whether or not the filter lets them through.
    """

    articles: Bools
    placed: Ints
    undated: int


@dataclass(frozen=True, slots=True)
class LazyMasks:
    """Masks and dates beside the columns, each computed when it is first needed. ``tagged`` are the
    articles that bear any of some tags, or hold a mention that does, and the mentions that do, or
    stand in such an article."""

    search: Search
    spoken: Callable[[], MentionDates]
    focus: Callable[[], Bools]
    tagged: Callable[[tuple[str, ...]], tuple[Bools, Bools]]
    arrived: Callable[[], Moments]


def select(columns: Columns, f: Filter, masks: LazyMasks) -> FilterResult:
    """What ``f`` lets through. Raises BadInput for a text that is no search."""
    origin = _origin(columns, f, masks)
    let_through = _meets(origin, _days(columns, f))
    if not f.chooses_mentions:
        every = _placed(columns, let_through)
        if f.tags:
            every = every[masks.tagged(f.tags)[1][every]]
        return FilterResult(let_through, every, _undated_at_all(columns, f, masks, origin))
    undated = origin & (columns.articles.published == UNDATED)
    asked = _mentions(columns, let_through | undated)
    chosen = _at(_chosen(columns, f, masks, asked), asked)
    article = columns.mentions.article[chosen]
    inside = let_through[article]
    articles = _holding(columns, article[inside])
    placed = chosen[inside & (columns.mentions.place[chosen] >= 0)]
    if f.date_basis is DateBasis.PUBLISHED:
        without = int(_holding(columns, article[undated[article]]).sum())
    else:
        without = _without_spoken(columns, f, masks, origin)
    return FilterResult(articles, placed, without)


def among(columns: Columns, f: Filter, masks: LazyMasks, mentions: Ints) -> Ints:
    """Which of these placed mentions ``f`` lets through, without looking at others. Raises
    BadInput for a text that is no search."""
    articles = _meets(_origin(columns, f, masks), _days(columns, f))
    here = mentions[articles[columns.mentions.article[mentions]]]
    return here[_chosen(columns, f, masks, here)]


def unplaced(columns: Columns, f: Filter, selection: FilterResult) -> Ints:
    """Names without a place in the articles let through; of the conditions on mentions only
    the roles are asked of the name itself."""
    # Mentions without a place come first.
    end = int(np.searchsorted(columns.mentions.place, np.int32(0)))
    mask = selection.articles[columns.mentions.article[:end]]
    if f.roles:
        mask &= _one_of(columns.mentions.role[:end], columns.mentions.roles, f.roles)
    return _indices(mask)


def _origin(columns: Columns, f: Filter, masks: LazyMasks) -> Bools:
    """Articles, but for their dates."""
    conditions: list[Bools] = []
    if f.sources:
        conditions.append(_one_of(columns.articles.source, columns.articles.sources, f.sources))
    if f.languages:
        conditions.append(
            _one_of(columns.articles.language, columns.articles.languages, f.languages)
        )
    if f.text.strip():
        conditions.append(masks.search(f.text))
    if f.tags:
        conditions.append(masks.tagged(f.tags)[0])
    if f.arrived_after:
        conditions.append(masks.arrived() > moment(f.arrived_after))
    for place_id in f.with_places:
        place = columns.place(place_id)
        named = columns.mentions.place == (_NOWHERE if place is None else place)
        conditions.append(_holding(columns, columns.mentions.article[named]))
    return reduce(np.logical_and, conditions, np.ones(len(columns.articles), np.bool_))


def moment(when: datetime) -> np.datetime64:
    """As times of arrival are compared: without a zone, in UTC."""
    return np.datetime64(when.astimezone(UTC).replace(tzinfo=None), "us")


def _days(columns: Columns, f: Filter) -> Bools | None:
    """Articles by their day of publication; None where that is not asked."""
    if f.date_basis is not DateBasis.PUBLISHED or not f.asks_dates:
        return None
    day = columns.articles.published
    dated = day != UNDATED
    inside = dated.copy()
    if f.date_from:
        inside &= day >= day_number(f.date_from)
    if f.date_to:
        inside &= day <= day_number(f.date_to)
    let_through: Bools = inside | ~dated if f.undated else inside
    return let_through


def _chosen(columns: Columns, f: Filter, masks: LazyMasks, asked: Ints | None) -> Bools:
    """Which of the mentions ``asked`` (None for all) meet the conditions on mentions."""
    mentions = columns.mentions

    def some(values: NDArray[Any]) -> NDArray[Any]:
        return values if asked is None else values[asked]

    conditions: list[Bools] = []
    if f.roles:
        conditions.append(_one_of(some(mentions.role), mentions.roles, f.roles))
    if f.min_confidence > 0:
        sure = some(mentions.confidence) >= f.min_confidence
        conditions.append(sure & (some(mentions.place) >= 0))
    if f.countries or f.bbox or f.area or f.place_id:
        # Index -1, a mention without a place, finds the last entry.
        conditions.append(np.append(chosen_places(columns, f), False)[some(mentions.place)])
    if f.date_basis is DateBasis.SPOKEN and f.asks_dates:
        spoken = masks.spoken()
        inside = spoken.between(f.date_from, f.date_to)
        conditions.append(some(inside | ~spoken.dated if f.undated else inside))
    if f.focus:
        conditions.append(some(masks.focus()))
    if f.tags:
        conditions.append(some(masks.tagged(f.tags)[1]))
    number = len(mentions) if asked is None else len(asked)
    return reduce(np.logical_and, conditions) if conditions else np.ones(number, np.bool_)


def chosen_places(columns: Columns, f: Filter) -> Bools:
    """The places that lie where a filter asks for."""
    mask = np.ones(len(columns.places), np.bool_)
    if f.countries:
        mask &= np.isin(columns.countries, np.array(f.countries, dtype=object))
    if f.place_id:
        only = np.zeros_like(mask)
        found = columns.place(f.place_id)
        if found is not None:
            only[found] = True
        mask &= only
    if f.bbox:
        west, south, east, north = f.bbox
        longitude, latitude = columns.longitudes, columns.latitudes
        across = np.logical_and if west <= east else np.logical_or
        mask &= (latitude >= south) & (latitude <= north)
        mask &= across(longitude >= west, longitude <= east)
    if f.area:
        mask &= within(f.area, columns.longitudes, columns.latitudes)
    return mask


def _undated_at_all(columns: Columns, f: Filter, masks: LazyMasks, origin: Bools) -> int:
    """The articles without a date, of whichever mentions."""
    if f.date_basis is DateBasis.PUBLISHED:
        return int((origin & (columns.articles.published == UNDATED)).sum())
    timeless = columns.mentions.article[~masks.spoken().dated]
    return int((_holding(columns, timeless) & origin).sum())


def _without_spoken(columns: Columns, f: Filter, masks: LazyMasks, origin: Bools) -> int:
    """The articles with a mention that was chosen and whose sentence speaks of no time."""
    chosen = _chosen(columns, replace(f, date_from=None, date_to=None, undated=True), masks, None)
    timeless = columns.mentions.article[chosen & ~masks.spoken().dated]
    return int((_holding(columns, timeless) & origin).sum())


def _meets(mask: Bools, other: Bools | None) -> Bools:
    return mask if other is None else mask & other


def _mentions(columns: Columns, articles: Bools) -> Ints | None:
    """The mentions in these articles; None for all."""
    return None if articles.all() else _indices(articles[columns.mentions.article])


def _at(chosen: Bools, asked: Ints | None) -> Ints:
    """Where the chosen ones of these mentions stand."""
    return _indices(chosen) if asked is None else asked[chosen]


def _placed(columns: Columns, articles: Bools) -> Ints:
    """The mentions in these articles that have a place."""
    # Mentions without a place come first.
    first = int(np.searchsorted(columns.mentions.place, np.int32(0)))
    if articles.all():
        return np.arange(first, len(columns.mentions), dtype=np.int32)
    return _indices(articles[columns.mentions.article[first:]]) + np.int32(first)


def _holding(columns: Columns, article: Ints) -> Bools:
    """The articles that are among these, of mentions."""
    articles = np.zeros(len(columns.articles), np.bool_)
    articles[article] = True
    return articles


def _one_of(codes: np.ndarray, words: Sequence[str], wanted: Collection[str]) -> Bools:
    """Where a code is that of a wanted word."""
    names = {str(each) for each in wanted}
    hits = np.array([word in names for word in words] + [False], np.bool_)
    mask: Bools = hits[codes]
    return mask


def _indices(mask: Bools) -> Ints:
    return np.flatnonzero(mask).astype(np.int32)
