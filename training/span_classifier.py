"""Fit the weights of geo/recognition/span_classifier.tsv, and measure them on articles unseen.

    python -m training.span_classifier FOLDER=CORPUS.jsonl:FOLD/FOLDS … [--out FILE]

Each argument names a folder of weights that ``entities --fold FOLD --folds FOLDS --out FOLDER``
left and the corpora whose articles of that fold it has not seen, e.g.
``/tmp/half=lgl.jsonl,gwn.jsonl:0/2``. What a model says of texts it was trained on would teach
the classifier to trust it too much.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from geo.gazetteer.build import ensure
from geo.gazetteer.lookup import Gazetteer
from geo.models import Article
from geo.recognition import span_classifier, span_cues
from geo.recognition.entities import ArticleReading
from geo.recognition.knowledge import Knowledge
from geo.recognition.recogniser import Recogniser
from geo.settings import Settings
from training.corpora import read
from training.provenance import record

READS = ("geo/recognition/words.txt",)
Row = tuple[tuple[str, ...], bool]


@dataclass(frozen=True, slots=True)
class Case:
    """An article as a model read it that had not seen it."""

    corpus: str
    reading: ArticleReading
    toponyms: frozenset[tuple[int, int]]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Taught:
    """A folder of weights, and the corpora whose articles of one fold it has not seen."""

    folder: Path
    corpora: tuple[Path, ...]
    fold: int
    folds: int


def taught(argument: str) -> Taught:
    """``"half=lgl.jsonl,gwn.jsonl:0/2"`` in parts; raises ValueError where it is not so made."""
    folder, _, rest = argument.partition("=")
    paths, _, fold = rest.rpartition(":")
    number, _, folds = fold.partition("/")
    return Taught(Path(folder), tuple(map(Path, paths.split(","))), int(number), int(folds))


def cases(model: Taught, gazetteer: Gazetteer) -> list[Case]:
    """The unseen articles of one trained model."""
    recogniser = Recogniser(gazetteer, weights=model.folder)
    articles = read(model.corpora, recogniser.kind)
    unseen = [a for i, a in enumerate(articles) if i % model.folds == model.fold]
    readings = recogniser.read(Article(str(i), "", a.text) for i, a in enumerate(unseen))
    found = []
    for article, (_, reading) in zip(unseen, readings, strict=True):
        elsewhere = span_cues.labels_of_names(reading)
        rows = tuple(
            (
                tuple(sorted(set(span_cues.cues(c, reading, elsewhere)))),
                (c.start, c.end) in article.toponyms,
            )
            for c in span_cues.candidates(reading, recogniser.kind)
        )
        found.append(Case(article.corpus, reading, article.toponyms, rows))
    return found


def fit(rows: Sequence[Row], decay: float = 2e-4, rounds: int = 300) -> dict[str, float]:
    """Logistic regression with weight decay, by Adam on all rows at once; no rare cues."""
    counts = Counter(cue for row, _ in rows for cue in row)
    index = {cue: i for i, cue in enumerate(sorted(c for c, n in counts.items() if n >= 4))}
    at = [(i, index[cue]) for i, (row, _) in enumerate(rows) for cue in row if cue in index]
    row_of, column_of = np.array(at).T
    truth = np.array([float(right) for _, right in rows])
    w = np.zeros(len(index))
    first, second = np.zeros_like(w), np.zeros_like(w)
    for t in range(1, rounds + 1):
        odds = np.bincount(row_of, weights=w[column_of], minlength=len(rows))
        miss = 1 / (1 + np.exp(-odds)) - truth
        slope = np.bincount(column_of, weights=miss[row_of], minlength=len(w)) / len(rows)
        slope += decay * w
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        step = 0.1 * (1 - 0.9 * t / rounds)
        w -= step * (first / (1 - 0.9**t)) / (np.sqrt(second / (1 - 0.99**t)) + 1e-8)
    return {cue: float(w[i]) for cue, i in index.items()}


def report(
    title: str,
    found: Sequence[Case],
    tables: Sequence[Mapping[str, float]],
    kind: Callable[[str], str],
) -> dict[str, float]:
    """F1 by corpus, printed, where article number i is judged by ``tables[i % len(tables)]``."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for number, case in enumerate(found):
        table = tables[number % len(tables)]
        spans = {
            (e.start, e.end) for e in span_classifier.classify_spans(case.reading, kind, table)
        }
        counts[case.corpus].update(
            right=len(spans & case.toponyms), found=len(spans), gold=len(case.toponyms)
        )
    scores = {}
    for corpus, c in sorted(counts.items()):
        f1 = 2 * c["right"] / max(1, c["found"] + c["gold"])
        precision, recall = c["right"] / max(1, c["found"]), c["right"] / max(1, c["gold"])
        print(f"{title:<28} {corpus:<10} F1 {f1:.3f} P {precision:.3f} R {recall:.3f}")
        scores[corpus] = round(f1, 3)
    return scores


def main() -> None:
    """Cross-validate over articles, then over corpora; with --out fit on everything."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("models", nargs="+", type=taught)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--out", type=Path, help="a file for the weights")
    options = parser.parse_args()
    path = ensure(Settings.load().gazetteer)
    gazetteer = Gazetteer(path)
    kind = Knowledge(gazetteer).kind
    found = [case for model in options.models for case in cases(model, gazetteer)]
    tables = [
        fit([row for i, case in enumerate(found) if i % options.folds != fold for row in case.rows])
        for fold in range(options.folds)
    ]
    unseen = report("articles unseen", found, tables, kind)
    corpora = sorted({case.corpus for case in found})
    foreign: dict[str, float] = {}
    for corpus in corpora if len(corpora) > 1 else ():
        table = fit([row for case in found if case.corpus != corpus for row in case.rows])
        own = [case for case in found if case.corpus == corpus]
        foreign |= report("weights from other corpora", own, [table], kind)
    if options.out:
        table = fit([row for case in found for row in case.rows])
        lines = [f"{cue}\t{weight:.2f}" for cue, weight in sorted(table.items())]
        options.out.write_text("\n".join(["cue\tweight", *lines]) + "\n", encoding="utf-8")
        record(
            options.out,
            command=["training.span_classifier", *sys.argv[1:]],
            corpora=sorted({corpus for model in options.models for corpus in model.corpora}),
            reads=[*READS, *(model.folder for model in options.models)],
            gazetteer=path,
            scores={
                "exact span F1, model and weights from other articles": unseen,
                "exact span F1, weights from the other corpora": foreign,
            },
        )


if __name__ == "__main__":
    main()
