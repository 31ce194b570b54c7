"""Scoring a geoparser against annotated corpora, as ``dateline evaluate`` does."""

from geo.evaluation.annotations import Annotated, Mark, Marks, mark_of, read_annotated
from geo.evaluation.scores import (
    FAR_KM,
    FARTHEST_KM,
    RADIUS_KM,
    Outcome,
    SpanCounts,
    Tally,
    area_under_curve,
    bootstrap,
    distance_km,
    pair_exact,
    pair_overlapping,
    report,
    resolution_figures,
    tally,
    tally_given_spans,
)

__all__ = [
    "FARTHEST_KM",
    "FAR_KM",
    "RADIUS_KM",
    "Annotated",
    "Mark",
    "Marks",
    "Outcome",
    "SpanCounts",
    "Tally",
    "area_under_curve",
    "bootstrap",
    "distance_km",
    "mark_of",
    "pair_exact",
    "pair_overlapping",
    "read_annotated",
    "report",
    "resolution_figures",
    "tally",
    "tally_given_spans",
]
