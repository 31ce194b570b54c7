"""How right a resolver is on examples, and how far its confidence can be trusted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from geo.evaluation import (
    RADIUS_KM,
    Tally,
    bootstrap,
    distance_km,
    mark_of,
    report,
    tally_given_spans,
)
from geo.resolution.options import PlaceLookup
from geo.resolution.resolver import ResolutionModel, Resolver
from training.resolver_examples import Example


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


def print_accuracy(title: str, judged: Sequence[Judged]) -> dict[str, float]:
    """Accuracy by corpus; prints a line for each, with its 95% interval."""
    scores = {}
    for corpus in sorted({j.corpus for j in judged}):
        tallies = [j.tally for j in judged if j.corpus == corpus]
        low, high = bootstrap(tallies, accuracy, resamples=200)
        scores[corpus] = round(accuracy(tallies), 3)
        print(f"{title:16}{corpus:10}{scores[corpus]:7.3f}  [{low:.3f}, {high:.3f}]", flush=True)
    return scores


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
