"""All that is kept of many articles: each group of rows on the disk is read once, and no more than
a batch is in memory."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from geo.atlas import excerpts
from geo.atlas.answers import JudgedMention, WholeArticle
from geo.atlas.columns import Bools, Ints
from geo.atlas.selection import FilterResult
from geo.atlas.snapshot import Snapshot

BATCH = 512
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
    for first in range(0, len(chosen), BATCH):
        batch = chosen[first : first + BATCH].astype(np.int32)
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
