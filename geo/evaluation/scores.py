"""Scoring against annotated corpora: recognition, resolution, and both end to end.

The measures are those of the field, so that figures can be compared:

- recognition: micro precision, recall and F1 over spans, matched one to one, either exactly
  or by overlap (the pairs that share most of their extent first);
- resolution: accuracy within 161 km (100 miles; Leidner 2008), median and mean error, and the
  area under the curve of ln(error + 1) (Jurgens et al. 2015 as computed by Gritta et al. 2018).
  A toponym left without coordinates counts as wrong and as half the Earth's circumference away;
- end to end: a true positive overlaps an annotated span and lies within 161 km of its point.

Two entries with one GeoNames id are the same place, wherever each side puts its point.
"""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from geo.evaluation.annotations import Mark, Marks
from geo.places import sphere

FARTHEST_KM = 20039.0  # the convention for "nowhere": half the equator
RADIUS_KM = 161.0
FAR_KM = 1000.0  # so far off, a place shown is absurd and no matter of where a centre is put

CountryOf = Callable[[str], str | None]
"""The ISO 3166-1 alpha-2 country of a GeoNames id, where known."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one annotated, recognised toponym that has coordinates."""

    error_km: float | None  # None: left without coordinates
    country: str | None
    predicted_country: str | None


@dataclass(frozen=True, slots=True)
class SpanCounts:
    """True positives among predicted and annotated ones."""

    right: int = 0
    predicted: int = 0
    annotated: int = 0

    def __add__(self, other: SpanCounts) -> SpanCounts:
        return SpanCounts(
            self.right + other.right,
            self.predicted + other.predicted,
            self.annotated + other.annotated,
        )

    @property
    def precision(self) -> float:
        """The share of the predicted ones that are right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the annotated ones that were found."""
        return self.right / self.annotated if self.annotated else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.predicted + self.annotated
        return 2 * self.right / total if total and self.right else 0.0

    def figures(self) -> dict[str, Any]:
        """For printing and JSON."""
        return {
            "P": self.precision,
            "R": self.recall,
            "F1": self.f1,
            "tp": self.right,
            "pred": self.predicted,
            "gold": self.annotated,
        }


@dataclass(frozen=True, slots=True)
class Tally:
    """One article's score; a corpus is the sum of its articles (and can be resampled)."""

    outcomes: tuple[Outcome, ...]
    exact: SpanCounts = SpanCounts()
    overlap: SpanCounts = SpanCounts()
    end_to_end: SpanCounts = SpanCounts()


def distance_km(a: Mark, b: Mark) -> float:
    """Great-circle distance; 0 for one and the same GeoNames entry."""
    if a.geonameid and a.geonameid == b.geonameid:
        return 0.0
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return FARTHEST_KM
    return min(FARTHEST_KM, sphere.distance_km(a.latitude, a.longitude, b.latitude, b.longitude))


def pair_exact(annotated: Marks, predicted: Marks) -> list[tuple[int, int]]:
    """Indices of annotated and predicted marks with one and the same span."""
    at = {(mark.start, mark.end): j for j, mark in enumerate(predicted)}
    spans = [(i, (mark.start, mark.end)) for i, mark in enumerate(annotated)]
    return [(i, at[span]) for i, span in spans if span in at]


def pair_overlapping(annotated: Marks, predicted: Marks) -> list[tuple[int, int]]:
    """One-to-one pairs of overlapping marks; those that share most of their extent first."""
    overlapping = []
    for i, mark in enumerate(annotated):
        for j, other in enumerate(predicted):
            shared = mark.shared(other)
            if shared > 0:
                extent = max(mark.end, other.end) - min(mark.start, other.start)
                overlapping.append((-shared / extent, i, j))
    pairs: list[tuple[int, int]] = []
    taken_i: set[int] = set()
    taken_j: set[int] = set()
    for _, i, j in sorted(overlapping):
        if i not in taken_i and j not in taken_j:
            taken_i.add(i)
            taken_j.add(j)
            pairs.append((i, j))
    return pairs


def tally(
    annotated: Sequence[Mark],
    predicted: Sequence[Mark],
    *,
    country_of: CountryOf | None = None,
    radius_km: float = RADIUS_KM,
) -> Tally:
    """Score the toponyms that were found in one article."""
    gold, found = _one_a_span(annotated), _one_a_span(predicted)
    overlapping = pair_overlapping(gold, found)
    pairs = [(gold[i], found[j]) for i, j in overlapping]
    return Tally(
        outcomes=_outcomes(pairs, country_of),
        exact=SpanCounts(len(pair_exact(gold, found)), len(found), len(gold)),
        overlap=SpanCounts(len(overlapping), len(found), len(gold)),
        end_to_end=_end_to_end(gold, found, overlapping, radius_km),
    )


def tally_given_spans(
    annotated: Sequence[Mark], predicted: Sequence[Mark], *, country_of: CountryOf | None = None
) -> Tally:
    """Score resolution alone: every annotated toponym counts, looked up by its exact span."""
    at = {(mark.start, mark.end): mark for mark in _one_a_span(predicted)}
    pairs = [(m, at.get((m.start, m.end), Mark(m.start, m.end))) for m in _one_a_span(annotated)]
    return Tally(outcomes=_outcomes(pairs, country_of))


def _one_a_span(marks: Iterable[Mark]) -> Marks:
    first: dict[tuple[int, int], Mark] = {}
    for mark in marks:
        first.setdefault((mark.start, mark.end), mark)
    return tuple(first.values())


def _outcomes(
    pairs: Iterable[tuple[Mark, Mark]], country_of: CountryOf | None
) -> tuple[Outcome, ...]:
    outcomes = []
    for gold, found in pairs:
        if not gold.placed:
            continue
        country = _country(gold, country_of)
        outcomes.append(
            Outcome(
                error_km=distance_km(gold, found) if found.placed else None,
                country=country,
                predicted_country=_country(found, country_of) if country else None,
            )
        )
    return tuple(outcomes)


def _country(mark: Mark, country_of: CountryOf | None) -> str | None:
    if len(mark.country) == 2:
        return mark.country.upper()
    return country_of(mark.geonameid) if country_of and mark.geonameid else None


def _end_to_end(
    gold: Marks, found: Marks, pairs: Sequence[tuple[int, int]], radius_km: float
) -> SpanCounts:
    """A prediction that meets only annotations without a point can be neither right nor wrong."""
    partners = {j: gold[i] for i, j in pairs}
    right = counted = 0
    for j, mark in enumerate(found):
        if not mark.placed:
            continue
        partner = partners.get(j)
        met = [partner] if partner else [other for other in gold if mark.shared(other) > 0]
        if met and not any(other.placed for other in met):
            continue
        counted += 1
        right += partner is not None and distance_km(partner, mark) <= radius_km
    return SpanCounts(right, counted, sum(mark.placed for mark in gold))


def area_under_curve(errors_km: Sequence[float]) -> float:
    """The normalised area under the sorted ln(error + 1); 0 is perfect, 1 the worst."""
    heights = sorted(math.log(error + 1) / math.log(FARTHEST_KM) for error in errors_km)
    if len(heights) == 1:
        return heights[0]
    inner = sum(heights) - (heights[0] + heights[-1]) / 2
    return inner / (len(heights) - 1)


def resolution_figures(outcomes: Sequence[Outcome], radius_km: float = RADIUS_KM) -> dict[str, Any]:
    """Accuracy, errors in km, AUC and country accuracy over recognised toponyms; and of those that
    have coordinates the share that is absurdly far off."""
    if not outcomes:
        return {"n": 0}
    resolved = [o.error_km for o in outcomes if o.error_km is not None]
    penalised = [FARTHEST_KM if o.error_km is None else o.error_km for o in outcomes]
    located = [o for o in outcomes if o.country]
    known = any(o.predicted_country for o in located)
    agree = sum(o.country == o.predicted_country for o in located)
    return {
        "n": len(outcomes),
        "resolved": len(resolved),
        f"acc@{radius_km:g}km": sum(error <= radius_km for error in resolved) / len(outcomes),
        "mean error km": sum(resolved) / len(resolved) if resolved else None,
        "mean error km (pen.)": sum(penalised) / len(penalised),
        "median error km": statistics.median(penalised),
        "AUC": area_under_curve(penalised),
        f"beyond {FAR_KM:g}km": sum(error > FAR_KM for error in resolved) / max(1, len(resolved)),
        "country acc": agree / len(located) if known else None,
        "country n": len(located),
    }


def report(
    tallies: Sequence[Tally], *, gold_spans: bool = False, radius_km: float = RADIUS_KM
) -> dict[str, dict[str, Any]]:
    """The figures of a corpus, by section; with given spans only resolution has a meaning."""
    outcomes = [outcome for one in tallies for outcome in one.outcomes]
    resolution = {"resolution": resolution_figures(outcomes, radius_km)}
    if gold_spans:
        return resolution
    end_to_end = sum((t.end_to_end for t in tallies), SpanCounts())
    return {
        "recognition exact": sum((t.exact for t in tallies), SpanCounts()).figures(),
        "recognition overlap": sum((t.overlap for t in tallies), SpanCounts()).figures(),
        **resolution,
        f"end to end @{radius_km:g}km": end_to_end.figures(),
    }


def bootstrap(
    tallies: Sequence[Tally],
    figure: Callable[[Sequence[Tally]], float],
    *,
    resamples: int = 1000,
    seed: int = 0,
) -> tuple[float, float]:
    """The 95% interval of ``figure`` when articles are drawn anew with replacement."""
    draw = random.Random(seed)  # noqa: S311 - resampling, not secrets
    values = sorted(figure(draw.choices(tallies, k=len(tallies))) for _ in range(resamples))
    low, high = 0.025 * (resamples - 1), 0.975 * (resamples - 1)
    return values[math.floor(low)], values[math.ceil(high)]
