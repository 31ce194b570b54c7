"""Everything under a filter, to be written elsewhere: each group of rows on the disk is read once,
and no more than a batch is in memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from geo.atlas import excerpts
from geo.atlas.answers import Attestation, Headline, JudgedMention, MentionExcerpt, WholeArticle
from geo.atlas.columns import UNDATED, Bools, Ints
from geo.atlas.filters import Filter
from geo.atlas.selection import FilterResult
from geo.atlas.snapshot import Snapshot
from geo.models import Place
from geo.places.days import day_of

BATCH = 2048


@dataclass(frozen=True, slots=True)
class Extract:
    """What ``f`` lets through of one version of the atlas, whatever is written meanwhile.

    Every method may raise Damaged where a file turns out to be no longer what was opened.
    """

    atlas: Snapshot
    f: Filter

    def mentions(self, offset: int = 0, limit: int | None = None) -> Iterator[list[MentionExcerpt]]:
        """The placed mentions with their sentences, in batches: the articles as they are stored,
        the mentions of each in the order of its text. No more than a batch is in memory. Those
        from ``offset`` on, at most ``limit``.
        """
        placed, stored = self.atlas.select(self.f).placed, self.atlas.columns.mentions
        # In this order every group of rows on the disk is read once.
        placed = placed[np.lexsort((stored.row[placed], stored.part[placed]))]
        placed = placed[offset : None if limit is None else offset + limit]
        for first in range(0, len(placed), BATCH):
            yield excerpts.of_mentions(self.atlas, placed[first : first + BATCH])

    def articles(
        self, offset: int = 0, limit: int | None = None
    ) -> Iterator[list[tuple[Headline, tuple[Place, ...]]]]:
        """The articles in batches, newest first, each with the places that it names."""
        selection = self.atlas.select(self.f)
        newest = excerpts.newest(self.atlas, selection)
        newest = newest[offset : None if limit is None else offset + limit]
        for first in range(0, len(newest), BATCH):
            page = newest[first : first + BATCH]
            yield list(
                zip(excerpts.listed(self.atlas, selection, page), self._places(page), strict=True)
            )

    def whole_articles(self) -> Iterator[WholeArticle]:
        """The articles as they are stored, each with its text and every mention in it."""
        return whole_articles(self.atlas, self.atlas.select(self.f))

    def days_of_places(self) -> dict[str, tuple[date, date]]:
        """The first and the last day on which each place was named, by its id; only of places
        that an article with a date names."""
        columns, placed = self.atlas.columns, self.atlas.select(self.f).placed
        day = columns.articles.published[columns.mentions.article[placed]]
        place, day = columns.mentions.place[placed][day != UNDATED], day[day != UNDATED]
        starts = np.flatnonzero(np.diff(place, prepend=-1))
        if not len(starts):
            return {}
        first, last = np.minimum.reduceat(day, starts), np.maximum.reduceat(day, starts)
        return {
            columns.places[at].id: (day_of(low), day_of(high))
            for at, low, high in zip(
                place[starts].tolist(), first.tolist(), last.tolist(), strict=True
            )
        }

    def attestations(self) -> dict[str, list[Attestation]]:
        """Every way in which each place is written, by its id, the most frequent first."""
        columns, placed = self.atlas.columns, self.atlas.select(self.f).placed
        mentions, articles = columns.mentions, columns.articles
        newest = placed[np.argsort(articles.rank[mentions.article[placed]], kind="stable")]
        key = mentions.place[newest].astype(np.int64) << 32 | mentions.phrase[newest]
        pairs, first, count = np.unique(key, return_index=True, return_counts=True)
        article = mentions.article[newest[first]]
        phrases = mentions.phrases.take(pa.array(pairs & 0xFFFFFFFF)).to_pylist()
        heads = excerpts.heads(self.atlas, article)
        found: defaultdict[str, list[Attestation]] = defaultdict(list)
        for at in np.argsort(-count, kind="stable").tolist():
            head = heads[at]
            found[columns.places[int(pairs[at]) >> 32].id].append(
                Attestation(
                    phrase=phrases[at],
                    count=int(count[at]),
                    article_id=head["article_id"],
                    title=head["title"],
                    source=head["source"],
                    url=head["url"],
                    published=head["published"],
                )
            )
        return found

    def _places(self, page: Ints) -> list[tuple[Place, ...]]:
        """The different places that each of these articles names, in the order of their ids."""
        columns, placed = self.atlas.columns, self.atlas.select(self.f).placed
        article, place = columns.mentions.article[placed], columns.mentions.place[placed]
        mine = np.isin(article, page)
        named: dict[int, dict[int, Place]] = {at: {} for at in page.tolist()}
        for at, where in zip(article[mine].tolist(), place[mine].tolist(), strict=True):
            named[at][where] = columns.places[where]
        return [tuple(places.values()) for places in named.values()]


ARTICLE_BATCH = 512
"""Articles; with some ten mentions each and what they may have meant, some megabytes."""


def whole_articles(atlas: Snapshot, selection: FilterResult) -> Iterator[WholeArticle]:
    """The selected articles as they are stored. Raises Damaged."""
    articles, mentions = atlas.columns.articles, atlas.columns.mentions
    chosen = np.flatnonzero(selection.articles)
    chosen = chosen[np.lexsort((articles.row[chosen], articles.part[chosen]))]
    # The mentions of an article stand together in this order, in that of its text.
    order = np.lexsort((mentions.end, mentions.start, mentions.article)).astype(np.int32)
    begins = np.searchsorted(mentions.article, np.arange(len(articles) + 1), sorter=order)
    selected = np.zeros(len(mentions), np.bool_)
    selected[selection.placed] = True
    for first in range(0, len(chosen), ARTICLE_BATCH):
        batch = chosen[first : first + ARTICLE_BATCH].astype(np.int32)
        inside = [order[begins[at] : begins[at + 1]] for at in batch.tolist()]
        yield from _read(atlas, batch, inside, selected)


def _read(
    atlas: Snapshot, articles: Ints, inside: list[Ints], selected: Bools
) -> Iterator[WholeArticle]:
    """These articles, each with the mentions ``inside`` it."""
    stored = iter(excerpts.stored_mentions(atlas, np.concatenate(inside)))
    judged = excerpts.judged_in_articles(atlas, articles.tolist())
    read = excerpts.articles(atlas, articles)
    for (article, ingested), of_article, candidates in zip(read, inside, judged, strict=True):
        found = []
        for at in of_article.tolist():
            mention = next(stored)
            may_mean = candidates.get((mention.start, mention.end), ())
            correction = excerpts.correction_of(atlas, at)
            found.append(JudgedMention(mention, may_mean, correction, bool(selected[at])))
        yield WholeArticle(article, ingested, tuple(found))
