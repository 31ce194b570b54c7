"""Counting and listing what was selected, from the columns alone: places, days, names, values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from geo.atlas.answers import Difference, Facet, Neighbours, PlaceCount, Unplaced
from geo.atlas.columns import UNDATED, Bools, Columns, Floats, Ints, position
from geo.atlas.filters import Unit
from geo.atlas.selection import FilterResult
from geo.atlas.spoken_dates import MentionDates
from geo.atlas.tallies import begins
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
    begun = begins(place, article)
    articles = _sums(begun, starts)
    if unit is Unit.MENTIONS:
        count = size
    elif unit is Unit.ARTICLES:
        count = articles
    else:
        story = columns.articles.story[article]
        count = _sums(begins(place, story), starts)
    confidence = np.add.reduceat(mentions.confidence[placed], starts) if len(starts) else starts
    return PlaceTable(
        place[starts], count, size, articles, confidence / np.maximum(size, 1).astype(np.float64)
    )


def distinct_stories(columns: Columns, articles: Bools) -> int:
    """How many stories these articles tell."""
    return int(begins(columns.articles.story[articles]).sum())


def by_day(columns: Columns, selection: FilterResult, unit: Unit) -> list[tuple[date, int]]:
    """The count of each day of publication that has one; of mentions, the placed ones."""
    published = columns.articles.published
    if unit is Unit.MENTIONS:
        return _days(published[columns.mentions.article[selection.placed]])
    if unit is Unit.ARTICLES:
        return _days(published[selection.articles])
    return _days(_once(published[selection.articles], columns.articles.story[selection.articles]))


def by_spoken_day(
    columns: Columns, selection: FilterResult, spoken: MentionDates, unit: Unit
) -> list[tuple[date, int]]:
    """The count of each day that is spoken of, among the placed mentions."""
    chosen = np.zeros(len(columns.mentions), np.bool_)
    chosen[selection.placed] = True
    pairs = chosen[spoken.mention] & spoken.precise()
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
    begun = begins(mentions.place, mentions.article)
    starts = np.flatnonzero(begun)
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
    found: Bools = heavy[np.cumsum(begun) - 1]
    return found


def _starts(keys: np.ndarray[Any, Any]) -> NDArray[np.int64]:
    starts: NDArray[np.int64] = np.flatnonzero(begins(keys))
    return starts


def _sums(flags: Bools, starts: NDArray[np.int64]) -> NDArray[np.int64]:
    if not len(starts):
        return starts
    sums: NDArray[np.int64] = np.add.reduceat(flags.astype(np.int64), starts)
    return sums


def distinct(first: NDArray[Any], second: NDArray[Any]) -> tuple[Ints, Ints]:
    """Each pair of these numbers once, in their order."""
    # numpy sorts 64-bit numbers by vector instructions: a fifth of the time that hashing takes.
    pairs = np.sort(first.astype(np.int64) << 32 | second.astype(np.int64))
    pairs = pairs[begins(pairs)]
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


def place_counts(columns: Columns, table: PlaceTable, rows: Any) -> list[PlaceCount]:
    """These rows of the table, as values."""
    return [
        PlaceCount(columns.places[place], count, mentions, articles, confidence)
        for place, count, mentions, articles, confidence in zip(
            table.place[rows].tolist(),
            table.count[rows].tolist(),
            table.mentions[rows].tolist(),
            table.articles[rows].tolist(),
            table.confidence[rows].tolist(),
            strict=True,
        )
    ]


def differences(columns: Columns, before: PlaceTable, after: PlaceTable) -> list[Difference]:
    """Every place of either table, the one whose share changed most first."""
    counts = [np.zeros(len(columns.places), np.int64) for _ in range(2)]
    for count, table in zip(counts, (before, after), strict=True):
        count[table.place] = table.count
    shares = [count / max(int(count.sum()), 1) for count in counts]
    change = shares[1] - shares[0]
    named = np.flatnonzero(counts[0] + counts[1])
    order = named[np.argsort(-np.abs(change[named]), kind="stable")]
    return [
        Difference(columns.places[at], int(counts[0][at]), int(counts[1][at]), float(change[at]))
        for at in order.tolist()
    ]


def newest(columns: Columns, mentions: Ints, limit: int, offset: int = 0) -> Ints:
    """A page of these mentions: newest article first, in each the order of its text."""
    rank = columns.articles.rank[columns.mentions.article[mentions]]
    end = min(offset + limit, len(mentions))
    if offset >= end:
        return mentions[:0]
    # Sort numbers for the few that are shown, not for all.
    near = rank <= np.partition(rank, end - 1)[end - 1]
    mentions, rank = mentions[near], rank[near]
    return mentions[np.lexsort((columns.mentions.start[mentions], rank))[offset:end]]


def of_story(columns: Columns, mentions: Ints, story_id: str) -> Ints:
    """Those of the mentions that stand in articles of this story."""
    articles = columns.articles
    story = position(articles.story_ids, story_id)
    found: Ints = mentions[articles.story[columns.mentions.article[mentions]] == story]
    return found


def with_phrase(columns: Columns, mentions: Ints, phrase: str) -> Ints:
    """Those of the mentions that are written so."""
    written = position(columns.mentions.phrases, phrase)
    found: Ints = mentions[columns.mentions.phrase[mentions] == written]
    return found


def unplaced(columns: Columns, mentions: Ints, limit: int) -> list[Unplaced]:
    """These mentions by how they are written, the most frequent first."""
    stored = columns.mentions
    phrase = stored.phrase[mentions]
    found, group, count = np.unique(phrase, return_inverse=True, return_counts=True)
    articles = np.bincount(distinct(group, stored.article[mentions])[0], minlength=len(found))
    pending = np.bincount(group, weights=stored.pending[mentions], minlength=len(found))
    confidence = np.zeros(len(found))
    np.maximum.at(confidence, group, stored.confidence[mentions])
    words = stored.phrases.take(found).to_pylist() if len(found) else []
    order = sorted(range(len(found)), key=lambda at: (-count[at], words[at]))[:limit]
    return [
        Unplaced(
            words[at], int(count[at]), int(articles[at]), float(confidence[at]), int(pending[at])
        )
        for at in order
    ]


def pending(columns: Columns) -> list[tuple[str, str]]:
    """Article id and phrase of each name for which a service is still to be asked."""
    waiting = np.flatnonzero(columns.mentions.pending)
    ids = columns.articles.ids.take(columns.mentions.article[waiting]).to_pylist()
    words = columns.mentions.phrases.take(columns.mentions.phrase[waiting]).to_pylist()
    return sorted(set(zip(ids, words, strict=True)))


def neighbours(columns: Columns, articles: Bools, article_id: str) -> Neighbours | None:
    """What stands beside an article among these, newest first; None where it is not one."""
    at = columns.articles.index(article_id)
    if at is None or not articles[at]:
        return None
    chosen = np.flatnonzero(articles)
    rank, mine = columns.articles.rank[chosen], columns.articles.rank[at]
    newer, older = rank < mine, rank > mine

    def id_of(found: Any) -> str:
        return str(columns.articles.ids[int(found)].as_py())

    return Neighbours(
        previous=id_of(chosen[newer][np.argmax(rank[newer])]) if newer.any() else "",
        next=id_of(chosen[older][np.argmin(rank[older])]) if older.any() else "",
        position=int(newer.sum()) + 1,
        total=len(chosen),
    )


def span(days: Ints) -> tuple[date, date] | None:
    """The first and the last of these days; None where there are none."""
    if not len(days):
        return None
    first, last = (day_of(int(day)) for day in (days.min(), days.max()))
    return first, last


def sources(columns: Columns, selection: FilterResult) -> Facet:
    """The sources of the selected articles."""
    return most_first(columns.articles.source[selection.articles], columns.articles.sources)


def languages(columns: Columns, selection: FilterResult) -> Facet:
    """The languages of the selected articles."""
    return most_first(columns.articles.language[selection.articles], columns.articles.languages)


def roles(columns: Columns, selection: FilterResult) -> Facet:
    """The roles in which the selected articles name places, by their number of articles."""
    role = columns.mentions.role[selection.placed]
    article = columns.mentions.article[selection.placed]
    return most_first(distinct(role, article)[0], columns.mentions.roles)


def countries(columns: Columns, selection: FilterResult) -> Facet:
    """The countries of the places that are named, by their number of articles."""
    codes, words = countries_of_places(columns)
    country = codes[columns.mentions.place[selection.placed]]
    article = columns.mentions.article[selection.placed]
    return tuple(pair for pair in most_first(distinct(country, article)[0], words) if pair[0])


def country_mentions(columns: Columns) -> list[tuple[str, int]]:
    """Every country code with its number of mentions, by code."""
    codes, words = countries_of_places(columns)
    placed = columns.mentions.place[columns.mentions.place >= 0]
    return sorted(pair for pair in most_first(codes[placed], words) if pair[0])


def most_first(codes: Any, words: Sequence[str]) -> Facet:
    """Words with how often their codes occur, the most frequent first."""
    return counted_first(np.bincount(codes, minlength=len(words)), words)


def counted_first(counts: NDArray[np.int64], words: Sequence[str]) -> Facet:
    """Words with these counts but for zero, the most frequent first."""
    pairs = [(word, count) for word, count in zip(words, counts.tolist(), strict=True) if count]
    return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))


def countries_of_places(columns: Columns) -> tuple[Ints, list[str]]:
    """For each place the number of its country, and the countries."""
    encoded = pa.array(columns.countries, pa.string()).dictionary_encode()
    return encoded.indices.to_numpy(), encoded.dictionary.to_pylist()
