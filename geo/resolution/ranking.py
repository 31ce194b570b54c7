"""Ranking the options of all names of an article together.

A log-linear model in passes: the first judges every name by itself; what it believes is the
evidence with which the next weighs the names against each other, and once more with what
that one believes. The weights are learned (see ``training/resolver.py``) and
kept in ``weights.tsv``, one named feature a line.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Self

import numpy as np

from geo.resolution.article_options import ArticleOptions, Ints
from geo.resolution.feature_table import Array
from geo.resolution.features import BASE_FEATURES, COLUMN, FEATURES, with_evidence

PASSES = 2  # with evidence, after the first without


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight for each feature: without and with evidence from the other names."""

    alone: Array
    together: Array

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``feature <tab> alone <tab> together`` lines; ``#`` starts a comment.

        A feature that is not named weighs nothing. Raises ValueError for an unknown one.
        """
        alone, together = np.zeros(len(FEATURES)), np.zeros(len(FEATURES))
        for line in text.splitlines():
            if line and not line.startswith("#"):
                name, first, second = line.split("\t")
                if name not in COLUMN:
                    raise ValueError(f"the ranking has no feature {name!r}")
                alone[COLUMN[name]] = float(first)
                together[COLUMN[name]] = float(second)
        return cls(alone, together)

    def format(self) -> str:
        """The text that ``parse`` reads."""
        lines = (
            f"{name}\t{first:.3f}\t{second:.3f}"
            for name, first, second in zip(FEATURES, self.alone, self.together, strict=True)
        )
        return "\n".join(lines) + "\n"


@cache
def shipped_weights() -> Weights:
    """The weights that come with Dateline."""
    return Weights.parse((files("geo.resolution") / "weights.tsv").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Ranking:
    """For each row of the article's options: features, score, probability within its name."""

    features: Array
    scores: Array
    belief: Array


def rank(
    options: ArticleOptions,
    weights: Weights,
    passes: int = PASSES,
    prior: Array | float = 0.0,
) -> Ranking:
    """Judge all options of an article together; ``prior`` holds log-odds for each row that were
    not learned."""
    base = options.base
    scores = base @ weights.alone[: len(BASE_FEATURES)] + prior
    belief = softmax(scores, options.first)
    features = base
    for _ in range(passes):
        features = with_evidence(options, belief)
        scores = features @ weights.together + prior
        belief = softmax(scores, options.first)
    return Ranking(features, scores, belief)


def softmax(scores: Array, first: Ints) -> Array:
    """Probabilities within each group of rows; ``first`` holds where groups start, and the end."""
    starts, sizes = first[:-1], np.diff(first)
    raised = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
    return np.asarray(raised / np.repeat(np.add.reduceat(raised, starts), sizes))
