"""Teach the stock entity model what news corpora call a toponym.

    python -m training.entities LGL.jsonl TRNEWS.jsonl GWN.jsonl --out FOLDER
    python -m training.entities … --hold-out gwn       (a whole corpus unseen)
    python -m training.entities … --fold 0 --folds 2   (articles unseen)
    python -m training.entities … --start FOLDER       (from weights taught before)

The stock recogniser is widened by the two columns of `geo.recognition.token_features`, whose
weights start near zero, and trained on for a few passes. Its other labels are kept by rehearsal:
what the stock model finds beside the toponyms is training material too.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.training import Example as Pair
from spacy.training.batchers import minibatch_by_words
from thinc.api import Adam, fix_random_seed

from geo.gazetteer.build import ensure
from geo.gazetteer.lookup import Gazetteer
from geo.recognition.entities import PLACE_LABELS
from geo.recognition.knowledge import Knowledge
from geo.recognition.model import add_recogniser, load, stock, tokenizer
from geo.recognition.name_extent import trim
from geo.recognition.token_features import write_token_features
from geo.settings import Settings
from training.augment import Augmenter
from training.corpora import Annotated, Example, aligned, read
from training.provenance import record

READS = ("training/sentences.txt", "geo/recognition/words.txt")
BATCH_WORDS = 1500
# New columns start small, so that the widened model begins as the stock one.
START = 0.05


def widened() -> tuple[Language, EntityRecognizer]:
    """The stock recogniser's weights in the wider shape."""
    source: Any = stock().get_pipe("ner")
    nlp = tokenizer()
    target = add_recogniser(nlp)
    target.moves.initialize_actions(source.moves.labels)
    for label in source.labels:
        target.add_label(label)
    target.initialize(lambda: [Pair.from_dict(nlp.make_doc("x"), {"entities": []})], nlp=nlp)
    wide, narrow = _parameters(target), _parameters(source)
    tables = [i for i, (node, _) in enumerate(wide) if node.name == "hashembed"]
    known = len([node for node, _ in narrow if node.name == "hashembed"])
    wide = [pair for i, pair in enumerate(wide) if i not in tables[known:]]
    for (old, name), (new, _) in zip(narrow, wide, strict=True):
        values, shape = old.get_param(name), new.get_param(name)
        if values.shape != shape.shape:
            grown = shape * START
            grown[:, :, : values.shape[2]] = values
            values = grown
        new.set_param(name, values.copy())
    return nlp, target


def _parameters(recogniser: EntityRecognizer) -> list[tuple[Any, str]]:
    nodes: Any = recogniser.model.walk()
    return [(n, name) for n in nodes for name in n.param_names if n.has_param(name)]


class Trainer:
    """One training run."""

    def __init__(self, options: argparse.Namespace, knowledge: Knowledge, gazetteer: Path) -> None:
        self.options = options
        self.kind = knowledge.kind
        self.chance = random.Random(options.seed)
        fix_random_seed(options.seed)
        np.random.seed(options.seed)
        start: Path | None = options.start
        self.nlp, self.model = load(weights=start) if start else widened()
        self.augmenter = Augmenter(gazetteer, knowledge, self.chance)

    def run(self, examples: Sequence[Example]) -> None:
        """Train, and leave the averaged weights in the model."""
        optimizer = Adam(
            learn_rate=self.options.rate,
            beta1=0.9,
            beta2=0.999,
            eps=1e-8,
            grad_clip=1.0,
            use_averages=True,
        )
        step = 0
        for epoch in range(self.options.epochs):
            began = time.perf_counter()
            losses: dict[str, float] = {}
            batches = self._batches(examples)
            for batch in batches:
                done = step / (self.options.epochs * len(batches))
                step += 1
                optimizer.learn_rate = self.options.rate * min(1, step / 20) * (1 - 0.9 * done)
                self.model.update(batch, sgd=optimizer, drop=self.options.dropout, losses=losses)
            seconds = time.perf_counter() - began
            print(f"pass {epoch + 1}: loss {losses['ner']:.0f}, {seconds:.0f} s", flush=True)
        for node, name in _parameters(self.model):
            if (node.id, name) in optimizer.averages:
                node.set_param(name, optimizer.averages[node.id, name])

    def _batches(self, examples: Sequence[Example]) -> list[list[Pair]]:
        options = self.options
        changed = [
            self.augmenter.changed(e, options.swap, options.person, options.capitals)
            for e in examples
        ]
        pairs = [self._pair(e) for e in (*changed, *self.augmenter.made_up(options.made_up))]
        self.chance.shuffle(pairs)
        return list(
            minibatch_by_words(
                pairs, size=BATCH_WORDS, tolerance=0.3, get_length=lambda p: len(p.reference)
            )
        )

    def _pair(self, example: Example) -> Pair:
        doc = self.nlp.make_doc(example.text)
        write_token_features(doc, self._forgetful())
        return Pair.from_dict(doc, {"entities": aligned(doc, example.entities)})

    def _forgetful(self) -> Callable[[str], str]:
        """The gazetteer with a few names missing, as no gazetteer knows them all."""
        forgotten: dict[str, bool] = {}

        def kind(name: str) -> str:
            known = self.kind(name)
            if not known or known == "demonym":
                return known
            if name not in forgotten:
                forgotten[name] = self.chance.random() < self.options.forget
            return "" if forgotten[name] else known

        return kind

    def score(self, articles: Sequence[Annotated]) -> dict[str, float]:
        """Exact-span figures of the model alone, before `geo.recognition.span_classifier`."""
        docs = [self.nlp.make_doc(article.text) for article in articles]
        for doc in docs:
            write_token_features(doc, self.kind)
        right = found = gold = 0
        for article, doc in zip(articles, self.model.pipe(docs, batch_size=16), strict=True):
            spans = {
                trim(doc.text, e.start_char, e.end_char)
                for e in doc.ents
                if e.label_ in PLACE_LABELS and (e.label_ != "NORP" or self.kind(e.text))
            }
            right += len(spans & article.toponyms)
            found += len(spans)
            gold += len(article.toponyms)
        precision, recall = right / max(1, found), right / max(1, gold)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return {"F1": round(f1, 3), "P": round(precision, 3), "R": round(recall, 3)}


def split(
    articles: Sequence[Annotated], options: argparse.Namespace
) -> tuple[list[Annotated], list[Annotated]]:
    """What to learn from and what to be judged by."""
    if options.hold_out:
        seen = [a for a in articles if a.corpus != options.hold_out]
        return seen, [a for a in articles if a.corpus == options.hold_out]
    if options.fold is None:
        return list(articles), []
    numbered = list(enumerate(articles))
    seen = [a for i, a in numbered if i % options.folds != options.fold]
    return seen, [a for i, a in numbered if i % options.folds == options.fold]


def main() -> None:
    """Train, judge by what was held out, save."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--start", type=Path, help="a folder of weights to go on from")
    parser.add_argument("--hold-out", help="name of a corpus (its file's stem) to leave unseen")
    parser.add_argument("--fold", type=int)
    parser.add_argument("--folds", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--forget", type=float, default=0.03)
    parser.add_argument("--swap", type=float, default=0.2)
    parser.add_argument("--person", type=float, default=0.05)
    parser.add_argument("--capitals", type=float, default=0.02)
    parser.add_argument("--made-up", type=int, default=80)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, help="a folder for the weights")
    options = parser.parse_args()
    gazetteer = ensure(Settings.load().gazetteer)
    knowledge = Knowledge(Gazetteer(gazetteer))
    seen, unseen = split(read(options.corpora, knowledge.kind), options)
    trainer = Trainer(options, knowledge, gazetteer)
    trainer.run([article.example for article in seen])
    scores = {
        corpus: trainer.score([a for a in unseen if a.corpus == corpus])
        for corpus in sorted({article.corpus for article in unseen})
    }
    for corpus, figures in scores.items():
        print(corpus, *(f"{name} {value:.3f}" for name, value in figures.items()))
    if options.out:
        trainer.model.to_disk(options.out, exclude=["vocab"])
        record(
            options.out,
            command=["training.entities", *sys.argv[1:]],
            corpora=options.corpora,
            reads=(*READS, *([options.start] if options.start else [])),
            gazetteer=gazetteer,
            scores={f"exact spans, {name}": figures for name, figures in scores.items()},
            notes=[] if unseen else ["learned from every article, so none was left to measure on"],
        )


if __name__ == "__main__":
    main()
