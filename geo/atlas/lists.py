"""Answers that come from the columns alone: lists of places, names, articles and values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from geo.atlas.answers import Difference, Facet, Neighbours, PlaceCount, Unplaced
from geo.atlas.columns import Bools, Columns, Ints, position
from geo.atlas.counting import PlaceTable, distinct
from geo.atlas.select import Selection
from geo.places.days import day_of


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


def sources(columns: Columns, selection: Selection) -> Facet:
    """The sources of the selected articles."""
    return most_first(columns.articles.source[selection.articles], columns.articles.sources)


def languages(columns: Columns, selection: Selection) -> Facet:
    """The languages of the selected articles."""
    return most_first(columns.articles.language[selection.articles], columns.articles.languages)


def roles(columns: Columns, selection: Selection) -> Facet:
    """The roles in which the selected articles name places, by their number of articles."""
    role = columns.mentions.role[selection.placed]
    article = columns.mentions.article[selection.placed]
    return most_first(distinct(role, article)[0], columns.mentions.roles)


def countries(columns: Columns, selection: Selection) -> Facet:
    """The countries of the places that are named, by their number of articles."""
    codes, words = _countries(columns)
    country = codes[columns.mentions.place[selection.placed]]
    article = columns.mentions.article[selection.placed]
    return tuple(pair for pair in most_first(distinct(country, article)[0], words) if pair[0])


def country_mentions(columns: Columns) -> list[tuple[str, int]]:
    """Every country code with its number of mentions, by code."""
    codes, words = _countries(columns)
    placed = columns.mentions.place[columns.mentions.place >= 0]
    return sorted(pair for pair in most_first(codes[placed], words) if pair[0])


def most_first(codes: Any, words: Sequence[str]) -> Facet:
    """Words with how often their codes occur, the most frequent first."""
    counts = np.bincount(codes, minlength=len(words)).tolist()
    pairs = [(word, count) for word, count in zip(words, counts, strict=True) if count]
    return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))


def _countries(columns: Columns) -> tuple[Ints, list[str]]:
    """For each place the number of its country, and the countries."""
    encoded = pa.array(columns.countries, pa.string()).dictionary_encode()
    return encoded.indices.to_numpy(), encoded.dictionary.to_pylist()
