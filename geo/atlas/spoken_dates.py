"""The times that articles speak about, and the mentions that they go with.

In memory 37 bytes a time, and 12 for each mention in its sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.atlas import parts, saved_tables
from geo.atlas.columns import Bools, Columns, Ints
from geo.atlas.manifest import AtlasPart
from geo.places.days import day_number, day_of
from geo.timing import EventDate, Precision

_NUMBERS = ("sentence_start", "sentence_end", "start", "end", "earliest", "latest")
_WORDS = ("text", "precision")
_COLUMNS = ("article_id", *_NUMBERS, *_WORDS, "anchored")


@dataclass(frozen=True, slots=True)
class ArticleDates:
    """One entry a time, in the order of ``article`` (indices) and the text; days count from
    1970-01-01. ``text`` and ``precision`` are dictionaries.
    """

    article: Ints
    sentence_start: Ints
    sentence_end: Ints
    start: Ints
    end: Ints
    earliest: Ints
    latest: Ints
    text: pa.DictionaryArray
    precision: pa.DictionaryArray
    anchored: Bools

    def to_tables(self) -> list[pa.Table]:
        """As it is saved."""
        return [saved_tables.table(self)]

    @classmethod
    def from_tables(cls, saved: Sequence[pa.Table]) -> ArticleDates:
        """The inverse of ``to_tables``."""
        return cls(**saved_tables.values(saved[0]))

    def of(self, article: int) -> list[tuple[int, int, EventDate]]:
        """The times in an article, each with the bounds of its sentence, in the text's order."""
        first = int(np.searchsorted(self.article, np.int32(article)))
        last = int(np.searchsorted(self.article, np.int32(article), "right"))
        return [
            (int(self.sentence_start[at]), int(self.sentence_end[at]), self._event(at))
            for at in range(first, last)
        ]

    def _event(self, at: int) -> EventDate:
        return EventDate(
            self.text[at].as_py(),
            int(self.start[at]),
            int(self.end[at]),
            day_of(int(self.earliest[at])),
            day_of(int(self.latest[at])),
            Precision(self.precision[at].as_py()),
            bool(self.anchored[at]),
        )


def load(folder: Path, published: Sequence[AtlasPart], ids: pa.StringArray) -> ArticleDates:
    """The times of the articles with these ids, whose order gives the indices. Raises Damaged."""
    stored = [
        parts.read(folder, part.dates, _COLUMNS, ("article_id", *_WORDS))
        for part in published
        if part.dates
    ]
    words = {name: parts.joined(stored, name) for name in ("article_id", *_WORDS)}
    numbers = {name: _numbers(stored, name) for name in _NUMBERS}
    anchored = np.concatenate(
        [np.zeros(0, np.bool_), *(table.column("anchored").to_numpy() for table in stored)]
    )
    of_id = pc.index_in(words["article_id"].dictionary, value_set=ids)
    positions = pc.fill_null(of_id, -1).to_numpy(False).astype(np.int32)
    article = positions[words["article_id"].indices.to_numpy()]
    order = np.lexsort((numbers["start"], article))
    order = order[article[order] >= 0]
    return ArticleDates(
        article=article[order],
        **{name: column[order] for name, column in numbers.items()},
        text=words["text"].take(pa.array(order)),
        precision=words["precision"].take(pa.array(order)),
        anchored=anchored[order],
    )


def _numbers(stored: Sequence[pa.Table], name: str) -> Ints:
    columns = (table.column(name) for table in stored)
    plain = (c.cast(pa.int32()) if pa.types.is_date32(c.type) else c for c in columns)
    return np.concatenate([np.zeros(0, np.int32), *(each.to_numpy() for each in plain)]).astype(
        np.int32
    )


# A time that a text names no closer than this (in days) is no bar of a histogram: all of
# "the 1990s" would stand on their first day.
PRECISE_DAYS = 7


@dataclass(frozen=True, slots=True)
class MentionDates:
    """Pairs of a mention (its index) and a time, from ``earliest`` to ``latest``, both included
    and in days since 1970-01-01. ``dated`` says of each mention whether it has any.
    """

    mention: Ints
    earliest: Ints
    latest: Ints
    dated: Bools

    def to_tables(self) -> list[pa.Table]:
        """As it is saved."""
        dated = pa.table({"dated": saved_tables.array(self.dated)})
        return [saved_tables.table(self, ("dated",)), dated]

    @classmethod
    def from_tables(cls, saved: Sequence[pa.Table]) -> MentionDates:
        """The inverse of ``to_tables``."""
        pairs, dated = map(saved_tables.values, saved)
        return cls(**pairs, **dated)

    def between(self, first: date | None, last: date | None) -> Bools:
        """The mentions with a time that meets these days; None is unbounded."""
        inside = np.ones(len(self.mention), np.bool_)
        if first:
            inside &= self.latest >= day_number(first)
        if last:
            inside &= self.earliest <= day_number(last)
        mask = np.zeros(len(self.dated), np.bool_)
        mask[self.mention[inside]] = True
        return mask

    def precise(self) -> Bools:
        """The pairs whose time is known to a week or better."""
        return self.latest - self.earliest < PRECISE_DAYS


def pair(columns: Columns, dates: ArticleDates) -> MentionDates:
    """Each mention with the times in its sentence."""
    mentions = columns.mentions
    by_text = np.argsort(_key(mentions.article, mentions.start), kind="stable")
    starts = _key(mentions.article, mentions.start)[by_text]
    first, last = dates.sentence_start, dates.sentence_end
    low = np.searchsorted(starts, _key(dates.article, first))
    high = np.searchsorted(starts, _key(dates.article, last))
    # Every date stands beside each of the mentions that begin within its sentence.
    count = np.maximum(high - low, 0)
    date_of = np.repeat(np.arange(len(count)), count)
    offset = np.arange(len(date_of)) - np.repeat(np.cumsum(count) - count, count)
    mention = by_text[low[date_of] + offset]
    within = mentions.end[mention] <= last[date_of]
    mention, date_of = mention[within], date_of[within]
    dated = np.zeros(len(mentions), np.bool_)
    dated[mention] = True
    return MentionDates(
        mention.astype(np.int32),
        dates.earliest[date_of],
        dates.latest[date_of],
        dated,
    )


def _key(article: np.ndarray, position: np.ndarray) -> np.ndarray:
    """Article and position in one number that sorts by both."""
    return article.astype(np.int64) << 32 | position.astype(np.int64)
