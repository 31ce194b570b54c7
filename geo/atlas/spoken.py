"""The second clock: for each mention the times that its sentence speaks about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from geo.atlas.columns import Bools, Columns, Ints
from geo.atlas.dates import Dates
from geo.places.days import day_number

# A time that a text names no closer than this (in days) is no bar of a histogram: all of
# "the 1990s" would stand on their first day.
SHARP = 7


@dataclass(frozen=True, slots=True)
class Spoken:
    """Pairs of a mention (its index) and a time, from ``earliest`` to ``latest``, both included
    and in days since 1970-01-01. ``told`` says of each mention whether it has any.
    """

    mention: Ints
    earliest: Ints
    latest: Ints
    told: Bools

    def between(self, first: date | None, last: date | None) -> Bools:
        """The mentions with a time that meets these days; None is unbounded."""
        inside = np.ones(len(self.mention), np.bool_)
        if first:
            inside &= self.latest >= day_number(first)
        if last:
            inside &= self.earliest <= day_number(last)
        mask = np.zeros(len(self.told), np.bool_)
        mask[self.mention[inside]] = True
        return mask

    def sharp(self) -> Bools:
        """The pairs whose time is known to a week or better."""
        return self.latest - self.earliest < SHARP


def pair(columns: Columns, dates: Dates) -> Spoken:
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
    told = np.zeros(len(mentions), np.bool_)
    told[mention] = True
    return Spoken(
        mention.astype(np.int32),
        dates.earliest[date_of],
        dates.latest[date_of],
        told,
    )


def _key(article: np.ndarray, position: np.ndarray) -> np.ndarray:
    """Article and position in one number that sorts by both."""
    return article.astype(np.int64) << 32 | position.astype(np.int64)
