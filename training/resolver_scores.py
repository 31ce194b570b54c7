"""How right a resolver is on examples, and how far its confidence can be trusted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from geo.evaluation import (
    FAR_KM,
    RADIUS_KM,
    Mark,
    Tally,
    bootstrap,
    distance_km,
    mark_of,
    report,
    tally_given_spans,
)
from geo.gazetteer.names import normalise
from geo.resolution.options import PlaceLookup
from geo.resolution.resolver import ResolutionModel, Resolver
from training.resolver_examples import Example

Pair = tuple[str, str]
"""A name, folded, and the place that it was annotated with."""


@dataclass(frozen=True, slots=True)
class JudgedToponym:
    """An annotated toponym with a point, and how its best candidate fared."""

    pair: Pair
    confidence: float
    error_km: float

    @property
    def right(self) -> bool:
        """Whether it lies within 161 km."""
        return self.error_km <= RADIUS_KM


@dataclass(frozen=True, slots=True)
class Judged:
    """An example as resolved with spans given and no threshold."""

    corpus: str
    tally: Tally
    toponyms: tuple[JudgedToponym, ...]


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
        toponyms = tuple(
            JudgedToponym(_pair(entry, truth), resolution.confidence, distance_km(truth, mark))
            for truth, mark, resolution in zip(
                entry.entry.marks, marks, parsed.resolutions, strict=True
            )
            if truth.placed
        )
        judged.append(Judged(entry.corpus, tally_given_spans(entry.entry.marks, marks), toponyms))
    return judged


def pairs(examples: Iterable[Example]) -> frozenset[Pair]:
    """What could be had by heart: the names of the examples with their places."""
    return frozenset(_pair(e, mark) for e in examples for mark in e.entry.marks if mark.placed)


def _pair(example: Example, mark: Mark) -> Pair:
    name = normalise(example.entry.text[mark.start : mark.end])
    return name, mark.geonameid or f"{mark.latitude:.1f},{mark.longitude:.1f}"


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


def print_novel(judged: Sequence[tuple[Judged, frozenset[Pair]]]) -> None:
    """Accuracy apart for names that were seen with the same place in training, and those not."""
    for title, wanted in (("pair seen in training", True), ("novel pair", False)):
        chosen = [t.right for j, seen in judged for t in j.toponyms if (t.pair in seen) is wanted]
        if chosen:
            print(f"{title:24}{len(chosen):7}{sum(chosen) / len(chosen):8.3f}", flush=True)


def print_shown(judged: Sequence[Judged], threshold: float) -> None:
    """Of what would be shown at the threshold, the shares that are wrong, and absurdly so."""
    shown = [t.error_km for j in judged for t in j.toponyms if t.confidence >= threshold]
    for title, radius in ((f"beyond {RADIUS_KM:g} km", RADIUS_KM), (f"{FAR_KM:g} km", FAR_KM)):
        far = sum(error > radius for error in shown)
        print(f"shown, off by {title:16}{len(shown):7}{far / max(1, len(shown)):8.4f}", flush=True)


def print_plain(title: str, judged: Sequence[Judged], threshold: float) -> None:
    """Of plain news: how often the best candidate is right, how much is shown, and how right."""
    toponyms = [t for j in judged for t in j.toponyms]
    shown = [t.right for t in toponyms if t.confidence >= threshold]
    right = sum(t.right for t in toponyms) / max(1, len(toponyms))
    print(
        f"{title:48}{len(toponyms):7}   best right {right:.3f}   shown "
        f"{len(shown) / max(1, len(toponyms)):.3f}, right {sum(shown) / max(1, len(shown)):.3f}",
        flush=True,
    )


def print_reliability(judged: Sequence[Judged]) -> None:
    """How often each tenth of confidence is right, and what a threshold would leave."""
    pairs = [(t.confidence, t.right) for j in judged for t in j.toponyms]
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
