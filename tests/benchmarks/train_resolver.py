"""Learn the resolver's weights from annotated corpora, and judge them on what they did not see.

    python tests/benchmarks/train_resolver.py CORPUS.jsonl... [--write]

Prints accuracy@161 km on all annotated toponyms: for weights learned on the other articles of
all corpora (five folds), and for weights learned on the other corpora alone. ``--write``
replaces ``geo/resolution/weights.tsv`` by weights learned from everything.

The ranker is log-linear: the probability of an option is the softmax of its weighted features
over the options of its name. Right are the options with the annotated GeoNames id, else those
within 161 km of the annotated point. Trained by gradient ascent (Adam) on the penalised log
likelihood; deterministic, a minute on one core.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from geo.evaluate import RADIUS_KM, Annotated, Mark, distance_km, read_annotated
from geo.gazetteer.build import ensure
from geo.gazetteer.lookup import Gazetteer
from geo.models import Article, Place, Toponym
from geo.recognise import Recogniser
from geo.resolution.context import read_context
from geo.resolution.discourse import group_names
from geo.resolution.features import FEATURES, Scene, set_scene, with_evidence
from geo.resolution.options import Array, OptionFinder
from geo.resolution.ranking import Weights, softmax
from geo.settings import Settings

FOLDS = 5
PENALTY = 1e-3
ROUNDS = 3  # belief -> weights -> belief
WEIGHTS = Path(__file__).resolve().parents[2] / "geo" / "resolution" / "weights.tsv"


@dataclass(frozen=True, slots=True)
class Example:
    """An article's scene with the truth: for each row the share of mentions it answers."""

    corpus: str
    scene: Scene | None
    right: Array  # rows: within 161 km of what the group's mentions are annotated with
    target: Array  # rows: what is to be learned, the best of the right ones
    mentions: Array  # groups: how many annotated toponyms each has
    annotated: int  # toponyms with coordinates in the article


def mark_of_place(place: Place) -> Mark:
    """A place as something to be scored."""
    return Mark(0, 0, place.latitude, place.longitude, place.geonameid or "")


def example(
    corpus: str, entry: Annotated, toponyms: Sequence[Toponym], finder: OptionFinder
) -> Example:
    """The scene of an annotated article."""
    context = read_context(Article(entry.id, entry.title, entry.text, entry.source), toponyms)
    scene = set_scene(context, group_names(context, finder))
    placed = sum(mark.placed for mark in entry.marks)
    if scene is None:
        return Example(corpus, None, np.zeros(0), np.zeros(0), np.zeros(0), placed)
    right, target = np.zeros(len(scene.group)), np.zeros(len(scene.group))
    mentions = np.zeros(len(scene.groups))
    for g, group in enumerate(scene.groups):
        rows = slice(scene.first[g], scene.first[g + 1])
        truths = [
            entry.marks[at]
            for i in group.members
            if (at := context.names[i].toponym) is not None and entry.marks[at].placed
        ]
        mentions[g] = len(truths)
        for truth in truths:
            errors = np.array(
                [distance_km(truth, mark_of_place(o.place)) for o in group.options.options]
            )
            within = errors <= RADIUS_KM
            right[rows] += within
            target[rows] += errors == 0 if (errors == 0).any() else within
    return Example(corpus, scene, right, target, mentions, placed)


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples laid end to end, for the optimiser."""

    first: NDArray[np.int64]
    target: Array
    weight: Array  # of each group

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Batch:
        """Groups that have a right option; each counts with the root of its mentions."""
        sizes = np.concatenate([np.diff(e.scene.first) for e in examples if e.scene])
        first = np.concatenate([[0], np.cumsum(sizes)])
        target = np.concatenate([e.target for e in examples if e.scene])
        reached = np.add.reduceat(target, first[:-1])
        return cls(first, target, np.sqrt(reached))


def learn(features: Array, batch: Batch, penalty: float = PENALTY) -> Array:
    """Weights that make the right options likely."""
    starts, sizes = batch.first[:-1], np.diff(batch.first)
    usable = batch.weight > 0
    row_weight = np.repeat(np.where(usable, batch.weight, 0) / batch.weight.sum(), sizes)
    w = np.zeros(features.shape[1])
    mean, square = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, 401):
        p = softmax(features @ w, batch.first)
        on_target = p * (batch.target > 0) * np.maximum(batch.target, 1e-12)
        total = np.repeat(np.add.reduceat(on_target, starts), sizes)
        posterior = np.where(total > 0, on_target / np.maximum(total, 1e-12), 0)
        gradient = features.T @ ((posterior - p) * row_weight) - penalty * w
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        rate = 0.1 * (1 - step / 401)
        w += rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return w


def train(examples: Sequence[Example]) -> Weights:
    """Weights for judging names alone, then together with what was believed of the others."""
    examples = [e for e in examples if e.scene]
    batch = Batch.of(examples)
    base = np.concatenate([e.scene.base for e in examples if e.scene])
    alone = learn(base, batch)
    beliefs = [softmax(e.scene.base @ alone, e.scene.first) for e in examples if e.scene]
    together = np.zeros(len(FEATURES))
    for _ in range(ROUNDS):
        features = [
            with_evidence(e.scene, b) for e, b in zip(examples, beliefs, strict=True) if e.scene
        ]
        together = learn(np.concatenate(features), batch)
        beliefs = [
            softmax(f @ together, e.scene.first)
            for f, e in zip(features, examples, strict=True)
            if e.scene
        ]
    padded = np.zeros(len(FEATURES))
    padded[: len(alone)] = alone
    return Weights(padded, together)


def correct(entry: Example, weights: Weights) -> float:
    """How many annotated toponyms the weights place within 161 km."""
    from geo.resolution.ranking import rank

    if entry.scene is None:
        return 0.0
    belief = rank(entry.scene, weights).belief
    total = 0.0
    for start, end in zip(entry.scene.first[:-1], entry.scene.first[1:], strict=True):
        total += entry.right[start + int(np.argmax(belief[start:end]))]
    return total


def accuracy(entries: Sequence[Example], weights: Callable[[Example], Weights]) -> float:
    """Accuracy@161 km over all annotated toponyms."""
    right = sum(correct(entry, weights(entry)) for entry in entries)
    return right / max(1, sum(entry.annotated for entry in entries))


def oracle(entries: Sequence[Example]) -> float:
    """The accuracy of a ranker that never errs."""
    best = sum(np.maximum.reduceat(e.right, e.scene.first[:-1]).sum() for e in entries if e.scene)
    return float(best) / max(1, sum(entry.annotated for entry in entries))


def load(paths: Iterable[Path], finder: OptionFinder, recogniser: Recogniser) -> list[Example]:
    """All articles of the corpora as scenes."""
    examples = []
    for path in paths:
        for entry in read_annotated(path):
            article = Article(entry.id, entry.title, entry.text, entry.source)
            spans = [(mark.start, mark.end) for mark in entry.marks]
            toponyms = recogniser.describe(article, spans)
            examples.append(example(path.stem, entry, toponyms, finder))
    return examples


def main() -> None:
    """Cross-validate, print, and perhaps write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    gazetteer = Gazetteer(ensure(Settings.load().gazetteer))
    examples = load(args.corpora, OptionFinder(gazetteer), Recogniser(gazetteer))
    corpora = sorted({e.corpus for e in examples})
    fold = {id(e): i % FOLDS for i, e in enumerate(examples)}
    folds = [train([e for e in examples if fold[id(e)] != f]) for f in range(FOLDS)]
    unseen = (
        {c: train([e for e in examples if e.corpus != c]) for c in corpora}
        if len(corpora) > 1
        else {}
    )
    everything = train(examples)
    print(f"{'corpus':12}{'oracle':>8}{'5 folds':>9}{'corpus unseen':>15}{'seen':>8}")
    for corpus in corpora:
        entries = [e for e in examples if e.corpus == corpus]
        row = [
            oracle(entries),
            accuracy(entries, lambda e: folds[fold[id(e)]]),
            accuracy(entries, lambda e: unseen.get(e.corpus, everything)),
            accuracy(entries, lambda e: everything),
        ]
        print(f"{corpus:12}{row[0]:8.3f}{row[1]:9.3f}{row[2]:15.3f}{row[3]:8.3f}")
    print(everything.format())
    if args.write:
        WEIGHTS.write_text(everything.format(), encoding="utf-8")


if __name__ == "__main__":
    main()
