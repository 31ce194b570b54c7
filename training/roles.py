"""Fit the weights of geo/recognition/roles.tsv and judge them, by articles unseen in the fit.

    python -m training.roles GEOWEBNEWS.jsonl --model FOLDER [--out FILE]

FOLDER holds the weights of an entity model that has not seen GeoWebNews
(``training.entities --hold-out``): the packaged one knows these very articles.

GEOWEBNEWS.jsonl holds articles with ``toponyms`` whose ``kind`` is GeoWebNews' and whose
``modifier`` is Noun or Adjective. Prints the cross-validated confusion matrix and macro-F1.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from geo.gazetteer.build import ensure
from geo.gazetteer.lookup import Gazetteer
from geo.models import Article, Role
from geo.recognition.knowledge import DEMONYM
from geo.recognition.recogniser import Recogniser
from geo.recognition.roles import LEARNED, MentionContext, cues
from geo.settings import Settings
from training.provenance import record

READS = ("geo/recognition/words.txt",)
# An adjective is a demonym wherever it stands, also within an organisation's name. A noun that
# modifies a people or an institution ("UK officials") stands for them, not for where they are.
OF_KIND = {
    "Literal": Role.PLACE,
    "Literal_Modifier": Role.PLACE,
    "Mixed": Role.PLACE,
    "Coercion": Role.PLACE,
    "Metonymic": Role.ACTOR,
    "Non_Literal_Modifier": Role.ACTOR,
    "Demonym": Role.DEMONYM,
    "Embedded_Non_Lit": Role.ORGANISATION,
    "Embedded_Literal": Role.ORGANISATION,
}


def gold_role(toponym: dict[str, Any]) -> Role | None:
    """The role that an annotation means; None for what is no place name (languages, namesakes)."""
    role = OF_KIND.get(toponym["kind"])
    if role and toponym.get("modifier") == "Adjective":
        return Role.DEMONYM
    return role


def examples(path: Path, recogniser: Recogniser) -> list[tuple[int, MentionContext, Role]]:
    """Every annotated mention with its article's position and its role."""
    found = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            gold = [(t, gold_role(t)) for t in row["toponyms"]]
            spans = [(t["start"], t["end"]) for t, role in gold if role]
            article = Article(str(row["id"]), "", row["text"])
            mentions = recogniser.mentions(article, spans)
            roles = [role for _, role in gold if role]
            found += [(number, m, role) for m, role in zip(mentions, roles, strict=True)]
    return found


def fit(rows: list[tuple[list[str], int]], decay: float, rounds: int = 400) -> dict[str, Any]:
    """Multinomial logistic regression by full-batch gradient descent with weight decay."""
    index = {cue: i for i, cue in enumerate(sorted({cue for row, _ in rows for cue in row}))}
    x = np.zeros((len(rows), len(index)))
    y = np.zeros((len(rows), len(LEARNED)))
    for i, (row, target) in enumerate(rows):
        x[i, [index[cue] for cue in row]] = 1
        y[i, target] = 1
    w = np.zeros((len(index), len(LEARNED)))
    moment = np.zeros_like(w)
    for _ in range(rounds):
        p = np.exp(x @ w - (x @ w).max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        moment = 0.9 * moment + x.T @ (p - y) / len(rows) + decay * w
        w -= 0.5 * moment
    return {cue: w[i] for cue, i in index.items()}


def predict(table: dict[str, Any], row: list[str]) -> int:
    """The column of the likeliest role; what the gazetteer calls a demonym is one."""
    if f"kind {DEMONYM}" in row:
        return LEARNED.index(Role.DEMONYM)
    return int(sum((table[cue] for cue in row if cue in table), np.zeros(len(LEARNED))).argmax())


def confusion(data: list[tuple[int, list[str], int]], decay: float, folds: int) -> Counter[Any]:
    """(gold, predicted) counts, every article predicted by weights that have not seen it."""
    counts: Counter[tuple[int, int]] = Counter()
    for fold in range(folds):
        table = fit([(row, role) for n, row, role in data if n % folds != fold], decay)
        counts.update((role, predict(table, row)) for n, row, role in data if n % folds == fold)
    return counts


def report(counts: Counter[Any]) -> dict[str, float]:
    """Print the matrix with precision, recall and F1 of each role; macro-F1 and accuracy."""
    size = range(len(LEARNED))
    print(f"{'gold / predicted':<18}" + "".join(f"{role:>14}" for role in LEARNED))
    scores = []
    for i in size:
        right = counts[i, i]
        precision = right / max(1, sum(counts[j, i] for j in size))
        recall = right / max(1, sum(counts[i, j] for j in size))
        scores.append(2 * precision * recall / max(1e-9, precision + recall))
        cells = "".join(f"{counts[i, j]:>14}" for j in size)
        print(f"{LEARNED[i]:<18}{cells}   P {precision:.3f} R {recall:.3f} F1 {scores[-1]:.3f}")
    macro = sum(scores) / len(scores)
    accuracy = sum(counts[i, i] for i in size) / max(1, counts.total())
    print(f"macro-F1 {macro:.3f}, accuracy {accuracy:.3f}, {counts.total()} mentions")
    return {"macro-F1": round(macro, 3), "accuracy": round(accuracy, 3)}


def main() -> None:
    """Judge, and with --out write the weights fitted on everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--decay", type=float, default=0.002)
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--out", type=Path, help="a file for the weights")
    options = parser.parse_args()
    gazetteer = ensure(Settings.load().gazetteer)
    recogniser = Recogniser(Gazetteer(gazetteer), weights=options.model)
    data = [
        (number, list(cues(mention)), LEARNED.index(role))
        for number, mention, role in examples(options.corpus, recogniser)
    ]
    scores = report(confusion(data, options.decay, options.folds))
    if options.out:
        table = fit([(row, role) for _, row, role in data], options.decay)
        seen = Counter(cue for _, row, _ in data for cue in row)
        lines = ["\t".join(["cue", *LEARNED])]
        lines += [
            "\t".join([cue, *(f"{weight:.2f}" for weight in table[cue])])
            for cue in sorted(table)
            if seen[cue] >= 3
        ]
        options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
        record(
            options.out,
            command=["training.roles", *sys.argv[1:]],
            corpora=[options.corpus],
            reads=[*READS, options.model or "geo/recognition/model"],
            gazetteer=gazetteer,
            scores={f"roles, {options.folds} folds, spans given": scores},
        )


if __name__ == "__main__":
    main()
