"""Learn the resolver's weights from annotated corpora, and judge them on what they did not see.

    python -m training.resolver CORPUS.jsonl... [--out FOLDER] [--quick]

Prints, for annotated spans and no threshold, accuracy@161 km of models learned on the other
articles of all corpora (five folds) and of models learned on the other corpora alone; then how
reliable the confidence is, how much of what would be shown is far off, and how names fare that
were never seen with their place. ``--kinds`` holds whole kinds of plain news out as well. With
``--out``, ``weights.tsv`` and ``confidence.tsv`` in that folder are learned from everything;
``--quick`` skips the cross-validation.

The ranker is log-linear: the probability of an option is the softmax of its weighted features
over the options of its name. Right are the options with the annotated GeoNames id, else those
within 161 km of the annotated point. It climbs the penalised log likelihood (Adam). Trust is a
logistic regression on rankings of articles that the ranker had not seen. No randomness is
involved; a few minutes on one core.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from geo.gazetteer.build import ensure
from geo.gazetteer.lookup import Gazetteer
from geo.recognition.recogniser import Recogniser
from geo.resolution.article_options import Ints
from geo.resolution.confidence import confidence_features, format_weights
from geo.resolution.evidence_features import worldliness
from geo.resolution.feature_table import Array
from geo.resolution.features import FEATURES, with_evidence
from geo.resolution.ranking import Weights, rank, softmax
from geo.resolution.resolver import ResolutionModel
from geo.settings import Settings
from training.plain_news import PlainNews
from training.provenance import record
from training.resolver_examples import Example, load
from training.resolver_scores import (
    judge,
    pairs,
    print_accuracy,
    print_novel,
    print_plain,
    print_reliability,
    print_shown,
)

READS = (
    "geo/recognition/model",
    "geo/recognition/words.txt",
    "training/plain_news.txt",
    "geo/resolution/wording.tsv",
)
FOLDS = 5
INNER_FOLDS = 3
PENALTY = 1e-4
BALANCE = 1.0  # 0: every name counts alike; 1: every corpus
TRUST_PENALTY = 3.0
# News of a sort that was never seen is less sure than articles of known corpora that are held out:
# with so much of the log-odds, .9 and more is right in .985 of a corpus that is unseen as a whole.
# What is above or below one half stays so (Platt 1999, without a shift).
CAUTION = 0.7
STEPS = 300
ROUNDS = 3  # belief -> weights -> belief
# Kinds of plain news (`training.plain_news`) that are held out together when they are judged.
KINDS_APART = (
    ("alone",),
    ("landscape",),
    ("cities", "mixed"),
    ("countries", "divisions"),
    ("dateline", "typed", "qualified", "home", "cut"),
)
_THRESHOLD = 0.5  # what is shown where nobody has set another
HEADER = "# Learned by training/resolver.py: {}\n"


def lessons(examples: Sequence[Example]) -> tuple[list[Ints], Ints, Array, Array]:
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
    features: Array, sizes: Ints, target: Array, counts: Array, start: Array | None = None
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
    together = np.zeros(len(FEATURES))
    for step in range(ROUNDS):
        features = [with_evidence(s, b) for s, b in zip(scenes, beliefs, strict=True)]
        chosen = np.concatenate([f[r] for f, r in zip(features, rows, strict=True)])
        together = learn(chosen, sizes, target, counts, together if step else None)
        beliefs = [softmax(f @ together, s.first) for f, s in zip(features, scenes, strict=True)]
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
    return CAUTION * w


def _is_learnable(example: Example) -> bool:
    """No qualifier that nothing fits: `geo.resolution.doubts` holds those back by a rule, so that
    nothing need be learned from them, least of all to mistrust famous names."""
    return not example.entry.id.startswith("misfit")


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


def cross_validated(
    examples: Sequence[Example], world: Sequence[Example], gazetteer: Gazetteer
) -> dict[str, dict[str, float]]:
    """Accuracy by corpus, printed, of models that have not seen the article, then the corpus."""
    fold = {id(e): i % FOLDS for i, e in enumerate(examples)}
    parts: dict[str, Callable[[Example], Hashable]] = {"five folds": lambda e: fold[id(e)]}
    if len({e.corpus for e in examples}) > 1:
        parts["corpus unseen"] = lambda e: e.corpus
    scores = {}
    for title, part in parts.items():
        models = held_out(examples, world, part)
        judged = judge(examples, gazetteer, _of_part(models, part))
        scores[f"accuracy@161 km, spans given, {title}"] = print_accuracy(title, judged)
        print_reliability(judged)
        print_shown(judged, _THRESHOLD)
        seen = {p: pairs(e for e in examples if part(e) != p) for p in models}
        print_novel([(j, seen[part(e)]) for j, e in zip(judged, examples, strict=True)])
    return scores


def hold_out_kinds(
    examples: Sequence[Example], world: Sequence[Example], gazetteer: Gazetteer
) -> None:
    """Print how plain news of kinds fares that a model has not been taught."""
    for kinds in KINDS_APART:
        apart = [e for e in world if e.entry.id.split()[0] in kinds]
        rest = [e for e in world if e.entry.id.split()[0] not in kinds]
        model = train(examples, rest)
        title = f"not taught: {', '.join(kinds)}"
        models: dict[Hashable, ResolutionModel] = {id(e): model for e in apart}
        judged = judge(apart, gazetteer, _of_part(models, id))
        print_plain(title, judged, _THRESHOLD)


def _of_part(
    models: Mapping[Hashable, ResolutionModel], part: Callable[[Example], Hashable]
) -> Callable[[Example], ResolutionModel]:
    return lambda example: models[part(example)]


def main() -> None:
    """Cross-validate, print, and perhaps write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, help="a folder for the weights")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--kinds", action="store_true", help="hold kinds of plain news out too")
    options = parser.parse_args()
    path = ensure(Settings.load().gazetteer)
    gazetteer = Gazetteer(path)
    examples = list(load(options.corpora, gazetteer, Recogniser(gazetteer)))
    world = [e for e in PlainNews(gazetteer).examples() if _is_learnable(e)]
    scores = {} if options.quick else cross_validated(examples, world, gazetteer)
    if options.kinds:
        hold_out_kinds(examples, world, gazetteer)
    model = train(examples, world, FOLDS)
    print_accuracy("seen", judge(examples, gazetteer, lambda e: model))
    if options.out:
        header = HEADER.format(", ".join(corpus.stem for corpus in options.corpora))
        weights = header + "# feature, weight alone, weight together\n" + model.ranking.format()
        trust = header + "# feature, weight\n" + format_weights(model.confidence.tolist())
        for name, text in (("weights.tsv", weights), ("confidence.tsv", trust)):
            (options.out / name).write_text(text, encoding="utf-8")
            record(
                options.out / name,
                command=["training.resolver", *sys.argv[1:]],
                corpora=options.corpora,
                reads=READS,
                gazetteer=path,
                scores=scores,
            )


if __name__ == "__main__":
    main()
