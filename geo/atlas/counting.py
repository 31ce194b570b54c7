"""Counting what was selected: by place, by day, in mentions, articles or stories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.atlas.columns import UNDATED, Bools, Columns, Floats, Ints
from geo.atlas.filters import Unit
from geo.atlas.select import Selection
from geo.atlas.spoken import Spoken
from geo.places.days import day_of

# A name in the first lines says more of what an article is about than one further down.
_OPENING = 500
_IN_THE_OPENING = 2.0
# What a name in each role says of what its article is about; a publisher's says nothing.
_WEIGHTS = {
    "place": 1.0,
    "dateline": 0.5,
    "actor": 1.0,
    "demonym": 0.5,
    "organisation": 0.25,
    "publisher": 0.0,
}
# A place that weighs at least this share of the heaviest is what an article is about too,
# unless more than so many do: a list is about none of them.
_AS_HEAVY = 0.5
MOST_FOCUSES = 3


@dataclass(frozen=True, slots=True)
class PlaceTable:
    """Places (indices) with their counts, in the order of the places."""

    place: Ints
    count: NDArray[np.int64]
    mentions: NDArray[np.int64]
    articles: NDArray[np.int64]
    confidence: Floats

    def by_count(self) -> NDArray[np.int64]:
        """The rows, the most counted first, of equal ones the first place."""
        order: NDArray[np.int64] = np.argsort(-self.count, kind="stable")
        return order


def by_place(columns: Columns, placed: Ints, unit: Unit) -> PlaceTable:
    """The counts of every place among these mentions, which stand in the columns' order."""
    mentions = columns.mentions
    place, article = mentions.place[placed], mentions.article[placed]
    starts = _starts(place)
    size = np.diff(np.append(starts, len(place)))
    begins = _begins(place) | _begins(article)
    articles = _sums(begins, starts)
    if unit is Unit.MENTIONS:
        count = size
    elif unit is Unit.ARTICLES:
        count = articles
    else:
        story = columns.articles.story[article]
        count = _sums(_begins(place) | _begins(story), starts)
    confidence = np.add.reduceat(mentions.confidence[placed], starts) if len(starts) else starts
    return PlaceTable(
        place[starts], count, size, articles, confidence / np.maximum(size, 1).astype(np.float64)
    )


def distinct_stories(columns: Columns, articles: Bools) -> int:
    """How many stories these articles tell."""
    return int(_begins(columns.articles.story[articles]).sum())


def by_day(columns: Columns, selection: Selection, unit: Unit) -> list[tuple[date, int]]:
    """The count of each day of publication that has one; of mentions, the placed ones."""
    published = columns.articles.published
    if unit is Unit.MENTIONS:
        return _days(published[columns.mentions.article[selection.placed]])
    if unit is Unit.ARTICLES:
        return _days(published[selection.articles])
    return _days(_once(published[selection.articles], columns.articles.story[selection.articles]))


def by_spoken_day(
    columns: Columns, selection: Selection, spoken: Spoken, unit: Unit
) -> list[tuple[date, int]]:
    """The count of each day that is spoken of, among the placed mentions."""
    chosen = np.zeros(len(columns.mentions), np.bool_)
    chosen[selection.placed] = True
    pairs = chosen[spoken.mention] & spoken.sharp()
    day, mention = spoken.earliest[pairs], spoken.mention[pairs]
    article = columns.mentions.article[mention]
    counted = {
        Unit.MENTIONS: mention,
        Unit.ARTICLES: article,
        Unit.STORIES: columns.articles.story[article],
    }[unit]
    return _days(_once(day, counted))


def focuses(columns: Columns) -> Bools:
    """For each mention whether its place is what its article is about.

    Names are weighed by role, confidence and how early they stand.
    """
    mentions = columns.mentions
    weight = np.array([_WEIGHTS.get(role, 1.0) for role in (*mentions.roles, "")])[mentions.role]
    weight = weight * mentions.confidence
    weight[mentions.start < _OPENING] *= _IN_THE_OPENING
    weight[mentions.place < 0] = 0.0
    begins = _begins(mentions.place) | _begins(mentions.article)
    starts = np.flatnonzero(begins)
    if not len(starts):
        return np.zeros(0, np.bool_)
    # From here on one entry for each place in each article.
    total = np.add.reduceat(weight, starts)
    article = mentions.article[starts]
    heaviest = np.zeros(len(columns.articles))
    np.maximum.at(heaviest, article, total)
    heavy = (total > 0) & (total >= _AS_HEAVY * heaviest[article])
    number = np.bincount(article[heavy], minlength=len(columns.articles))
    heavy &= number[article] <= MOST_FOCUSES
    found: Bools = heavy[np.cumsum(begins) - 1]
    return found


def _begins(keys: np.ndarray[Any, Any]) -> Bools:
    """Where a run of equal keys begins."""
    begins = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=begins[1:])
    return begins


def _starts(keys: np.ndarray[Any, Any]) -> NDArray[np.int64]:
    starts: NDArray[np.int64] = np.flatnonzero(_begins(keys))
    return starts


def _sums(flags: Bools, starts: NDArray[np.int64]) -> NDArray[np.int64]:
    if not len(starts):
        return starts
    sums: NDArray[np.int64] = np.add.reduceat(flags.astype(np.int64), starts)
    return sums


def distinct(first: NDArray[Any], second: NDArray[Any]) -> tuple[Ints, Ints]:
    """Each pair of these numbers once, in no order to rely on."""
    # Arrow hashes where numpy would sort: four times as fast for a million.
    pairs = pc.unique(pa.array(first.astype(np.int64) << 32 | second.astype(np.int64))).to_numpy()
    return (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)


def _once(day: Ints, key: Ints) -> Ints:
    """The days, each once for each key."""
    return distinct(day, key)[0]


def _days(day: Ints) -> list[tuple[date, int]]:
    day = day[day != UNDATED]
    if not len(day):
        return []
    first = int(day.min())
    counts = np.bincount(day - first)
    days = np.flatnonzero(counts)
    return [
        (day_of(first + each), count)
        for each, count in zip(days.tolist(), counts[days].tolist(), strict=True)
    ]
