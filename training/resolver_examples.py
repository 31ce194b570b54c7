"""Annotated articles as examples for the resolver: their options with the truth of each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from geo.evaluation import RADIUS_KM, Annotated, Mark, distance_km, read_annotated
from geo.models import Article, Place, Toponym
from geo.recognition.recogniser import Recogniser
from geo.resolution.article_options import ArticleOptions
from geo.resolution.context import Context, read_context
from geo.resolution.discourse import group_mentions
from geo.resolution.feature_table import Array
from geo.resolution.features import compare_options
from geo.resolution.options import OptionFinder, PlaceLookup
from geo.resolution.origin import read_origin


@dataclass(frozen=True, slots=True)
class Example:
    """An annotated article, and its options with the truth of each row."""

    corpus: str
    entry: Annotated
    toponyms: tuple[Toponym, ...]
    context: Context
    options: ArticleOptions | None
    right: Array  # rows: how many mentions lie within 161 km
    target: Array  # rows: what is to be learned, the best of the right ones
    mentions: Array  # groups: how many annotated toponyms each has

    @property
    def article(self) -> Article:
        """The article without its annotations."""
        return Article(self.entry.id, self.entry.title, self.entry.text, self.entry.source)


def mark_of_place(place: Place) -> Mark:
    """A place as something to be scored."""
    return Mark(0, 0, place.latitude, place.longitude, place.geonameid or "")


def example(
    corpus: str, entry: Annotated, toponyms: tuple[Toponym, ...], finder: OptionFinder
) -> Example:
    """The options of an annotated article."""
    article = Article(entry.id, entry.title, entry.text, entry.source)
    context = read_context(article, toponyms)
    options = compare_options(context, group_mentions(context, finder), read_origin(article))
    groups = options.groups if options else ()
    rows = len(options.group) if options else 0
    right, target, mentions = np.zeros(rows), np.zeros(rows), np.zeros(len(groups))
    for g, group in enumerate(groups):
        assert options is not None
        own = slice(options.first[g], options.first[g + 1])
        annotated = [context.names[i].toponym for i in group.members]
        truths = [entry.marks[i] for i in annotated if i is not None and entry.marks[i].placed]
        mentions[g] = len(truths)
        for truth in truths:
            marks = [mark_of_place(option.place) for option in group.options.options]
            errors = np.array([distance_km(truth, mark) for mark in marks])
            within = errors <= RADIUS_KM
            right[own] += within
            target[own] += errors == 0 if (errors == 0).any() else within
    return Example(corpus, entry, toponyms, context, options, right, target, mentions)


def load(paths: Iterable[Path], names: PlaceLookup, recogniser: Recogniser) -> Iterator[Example]:
    """All articles of the corpora."""
    finder = OptionFinder(names)
    for path in paths:
        for entry in read_annotated(path):
            article = Article(entry.id, entry.title, entry.text, entry.source)
            spans = [(mark.start, mark.end) for mark in entry.marks]
            yield example(path.stem, entry, recogniser.describe(article, spans), finder)
